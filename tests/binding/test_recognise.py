"""Which form a file is: real tables, the labels of shipped forms, and files that fit several."""

from __future__ import annotations

from pathlib import Path

import pytest

from binding.making import sheet_of
from tablecheck.binding import recognise as module
from tablecheck.binding.recognise import recognise
from tablecheck.errors import ReadError
from tablecheck.form.load import load_form
from tablecheck.readers.read import read_workbook

TABLES = Path(__file__).resolve().parent.parent / "tables"
OLD, NEW = "cn-zfxxgk-2019", "cn-zfxxgk-2021"


def labels_of(name, *tables):
    """Rows with every label and head of a shipped form, or of some of its tables."""
    form = load_form(name)
    return [
        [item.label]
        for table in form.tables
        if not tables or table.code in tables
        for item in (*table.columns, *table.rows)
        if item.printed
    ]


def form_of(*rows, file_name=""):
    return recognise([sheet_of(rows)], file_name).id


def refusal(*rows):
    with pytest.raises(ReadError) as error:
        form_of(*rows)
    assert "TC105" == error.value.code
    return error.value


@pytest.mark.parametrize("path", sorted(TABLES.glob("*-20*.*")), ids=lambda path: path.name)
def test_real_tables_are_recognised(path):
    expected = "cn-zfxxgk-2014" if path.name.startswith("manzhouli") else NEW
    assert expected == recognise(read_workbook(path).sheets, path.name).id


@pytest.mark.parametrize("year", [2018, 2019, 2021, 2023])
@pytest.mark.parametrize("name", [OLD, NEW])
def test_tables_say_the_form_whatever_the_year_in_the_title(name, year):
    title = [f"某市{year}年政府信息公开工作年度报告"]
    assert name == form_of(title, *labels_of(name), file_name=f"{year}.docx")


@pytest.mark.parametrize("name", [OLD, NEW])
@pytest.mark.parametrize("tables", [("t2-1", "t2-5", "t2-6", "t2-8"), ("t3",), ("t3", "t4")])
def test_some_of_the_tables_are_enough(name, tables):
    assert name == form_of(*labels_of(name, *tables))


@pytest.mark.parametrize("name", [OLD, NEW])
def test_a_tenth_of_the_labels_may_be_spoilt(name):
    for first in range(10):
        rows = labels_of(name)
        rows[first::10] = [["?"]] * len(rows[first::10])
        assert name == form_of(*rows)


@pytest.mark.parametrize(("year", "name"), [(2020, OLD), (2022, NEW)])
def test_year_decides_where_the_tables_are_the_same(year, name):
    rows = labels_of(NEW, "t4")
    assert labels_of(OLD, "t4") == rows
    assert name == form_of([f"某市{year}年政府信息公开工作年度报告"], *rows)
    assert name == form_of(*rows, file_name=f"report-{year}.xlsx")


def test_same_tables_without_a_year_are_refused_with_the_candidates():
    said = refusal(*labels_of(NEW, "t4"))
    assert OLD in said.zh
    assert NEW in said.zh
    assert f"several forms fit alike: {OLD}, {NEW}" in said.en or f"{NEW}, {OLD}" in said.en


def test_file_that_is_near_a_form_says_what_is_missing():
    said = refusal(*labels_of("cn-zfxxgk-2014")[:12])
    assert "最接近的是 cn-zfxxgk-2014" in said.zh
    assert 3 == said.zh.partition("缺少")[2].count("“")
    assert "lacks “" in said.en


def test_tables_that_are_missing_are_named_before_rows():
    said = refusal(["自然人"], ["科研机构"], ["二、上年结转政府信息公开申请数量"], ["1.重复申请"])
    assert "四、政府信息公开行政复议、行政诉讼情况" in said.zh


def test_file_of_other_words_matches_no_label():
    assert "没有一个指标名称对得上" in refusal(["苹果", 1], ["梨", 2]).zh


def test_radicals_and_blanks_do_not_hide_a_form():
    swaps = {"一": "⼀", "二": "⼆", "行": "⾏", "文": "⽂", "人": "⼈", "自": "⾃", "其": "其 "}
    rows = [["".join(swaps.get(sign, sign) for sign in row[0])] for row in labels_of(NEW)]
    assert NEW == form_of(*rows)


def test_forms_without_the_words_of_the_file_are_not_built(monkeypatch):
    built = []
    monkeypatch.setattr(module, "known_form", lambda name: built.append(name) or load_form(name))
    assert "cn-zfxxgk-2014" == form_of(*labels_of("cn-zfxxgk-2014"))
    assert ["cn-zfxxgk-2014"] == built


def test_a_form_of_ones_own_is_chosen_among_the_known_ones():
    own = load_form(NEW)
    assert own is recognise([sheet_of(labels_of(NEW))], "", [own])
