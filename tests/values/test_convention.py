"""Number signs told from the cells of a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablecheck.values.convention import KNOWN, Signs, Told, format_of, usual_signs
from tablecheck.values.written import grammar

USUAL = Signs(",", ".")
COMMA_POINT, POINT_COMMA, SPACE_COMMA, SPACE_POINT, TICK_POINT, TICK_COMMA = KNOWN


def told(*texts, whole=False, **stated):
    return format_of([(text, whole) for text in texts], **stated)


@pytest.mark.parametrize(
    ("texts", "signs"),
    [
        (["12", "7", "—", "", "x"], COMMA_POINT),
        (["1,234.5", "12"], COMMA_POINT),
        (["1.234,5", "12"], POINT_COMMA),
        (["1 234,5", "12"], SPACE_COMMA),
        (["1\u00a0234", "12"], SPACE_COMMA),
        (["1\u2009234", "567"], SPACE_COMMA),
        (["1\u202f234,50", "567"], SPACE_COMMA),
        (["1 234.5", "0.1"], SPACE_POINT),
        (["1'234.5", "12"], TICK_POINT),
        (["1’234,5", "12"], TICK_COMMA),
        (["1,234", "5,678", "12.5"], COMMA_POINT),
        (["1.234", "1.000", "0.234"], COMMA_POINT),
        (["3,8", "0,25"], POINT_COMMA),
        (["3.8", "0.25"], COMMA_POINT),
        (["1.234.567", "12"], POINT_COMMA),
        (["1,234,567", "12"], COMMA_POINT),
        (["1 234", "5 678", "12"], SPACE_COMMA),
        (["3,8", "0,25", "1.234"], POINT_COMMA),
        (["3,8", "0,25", "1 234"], SPACE_COMMA),
        (["12,5 %", "7,5 %"], POINT_COMMA),
        (["−1 234,5", "(2 345,5)"], SPACE_COMMA),
    ],
)
def test_signs_that_every_cell_shows(texts, signs):
    assert Told(signs) == told(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        ["1,234"],
        ["1.234"],
        ["1,234", "5,678", "12"],
        ["1.234", "5.678", "12.345"],
        # One cell is a slip as well as a sign of the other convention.
        ["1,234", "5,678", "0,5"],
        ["1.234", "5.678", "1.234,5"],
    ],
)
def test_two_conventions_that_read_different_numbers(texts):
    found = told(*texts)
    assert USUAL == found.signs
    assert POINT_COMMA in found.rivals


@pytest.mark.parametrize(
    "texts",
    [
        ["12,34", "567", "8"],  # a slip in 1234, or 12.34
        ["1 234", "567"],  # one number with a slip, or two numbers
        ["1'234", "567"],
        ["100 200 300", "7"],
        ["0,123", "567"],
    ],
)
def test_one_doubtful_cell_leaves_the_usual_signs(texts):
    assert Told(USUAL) == told(*texts)


def test_a_slip_turns_no_table_round():
    decimals = [f"{number}.{number % 10}" for number in range(1, 40)]
    assert Told(USUAL) == told(*decimals, "22,0")
    assert Told(USUAL) == told(*decimals, "22,0", "1,5")
    commas = [text.replace(".", ",") for text in decimals]
    assert Told(POINT_COMMA) == told(*commas, "22.0")


def test_a_table_of_two_conventions_is_read_by_the_usual_one():
    mixed = ["1.5", "2.5", "3.5", "1,5", "2,5", "3,5", "4,5"]
    assert Told(USUAL) == told(*mixed)
    assert USUAL == told(*mixed, "1.234").signs
    assert POINT_COMMA in told(*mixed, "1.234").rivals


def test_counts_have_no_decimals():
    assert Told(USUAL) == told("1,234", "5,678", whole=True)
    assert Told(POINT_COMMA) == told("1.234", "5.678", whole=True)
    assert Told(USUAL) == told("1.5", "2.5", whole=True)


def test_signs_that_the_form_states_are_kept():
    assert Told(Signs(None, ",")) == told("1,5", "12", decimal=",")
    assert Told(POINT_COMMA) == told("1.234", "5.678", decimal=",")
    assert Told(SPACE_COMMA) == told("1 234", "5 678", decimal=",")
    assert Told(SPACE_POINT) == told("1 234", "5 678", "5.5", decimal=".")
    assert Told(SPACE_COMMA) == told("1 234", "5,5", "7,5", thousands="\u00a0")
    assert Told(POINT_COMMA) == told("1.234", thousands=".")
    assert Told(COMMA_POINT) == told("1,234", thousands=",")


def test_usual_signs():
    assert Signs(",", ".") == usual_signs(None, None)
    assert Signs(".", ",") == usual_signs(".", None)
    assert Signs(None, ",") == usual_signs(None, ",")
    assert Signs(" ", ".") == usual_signs(" ", None)


def written(number, decimals, signs):
    """A whole number of 10^-decimals as a statistician of some country writes it."""
    whole, part = divmod(number, 10**decimals)
    grouped = f"{whole:,}".replace(",", signs.thousands)
    return f"{grouped}{signs.decimal}{part:0{decimals}d}" if decimals else grouped


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=12),
    st.integers(0, 3),
    st.sampled_from(KNOWN),
)
def test_what_is_told_is_never_another_number(numbers, decimals, signs):
    texts = [written(number, decimals, signs) for number in numbers]
    found = told(*texts)
    able = (found.signs, *found.rivals)
    for text, number in zip(texts, numbers, strict=True):
        readings = [grammar(frozenset(), s.thousands, s.decimal).read(text) for s in able]
        read = {reading.low * 10**decimals for reading in readings if reading is not None}
        # Read rightly, or in doubt with the right number on offer, or refused.
        assert not read or number in read


@given(st.lists(st.text("0123456789.,' \u00a0-", max_size=12), max_size=8))
def test_no_text_breaks_it(texts):
    assert told(*texts).signs in (*KNOWN, USUAL)
