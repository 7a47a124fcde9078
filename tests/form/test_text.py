"""The ``text`` section of a form: what reaches the model, and what is refused where."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from form.forms import error_of, form_text, load_text, rule, text
from tablecheck.form.load import known_forms, load_form
from tablecheck.form.model import Severity
from tablecheck.form.phrase import PartKind, PhraseError, fixed_words, parse_phrase, spoken
from tablecheck.form.source import schema_folder


def test_text_rule_has_its_cells_and_is_soft_by_default(tmp_path):
    form = load_text(tmp_path, form_text(top=text(equals="[t!a@n] + 2 * [b]")))
    (told,) = form.text
    assert ((1, ("t", "a", "n")), (2, ("t", "b", "n"))) == told.terms
    assert ("甲方{n}件",) == told.phrases
    assert Severity.WARNING is told.severity


def test_text_rule_that_is_switched_off_is_still_checked(tmp_path):
    assert () == load_text(tmp_path, form_text(top=text(enabled=False))).text
    error = error_of(tmp_path, form_text(top=text(enabled=False, equals="[x]")))
    assert ("TC903", "/text/0/equals") == (error.code, error.pointer)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("甲方件", "the phrase has no {n}"),
        ("{n}件", "a phrase needs at least 2 characters of its own"),
        ("{n}{件|}", "a phrase needs at least 2 characters of its own"),
        ("甲{n}和{n}件", "a phrase has several {n}"),
        ("甲方{…}{…}{n}件", "at most 3 gaps"),
        ("{…}甲方{n}件", "begins and ends with words"),
        ("甲方{n}{件|}", "begins and ends with words"),
        ("甲方{x}件", "is no part of a phrase"),
        ("甲方{|}{n}件", "is no part of a phrase"),
        ("甲方{n件", "a “{” without its “}”"),
        ("甲方n}件", "a “}” without its “{”"),
        ("甲方{n}件" + "长" * 200, "longer than 200 characters"),
        ("甲{" + "|".join(map(str, range(1000, 1030))) + "}{n}件", "more than 20 words"),
    ],
)
def test_phrase_that_is_none_is_refused_at_its_place(tmp_path, phrase, said):
    error = error_of(tmp_path, form_text(top=text(phrases=["甲方{n}条", phrase])))
    assert ("TC901", "/text/0/phrases/1") == (error.code, error.pointer)
    assert said in error.en


def test_phrase_of_none_states_no_number(tmp_path):
    error = error_of(tmp_path, form_text(top=text(none=["没有{n}件甲"])))
    assert ("TC901", "/text/0/none/0") == (error.code, error.pointer)


def test_rule_without_phrases_says_nothing(tmp_path):
    top = '"text": [{"id": "t", "equals": "[a]"}]'
    error = error_of(tmp_path, form_text(top=top))
    assert ("TC901", "/text/0") == (error.code, error.pointer)


@pytest.mark.parametrize(
    ("equals", "code", "said"),
    [
        ("[aa]", "TC903", "no item has the code “aa”, did you mean “a”"),
        ("[u!a@n]", "TC903", "no table has the code “u”"),
        ("[a@m]", "TC903", "no item has the code “m”"),
        ("previous [a]", "TC901", "not with `previous`"),
        ("[a] + 1", "TC901", "a cell or a sum of cells"),
        ("[a] / [b]", "TC901", "a cell or a sum of cells"),
        ("abs([a])", "TC901", "a cell or a sum of cells"),
        ("[a] = [b]", "TC901", "is not expected here"),
        ("[a] - [a]", "TC901", "names no indicator"),
        ("12", "TC901", "names no indicator"),
        ("[]", "TC903", "no item has the code “”"),
        ("[[a]", "TC903", "no item has the code “[a”"),
        ("[a][b]", "TC901", "“[b]” is no comparison"),
        ("[a/*]", "TC901", "belongs inside sum"),
        ("[a] > 0 and [b]", "TC901", "a cell or a sum of cells"),
    ],
)
def test_equals_that_is_no_sum_of_cells_is_refused(tmp_path, equals, code, said):
    error = error_of(tmp_path, form_text(top=text(equals=equals)))
    assert (code, "/text/0/equals") == (error.code, error.pointer)
    assert said in error.en


def test_cell_of_a_cross_tab_wants_its_column(tmp_path):
    two = '{"code": "n", "label": "数"}, {"code": "m", "label": "额"}'
    error = error_of(tmp_path, form_text(columns=two, top=text()))
    assert "TC903" == error.code
    assert "[t!a@…]" in error.en
    form = load_text(tmp_path, form_text(columns=two, top=text(equals="[a@m]")))
    assert ((1, ("t", "a", "m")),) == form.text[0].terms


def test_heading_holds_nothing_to_compare_with(tmp_path):
    rows = '{"code": "a", "label": "甲", "heading": true}, {"code": "b", "label": "乙"}'
    error = error_of(tmp_path, form_text(rows=rows, top=text()))
    assert ("TC903", "/text/0/equals") == (error.code, error.pointer)


def test_text_rule_and_table_rule_do_not_share_an_id(tmp_path):
    error = error_of(tmp_path, form_text(top=text(id="r"), rules=rule("[a] > 0")))
    assert "TC904" == error.code


@pytest.mark.parametrize("key", ["phrases", "severity", "near"])
def test_text_rule_of_a_wrong_type_is_refused(tmp_path, key):
    error = error_of(tmp_path, form_text(top=text(**{key: "error"})))
    assert ("TC901", f"/text/0/{key}") == (error.code, error.pointer)


def test_many_phrases_are_refused(tmp_path):
    phrases = [f"甲方{number}号{{n}}件" for number in range(1100)]
    error = error_of(tmp_path, form_text(top=text(phrases=phrases)))
    assert "TC901" == error.code


@pytest.mark.parametrize("name", known_forms())
def test_phrases_of_shipped_forms_are_phrases(name):
    # A shipped form is not checked when it is loaded.
    for told in load_form(name).text:
        for phrase in told.phrases:
            kinds = [part.kind for part in parse_phrase(phrase)]
            assert 1 == kinds.count(PartKind.NUMBER), phrase
        for phrase in told.none:
            kinds = [part.kind for part in parse_phrase(phrase)]
            assert 0 == kinds.count(PartKind.NUMBER), phrase


def test_phrase_is_compared_as_it_is_spoken():
    parts = parse_phrase(" 行 政复议{ 案件 | }{n} 件 ")
    assert ("行政复议",) == parts[0].words
    assert ("案件", "") == parts[1].words
    assert ("件",) == parts[3].words


def test_fixed_words_are_what_stands_outside_the_braces():
    assert ["行政复议", "", "件"] == fixed_words("行政 复议{案件|}{n} 件")
    assert ["", "件行政复议"] == fixed_words("{n}件行政复议")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("收 到　申请 １２ 件", "收到申请12件"),
        ("⼀⼆⾏⽂", "一二行文"),
        ("2024年 12 34", "2024年12 34"),
        ("12①件", "12件"),
        ("10²", "10"),
        ("Appeals：12", "appeals:12"),
        ("申\u200b请", "申请"),
        ("", ""),
        ("①", ""),
    ],
)
def test_spoken(written, said):
    assert said == spoken(written)


def test_parse_phrase_raises_a_value_error_for_anything_else():
    for bad in ("", "{", "}", "{}", "{n}", "{…}", "{n}{n}", "{a|b}{…}"):
        with pytest.raises(PhraseError):
            parse_phrase(bad)


def test_example_of_the_page_is_of_the_grammar(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "text.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    form = json.loads((schema_folder() / "cn-zfxxgk-2021.json").read_text("utf-8"))
    form["text"] = json.loads("{" + example + "}")["text"]
    (told,) = load_text(tmp_path, json.dumps(form, ensure_ascii=False)).text
    assert [("t4", "n", "direct.total"), ("t4", "n", "after.total")] == [
        key for _, key in told.terms
    ]


def test_text_of_a_form_is_json_all_the_way(tmp_path):
    held = json.loads("{" + text() + "}")
    assert ["甲方{n}件"] == held["text"][0]["phrases"]
