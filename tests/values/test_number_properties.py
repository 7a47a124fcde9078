"""What holds for every number and every text."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tablecheck.exact import exact, plain
from tablecheck.values.reading import Status
from tablecheck.values.shown import is_plain, scaled_text, shows_date

from .reading_of import stored, typed

whole_numbers = st.integers(-(10**30), 10**30)
decimals = st.builds(
    lambda digits, places: exact(Fraction(digits, 10**places)), whole_numbers, st.integers(0, 12)
)
quick = settings(max_examples=150, deadline=None, derandomize=True)
SIGNS = "0123456789,.'-−+()（）%‰①²٣½ 　\u200b\u00a0eE_/万亿元条约九十百OlI~^"


def grouped(number, thousands, decimal):
    text = plain(abs(number))
    whole, _, part = text.partition(".")
    sign = "-" if number < 0 else ""
    return sign + f"{int(whole):,}".replace(",", thousands) + (decimal + part if part else "")


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@quick
@given(decimals, st.sampled_from(["", " ", "\u00a0", "\n", "\u3000", "\u200b", "'"]))
def test_any_spelling_reads_to_the_same_number(number, before):
    for text in (plain(number), grouped(number, ",", ".")):
        for spelling in (text, wide(text), text.replace("-", "−")):
            reading = typed(before + spelling)
            assert (Status.NUMBER, number, number) == (reading.status, reading.low, reading.high)


@quick
@given(decimals)
def test_any_number_sign_reads_to_the_same_number(number):
    for thousands, decimal in ((" ", ","), (".", ","), ("'", "."), ("\u202f", ",")):
        reading = typed(grouped(number, thousands, decimal), thousands=thousands, decimal=decimal)
        assert (Status.NUMBER, number) == (reading.status, reading.low)


@quick
@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_stored_and_typed_numbers_are_equal(digits, places):
    text = plain(exact(Fraction(digits, 10**places)))
    assert typed(text).low == stored(text).low


@quick
@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_a_stored_double_reads_as_it_is_shown(digits, places):
    assert exact(Fraction(digits, 10**places)) == stored(repr(digits / 10**places)).low
    assert Fraction(digits, 10**places) == stored(f"{digits / 10**places:.17g}").low


@settings(quick, max_examples=1000)
@given(st.text(max_size=30) | st.text(alphabet=SIGNS, max_size=12))
def test_no_text_raises_and_no_number_comes_from_nothing(text):
    reading = typed(text, marks={})
    assert text == reading.text
    if reading.status is Status.NUMBER:
        assert any(unicodedata.normalize("NFKC", c) in "0123456789" for c in text)
        assert reading.low <= reading.high
        assert int is type(reading.low) or 1 != reading.low.denominator
        assert reading.offered is None
    else:
        assert reading.low is None
    stored(text, marks={})


@quick
@given(st.text(alphabet=SIGNS, max_size=12))
def test_widened_text_reads_the_same(text):
    narrow, broad = typed(text, marks={}), typed(wide(text), marks={})
    fields = ("status", "low", "high", "decimals", "unit", "multiplier", "offered")
    assert [getattr(narrow, name) for name in fields] == [getattr(broad, name) for name in fields]


@settings(quick, max_examples=500)
@given(st.text(alphabet='0#?.,%;"\\_*[]<>=10EeymdhsGeneral -万', max_size=20), decimals)
def test_no_number_format_raises(code, number):
    shows_date(number, code)
    if is_plain(code):
        assert "" == scaled_text(number, code)
    scaled_text(number, code)
