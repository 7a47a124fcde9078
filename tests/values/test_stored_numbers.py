"""Cells that store numbers, and what their formats show."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tablecheck.sheet import CellKind
from tablecheck.values.number import read_cell
from tablecheck.values.reading import Reading, Status

from .reading_of import stored


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("1606", 1606, 0),
        ("-35", -35, 0),
        ("0", 0, 0),
        ("1.5", Fraction(3, 2), 1),
        ("-0.25", Fraction(-1, 4), 2),
        ("1E+2", 100, 0),
        ("1E2", 100, 0),
        ("1.5e-3", Fraction("0.0015"), 4),
        ("1.25E1", Fraction("12.5"), 1),
        ("0.30000000000000004", Fraction("0.3"), 1),
        ("3.0000000000000004E-2", Fraction("0.03"), 2),
        ("-0.30000000000000004", Fraction("-0.3"), 1),
        ("2.9999999999999996", 3, 0),
        ("0.9999999999999999", 1, 0),
        ("1.005", Fraction("1.005"), 3),
        ("0.333333333333333", Fraction("0.333333333333333"), 15),
        ("123456789012345678", 123456789012345678, 0),
        ("12345678901234567.5", 12345678901234568, 0),
        ("1.2345678901234567E+20", 123456789012345670000, 0),
        (" 12 ", 12, 0),
    ],
)
def test_stored_number(text, value, decimals):
    assert Reading(Status.NUMBER, text, value, value, decimals) == stored(text)


@pytest.mark.parametrize(
    "text",
    ["NaN", "INF", "1_000", "１２", "e5", "E5", ".", "-", "1e9999", "9" * 401, "1,234", "1 2"],
)
def test_stored_number_that_is_none(text):
    assert Reading(Status.UNREADABLE, text) == stored(text, marks={})


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        "m/d/yy",
        "h:mm",
        "[h]:mm:ss",
        "[mm]",
        "mm:ss.0",
        'yyyy"年"m"月"d"日"',
        "[$-804]yyyy/m/d;@",
        "[$-F800]dddd, mmmm dd, yyyy",
        "YYYY",
        "aaaa",
        "h:mm AM/PM",
    ],
)
def test_number_shown_as_a_date_is_unreadable(code):
    assert Reading(Status.UNREADABLE, "43101") == stored("43101", code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "General",
        "GENERAL",
        "G/通用格式",
        "Standard",
        "@",
        "0",
        "0.00",
        "0.00E+00",
        "##0.0E+0",
        "#,##0",
        "#,##0.00_);[Red](#,##0.00)",
        '0"days"',
        r"0\d",
        "0!d",
        "0_d",
        '0"元"',
        "[Red]0",
        "[Yellow]0;[Red]-0",
        "[$¥-804]#,##0.00",
        '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
        "[DBNum1][$-804]General",
        "# ?/?",
        '0"%"',
        "000000",
        ";;;",
        '"unclosed',
        "[unclosed",
        "\\",
    ],
)
def test_number_shown_as_it_is_stored(code):
    reading = stored("43101", code)
    decimals = 2 if "#,##0.00" in code or code == "0.00" else 0
    assert Reading(Status.NUMBER, "43101", 43101, 43101, decimals) == reading


@pytest.mark.parametrize(
    ("text", "code", "decimals"),
    [
        ("12.5", "", 1),
        ("12.5", "0.00", 2),
        ("12.5", "0.0#", 1),
        ("12.345", "0.0", 3),
        ("12.5", '0.0" m.00"', 1),
        ("12.5", "General", 1),
    ],
)
def test_a_format_may_state_further_decimals(text, code, decimals):
    assert decimals == stored(text, code).decimals


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("0.125", "0.0%", "12.5%"),
        ("0.125", "0%", "13%"),
        ("0.125", "0.00%", "12.50%"),
        ("0.125", "0.##%", "12.5%"),
        ("0.12", "0.##%", "12%"),
        ("-0.125", "0.0%", "-12.5%"),
        ("-0.125", "0.0%;(0.0%)", "(12.5%)"),
        ("12", "0%", "1200%"),
        ("12", "#,##0%", "1,200%"),
        ("0", "0%", ""),
        ("1234567", "#,##0,", "1,235"),
        ("1234567", "0.0,", "1234.6"),
        ("1234567", "0.00,,", "1.23"),
        ("12600", '0.0,"千"', "12.6千"),
        ("12600", r'0\.0,"万"', "1.3万"),
        ("12600", "0!.0,万", "1.3万"),
        ("12600", r'[>=10000]0\.0,"万";0', "1.3万"),
        ("126", r'[>=10000]0\.0,"万";0', ""),
        ("0.5", ".0%", "50.0%"),
    ],
)
def test_scaled_format_tells_what_is_shown(text, code, shown):
    reading = stored(text, code)
    assert (Status.NUMBER, Fraction(text), shown) == (reading.status, reading.low, reading.shown)


@pytest.mark.parametrize(
    ("kind", "text", "status"),
    [
        (CellKind.DATE, "2018-01-01", Status.UNREADABLE),
        (CellKind.BOOLEAN, "TRUE", Status.UNREADABLE),
        (CellKind.ERROR, "#REF!", Status.ERROR),
        (CellKind.UNCOMPUTED, "SUM(A1:A2)", Status.UNCOMPUTED),
    ],
)
def test_other_kinds_of_cells(kind, text, status):
    assert Reading(status, text) == stored(text, kind=kind)


def test_no_cell_is_blank():
    reading = read_cell(None, marks={}, units=(), thousands=None, decimal=None, stores_numbers=True)
    assert Reading(Status.BLANK, "") == reading


def test_a_mark_that_is_a_number_counts_in_a_number_cell_too():
    assert Status.MISSING is stored("9999", marks={"9999": "missing"}).status
    assert Status.NUMBER is stored("9998", marks={"9999": "missing"}).status
