"""The reports of 2021 and later: cross-tabs in every file type, and each of their numbers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tablecheck.pipeline import check_file, check_files
from tablecheck.readers.read import read_workbook
from tablecheck.report import to_dict

TABLES = Path(__file__).resolve().parent / "tables"
TYPES = ("html", "docx", "xlsx", "xls", "ods")
APPLICANTS = ("natural", "company", "research", "welfare", "law", "other", "total")


def without_addresses(value):
    """A report less what differs between file types: paths, hashes, sheets and cells."""
    if isinstance(value, dict):
        left_out = ("path", "sha256", "sheet", "cell")
        return {k: without_addresses(v) for k, v in value.items() if k not in left_out}
    return [without_addresses(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", [2023, 2024])
def test_report_is_the_same_in_every_file_type(year, lang):
    report = check_files([TABLES / f"suqian-{year}.{kind}" for kind in TYPES])
    files = to_dict(report, lang)["files"]
    for file in files:
        assert file["status"] == "checked"
        assert file["form"] == "cn-zfxxgk-2021"
        assert (file["counts"]["cells"], file["counts"]["observed"]) == (200, 200)
        assert file["counts"]["rules"]["0"] == file["counts"]["rules"]["NA"] == 0
        assert file["counts"]["findings"]["error"] == 0
        assert without_addresses(file) == without_addresses(files[0])


@pytest.mark.parametrize("kind", TYPES)
def test_rules_between_the_years_hold(kind):
    alone = check_file(TABLES / f"suqian-2024.{kind}")
    file = check_file(TABLES / f"suqian-2024.{kind}", previous=TABLES / f"suqian-2023.{kind}")
    assert {judged.verdict for judged in file.verdicts} == {"1"}
    between = {judged.rule for judged in file.verdicts} - {judged.rule for judged in alone.verdicts}
    assert len(between) >= 2
    # 上年结转 in seven columns, 现行有效 in two rows
    assert len(file.verdicts) - len(alone.verdicts) == 9


def as_rows():
    """The sheet of suqian-2024.xlsx as the rows of a CSV, and where its numbers stand."""
    sheet = read_workbook(TABLES / "suqian-2024.xlsx").sheets[0]
    height, width = (max(at) for at in zip(*sheet.cells, strict=True))
    return [
        [sheet.cells[r, c].text if (r, c) in sheet.cells else "" for c in range(1, width + 1)]
        for r in range(1, height + 1)
    ]


def test_one_number_of_table_three_is_told_by_its_row_and_by_its_column(tmp_path):
    rows, path = as_rows(), tmp_path / "table.csv"
    checked = 0
    for row in range(22, 47):
        for column in (8, 11, 13, 16, 18, 22, 24):
            changed = [list(each) for each in rows]
            changed[row][column] = str(int(changed[row][column]) + 7)
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(changed)
            report = check_file(path, select=frozenset({"TC401", "TC404"}))
            cell = f"{chr(65 + column)}{row + 1}"
            naming = [
                finding
                for finding in report.findings
                if cell in {place.cell for place in (finding.at, *finding.related) if place}
            ]
            told = {judged.rule for judged in report.verdicts if judged.verdict == "0"}
            # (七)总计 stands in its own column sum and in the balance.
            assert len(naming) == len(report.findings) == (3 if row == 45 else 2), cell
            assert {finding.rule for finding in naming} == told, cell
            checked += 1
    assert checked == 175
