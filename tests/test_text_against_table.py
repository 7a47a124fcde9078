"""The reports of Suqian and Manzhouli: what their text says beside their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tablecheck import pipeline
from tablecheck.binding.filled import fill_form
from tablecheck.binding.text import statements
from tablecheck.checks.said import text_values
from tablecheck.form.load import load_form
from tablecheck.pipeline import check_files
from tablecheck.readers.read import read_workbook
from tablecheck.report import to_dict

if TYPE_CHECKING:
    from pathlib import Path

    from tablecheck.checks.case import Case

TYPES = (".html", ".docx", ".xlsx", ".xls", ".ods")


def report(path: Path, lang: str = "en") -> dict[str, Any]:
    (file,) = to_dict(check_files([path]), lang)["files"]
    return file


@pytest.mark.parametrize("ending", TYPES)
def test_suqian_2024_is_warned_of_its_reviews_and_lawsuits(tables, ending):
    file = report(tables / f"suqian-2024{ending}")
    reviews, lawsuits = file["findings"]
    assert ("TC601", "warning", "reviews-in-text") == told(reviews)
    assert {"text": "134", "table": "170"} == reviews["facts"]
    assert ("n", "review.total") == (reviews["at"]["row"], reviews["at"]["column"])
    assert ("TC601", "warning", "lawsuits-in-text") == told(lawsuits)
    assert {"text": "57", "table": "77"} == lawsuits["facts"]
    assert "25 + 52 = 77" in lawsuits["message"]
    # The other cell of the sum, then the sentence.
    other, text = lawsuits["related"]
    assert "after.total" == other["column"]
    assert (None, "document" if ending in (".html", ".docx") else "Sheet1") == (
        text["table"],
        text["sheet"],
    )
    assert text["cell"] in ("A3", "A5")
    assert "行政诉讼案件57件" in text["label"]
    assert len(text["label"]) <= 40


@pytest.mark.parametrize("ending", TYPES)
def test_suqian_2023_says_nothing_against_its_tables(tables, ending):
    assert [] == report(tables / f"suqian-2023{ending}")["findings"]


def told(finding: dict[str, Any]) -> tuple[str, str, str]:
    return finding["code"], finding["severity"], finding["rule"]


@pytest.mark.parametrize("ending", [".html", ".docx"])
def test_text_of_manzhouli_agrees_with_its_table(tables, ending):
    workbook = read_workbook(tables / f"manzhouli-2018{ending}", encoding=None)
    form = load_form("cn-zfxxgk-2014")
    filled = fill_form(workbook, form, sheet=None, blank="form", file_name="")
    said = {
        each.rule.id: (each.low, each.high)
        for each in statements(workbook, filled.binding, filled.header.year)
    }
    assert {
        "site-in-text": (98, 98),
        "wechat-in-text": (1506, 1506),
        "complaints-in-text": (9, 9),
        "received-in-text": (0, 0),
        "reviews-in-text": (0, 0),
        "lawsuits-in-text": (0, 0),
    } == said


def test_blank_that_the_text_speaks_for_is_told_in_both_languages(tables):
    path = tables / "manzhouli-2018.docx"
    for lang, words in (("zh", "应为 0"), ("en", "so it would be 0")):
        (received,) = (f for f in report(path, lang)["findings"] if f["rule"] == "received-in-text")
        assert "information" == received["severity"]
        assert "未收到政府信息公开和不予公开政府信息申请" in received["message"]
        assert received["message"].endswith(words)
        assert "（一）收到申请数" == received["at"]["label"]


def test_text_is_no_value(tables):
    """The rules, the deductions and the counts are those of the table without its text."""
    with_text, without = (
        report(tables / "manzhouli-2018.docx"),
        report(tables / "manzhouli-2018.xlsx"),
    )
    for key in ("cells", "observed", "blank", "deduced", "rules"):
        assert without["counts"][key] == with_text["counts"][key]
    assert without["verdicts"] == with_text["verdicts"]


def case_of(path: Path, form: str) -> Case:
    workbook = read_workbook(path, encoding=None)
    return pipeline._case(workbook, load_form(form), path, sheet=None, blank="form", previous=None)


def test_numbers_of_the_text_are_offered_by_cell(tables):
    assert {
        ("t4", "n", "review.total"): (134,),
        # 57 less the 52 or the 25 of the other cell of the sum.
        ("t4", "n", "direct.total"): (5,),
        ("t4", "n", "after.total"): (32,),
    } == text_values(case_of(tables / "suqian-2024.docx", "cn-zfxxgk-2021"))
    offered = text_values(case_of(tables / "manzhouli-2018.docx", "cn-zfxxgk-2014"))
    assert {
        ("main", "1.3.2", "n"): (98,),
        ("main", "1.3.4", "n"): (1506,),
        ("main", "3.1", "n"): (0,),
        ("main", "4", "n"): (0,),
        ("main", "5", "n"): (0,),
        ("main", "6", "n"): (9,),
    } == offered
