"""Laws of the number grammar: one number in any dress, and no number without a digit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tablecheck.exact import exact, plain
from tablecheck.sheet import Cell, CellKind
from tablecheck.values.number import read_cell
from tablecheck.values.numerals import chinese_number
from tablecheck.values.reading import Status
from values.test_cells import MARKS, UNITS, read

LAWS = settings(max_examples=300, deadline=None)
DECIMALS = st.decimals(min_value=-(10**18), max_value=10**18, allow_nan=False).filter(
    lambda d: abs(int(d.as_tuple().exponent)) <= 20
)
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
SPACES = st.text(" \t\n\u00a0\u3000\u2009", max_size=4)
SIGNS = st.sampled_from(
    [(",", "."), (None, None), (" ", ","), (" ", "."), (".", ","), ("'", "."), ("\u202f", ",")]
)


@given(DECIMALS, SIGNS, st.booleans(), st.booleans(), SPACES, SPACES, st.sampled_from(["", "'"]))
@LAWS
def test_decimal_reads_to_its_value_in_any_dress(
    number, signs, grouped, wide, before, after, quote
):
    thousands, decimal = signs
    text = f"{number:,f}" if grouped else f"{number:f}"
    text = text.translate(str.maketrans({",": thousands or ",", ".": decimal or "."}))
    if wide:
        text = text.translate(WIDE)
    found = read(f"{before}{quote}{text}{after}", thousands=thousands, decimal=decimal)
    assert Status.NUMBER is found.status
    assert (Fraction(number), Fraction(number)) == (found.low, found.high)
    assert -min(0, int(number.as_tuple().exponent)) == found.decimals
    assert quote == found.note
    assert (None, None, "") == (found.unit, found.multiplier, found.shown)


@given(DECIMALS, st.sampled_from(UNITS), SPACES)
@LAWS
def test_glued_unit_leaves_the_number_alone(number, unit, space):
    found = read(f"{number:f}{space}{unit}")
    assert (Status.NUMBER, Fraction(number), unit) == (found.status, found.low, found.unit)


@given(st.integers(0, 10**6), st.integers(0, 4), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
@LAWS
def test_multiplier_reads_to_all_numbers_that_round_to_it(digits, places, multiplier):
    word, factor = multiplier
    found = read(f"{Decimal(digits).scaleb(-places):f}{word}")
    half = Fraction(factor, 2 * 10**places)
    middle = Fraction(digits, 10**places) * factor
    assert (max(middle - half, 0), middle + half) == (found.low, found.high)


@given(st.text(), st.sampled_from(list(CellKind)), st.text(max_size=20), SIGNS, st.booleans())
@LAWS
def test_no_text_makes_the_reader_fail(text, kind, number_format, signs, stores_numbers):
    cell = Cell(kind=kind, text=text, number_format=number_format)
    for marks in ({}, MARKS):
        found = read_cell(
            cell,
            marks=marks,
            units=UNITS,
            thousands=signs[0],
            decimal=signs[1],
            stores_numbers=stores_numbers,
        )
        assert text == found.text
        is_number = found.status is Status.NUMBER
        assert is_number == (found.low is not None) == (found.high is not None)
        assert found.offered is None or found.status is Status.UNREADABLE
        if is_number:
            assert found.low <= found.high


NUMBERISH = st.text(
    "0123456789０１٣,.，．'’ \u00a0-+()（）%‰万亿千条元①²eE_^/~约近九十百零〇\u200b。、"
)


@given(NUMBERISH, SIGNS)
@settings(max_examples=1500, deadline=None)
def test_number_is_read_only_from_digits(text, signs):
    found = read(text, marks={}, thousands=signs[0], decimal=signs[1])
    digits = [c for c in text if c in "0123456789０１２３４５６７８９"]
    if not digits:
        assert found.status in (Status.UNREADABLE, Status.BLANK)
    if found.status is Status.NUMBER and found.multiplier is None:
        # The digits before any footnote are those of the number, none lost and none added.
        stripped = "".join(digits).translate(
            {
                ord(wide): narrow
                for wide, narrow in zip("０１２３４５６７８９", "0123456789", strict=True)
            }
        )
        shown = plain(exact(abs(Fraction(found.low)) * 10**found.decimals))
        assert shown == (stripped.lstrip("0") or "0")


@given(st.text(st.characters(exclude_categories=["Nd"])))
@LAWS
def test_no_number_without_a_digit(text):
    assert Status.NUMBER is not read(text, marks={}).status


@given(DECIMALS)
@LAWS
def test_plain_writes_what_reads_back(number):
    text = plain(exact(number))
    assert "e" not in text.lower()
    assert exact(number) == read(text).low


def test_plain_writes_a_whole_fraction_as_a_whole_number():
    # 489,857.5 less 0.5: seen in a table of Statistics Canada as “.489857”.
    assert "489857" == plain(Fraction("489857.5") - Fraction("0.5"))
    assert "-3" == plain(Fraction(-3))


def test_plain_cuts_what_no_decimal_says():
    assert "0.333333333333" == plain(Fraction(1, 3))
    assert "-0.666666666666" == plain(Fraction(-2, 3))
    assert "3.5" == plain(Fraction(7, 2))
    assert "-0.05" == plain(Fraction(-1, 20))
    assert "100" == plain(100)


@given(st.fractions())
@LAWS
def test_exact_is_whole_where_it_can_be(number):
    found = exact(number)
    assert number == found
    assert isinstance(found, int) == (number.denominator == 1)
    assert not isinstance(found, float)


def written(number):
    """A Chinese numeral below 100,000,000, as it is taught."""
    digits = "零一二三四五六七八九"
    if number >= 10_000:
        above, below = divmod(number, 10_000)
        zero = "零" if 0 < below < 1000 else ""
        return written(above) + "万" + zero + (section(below, digits) if below else "")
    return section(number, digits)


def section(number, digits):
    text, zero = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if zero else "") + digits[digit] + word
            zero = False
        elif text:
            zero = True
    return text


@given(st.integers(1, 99_999_999))
@LAWS
def test_numeral_says_its_number(number):
    assert number == chinese_number(written(number))


@given(st.text("〇零一二两三四五六七八九十百千万亿壹", max_size=12))
@LAWS
def test_numeral_is_a_number_or_none(text):
    found = chinese_number(text)
    assert found is None or found >= 0
