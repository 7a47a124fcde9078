"""Every way in which a cell is filled in practice, and what it is read as."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tablecheck.sheet import Cell, CellKind
from tablecheck.values.number import LONGEST, read_cell
from tablecheck.values.reading import Reading, Status

MARKS = {
    "—": "missing",
    "-": "missing",
    "/": "missing",
    "无": "missing",
    "…": "missing",
    "*": "suppressed",
    "x": "not_applicable",
    "nil": "zero",
}
UNITS = ("条", "件", "次", "人", "人次", "元", "万元", "kg", "mW", "MW", "m2")


def read(text, kind=CellKind.TEXT, number_format="", **changes):
    arguments = {
        "marks": MARKS,
        "units": UNITS,
        "thousands": None,
        "decimal": None,
        "stores_numbers": True,
        **changes,
    }
    return read_cell(Cell(kind=kind, text=text, number_format=number_format), **arguments)


def number(text, low, high=None, decimals=0, **more):
    """The reading of a number; ends as decimal strings or whole numbers."""
    low, high = Fraction(low), Fraction(low if high is None else high)
    return Reading(Status.NUMBER, text, low, high, decimals, is_text=True, **more)


# text, low, high, decimals, unit, multiplier, note
NUMBERS = [
    ("0", 0),
    ("007", 7),
    ("1606", 1606),
    ("-35", -35),
    ("−35", -35),
    ("－３５", -35),
    ("-0", 0),
    ("１２", 12),
    ("１，５０６", 1506),
    ("1，506", 1506),
    (" 12 ", 12),
    ("\u00a012", 12),
    ("\u300012\u3000", 12),
    ("\n 0 ", 0),
    ("0" + " " * 29, 0),
    ("\t5\r\n", 5),
    ("1,234", 1234),
    ("12,345,678", 12345678),
    ("1,234,567.89", "1234567.89", 2),
    ("1234567.89", "1234567.89", 2),
    ("1.50", "1.5", 2),
    ("１．５", "1.5", 1),
    (".5", "0.5", 1),
    ("-0.0", 0, 1),
    ("9007199254740993", 2**53 + 1),
    ("123456789012345678", 123456789012345678),
    ("12345678901234567890.5", "12345678901234567890.5", 1),
    # As text it is what somebody wrote; noise of binary numbers comes only in stored numbers.
    ("0.30000000000000004", "0.30000000000000004", 17),
    ("9" * LONGEST, int("9" * LONGEST)),
]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: repr(row[0][:30]))
def test_plain_number(row):
    text, value, *decimals = row
    assert number(text, value, decimals=decimals[0] if decimals else 0) == read(text)


# text, low, high, decimals, what else is told
WITH_MORE = [
    ("98条", 98, 98, 0, {"unit": "条"}),
    ("98 条", 98, 98, 0, {"unit": "条"}),
    ("９８条", 98, 98, 0, {"unit": "条"}),
    ("98（条）", 98, 98, 0, {"unit": "条"}),
    ("9人次", 9, 9, 0, {"unit": "人次"}),
    ("5KG", 5, 5, 0, {"unit": "kg"}),
    ("5MW", 5, 5, 0, {"unit": "MW"}),
    ("5mW", 5, 5, 0, {"unit": "mW"}),
    ("5m²", 5, 5, 0, {"unit": "m2"}),
    ("251000元", 251000, 251000, 0, {"unit": "元"}),
    ("160.5964万元", "160.5964", "160.5964", 4, {"unit": "万元"}),
    ("976.81 万元", "976.81", "976.81", 2, {"unit": "万元"}),
    ("12.5%", "12.5", "12.5", 1, {"unit": "%"}),
    ("12.5 ％", "12.5", "12.5", 1, {"unit": "%"}),
    ("3‰", 3, 3, 0, {"unit": "‰"}),
    ("-5%", -5, -5, 0, {"unit": "%"}),
    ("1.26万", 12550, 12650, -2, {"multiplier": "万"}),
    ("１.２６万", 12550, 12650, -2, {"multiplier": "万"}),
    ("1.26 万", 12550, 12650, -2, {"multiplier": "万"}),
    ("-1.26万", -12650, -12550, -2, {"multiplier": "万"}),
    ("1.260万", 12595, 12605, -1, {"multiplier": "万"}),
    ("0万", 0, 5000, -4, {"multiplier": "万"}),
    ("3亿", 250_000_000, 350_000_000, -8, {"multiplier": "亿"}),
    ("2千", 1500, 2500, -3, {"multiplier": "千"}),
    ("1.26万条", 12550, 12650, -2, {"multiplier": "万", "unit": "条"}),
    ("1,234万元", 1234, 1234, 0, {"unit": "万元"}),
    ("(1,234)", -1234, -1234, 0, {"note": "()"}),
    ("（1,234）", -1234, -1234, 0, {"note": "()"}),
    ("( 5 )", -5, -5, 0, {"note": "()"}),
    ("(5)元", -5, -5, 0, {"note": "()", "unit": "元"}),
    ("(5元)", -5, -5, 0, {"note": "()", "unit": "元"}),
    ("+2", 2, 2, 0, {"note": "+"}),
    ("＋2", 2, 2, 0, {"note": "+"}),
    ("'12", 12, 12, 0, {"note": "'"}),
    ("12①", 12, 12, 0, {"note": "①"}),
    ("12 ①②", 12, 12, 0, {"note": "①②"}),
    ("12条①", 12, 12, 0, {"note": "①", "unit": "条"}),
    ("12[1]", 12, 12, 0, {"note": "[1]"}),
    ("12（注1）", 12, 12, 0, {"note": "(注1)"}),
    ("5²", 5, 5, 0, {"note": "²"}),
    ("\u200b12", 12, 12, 0, {"note": "U+200B"}),
    ("1\u200b2", 12, 12, 0, {"note": "U+200B"}),
    ("12\ufeff", 12, 12, 0, {"note": "U+FEFF"}),
]  # fmt: skip


@pytest.mark.parametrize("row", WITH_MORE, ids=lambda row: repr(row[0]))
def test_number_with_something_more(row):
    text, low, high, decimals, more = row
    assert number(text, low, high, decimals, **more) == read(text)


# text, the number on offer
UNREADABLE = [
    ("1e3", 1000),
    ("6.5E-3", "0.0065"),
    ("1_000", 1000),
    ("NaN", None),
    ("inf", None),
    ("-Infinity", None),
    ("٣", 3),
    ("१२", 12),
    ("٣१", None),
    ("2^53+1", None),
    ("12-15", None),
    ("12—15", None),
    ("12~15", None),
    ("约9", 9),
    ("9左右", 9),
    ("九", 9),
    ("⼀", 1),
    ("十二", 12),
    ("一百零五", 105),
    ("二〇一八", 2018),
    ("九次", 9),
    ("三四", None),
    ("一百五", None),
    ("若干", None),
    ("数十", None),
    ("近百", None),
    ("多", None),
    ("十几", None),
    ("减4", -4),
    ("△5", -5),
    ("▲5", -5),
    ("–35", -35),
    ("- 35", -35),
    ("1.2.3", None),
    ("12,34", None),
    ("1234,567", None),
    ("12,3456", None),
    ("0,123", "0.123"),
    ("1,23,456", 123456),
    ("1 234", 1234),
    ("1'234", 1234),
    ("12 13", None),
    ("12\n13", None),
    ("1/2", None),
    ("½", None),
    ("④", None),
    ("Ⅳ", None),
    ("(-5)", None),
    ("((5))", None),
    ("(5", None),
    ("5)", None),
    ("(5)6", None),
    ("+(0)", None),
    ("--5", None),
    (">5", None),
    ("<5", None),
    ("5+", None),
    ("5*", 5),
    ("12。", 12),
    ("67，", 67),
    ("5.", 5),
    ("1,234.", 1234),
    ("部分公开67", 67),
    ("部分公开67，", 67),
    ("受理：67", 67),
    ("增加67", None),
    ("超过67", None),
    ("不足67", None),
    ("上年67", None),
    ("部分67公开67", None),
    ("12个", 12),
    ("12公斤多", None),
    ("5mw", 5),
    ("5k", None),
    ("1O6", 106),
    ("l2", 12),
    ("=\"12\"", 12),
    ("10²", None),
    ("12%条", None),
    ("1.26万3", None),
    ("\u202e12", None),
    ("2024-01-01", None),
    ("2024年", 2024),
    ("2024年3月", None),
    ("TRUE", None),
    ("9" * (LONGEST + 1), None),
]  # fmt: skip


@pytest.mark.parametrize("row", UNREADABLE, ids=lambda row: repr(row[0][:30]))
def test_text_that_is_no_number(row):
    text, offered = row
    wanted = None if offered is None else Fraction(offered)
    assert Reading(Status.UNREADABLE, text, offered=wanted) == read(text)


MARKED = [
    ("—", Status.MISSING),
    ("——", Status.MISSING),
    ("-", Status.MISSING),
    ("----", Status.MISSING),
    ("－", Status.MISSING),
    (" / ", Status.MISSING),
    ("／", Status.MISSING),
    ("无", Status.MISSING),
    ("……", Status.MISSING),
    ("*", Status.SUPPRESSED),
    ("＊", Status.SUPPRESSED),
    ("x", Status.NOT_APPLICABLE),
    ("X", Status.NOT_APPLICABLE),
    ("", Status.BLANK),
    (" \u00a0\u3000\n", Status.BLANK),
    ("\u200b", Status.BLANK),
    ("\ufeff ", Status.BLANK),
]


@pytest.mark.parametrize(("text", "status"), MARKED, ids=lambda value: repr(value))
def test_mark_or_blank(text, status):
    assert Reading(status, text) == read(text)


@pytest.mark.parametrize("text", ["—", "-", "/", "无", "*", "x", "nil", "——"])
def test_mark_that_the_form_does_not_have_is_no_number(text):
    assert Reading(Status.UNREADABLE, text) == read(text, marks={})


def test_mark_that_means_zero():
    assert Reading(Status.NUMBER, "nil", 0, 0) == read("nil")


@pytest.mark.parametrize("kind", [CellKind.TEXT, CellKind.NUMBER])
def test_number_that_the_form_calls_a_mark(kind):
    marks = {"999": "missing"}
    assert Reading(Status.MISSING, "999") == read("999", kind, marks=marks)
    assert Status.NUMBER == read("9999", kind, marks=marks).status


def test_no_cell_is_blank():
    nothing = read_cell(
        None, marks=MARKS, units=UNITS, thousands=None, decimal=None, stores_numbers=True
    )
    assert Reading(Status.BLANK, "") == nothing


def test_text_is_no_wonder_where_the_format_stores_only_text():
    assert not read("12", stores_numbers=False).is_text
    assert not read("1,506条", stores_numbers=False).is_text
    assert read("1,506条").is_text


def test_unit_that_the_form_does_not_know():
    assert Reading(Status.UNREADABLE, "98条", offered=98) == read("98条", units=())
    # 万 is a multiplier of its own: so many 元, known to half a unit of the last digit.
    bare = read("160.5964万元", units=("元",))
    assert (Fraction("1605963.5"), Fraction("1605964.5")) == (bare.low, bare.high)
    assert ("元", "万") == (bare.unit, bare.multiplier)
    # Without 元 there is no knowing what was multiplied.
    nothing = read("160.5964万元", units=())
    assert (Status.UNREADABLE, None) == (nothing.status, nothing.offered)


SIGNS = [
    (" ", ",", "1 234,5", "1234.5", 1),
    (" ", ",", "1\u00a0234,5", "1234.5", 1),
    (" ", ",", "1\u202f234,5", "1234.5", 1),
    (" ", ",", "1234,5", "1234.5", 1),
    (" ", ",", "-12 345 678", -12345678, 0),
    (".", ",", "1.234,5", "1234.5", 1),
    (".", ",", "1.234", 1234, 0),
    (".", ",", "12.345.678", 12345678, 0),
    (".", None, "1.234,5", "1234.5", 1),
    ("'", ".", "1'234.5", "1234.5", 1),
    ("'", ".", "1’234.5", "1234.5", 1),
    (None, ",", "1,234", "1.234", 3),
    (None, ",", "1,5", "1.5", 1),
]


@pytest.mark.parametrize("row", SIGNS, ids=lambda row: repr(row[2]))
def test_other_number_signs(row):
    thousands, decimal, text, value, decimals = row
    found = read(text, thousands=thousands, decimal=decimal)
    assert number(text, value, decimals=decimals) == found


@pytest.mark.parametrize(
    ("thousands", "decimal", "text"),
    [
        (" ", ",", "1.5"),
        (" ", ",", "1 23"),
        (" ", ",", "1 2345"),
        (".", ",", "1,234.5"),
        (".", ",", "1.23"),
        (".", ",", "12.34"),
        ("'", ".", "1,234"),
        (None, ",", "1.234"),
    ],
)
def test_number_of_other_signs_is_not_guessed(thousands, decimal, text):
    assert Status.UNREADABLE == read(text, thousands=thousands, decimal=decimal).status


STORED = [
    ("1606", 1606, 0),
    ("0.30000000000000004", "0.3", 1),
    ("2.9999999999999996", 3, 0),
    ("3.4999999999999998E-2", "0.035", 3),
    ("0.1", "0.1", 1),
    ("-12.50", "-12.5", 2),
    ("1E+2", 100, 0),
    ("1.5E-3", "0.0015", 4),
    ("1.5E1", 15, 0),
    ("123456789012345678", 123456789012345678, 0),
    ("9007199254740993", 2**53 + 1, 0),
    ("1.2345678901234567E17", 123456789012345670, 0),
    ("-0", 0, 0),
    ("1E300", 10**300, 0),
    ("1606.0", 1606, 1),
]


@pytest.mark.parametrize("row", STORED, ids=lambda row: row[0])
def test_stored_number(row):
    text, value, decimals = row
    wanted = Reading(Status.NUMBER, text, Fraction(value), Fraction(value), decimals)
    assert wanted == read(text, CellKind.NUMBER)


@pytest.mark.parametrize("text", ["abc", "1,234", "NaN", "٣", "1e", "1e99999", "1 2", "--1"])
def test_stored_number_that_is_none(text):
    assert Status.UNREADABLE == read(text, CellKind.NUMBER).status


FORMATS = [
    ("0.125", "0.0%", "12.5%"),
    ("0.125", "0%", "13%"),
    ("-0.125", "0.0%", "-12.5%"),
    ("0.125", "0.0%;[Red]-0.0%", "12.5%"),
    ("0", "0%", ""),
    ("12600", "#,##0,", "13"),
    ("12600", '0!.0,"万"', "1.3万"),
    ("12600", "0\\.0,万", "1.3万"),
    ("1234567", "#,##0.0,,", "1.2"),
    ("5", "General", ""),
    ("5", "0.00", ""),
    ("5", '0"件"', ""),
    ("5", "@", ""),
    ("12600", "#,##0", ""),
    ("12600", "#,##0.00_);(#,##0.00)", ""),
    ("-5", "[Red]0;(0)", ""),
    ("0.5", "# ?/?", ""),
    ("12", "0.00E+00", ""),
    ("12", '0"100%"', ""),
    ("12", "G/通用格式", ""),
]


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: f"{row[0]} as {row[1]}")
def test_number_format_that_shows_another_number(row):
    text, number_format, shown = row
    found = read(text, CellKind.NUMBER, number_format)
    assert (Status.NUMBER, Fraction(text), shown) == (found.status, found.low, found.shown)


@pytest.mark.parametrize(
    "number_format",
    ["yyyy-mm-dd", "[$-804]yyyy年m月d日", "h:mm", "[h]:mm", "m/d/yy", "mmm", "aaaa", "YYYY"],
)
def test_number_shown_as_a_date_is_no_number(number_format):
    assert Reading(Status.UNREADABLE, "45000") == read("45000", CellKind.NUMBER, number_format)


@pytest.mark.parametrize(
    ("kind", "text", "status"),
    [
        (CellKind.DATE, "2024-01-01", Status.UNREADABLE),
        (CellKind.BOOLEAN, "TRUE", Status.UNREADABLE),
        (CellKind.ERROR, "#DIV/0!", Status.ERROR),
        (CellKind.UNCOMPUTED, "SUM(A1:A2)", Status.UNCOMPUTED),
    ],
)
def test_cell_of_another_kind(kind, text, status):
    assert Reading(status, text) == read(text, kind)


@pytest.mark.parametrize("text", ["#REF!", " #DIV/0! ", "#N/A"])
def test_error_value_written_as_text_is_one(text):
    assert Reading(Status.ERROR, text.strip()) == read(text)
