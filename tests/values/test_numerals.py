from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tablecheck.values.numerals import chinese_number

DIGITS = "零一二三四五六七八九"


def said(number: int) -> str:
    """A number below 10^8 in Chinese, by the textbook."""
    if number >= 10_000:
        above, below = divmod(number, 10_000)
        gap = "零" if 0 < below < 1000 else ""
        return said(above) + "万" + gap + (said(below) if below else "")
    text, gap = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return text or "零"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(0, 10**8 - 1))
def test_chinese_number_reads_what_the_textbook_says(number):
    assert number == chinese_number(said(number))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet=DIGITS + "〇两十百千万亿壹拾佰x", max_size=35))
def test_chinese_number_never_raises(text):
    number = chinese_number(text)
    assert number is None or number >= 0


@pytest.mark.parametrize("text", ["", "万", "亿", "十百", "一百五", "零五", "一万亿万", "二二十"])
def test_chinese_number_refuses(text):
    assert chinese_number(text) is None
