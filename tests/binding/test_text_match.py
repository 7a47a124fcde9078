"""Phrases in single sentences: what matches, how tightly, and at what cost."""

from __future__ import annotations

import time

import pytest

from tablecheck.binding.match import LONGEST_GAP, Sentence, matches, may_match
from tablecheck.form.phrase import parse_phrase, spoken
from tablecheck.values.prose import figures


def found(phrase: str, text: str) -> list[str]:
    """What a phrase takes of a sentence."""
    said = spoken(text)
    sentence = Sentence(said, tuple(figures(said)))
    parts = parse_phrase(phrase)
    hits = matches(parts, sentence)
    assert not hits or may_match(parts, said)
    return [said[each.start : each.end] for each in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        (
            "行政复议{案件|}{n}件",
            "行政复议案件134件，行政复议57件",
            ["行政复议案件134件", "行政复议57件"],
        ),
        ("行政复议{案件|}{n}件", "行政 复议\u3000案件 １３４ 件", ["行政复议案件134件"]),
        ("行政复议{案件|}{n}件", "行政复议134宗", []),
        ("行政复议{案件|}{n}件", "行政复议案134件", []),
        ("行政复议{n}{件|件次}", "行政复议3件次", ["行政复议3件", "行政复议3件次"]),
        ("网站{…}信息{n}条", "网站发布各类文件、信息98条", ["网站发布各类文件、信息98条"]),
        ("网站{…}信息{n}条", "网站信息98条", ["网站信息98条"]),
        # The tightest: the later start, the shorter gap.
        ("网站{…}信息{n}条", "网站建设好，网站公开信息98条", ["网站公开信息98条"]),
        ("网站{…}信息{n}条", "网站改版后网站公开信息98条", ["网站公开信息98条"]),
        ("收到{…}申请{n}件", "收到公开申请表申请12件", ["收到公开申请表申请12件"]),
        # A gap stays in its clause and passes no number.
        ("网站{…}信息{n}条", "网站改版，发布信息98条", []),
        ("网站{…}信息{n}条", "网站改版2次发布信息98条", []),
        (
            "网站{…}信息{n}条",
            "网站" + "很" * LONGEST_GAP + "信息98条",
            ["网站" + "很" * 30 + "信息98条"],
        ),
        ("网站{…}信息{n}条", "网站" + "很" * (LONGEST_GAP + 1) + "信息98条", []),
        ("{n}件行政复议", "共12件行政复议", ["12件行政复议"]),
        ("收到{…}{n}件", "收到公开申请12件", ["收到公开申请12件"]),
        ("未收到{…}申请", "未收到政府信息公开申请", ["未收到政府信息公开申请"]),
        ("未收到{…}申请", "未收到，申请", []),
        ("点击{n}次", "点击1.26万次", ["点击1.26万次"]),
        ("专项经费{n}万元", "专项经费160万元", ["专项经费160万元"]),
        ("专项经费{n}元", "专项经费160万元", ["专项经费160万元"]),
        ("received {n} appeals", "We received 12 appeals and 3 complaints", ["received12appeals"]),
        ("行政复议{n}件", "行政复议1件2件3件", ["行政复议1件"]),
        ("行政复议{n}件", "", []),
    ],
)
def test_phrase_in_a_sentence(phrase, text, expected):
    assert expected == found(phrase, text)


def test_number_with_its_multiplier_is_read_both_ways():
    said = spoken("专项经费160万元")
    sentence = Sentence(said, tuple(figures(said)))
    (bare,) = matches(parse_phrase("专项经费{n}万元"), sentence)
    (scaled,) = matches(parse_phrase("专项经费{n}元"), sentence)
    assert ("万元", "元") == (said[bare.unit_at : bare.end], said[scaled.unit_at : scaled.end])


def test_words_of_a_phrase_are_its_own_but_not_its_gaps():
    said = "网站发布信息98条"
    (match,) = matches(parse_phrase("网站{…}信息{n}条"), Sentence(said, tuple(figures(said))))
    assert match.owns(0, 2)
    assert match.owns(4, 6)
    assert not match.owns(2, 4)
    assert not match.owns(1, 3)


@pytest.mark.parametrize(
    "text",
    [
        "网站" * 100_000 + "信息1条",
        "网站" * 100_000,
        "网站信息" * 100_000 + "1条",
        "网站信息1条" * 60_000,
        "网站信息1项" * 60_000,
        "网站很信息很" * 50_000 + "，1条",
    ],
)
def test_matching_takes_linear_time(text):
    sentence = Sentence(text, tuple(figures(text)))
    started = time.process_time()
    matches(parse_phrase("网站{…}信息{…}{n}条"), sentence)
    assert time.process_time() - started < 15
