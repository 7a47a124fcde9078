"""Labels made comparable: what counts as the same indicator, and what does not."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tablecheck.binding.labels import normalise, similarity


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("⼆、⾏政复议", "行政复议"),
        ("⽂件", "文件"),
        ("ＡＢＣ", "abc"),
        ("Of which: Men", "men"),
        ("of which men", "men"),
        ("II. Persons", "persons"),
        ("Persons (total)", "persons"),
        ("社会 公益 组织", "社会公益组织"),
        ("第二十条（五）", "第二十条"),
        # What only looks like numbering stays.
        ("2018年数", "2018年数"),
        ("10人以上", "10人以上"),
        ("一般性支出", "一般性支出"),
        ("二手房", "二手房"),
        ("A股", "a股"),
        ("P.E.I. number", "p.e.i.number"),
        ("CO2排放", "co2排放"),
        ("IT支出", "it支出"),
        ("其他", "其他"),
        # A label that is nothing but numbering or a note keeps it.
        ("一", "一"),
        ("①", "①"),
        ("1.", "1."),
        ("（一）", "(一)"),
        ("其中：", "其中"),
        ("一、：", "一、"),
        ("：（注）", ":(注)"),
        ("（）", "()"),
        ("", ""),
        (" \u00a0", ""),
    ],
)
def test_key_of_label(label, key):
    assert key == normalise(label).key


def test_label_keeps_its_numbering_and_its_note():
    label = normalise("其中：（一）收到申请数（件）")
    assert ("收到申请数", "收到申请数(件)", "其中:(一)") == (label.key, label.full, label.number)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("收到申请数", "申请办结数"),
        ("被依法纠错数", "其他情形数"),
        ("政府网站公开政府信息数", "政务微信公开政府信息数"),
        ("当面申请数", "传真申请数"),
        ("（一）", "（二）"),
        ("2018年", "2019年"),
        ("专职人员数", "兼职人员数"),
    ],
)
def test_labels_of_two_indicators(one, other):
    assert normalise(one).key != normalise(other).key


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("同一", "同一", 1, 1),
        ("", "数", 0, 0),
        ("数", "", 0, 0),
        ("甲乙丙", "丁戊己", 0, 0),
        ("政府网站信息数", "政府网站公开政府信息数", 0.75, 0.99),
        ("政府网站公开政府信息数", "政务微信公开政府信息数", 0.5, 0.85),
        # Cut off, or with its definition glued to it.
        ("本年新收", "本年新收政府信息公开申请数量", 0.9, 0.9),
        ("行政", "行政复议数量和行政诉讼数量", 0, 0.5),
    ],
)
def test_similarity(one, other, low, high):
    assert low <= similarity(one, other) <= high
    assert similarity(one, other) == similarity(other, one)


LABELS = st.text(
    "一二甲乙数申请（）()[]【】其中：:、.．①⑴1２aBＩV \u00a0\u3000\u200b⼀", max_size=30
)


@given(st.one_of(LABELS, st.text()))
@settings(max_examples=500, deadline=None)
def test_no_text_makes_labels_fail(text):
    label = normalise(text)
    assert label.key.split() in ([], [label.key])
    if not label.key:
        wide = unicodedata.normalize("NFKC", text)
        assert not any(unicodedata.category(character)[0] in "LN" for character in wide)


@given(LABELS, st.sampled_from("\u00a0\u3000 \n\u200b"))
@settings(max_examples=300, deadline=None)
def test_spaces_and_width_are_no_part_of_a_label(text, space):
    spaced = space.join(text)
    assert normalise(text).key == normalise(spaced).key


@given(LABELS, LABELS)
@settings(max_examples=200, deadline=None)
def test_similarity_is_a_share(one, other):
    a, b = normalise(one).key, normalise(other).key
    assert 0 <= similarity(a, b) <= 1
    assert (similarity(a, b) == 1) == (a == b)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 16_000 + "a" + ")" * 16_000,
        "[(" * 8_000 + ")]" * 8_000,
        "(" * 32_767,
        "①" * 32_767,
        "其中" * 16_000,
        "1." * 16_000,
        "(一)" * 10_000,
        "x" + "(a)" * 10_000,
    ],
    ids=["nested", "interleaved", "open", "circled", "of which", "numbers", "numbering", "notes"],
)
def test_hostile_label_takes_no_time(text):
    start = time.perf_counter()
    normalise(text)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "label",
    [
        "收到申请数",
        "（一）收到申请数",
        "(一) 收到申请数",
        "（十二）收到申请数",
        "一、收到申请数",
        "第一、收到申请数",
        "1.收到申请数",
        "１．收到申请数",
        "1、收到申请数",
        "20、收到申请数",
        "1)收到申请数",
        "（1）收到申请数",
        "1.1收到申请数",
        "3.1.2 收到申请数",
        "①收到申请数",
        "⑴收到申请数",
        "㈠收到申请数",
        "Ⅳ、收到申请数",
        "A.收到申请数",
        "其中：收到申请数",
        "其中:收到申请数",
        "其中收到申请数",
        "其中：1.收到申请数",
        "1.其中：收到申请数",
        "收到申请数（件）",
        "收到申请数（不含电话（含传真））",
        "收到申请数[1]",
        "收到申请数【注】",
        "收到申请数〔注〕",
        "收到申请数：",
        "收到申请数︰",
        "\u00a0\u00a0\u3000收到 申请数\u3000",
        "收到\n申请数",
        "收到\r\n申\t请数",
        "收\u200b到申\u00ad请数\ufeff",
        "⼀、收到申请数",
        "收到申请数\u200e",
    ],
)
def test_label_of_one_indicator(label):
    assert "收到申请数" == normalise(label).key
