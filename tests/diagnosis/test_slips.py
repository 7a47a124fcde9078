"""Slips: which reason explains two numbers, and which numbers a slip could have come from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablecheck.diagnosis.slips import Around, chances, origins
from tablecheck.exact import exact, plain


def reason(true, typed, **around):
    true, typed = exact(true), exact(typed)
    found = chances(true, typed, plain(typed), Around(**around))
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("true", "typed", "expected"),
    [
        ("98", "89", "transposed-digits"),
        ("1250", "150", "dropped-digit"),
        ("1005", "5", "dropped-digit"),
        ("1250", "12250", "doubled-digit"),
        ("1250", "12507", "inserted-digit"),
        ("1294", "1254", "substituted-digit"),
        ("1250", "1260", "look-alike"),
        ("12.5", "125", "decimal-point"),
        ("1257", "12570", "power-of-ten"),
        ("1250", "12.5", "decimal-point"),
        ("37", "370000", "unit-scale"),
        ("37", "-37", "sign"),
        ("37", "91", "unexplained"),
    ],
)
def test_reason_of_two_numbers(true, typed, expected):
    assert expected == reason(true, typed)


def test_reason_neighbours_value():
    assert "copied-neighbour" == reason("37", "4711", neighbours=(4711, 8))
    assert "unexplained" == reason("37", "4712", neighbours=(4711, 8))


def test_amounts_are_mistaken_by_their_own_multiples():
    assert "unit-scale" == reason("37", "3700000000", multiples=(10**8,), money=True)
    assert "unexplained" == reason("37", "3700000000")


def test_third_of_one_is_never_typed():
    assert {} == chances(Fraction(1, 3), 1, "1", Around())


def test_chances_of_one_number_are_no_more_than_all():
    typed = {each: chances(1234, each, str(each), Around()) for each in range(100_000)}
    assert 0.5 < sum(sum(each.values()) for number, each in typed.items() if number != 1234) < 1


DIGITS = st.text("0123456789", min_size=1, max_size=6).map(lambda text: text.lstrip("0") or "0")


@given(DIGITS, st.data())
def test_origins_hold_what_a_slip_changed(true, data):
    place = data.draw(st.integers(0, len(true) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    kind = data.draw(st.sampled_from(["drop", "double", "insert", "substitute", "transpose"]))
    head, here, tail = true[:place], true[place], true[place + 1 :]
    typed = {
        "drop": head + tail,
        "double": head + here + here + tail,
        "insert": head + digit + here + tail,
        "substitute": head + digit + tail,
        "transpose": head + tail[:1] + here + tail[1:],
    }[kind]
    if not typed or typed[0] == "0" or int(typed) == int(true):
        return  # zeros in front are not seen once the number is read
    assert int(true) in origins(typed, (10_000,))
    assert chances(int(true), int(typed), typed, Around()).keys() - {"unexplained"}


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_chances_are_chances(true, typed):
    found = chances(true, typed, str(typed), Around())
    assert all(0 < each <= 1 for each in found.values())
