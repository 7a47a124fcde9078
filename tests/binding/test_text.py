"""Paragraphs outside the tables: which are read, in which scope, and how they are quoted."""

from __future__ import annotations

import time

import pytest

from binding.text_making import form_of, numbers, rule, said, workbook
from tablecheck.binding.bind import Binding
from tablecheck.binding.filled import fill_form
from tablecheck.binding.quote import QUOTED, quoted
from tablecheck.binding.scope import topic_of
from tablecheck.binding.text import passages, statements
from tablecheck.form.load import load_form
from tablecheck.readers.read import read_workbook
from tablecheck.record import replace
from tablecheck.sheet import Cell, CellKind, Sheet, Workbook

REVIEWS = form_of(rule("行政复议{案件|}{n}{件|人}", none=("未发生{…}行政复议",)))


def test_only_paragraphs_outside_the_tables_are_read(tables):
    read = read_workbook(tables / "suqian-2024.docx", encoding=None)
    form = load_form("cn-zfxxgk-2021")
    filled = fill_form(read, form, sheet=None, blank="form", file_name="")
    texts = [each.text for each in passages(read, filled.binding)]
    assert any("134件" in text for text in texts)
    assert "五、存在的主要问题及改进情况" in texts
    assert not any(text.startswith(("行政许可", "结果维持", "（一）予以公开")) for text in texts)


def test_table_label_with_a_number_is_no_statement(tables):
    """The labels of the 2014 form hold phrases of their own (计1条)."""
    read = read_workbook(tables / "manzhouli-2018.xlsx", encoding=None)
    form = load_form("cn-zfxxgk-2014")
    filled = fill_form(read, form, sheet=None, blank="form", file_name="")
    assert () == statements(read, filled.binding, 2018)


def test_hidden_sheet_says_nothing():
    binding = Binding(form=REVIEWS, tables={})
    assert 1 == len(statements(workbook("行政复议3件"), binding, 2018))
    assert () == statements(workbook("行政复议3件", hidden=True), binding, 2018)


def test_hidden_row_and_numbers_say_nothing():
    cells = {
        (1, 1): Cell(CellKind.TEXT, "行政复议3件"),
        (2, 1): Cell(CellKind.TEXT, "行政复议4件"),
        (3, 1): Cell(CellKind.ERROR, "行政复议5件"),
    }
    sheet = Sheet("s", cells, hidden_rows=frozenset({2}))
    read = Workbook(kind="xlsx", sheets=(sheet,), sha256="")
    (one,) = statements(read, Binding(form=REVIEWS, tables={}), 2018)
    assert ("s", 1, 1, 3) == (one.sheet, one.row, one.column, one.low)


def test_form_without_text_rules_reads_nothing():
    assert [] == said("行政复议3件", form=form_of())


def test_sentences_of_a_paragraph_are_apart():
    text = "行政复议案件\n3件。行政复议！4件；行政复议5件"
    assert {"t": [5]} == numbers(text, form=REVIEWS)


def test_statements_stand_in_the_order_of_the_text():
    found = said("行政复议3件", "未发生行政复议", "行政复议5件，行政复议4件", form=REVIEWS)
    assert [(2, 3), (4, 0), (6, 5), (6, 4)] == [(each.row, each.low) for each in found]
    assert ["3件", "", "5件", "4件"] == [each.written for each in found]


def test_longer_unit_is_another_one():
    assert {"t": [3]} == numbers("行政复议3人", form=REVIEWS)
    assert {} == numbers("行政复议3人次", form=REVIEWS)


def test_two_phrases_take_one_number_once():
    form = form_of(rule("行政复议{n}件", "复议{n}件"))
    assert {"t": [3]} == numbers("行政复议3件", form=form)


def test_near_wants_a_word_of_the_paragraph_or_its_heading():
    form = form_of(rule("行政复议{n}件", near=("信息公开",)))
    assert {} == numbers("行政复议3件。", form=form)
    assert {"t": [3]} == numbers("信息公开。行政复议3件。", form=form)
    assert {"t": [3]} == numbers("四、信息公开复议情况", "行政复议3件。", form=form)
    # The nearest heading counts, and a sentence is none.
    assert {} == numbers("四、信息公开", "五、其他", "行政复议3件。", form=form)
    assert {} == numbers("推进信息公开。", "行政复议3件。", form=form)


def test_unless_silences_its_clause_only():
    form = form_of(rule("{同意|不同意}公开{n}件", unless=("不同意", "部分")))
    assert {"t": [3]} == numbers("部分答复，同意公开3件", form=form)
    assert {} == numbers("部分同意公开3件", form=form)
    # Inside the phrase's own words it silences nothing.
    assert {"t": [4]} == numbers("不同意公开4件", form=form)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年行政复议3件", [3]),
        ("2017年行政复议3件", []),
        ("２０１７年行政复议3件", []),
        ("2017年行政复议3件，2018年行政复议4件", [4]),
        ("2018年行政复议4件，2017年行政复议3件", [4]),
        ("比2017年多，行政复议3件", [3]),
        ("同比增加行政复议3件", []),
        ("行政复议3件，同比增长", [3]),
        ("行政复议3件以上", []),
        ("行政复议3件至5件", []),
        ("截至年底行政复议3件", []),
        ("近三年行政复议3件", []),
        ("三年来行政复议3件", []),
        ("“十三五”期间行政复议3件", []),
        ("一季度行政复议3件", []),
        ("年均行政复议3件", []),
        ("力争行政复议3件", []),
        ("其中行政复议3件", [">= 3"]),
        ("按《2017年工作要点》，行政复议3件", [3]),
        ("去年，行政复议3件，今年，行政复议4件", [4]),
        ("上年结转行政复议3件", [3]),
        ("since 2010行政复议3件", []),
        ("last year 行政复议3件", []),
    ],
)
def test_only_this_years_whole_is_stated(text, expected):
    assert expected == numbers(text, form=REVIEWS).get("t", [])


def test_year_that_opens_a_sentence_holds_for_the_next():
    assert {} == numbers("2017年，收到投诉。行政复议3件。", form=REVIEWS)
    assert {"t": [3]} == numbers("2018年，收到投诉。行政复议3件。", form=REVIEWS)
    assert {"t": [3]} == numbers("2017年，收到投诉。", "行政复议3件。", form=REVIEWS)
    assert {"t": [3]} == numbers("根据2017年的要点工作。行政复议3件。", form=REVIEWS)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["宿迁市2018年年度报告"], [3]),
        (["宿迁市2017年年度报告"], []),
        (["宿迁市2017年年度报告", "四、行政复议情况"], []),
        (["宿迁市2017年年度报告", "宿迁市2018年年度报告"], [3]),
        (["五、2019年工作打算"], []),
        (["二〇一七年度报告"], []),
        (["2017年1月15日"], [3]),
        (["2017年12件，2016年9件"], [3]),
        (["2017年收到申请1200件"], [3]),
        (["2017年我局推进信息公开。"], [3]),
    ],
)
def test_heading_says_which_year_a_section_is_about(above, expected):
    assert expected == numbers(*above, "行政复议3件。", form=REVIEWS).get("t", [])


def test_sheet_of_another_year_says_nothing_of_this_one():
    binding = Binding(form=REVIEWS, tables={})
    assert 1 == len(statements(workbook("全年行政复议3件", name="2018年"), binding, 2018))
    assert 0 == len(statements(workbook("全年行政复议3件", name="2017年"), binding, 2018))
    assert 1 == len(statements(workbook("全年行政复议3件", name="2017年"), binding, None))


def test_without_the_reports_year_no_named_year_is_compared():
    assert {} == numbers("2018年行政复议3件", form=REVIEWS, year=None)
    assert {"t": [3]} == numbers("全年行政复议3件", form=REVIEWS, year=None)


def test_topic_of_a_sentence():
    assert 2017 == topic_of("2017年,我局", None)
    assert 2017 == topic_of("我局2017年", None)
    assert 2016 == topic_of("我局", 2016)
    assert None is topic_of("与2017年相比", None)


def test_english_form_reads_english_sentences():
    text = (
        "In the year the office received 134 appeals. Last year it received 120 appeals. "
        "It received about 140 appeals. No lawsuits were filed. See 3.5 below."
    )
    form = form_of(
        rule("received {n} appeals"),
        replace(rule(none=("no lawsuits",)), id="u"),
    )
    assert {"t": [134], "u": [0]} == numbers(text, form=form)


@pytest.mark.parametrize(
    ("original", "start", "end", "expected"),
    [
        ("全年 行政复议 3 件", 2, 8, "全年 行政复议 3 件"),
        (" 行政复议3件 ", 0, 6, "行政复议3件"),
        ("长" * 60 + "行政复议3件", 60, 66, "…" + "长" * 32 + "行政复议3件"),
        ("行政复议3件，" + "长" * 60, 0, 6, "行政复议3件，" + "长" * 31 + "…"),
        (
            "every single year of these the office received 3 appeals and more and more things",
            31,
            47,
            "…of these the office received 3 appeals…",
        ),
        ("长" * 20 + "，" + "行政复议3件", 21, 27, "长" * 20 + "，行政复议3件"),
        ("长" * 60, 0, 60, "长" * 19 + "…" + "长" * 19),
    ],
)
def test_quote_stands_around_the_number(original, start, end, expected):
    assert expected == quoted(original, start, end)
    assert len(expected) <= QUOTED


HOSTILE = {
    "words": "行政复议" * 250_000 + "1件",
    "near misses": ("行政复议" * 490 + "1伴。") * 500,
    "numbers": "1件" * 500_000,
    "numbers in sentences": ("行政复议1伴，" * 200 + "。") * 550,
    "hits": ("行政复议1件，" * 200 + "。") * 600,
    "lines": "行政复议1件\n" * 150_000,
    "none": ("未发生因行政" * 300 + "行政复议。") * 500,
    "quotes": "“《（" * 330_000 + "行政复议1件",
    "spaces": " " * 1_000_000 + "行政复议1件",
    "no digits": "行政复议工作不断拓展公开内容。" * 66_000,
    "one number": "1" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_million_characters_take_linear_time(name):
    started = time.process_time()
    said(HOSTILE[name], form=REVIEWS)
    assert time.process_time() - started < 15


def test_many_paragraphs_take_linear_time():
    started = time.process_time()
    found = said(*["全年行政复议3件。"] * 30_000, form=REVIEWS)
    assert 500 == len(found)
    assert time.process_time() - started < 15
