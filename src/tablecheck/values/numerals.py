"""Chinese numerals as numbers, so that a flag can offer the reading (九 -> 9).

Comes in: text. Goes out: an ``int``, or None where it is no numeral. Never used as a value.
"""

from __future__ import annotations

_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_DIGITS.update(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


def chinese_number(text: str) -> int | None:
    """The number that a Chinese numeral says: 一百零五 -> 105, 二〇一八 -> 2018."""
    if not text or len(text) > 20 or any(c not in _ALL for c in text):
        return None
    if all(c in _DIGITS for c in text):
        number = int("".join(str(_DIGITS[c]) for c in text))
        return number if len(text) == 1 or "〇" in text or len(text) == 4 else None
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit


_ALL = frozenset((*_DIGITS, *_TENS, *_MYRIADS))
