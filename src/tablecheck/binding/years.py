"""The year that a short text says: a field's value, a title, a line above the table, a name.

Comes in: text. Goes out: an ``int``, or None where the text says no year, or two that differ.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_CHINESE = dict(zip("〇○零oO一二三四五六七八九", "00000123456789", strict=True))
LONGEST_LINE = 40
"""Characters above which a line says a year by the way."""


def year_of(text: str) -> int | None:
    """The only year in a value or a title: 2018年度, 2018-12-31, （２０２４年）, 二〇二四年.

    Of a year that spans two, the first: 2023-2024学年, School year 2023/2024.
    """
    plain = in_digits(text)
    found = _year().findall(plain)
    span = _span().search(plain)
    if len(found) == 2 and span is not None and int(span[2]) == int(span[1]) + 1:
        return int(span[1])
    return _only(found)


def year_of_line(text: str) -> int | None:
    """The year that a line is about: 满洲里市教育局2018年度, （2024年）; no date, no year's end."""
    if len(text) > LONGEST_LINE or "。" in text:
        return None
    line = in_digits(text)
    found = _year().findall(line)
    return _only(found) if _year_in_line().search(line) else None


def without_year(text: str) -> str:
    """A text less the year in it, where the years of reports stand: 2024年度 or (2024)."""
    return _year_in_line().sub("", in_digits(text))


def before_year(text: str) -> str | None:
    """What stands before the year of a line, None where it says none."""
    match = _year_in_line().search(in_digits(text))
    return None if match is None else in_digits(text)[: match.start()]


def in_digits(text: str) -> str:
    """A text in plain widths, its Chinese years (二〇二四年) in digits."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text.replace("︰", ":"))
    return _chinese_year().sub(
        lambda match: "".join(_CHINESE[digit] for digit in match.group()), plain
    )


def _only(years: list[str]) -> int | None:
    return int(years[0]) if len(set(years)) == 1 else None


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@cache
def _span() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:学?年度?)?\s*[-–—/~]\s*((?:19|20)\d\d)(?!\d)")


@cache
def _year_in_line() -> re.Pattern[str]:
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"\A\s*{year}\s*\Z|\(\s*{year}\s*(?:年\s*度?)?\s*\)(?!\s*\d)"
        rf"|(?<!\d){year}\s*年\s*度?(?!\s*[\d底末初内来起前后以至到修版])"
    )


@cache
def _chinese_year() -> re.Pattern[str]:
    return re.compile(f"[一二][{''.join(_CHINESE)}]{{3}}(?=\\s*年|\\s*\\Z)")
