"""Last period's file beside the checked one: real reports, in every file type and wrong order."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from tablecheck.checks.naming import cell_label, cell_name
from tablecheck.form.load import load_form
from tablecheck.pipeline import check_file, check_files
from tablecheck.report import to_dict
from test_formats import without_addresses

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("xlsx", "docx", "html", "ods", "xls")
CARRIED = {"carried-over", "in-force-carried"}


def changed(source: Path, target: Path, **cells) -> Path:
    """A workbook with other values in some cells."""
    book = load_workbook(source)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(target)
    return target


def verdicts(file):
    """Verdicts of the rules that need last period's file."""
    return [each.verdict for each in file.verdicts if each.rule in CARRIED]


def codes(file):
    """Findings that speak of the two files."""
    return [each.code for each in file.findings if each.code.startswith("TC5")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_follows_from_last_year(tables, kind):
    file = check_file(tables / f"suqian-2024.{kind}", previous=tables / f"suqian-2023.{kind}")
    assert ["1"] * 9 == verdicts(file)
    assert {"1"} == {each.verdict for each in file.verdicts}
    assert [] == codes(file)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_json_with_last_year_is_the_same_for_every_format(tables, kind):
    one, other = (
        to_dict(
            check_files([tables / f"suqian-2024.{each}"], previous=tables / f"suqian-2023.{each}"),
            "zh",
        )["files"][0]
        for each in ("xlsx", kind)
    )
    for file in (one, other):
        file["counts"]["findings"].pop("information")
    assert without_addresses(one["previous"]) == without_addresses(other["previous"])
    assert without_addresses(one["verdicts"]) == without_addresses(other["verdicts"])
    assert without_addresses(one["counts"]) == without_addresses(other["counts"])


def test_two_file_types_are_compared(tables):
    file = check_file(tables / "suqian-2024.docx", previous=tables / "suqian-2023.xls")
    assert ["1"] * 9 == verdicts(file)


def test_rules_between_years_are_not_counted_without_last_year(tables):
    assert [] == verdicts(check_file(tables / "suqian-2024.xlsx"))


@pytest.mark.parametrize("cell", ["I24", "L24", "N24", "Q24", "S24", "W24", "Y24"])
def test_each_column_of_a_carry_over_is_compared(tables, tmp_path, cell):
    now = load_workbook(tables / "suqian-2024.xlsx").worksheets[0][cell].value
    path = changed(tables / "suqian-2024.xlsx", tmp_path / "now.xlsx", **{cell: int(now) + 1})
    file = check_file(path, previous=tables / "suqian-2023.xlsx")
    assert 1 == verdicts(file).count("0")
    (found,) = [each for each in file.findings if each.code == "TC502"]
    assert (cell, False) == (found.at.cell, found.at.previous)
    assert cell == "Y24" or "information" == found.severity


def test_finding_names_the_cell_of_last_year(tables, tmp_path):
    path = changed(tables / "suqian-2024.xlsx", tmp_path / "now.xlsx", U8=421)
    report = check_files([path], previous=tables / "suqian-2023.docx")
    (found,) = [f for f in to_dict(report, "zh")["files"][0]["findings"] if f["code"] == "TC502"]
    assert ["previous", None, None] == [at.get("period") for at in found["related"]]
    assert ["D12", "G8", "N8"] == [at["cell"] for at in found["related"]]
    assert {"stated": "421", "computed": "420", "imbalance": "1"} == found["facts"]


def test_failing_rule_is_told_once(tables, tmp_path):
    path = changed(tables / "suqian-2024.xlsx", tmp_path / "now.xlsx", U8=421)
    file = check_file(path, previous=tables / "suqian-2023.xlsx")
    assert ["TC502"] == [each.code for each in file.findings if each.rule == "in-force-carried"]


def test_one_previous_file_stands_beside_each_file(tables):
    paths = [tables / f"suqian-{year}.xlsx" for year in (2023, 2024)]
    same, next_year = check_files(paths, previous=paths[0]).files
    assert ["TC501"] == codes(same)
    assert [] == codes(next_year)
    assert [False, True] == [file.previous.compared for file in (same, next_year)]


def test_copy_of_the_checked_file_is_no_last_year(tables, tmp_path):
    copy = tmp_path / "last-year.xlsx"
    copy.write_bytes((tables / "suqian-2024.xlsx").read_bytes())
    assert ["TC501"] == codes(check_file(tables / "suqian-2024.xlsx", previous=copy))


def test_refusal_of_the_previous_file_is_an_error_of_the_checked_one(tables, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no archive")
    file = check_file(tables / "suqian-2024.xlsx", previous=broken)
    assert file.is_checked
    assert "TC101" in file.findings[0].message.en
    assert (None, None, False) == (
        file.previous.sha256,
        file.previous.form,
        file.previous.compared,
    )


def test_form_given_by_hand_reads_both_files(tables):
    file = check_file(
        tables / "suqian-2024.xlsx",
        form="cn-zfxxgk-2021",
        previous=tables / "suqian-2023.xlsx",
    )
    assert ["1"] * 9 == verdicts(file)


def test_sheet_of_the_checked_file_need_not_be_in_the_previous_one(tables, tmp_path):
    book = load_workbook(tables / "suqian-2024.xlsx")
    book.worksheets[0].title = "2024年"
    book.save(tmp_path / "now.xlsx")
    file = check_file(tmp_path / "now.xlsx", sheet="2024年", previous=tables / "suqian-2023.xlsx")
    assert ["1"] * 9 == verdicts(file)


@pytest.mark.parametrize(
    ("title", "verdict", "code"),
    [
        ("宿迁市人民政府2023年政府信息公开工作年度报告", "1", []),
        ("二〇二三年宿迁市政府信息公开工作年度报告", "1", []),
        ("政府信息公开工作年度报告（2023年）", "1", []),
        ("宿迁市政府信息公开工作年度报告", "1", ["TC505"]),
        ("宿迁市2022年政府信息公开工作年度报告", "NA", ["TC505"]),
        ("盐城市2023年政府信息公开工作年度报告", "NA", ["TC505"]),
        ("宿迁市2024年政府信息公开工作年度报告", None, ["TC501"]),
        ("宿迁市2025年政府信息公开工作年度报告", None, ["TC501"]),
    ],
)
def test_year_and_agency_decide_whether_files_are_compared(tables, tmp_path, title, verdict, code):
    before = changed(tables / "suqian-2023.xlsx", tmp_path / "before.xlsx", A1=title)
    file = check_file(tables / "suqian-2024.xlsx", previous=before)
    assert (set() if verdict is None else {verdict}) == set(verdicts(file))
    assert code == codes(file)


def test_year_of_a_file_name_is_not_sure_enough_for_an_error(tables, tmp_path):
    title = "宿迁市政府信息公开工作年度报告"
    before = changed(tables / "suqian-2023.xlsx", tmp_path / "report-2025.xlsx", A1=title)
    file = check_file(tables / "suqian-2024.xlsx", previous=before)
    assert {"NA"} == set(verdicts(file))
    assert ["TC505"] == codes(file)


def test_last_years_blank_decides_nothing_and_is_never_deduced(tables, tmp_path):
    before = changed(tables / "suqian-2023.xlsx", tmp_path / "before.xlsx", I47=None)
    file = check_file(tables / "suqian-2024.xlsx", previous=before)
    assert 1 == verdicts(file).count("NA")
    assert () == file.deduced


def test_table_of_last_year_is_told_of(tables, tmp_path):
    new_year = "宿迁市2024年政府信息公开工作年度报告"
    path = changed(tables / "suqian-2023.xlsx", tmp_path / "now.xlsx", A1=new_year)
    file = check_file(path, previous=tables / "suqian-2023.xlsx")
    found = [each for each in file.findings if each.code == "TC504"]
    assert ["t3", "t4"] == [each.at.table for each in found]
    sheet = load_workbook(path).worksheets[0]
    numbers = [sheet.cell(r, c).value for r in range(23, 48) for c in (9, 12, 14, 17, 19, 23, 25)]
    filled = [number for number in numbers if number not in (0, "0")]
    assert {"cells": "175", "not_zero": str(len(filled))} == found[0].facts


def test_report_with_last_year_is_what_the_schema_says(tables, tmp_path):
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8"))
    path = changed(tables / "suqian-2024.xlsx", tmp_path / "now.xlsx", U8=421)
    for previous in (None, path, tables / "suqian-2023.xlsx"):
        report = to_dict(check_files([path], previous=previous), "en")
        jsonschema.Draft202012Validator(schema).validate(report)


def test_cells_of_a_cross_tab_are_named_by_row_and_column():
    tables = {table.code: table for table in load_form("cn-zfxxgk-2021").tables}
    assert "本年新收政府信息公开申请数量 · 自然人" == cell_name(tables["t3"], "1", "natural")
    assert "其他处理 · 其他 · 总计" == cell_name(tables["t3"], "3.6.3", "total")
    assert "规章 · 现行有效件数" == cell_name(tables["t2-1"], "rules", "in-force")
    assert "行政许可" == cell_name(tables["t2-5"], tables["t2-5"].rows[0].code, "decisions")
    assert "一、本年新收政府信息公开申请数量 · 自然人" == cell_label(tables["t3"], "1", "natural")


def test_columns_of_one_name_are_told_apart_by_what_stands_above():
    (table,) = [each for each in load_form("cn-zfxxgk-2021").tables if each.code == "t4"]
    columns = [each.code for each in table.columns if not each.heading]
    names = [cell_name(table, table.rows[0].code, code) for code in columns]
    assert len(names) == len(set(names)) == 15
    assert {"行政复议 · 结果维持", "复议后起诉 · 总计"} <= set(names)
