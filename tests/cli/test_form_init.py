"""``tablecheck form init``: what it prints where, and what it refuses."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.cli.running import BLANKS, EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

ENROLMENT = [str(EXAMPLES / "enrolment" / f"enrolment-{year}.xlsx") for year in (2024, 2023)]


def test_the_form_goes_to_stdout_and_what_is_unsure_to_stderr(run):
    code, out, err = run("form", "init", *ENROLMENT)
    assert 0 == code
    form = json.loads(out)
    assert "enrolment-2024" == form["id"]
    assert ["t1", "t2"] == [table["code"] for table in form["tables"]]
    assert err.startswith("Drafted 2 tables, 11 rows, ")
    assert err.count("the form finds nothing") == 2


def test_it_speaks_chinese(run):
    code, out, err = run("form", "init", BLANKS, "--lang", "zh")
    assert 0 == code
    assert err.startswith("草拟了 1 张表，58 个指标，")
    assert "像是各分项之和，但没有数据可以证明" in err
    assert json.loads(out)["units"]["万元"] == {"multiple_of": "元", "factor": 10000}


def test_the_written_form_checks_the_table(run, tmp_path: Path):
    target = str(tmp_path / "form.json")
    assert (0, "") == run("form", "init", ENROLMENT[0], "--output", target)[:2]
    assert 0 == run(ENROLMENT[0], "--form", target)[0]
    # The slip of the broken example is of the rules that were found.
    broken = str(EXAMPLES / "enrolment" / "broken-2024.xlsx")
    assert 1 == run(broken, "--form", target, "--fail-on", "warning")[0]


def test_a_file_that_is_there_is_replaced_only_by_force(run, tmp_path: Path):
    target = tmp_path / "form.json"
    target.write_text("mine", "utf-8")
    code, _, err = run("form", "init", ENROLMENT[0], "-o", str(target))
    assert 2 == code
    assert "--force" in err
    assert "mine" == target.read_text("utf-8")
    assert 0 == run("form", "init", ENROLMENT[0], "-o", str(target), "--force")[0]
    assert "enrolment-2024" in target.read_text("utf-8")


def test_a_table_is_never_written_over(run, tmp_path: Path):
    table = tmp_path / "table.xlsx"
    shutil.copy(ENROLMENT[0], table)
    before = table.read_bytes()
    assert 2 == run("form", "init", str(table), "-o", str(table), "--force")[0]
    assert before == table.read_bytes()


@pytest.mark.parametrize(("content", "code"), [(b"", 3), (b"a word\n", 3), (b"\x00\x01\x02", 3)])
def test_what_holds_no_table_is_told_in_one_line(run, tmp_path: Path, content: bytes, code: int):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    found, out, err = run("form", "init", str(path))
    assert (code, "") == (found, out)
    assert 1 == len(err.splitlines())


def test_a_table_beyond_the_limits_of_a_form_is_told(run, tmp_path: Path):
    path = tmp_path / "table.csv"
    rows = "".join(f"Unit {number},{number}\n" for number in range(5_100))
    path.write_text(f"Name,Amount\n{rows}", "utf-8")
    code, out, err = run("form", "init", str(path))
    assert (3, "") == (code, out)
    assert "beyond what a form holds: a table has more than 5000 rows or columns" in err


def test_no_such_file(run):
    assert 2 == run("form", "init", "nowhere.xlsx")[0]
    assert 2 == run("form", "init")[0]


def test_texts_of_a_file_reach_the_console_harmless(run, tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_text("Item,2022,2023\nA,1,2\nB,3,4\n\x1b[31mTotal,40,60\n", "utf-8")
    _, out, err = run("form", "init", str(path))
    assert "\x1b" not in out + err
