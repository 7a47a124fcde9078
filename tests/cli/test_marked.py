"""Where marked workbooks are written, and what they are never written over."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.cli.running import BROKEN, FILLED

from tablecheck.cli.marked import default_name

TABLES = Path(__file__).resolve().parents[1] / "tables"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(BROKEN, tmp_path / "report.xlsx")
    return tmp_path


def sheets(path: Path) -> list[str]:
    return openpyxl.load_workbook(path).sheetnames


def test_it_stands_beside_the_file_and_is_told_on_stderr(run, folder: Path):
    before = (folder / "report.xlsx").read_bytes()
    code, out, err = run(str(folder / "report.xlsx"), "-F", "xlsx", "--lang", "zh")
    assert 1 == code
    assert "有 10 处错误" in out
    assert f"tablecheck: 标注的工作簿: {folder / 'report.检查结果.xlsx'}\n" == err
    assert ["检查结果", "统计表"] == sheets(folder / "report.检查结果.xlsx")
    assert before == (folder / "report.xlsx").read_bytes()


def test_quiet_tells_nothing_of_it(run, folder: Path):
    assert "" == run(str(folder / "report.xlsx"), "-F", "xlsx", "-q")[2]
    assert (folder / "report.checked.xlsx").exists()


def test_every_file_of_a_folder_has_its_own(run, folder: Path, tmp_path_factory):
    shutil.copy(TABLES / "manzhouli-2018.docx", folder / "annual.docx")
    out = tmp_path_factory.mktemp("out")
    assert 1 == run(str(folder), "-F", f"xlsx={out}", "--lang", "zh")[0]
    assert {"annual.检查结果.xlsx", "report.检查结果.xlsx"} == {p.name for p in out.iterdir()}


def test_macros_are_kept_in_a_name_that_says_so(run, folder: Path):
    from tests.reporters.made_workbooks import with_macros

    path = with_macros(folder / "macros.xlsm")
    run(str(path), "-F", "xlsx", "--lang", "zh")
    assert (folder / "macros.检查结果.xlsm").exists()


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_an_input_is_never_written_over_by_a_link(run, folder: Path, link):
    before = (folder / "report.xlsx").read_bytes()
    link(folder / "report.xlsx", folder / "report.checked.xlsx")
    code, _, err = run(str(folder / "report.xlsx"), "-F", "xlsx")
    assert 3 == code
    assert "it is an input" in err
    assert before == (folder / "report.xlsx").read_bytes()


def test_an_input_is_never_written_over_by_name(run, folder: Path):
    before = (folder / "report.xlsx").read_bytes()
    path = str(folder / "report.xlsx")
    assert 2 == run(path, "-F", f"xlsx={path}")[0]
    assert before == (folder / "report.xlsx").read_bytes()


def test_a_file_of_another_kind_is_not_written_over_unless_named(run, folder: Path):
    shutil.copy(FILLED, folder / "report.checked.xlsx")
    code, _, err = run(str(folder / "report.xlsx"), "-F", "xlsx")
    assert 3 == code
    assert "a file of another kind is there" in err
    assert ["统计表"] == sheets(folder / "report.checked.xlsx")
    target = folder / "report.checked.xlsx"
    assert 1 == run(str(folder / "report.xlsx"), "-F", f"xlsx={target}")[0]
    assert ["Findings", "统计表"] == sheets(target)


def test_two_results_do_not_go_to_one_file(run, folder: Path):
    shutil.copy(FILLED, folder / "other.xlsx")
    code, _, err = run(
        str(folder / "other.xlsx"), str(folder / "report.xlsx"), "-F", f"xlsx={folder / 'out.xlsx'}"
    )
    assert 3 == code
    assert "another file’s result was written there" in err


def test_what_the_clerk_explained_stays_and_is_read_back(run, folder: Path):
    path, made = folder / "report.xlsx", folder / "report.检查结果.xlsx"
    run(str(path), "-F", "xlsx", "--lang", "zh")
    book = openpyxl.load_workbook(made)
    rows = list(book.worksheets[0].iter_rows())
    (row,) = [row for row in rows if row[2].value == "TC313"]
    row[8].value = "与台账一致"
    book.save(made)
    run(str(path), "-F", "xlsx", "--lang", "zh")
    again = [[c.value for c in row] for row in openpyxl.load_workbook(made).worksheets[0]]
    assert ["与台账一致"] == [row[8] for row in again if row[2] == "TC313"]
    _, out, _ = run(str(path), "--waivers", str(made), "--lang", "zh")
    assert "1 处警告" in out
    assert "与台账一致" in out


def test_a_file_that_was_not_checked_has_none(run, tmp_path: Path):
    (tmp_path / "empty.xlsx").write_bytes(b"")
    assert 3 == run(str(tmp_path / "empty.xlsx"), "-F", "xlsx")[0]
    assert ["empty.xlsx"] == [path.name for path in tmp_path.iterdir()]


def test_page_and_workbook_are_written_in_one_run(run, folder: Path):
    page = folder / "page.html"
    assert 1 == run(str(folder / "report.xlsx"), "-F", "xlsx", "-F", f"html={page}")[0]
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/报告.xlsx", "报告.检查结果.xlsx"),
        ("报告 2018.csv", "报告 2018.检查结果.xlsx"),
        ("报告.检查结果.xlsx", "报告.检查结果 (2).xlsx"),
        ("报告 (7).检查结果 (2).xlsx", "报告 (7).检查结果 (3).xlsx"),
    ],
)
def test_default_name(path: str, name: str):
    assert name == default_name(path, ".xlsx", "zh")
