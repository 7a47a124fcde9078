"""Chinese numerals as numbers, so that a flag can offer the reading (九 -> 9).

Comes in: text. Goes out: an ``int``, or None where it is no numeral or has two readings. Never
used as a value.
"""

from __future__ import annotations

import re
from functools import cache

LONGEST = 30
"""Characters above which no text is a numeral that somebody wrote as a count."""
_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_DIGITS.update(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_ZEROS = "〇零"
_MYRIADS = (("亿", 10**8), ("万", 10**4))


def chinese_number(text: str) -> int | None:
    """The number that a Chinese numeral says: 一百零五 -> 105, 二〇一八 -> 2018.

    None where people read it in two ways: 一百五 (150), 三四 (three or four).
    """
    if not text or len(text) > LONGEST:
        return None
    if all(character in _DIGITS for character in text):
        # A row of digits is a number only with a 〇 in it: 三四 means “three or four”.
        if len(text) > 1 and (text[0] in _ZEROS or not any(zero in text for zero in _ZEROS)):
            return None
        return int("".join(str(_DIGITS[character]) for character in text))
    return None if text[0] in _ZEROS else _number(text)


def _number(text: str) -> int | None:
    for sign, factor in _MYRIADS:
        left, found, right = text.rpartition(sign)
        if not found:
            continue
        above = _number(left) if left else None
        below = _number(right) if right else 0
        if not above or below is None or below >= factor:
            return None
        if 0 < below < 10 and right[0] not in _ZEROS:  # 三万五 is 35,000
            return None
        return above * factor + below
    return _section(text)


def _section(text: str) -> int | None:
    match = _section_pattern().fullmatch(text)
    if match is None:
        return None
    thousands, hundreds, tens, ones = match["k"], match["h"], match["t"], match["one"]
    number = sum(
        _DIGITS[place[0]] * power for place, power in ((thousands, 1000), (hundreds, 100)) if place
    )
    if tens:
        number += (_DIGITS[tens[0]] if len(tens) > 1 else 1) * 10
    if ones:
        if number and not tens and not match["zero"]:  # 一百五 is 150
            return None
        number += _DIGITS[ones]
    return number or None


@cache
def _section_pattern() -> re.Pattern[str]:
    digit = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
    return re.compile(
        f"(?P<k>{digit}[千仟])?(?:[〇零](?={digit}[百佰]))?(?P<h>{digit}[百佰])?"
        f"(?:[〇零](?={digit}?[十拾]))?(?P<t>{digit}?[十拾])?(?P<zero>[〇零](?={digit}))?"
        f"(?P<one>{digit})?"
    )
