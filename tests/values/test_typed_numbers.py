"""Texts that are numbers, and what was stripped from them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tablecheck.values.reading import Reading, Status

from .reading_of import typed


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("12", 12, ""),
        ("0", 0, ""),
        ("007", 7, ""),
        (" 12 ", 12, ""),
        (" " * 29 + "0", 0, ""),
        ("\n 0 ", 0, ""),
        ("\u00a012\u00a0", 12, ""),
        ("\u300012", 12, ""),
        ("\u200b12", 12, "U+200B"),
        ("1\u200b2", 12, "U+200B"),
        ("\ufeff12\u200e", 12, "U+200E U+FEFF"),
        ("１２", 12, ""),
        ("１，２３４", 1234, ""),
        ("１．５", Fraction(3, 2), ""),
        ("'12", 12, "'"),
        ("＇12", 12, "'"),
        ("‘12", 12, "'"),
        ("1,234", 1234, ""),
        ("1,234,567", 1234567, ""),
        ("1，234", 1234, ""),
        ("1,234.50", Fraction(2469, 2), ""),
        (".5", Fraction(1, 2), ""),
        ("-35", -35, ""),
        ("−35", -35, ""),
        ("－35", -35, ""),
        ("－３５", -35, ""),
        ("-0", 0, ""),
        ("+2", 2, "+"),
        ("＋2", 2, "+"),
        ("(1,234)", -1234, "()"),
        ("（1,234）", -1234, "()"),
        ("( 5 )", -5, "()"),
        ("12①", 12, "①"),
        ("12 ①②", 12, "①②"),
        ("12³", 12, "³"),
        ("2³", 2, "³"),
        ("12ᵖ", 12, "ᵖ"),
        ("12 ʳ", 12, "ʳ"),
        ("12[1]", 12, "[1]"),
        ("12［1］", 12, "[1]"),
        ("12（注）", 12, "(注)"),
        ("12（注2）", 12, "(注2)"),
        ("(12)①", -12, "() ①"),
        ("\u202a12\u202c", 12, "U+202A U+202C"),
    ],
)
def test_typed_number(text, value, note):
    reading = typed(text)
    assert Reading(Status.NUMBER, text, value, value, reading.decimals, True, note=note) == reading
    assert int is type(reading.low) or value != int(value)


@pytest.mark.parametrize(
    ("text", "decimals"), [("12", 0), ("12.0", 1), ("1.50", 2), ("1,234.500", 3), (".5", 1)]
)
def test_typed_number_keeps_its_stated_decimals(text, decimals):
    assert decimals == typed(text).decimals


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("98条", 98, "条"),
        ("9 次", 9, "次"),
        ("９次", 9, "次"),
        ("160.5964万元", Fraction("160.5964"), "万元"),
        ("251000元", 251000, "元"),
        ("976.81 万元", Fraction("976.81"), "万元"),
        ("976.81 万 元", Fraction("976.81"), "万元"),
        ("12（万元）", 12, "万元"),
        ("12.5%", Fraction("12.5"), "%"),
        ("12.5％", Fraction("12.5"), "%"),
        ("12.5 %", Fraction("12.5"), "%"),
        ("3‰", 3, "‰"),
        ("(12%)", -12, "%"),
        ("(12)%", -12, "%"),
        ("12KM", 12, "km"),
        ("12mW", 12, "mW"),
        ("12MW", 12, "MW"),
        ("12m²", 12, "m²"),
        ("12㎡", 12, "m²"),
        ("98条①", 98, "条"),
    ],
)
def test_glued_unit(text, value, unit):
    reading = typed(text)
    assert (Status.NUMBER, value, value, unit, None) == (
        reading.status,
        reading.low,
        reading.high,
        reading.unit,
        reading.multiplier,
    )


@pytest.mark.parametrize(
    ("text", "low", "high", "decimals", "multiplier", "unit"),
    [
        ("1.26万", 12550, 12650, -2, "万", None),
        ("１．２６万", 12550, 12650, -2, "万", None),
        ("3万", 25000, 35000, -4, "万", None),
        ("3亿", 250_000_000, 350_000_000, -8, "亿", None),
        ("1.2百万", 1_150_000, 1_250_000, -5, "百万", None),
        ("2千", 1500, 2500, -3, "千", None),
        ("2千万", 15_000_000, 25_000_000, -7, "千万", None),
        ("1万亿", 500_000_000_000, 1_500_000_000_000, -12, "万亿", None),
        ("1.26万次", 12550, 12650, -2, "万", "次"),
        ("1.26 万 次", 12550, 12650, -2, "万", "次"),
        ("1.12345万", Fraction("11234.45"), Fraction("11234.55"), 1, "万", None),
        ("-1.26万", -12650, -12550, -2, "万", None),
        ("0万", 0, 5000, -4, "万", None),
    ],
)
def test_glued_multiplier_gives_an_interval(text, low, high, decimals, multiplier, unit):
    reading = typed(text)
    assert (low, high, decimals, multiplier, unit) == (
        reading.low,
        reading.high,
        reading.decimals,
        reading.multiplier,
        reading.unit,
    )


def test_wan_is_a_multiplier_only_where_the_form_has_no_wanyuan():
    known = typed("3万元", units=("元", "万元"))
    assert (3, 3, "万元", None) == (known.low, known.high, known.unit, known.multiplier)
    other = typed("3万元", units=("元",))
    assert (25000, 35000, "元", "万") == (other.low, other.high, other.unit, other.multiplier)
    assert Status.UNREADABLE is typed("3万元", units=()).status


@pytest.mark.parametrize(
    ("text", "thousands", "decimal", "value"),
    [
        ("1 234,5", " ", ",", Fraction("1234.5")),
        ("1\u00a0234", " ", ",", 1234),
        ("1\u2009234\u2009567", " ", ",", 1234567),
        ("1\u202f234", "\u202f", ",", 1234),
        ("1.234,5", ".", ",", Fraction("1234.5")),
        ("1.234", ".", ",", 1234),
        ("1.234", ".", None, 1234),
        ("1.234", None, None, Fraction("1.234")),
        ("1,234", " ", ",", Fraction("1.234")),
        ("1,234", None, ",", Fraction("1.234")),
        ("1'234.5", "'", ".", Fraction("1234.5")),
        ("1’234", "'", ".", 1234),
        ("'1'234", "'", ".", 1234),
        ("1234", " ", ",", 1234),
    ],
)
def test_number_signs_of_the_form(text, thousands, decimal, value):
    reading = typed(text, thousands=thousands, decimal=decimal)
    assert (Status.NUMBER, value) == (reading.status, reading.low)


@pytest.mark.parametrize(
    ("text", "thousands", "decimal"),
    [("12.34", ".", ","), ("1.234", None, ","), ("1.5", " ", ","), ("1,234.5", "'", ".")],
)
def test_signs_of_another_convention_are_refused(text, thousands, decimal):
    assert Status.UNREADABLE is typed(text, thousands=thousands, decimal=decimal).status


def test_csv_has_no_numbers_stored_as_text():
    assert typed("12").is_text
    assert typed(" 12 ").is_text
    assert not typed("12", stores_numbers=False).is_text
    assert not typed(" 12 ", stores_numbers=False).is_text


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0", "\u3000\u3000", "\u200b", "\u202e"])
def test_white_space_only_is_blank(text):
    assert Reading(Status.BLANK, text) == typed(text)


@pytest.mark.parametrize(
    ("text", "status", "low"),
    [
        ("—", Status.MISSING, None),
        ("——", Status.MISSING, None),
        (" — ", Status.MISSING, None),
        ("-", Status.NUMBER, 0),
        ("----", Status.NUMBER, 0),
        ("－", Status.NUMBER, 0),
        ("/", Status.NOT_APPLICABLE, None),
        ("／", Status.NOT_APPLICABLE, None),
        ("n/a", Status.NOT_APPLICABLE, None),
        ("无", Status.NUMBER, 0),
        ("*", Status.SUPPRESSED, None),
        ("＊", Status.SUPPRESSED, None),
        ("……", Status.MISSING, None),
        ("...", Status.MISSING, None),
        ("−", Status.NUMBER, 0),
        ("――", Status.MISSING, None),
        ("+", Status.UNREADABLE, None),
        ("-—", Status.UNREADABLE, None),
        ("//", Status.UNREADABLE, None),
        ("没有", Status.UNREADABLE, None),
    ],
)
def test_marks_of_the_form(text, status, low):
    reading = typed(text)
    assert (status, low, False) == (reading.status, reading.low, reading.is_text)


@pytest.mark.parametrize("text", ["—", "-", "/", "无", "*"])
def test_a_mark_that_the_form_lacks_is_unreadable(text):
    assert Reading(Status.UNREADABLE, text) == typed(text, marks={})


def test_a_mark_may_be_a_number():
    assert Status.MISSING is typed("9999", marks={"9999": "missing"}).status
    assert 9998 == typed("9998", marks={"9999": "missing"}).low
