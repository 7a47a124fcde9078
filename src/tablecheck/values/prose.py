"""Numbers in running text: ``134件``, ``1,606 条``, ``1.26万次``, ``十二件``.

Comes in: a sentence without white space, in ASCII digits (NFKC). Goes out: ``Figure`` values in
order. What is no plain count is left out: 约12, 12余, 12至15, 第20条, 三四件.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tablecheck.exact import quotient
from tablecheck.record import record
from tablecheck.values.numerals import chinese_number
from tablecheck.values.written import MULTIPLIERS

if TYPE_CHECKING:
    from tablecheck.exact import Exact

LONGEST = 20
"""Digits above which no number is a count that somebody wrote."""
_ABOUT_BEFORE = (
    *(
        "约",
        "近",
        "逾",
        "超",
        "超过",
        "不足",
        "不到",
        "至少",
        "最多",
        "大概",
        "将近",
        "接近",
        "多达",
    ),
    *("about", "around", "nearly", "almost", "over", "morethan", "lessthan", "fewerthan"),
    *("upto", "atleast", "atmost", "approximately", "some", "roughly"),
)
_NOT_A_COUNT = ("第", "每", "各", "#", "no.")
_NO_NUMERAL = tuple("同任某逐唯这那统另单上数几好头哪")
"""Before a Chinese numeral: 任一件, 数十件, 统一, 头一次."""
_ABOUT_AFTER = (*"余多几来", "以上", "以下", "左右", "上下", "以内", "不等", "%", "‰", "个百分点")


@record
class Figure:
    """A number in a text.

    Attributes:
        start, end: Its digits, without a multiplier.
        value: What the digits say.
        decimals: How many of them stand behind the point.
        scaled_end: Where its multiplier ends (``1.26万``); ``end`` where it has none.
        factor: Of the multiplier, 1 where it has none.
    """

    start: int
    end: int
    value: Exact
    decimals: int
    scaled_end: int
    factor: int

    @property
    def scaled(self) -> tuple[Exact, Exact]:
        """The ends of what is meant with its multiplier: 1.26万 is 12550 to 12650."""
        return rounded(self.value, self.decimals, self.factor)


def rounded(value: Exact, decimals: int, factor: Exact) -> tuple[Exact, Exact]:
    """``factor`` times a value that was rounded to its decimals; a factor of 1 is exact."""
    half = 0 if factor == 1 else quotient(factor, 2 * 10**decimals)
    return max(value * factor - half, 0), value * factor + half


def figures(text: str) -> list[Figure]:
    """The counts and amounts of a sentence, in order."""
    found = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        if _is_vague(text, start, end):
            continue
        if match["digits"]:
            value, decimals = _decimal(match["digits"])
            sign = _multiplier(text, end)
            scaled = end + len(sign)
            if sign and text.startswith(_ABOUT_AFTER, scaled):
                continue
            found.append(Figure(start, end, value, decimals, scaled, MULTIPLIERS.get(sign, 1)))
            continue
        number = None if text[start] in "百千万亿" else chinese_number(match.group())
        # 十二万 may be a rounded number, and what it was rounded to is not told.
        if number is not None and text[end - 1] not in "万亿":
            found.append(Figure(start, end, number, 0, end, 1))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
        r"|[〇零一二两三四五六七八九十百千万亿]+"
    )


def _is_vague(text: str, start: int, end: int) -> bool:
    """The digits are part of something else, of a range, or said to be about right."""
    if end - start > LONGEST or text[end - 1] == ".":
        return True
    before = text[max(0, start - 15) : start]
    if before.endswith((*_ABOUT_BEFORE, *_NOT_A_COUNT)):
        return True
    if not text[start].isdecimal() and before.endswith(_NO_NUMERAL):
        return True
    if text.startswith(_ABOUT_AFTER, end):
        return True
    return bool(_joined_before().search(before) or _joined_after().match(text, end))


@cache
def _joined_before() -> re.Pattern[str]:
    return re.compile(r"(?:[0-9][^0-9]{0,2}[-~–—至到]|[0-9][ ./:,]|[-−+±]|[一二三四五六七八九]、)$")


@cache
def _joined_after() -> re.Pattern[str]:
    return re.compile(r"[-~–—./:,]?\s?[0-9]|[-~–—至到][0-9]")


def _decimal(digits: str) -> tuple[Exact, int]:
    whole, _, part = digits.replace(",", "").partition(".")
    return quotient(int(whole + part), 10 ** len(part)), len(part)


def _multiplier(text: str, at: int) -> str:
    return next((sign for sign in MULTIPLIERS if text.startswith(sign, at)), "")
