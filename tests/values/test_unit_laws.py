"""Laws of units, and what a unit cell says that says none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablecheck.values.unit import UnitTable, is_no_unit

NAMES = ("元", "千元", "万元", "亿元", "条", "人", "人次", "kg", "t", "mW", "MW", "m2")
TABLE = UnitTable(
    [
        ("元", ("圆", "人民币元"), "元", Fraction(1)),
        ("千元", (), "元", Fraction(1000)),
        ("万元", ("万圆",), "元", Fraction(10_000)),
        ("亿元", (), "元", Fraction(100_000_000)),
        ("条", (), "条", Fraction(1)),
        ("人", (), "人", Fraction(1)),
        ("人次", (), "人次", Fraction(1)),
        ("kg", ("Kilogramm",), "kg", Fraction(1)),
        ("t", (), "kg", Fraction(1000)),
        ("mW", (), "W", Fraction(1, 1000)),
        ("MW", (), "W", Fraction(1_000_000)),
        ("m2", ("㎡",), "m2", Fraction(1)),
    ]
)


@given(st.sampled_from(["元", "千元", "万元", "亿元"]), st.sampled_from(["元", "千元", "亿元"]))
def test_conversion_there_and_back_is_nothing(one, other):
    there, back = TABLE.conversion(one, other), TABLE.conversion(other, one)
    assert there is not None
    assert back is not None
    assert 1 == there * back


@given(st.text())
def test_no_text_makes_units_fail(text):
    assert TABLE.resolve(text) in (None, *NAMES)
    found = TABLE.unit_in_label(text)
    assert found is None or TABLE.resolve(found) is not None


@pytest.mark.parametrize("text", ["", " ", "—", "——", "- -", "/", "－", "\u00a0"])
def test_text_that_says_no_unit(text):
    assert is_no_unit(text)


@pytest.mark.parametrize("text", ["元", "-/", "0", "—元", "无"])
def test_text_that_says_something(text):
    assert not is_no_unit(text)
