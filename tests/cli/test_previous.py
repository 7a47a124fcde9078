"""The option --previous: exit codes, the environment, and what a report says of it."""

from __future__ import annotations

import json
import shutil

import pytest


@pytest.fixture
def reports(tables, tmp_path):
    """Copies of two years' reports, so that a test may name them as outputs."""
    for year in (2023, 2024):
        shutil.copy(tables / f"suqian-{year}.xlsx", tmp_path / f"{year}.xlsx")
    return tmp_path


def test_rules_between_years_count_with_the_option_only(run, reports):
    now, before = str(reports / "2024.xlsx"), str(reports / "2023.xlsx")
    code, out, _ = run(now, "--ignore", "TC601")
    assert (0, True) == (code, "All 44 rules hold" in out)
    code, out, _ = run(now, "--ignore", "TC601", "--previous", before)
    assert (0, True) == (code, "All 53 rules hold" in out)


def test_option_may_come_from_the_environment(run, reports, monkeypatch):
    monkeypatch.setenv("TABLECHECK_PREVIOUS", str(reports / "2023.xlsx"))
    assert "All 53 rules hold" in run(str(reports / "2024.xlsx"), "--ignore", "TC601")[1]


def test_file_of_no_use_is_an_error_and_exits_1(run, reports):
    code, out, _ = run(str(reports / "2023.xlsx"), "--previous", str(reports / "2024.xlsx"))
    assert (1, True) == (code, "error TC501" in out)


def test_json_says_what_became_of_the_previous_file(run, reports):
    before = str(reports / "2023.xlsx")
    _, out, _ = run(str(reports), "--previous", before, "-F", "json")
    said = [file["previous"] for file in json.loads(out)["files"]]
    assert [before, before] == [each["path"] for each in said]
    assert [False, True] == [each["compared"] for each in said]
    assert [None, "cn-zfxxgk-2021"] == [each["form"] for each in said]


def test_previous_file_is_never_written_over(run, reports):
    before = reports / "2023.xlsx"
    bytes_before = before.read_bytes()
    code, _, err = run(
        str(reports / "2024.xlsx"), "--previous", str(before), "-F", f"json={before}"
    )
    assert (2, True) == (code, "is an input" in err)
    assert bytes_before == before.read_bytes()
