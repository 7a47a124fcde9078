"""The number that was probably meant by a text that is none (约9 -> 9), for a person to confirm.

Comes in: a text that the grammar refuses, and the grammar. Goes out: one number, or None where no
reading or more than one is likely: ``12-15``, ``12,34``, ``若干``.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.values.numerals import chinese_number
from tablecheck.values.written import REVERSAL, ascii_forms

if TYPE_CHECKING:
    from tablecheck.exact import Exact
    from tablecheck.values.written import Grammar

_LOOK_ALIKE = str.maketrans("OoОоlI", "000011")
_LATIN_MULTIPLIERS = frozenset(("k", "m", "mn", "bn", "b"))
_SCALES = frozenset("一二两三四五六七八九十百千万亿多余几来约")
"""What makes a word behind a number part of the amount: 3万多, 12余件."""
_NOT_THE_NUMBER = frozenset("约近超逾达第前不未没多余至到上下年月日几若或其增减加少升降高低大小略")
"""What makes words before a number say less, or another thing, than the number: 超过9, 增加9."""
_LONGEST = 60
"""Characters above which a text is prose."""


def offered_number(bare: str, grammar: Grammar) -> Exact | None:
    """The one likely reading of a trimmed text that is no number; None where there is none."""
    if REVERSAL in bare or len(bare) > _LONGEST:
        return None
    text = _without_words(ascii_forms(bare))
    if not text:
        return None
    for reading in (_numeral, _typed, _other_digits, _look_alikes, _minus, _counted, _labelled):
        number = reading(text, grammar)
        if number is not None:
            return number
    return _plain(text, grammar) if text != bare else None


def _without_words(text: str) -> str:
    """A text without “about”, currency signs, quotation marks and what stops a sentence."""
    before = r"\A(?:大约|约为|约|共计|合计|共|计|≈|~|[¥￥$€£])\s*"
    after = r"\s*(?:左右|上下|[.。，、；,;*#†‡]|\([a-zA-Z]\))\Z"
    for _ in range(3):
        text = re.sub(after, "", re.sub(before, "", text))
    quoted = re.fullmatch(r"=?\"(.*)\"|“(.*)”", text)
    return ((quoted.group(1) or quoted.group(2) or "") if quoted else text).strip()


def _plain(text: str, grammar: Grammar) -> Exact | None:
    reading = grammar.read(text)
    if reading is None or reading.low is None or reading.high is None:
        return None
    if reading.multiplier is None:
        return reading.low
    # 约1.26万 offers the middle; 0万 has its lower end cut off at 0.
    middle = Fraction(reading.low + reading.high) / 2
    return 0 if 0 in (reading.low, reading.high) else exact(middle)


def _numeral(text: str, grammar: Grammar) -> Exact | None:
    # Text copied from a PDF holds Kangxi radicals: ⼀ for 一.
    text = "".join(
        unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fd5" else c for c in text
    )
    for end in range(len(text), 0, -1):
        number = chinese_number(text[:end])
        if number is not None and (end == len(text) or grammar.unit(text[end:]) is not None):
            return number
    return None


def _typed(text: str, _: Grammar) -> Exact | None:
    """Other spellings of one number: ``1e3``, ``1_000``, ``12,34,567``, ``1.234,5``, ``1·5``."""
    for pattern in _spellings():
        match = pattern.fullmatch(text)
        if match is not None:
            found = match.groupdict(default="")
            whole, part = re.sub("[^0-9]", "", found["whole"]), found["part"]
            power = int(found.get("exponent") or 0) - len(part)
            size = int(whole + part) * Fraction(10) ** power
            return exact(-size if text.startswith("-") else size)
    return None


@cache
def _spellings() -> tuple[re.Pattern[str], ...]:
    part = r"(?:\.(?P<part>[0-9]+))?"
    return tuple(
        re.compile("[+-]?" + pattern)
        for pattern in (
            rf"(?P<whole>[0-9]{{1,20}}){part}[eE](?P<exponent>[+-]?[0-9]{{1,2}})",
            r"(?P<whole>[1-9][0-9]{0,2}([_ \u00a0\u2009\u202f'’])[0-9]{3}(?:\2[0-9]{3})*)" + part,
            rf"(?P<whole>[1-9][0-9]?(?:,[0-9]{{2}})+,[0-9]{{3}}){part}",
            rf"(?P<whole>[1-9][0-9]{{0,3}}(?:,[0-9]{{4}}){{2,}}){part}",
            r"(?P<whole>0),(?P<part>[0-9]+)",
            # Two signs say which one is the decimal one, but 1.234,567 may be a slip in a comma.
            r"(?P<whole>[1-9][0-9]{0,2}(?:([. \u00a0\u2009\u202f'’])[0-9]{3})(?:\2[0-9]{3})*)"
            r",(?P<part>[0-9]{1,2}|[0-9]{4,})",
            r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})(?P<part>)",
            r"(?P<whole>[0-9]+)[。·](?P<part>[0-9]+)",
        )
    )


def _other_digits(text: str, grammar: Grammar) -> Exact | None:
    """Digits of one other script: ``٣`` -> 3."""
    zeros = {ord(c) - unicodedata.decimal(c) for c in text if c.isdecimal()}
    if len(zeros) != 1 or zeros == {ord("0")}:
        return None
    return _plain(
        "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text), grammar
    )


def _look_alikes(text: str, grammar: Grammar) -> Exact | None:
    """Letters that look like digits: ``1O6`` -> 106."""
    if not re.fullmatch(r"-?[0-9OoОоlI,.]*[0-9][0-9OoОоlI,.]*", text):
        return None
    return _plain(text.translate(_LOOK_ALIKE), grammar)


def _minus(text: str, grammar: Grammar) -> Exact | None:
    """Other signs of a negative number: ``△5``, ``▲5``, ``减4``, ``–35``."""
    match = re.fullmatch(r"[△▲减‐‑–-]\s*([0-9].*)", text, re.DOTALL)
    number = _plain(match.group(1), grammar) if match else None
    return None if number is None else -number


def _counted(text: str, grammar: Grammar) -> Exact | None:
    """A number and a short word that is no unit of the form: ``12个`` -> 12."""
    match = re.fullmatch(r"(.*[0-9])\s*([^\W\d_]{1,4})", text, re.DOTALL)
    if match is None or not match.group(2).isalpha():
        return None
    word = match.group(2)
    if word.casefold() in _LATIN_MULTIPLIERS or word[0] in "OoОоlI" or _SCALES.intersection(word):
        return None
    return _plain(match.group(1), grammar)


def _labelled(text: str, grammar: Grammar) -> Exact | None:
    """The label typed again before the number: ``部分公开67`` -> 67."""
    match = re.fullmatch(r"([\u4e00-\u9fff]{2,10})\s*[:：]?\s*([0-9].*)", text, re.DOTALL)
    if match is None or _NOT_THE_NUMBER.intersection(match.group(1)):
        return None
    return _plain(match.group(2), grammar)
