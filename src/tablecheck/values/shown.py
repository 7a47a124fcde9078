"""What a number format shows: dates, percentages, thousands.

Comes in: a stored number and a format code as a workbook has it. Goes out: whether a date is shown,
and the text shown where it says another number than is stored. Colours, fills and quoted words do
not count. Source: ECMA-376 part 1, 18.8.31 numFmts.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.exact import Exact

_LONGEST = 255
"""Excel's own limit for a format code."""


@lru_cache(maxsize=1024)
def is_plain(code: str) -> bool:
    """No section of the format shows a date or a scaled number: nothing more to look at."""
    return not any(section.date or section.power for section in _sections(code))


def shows_date(number: Exact, code: str) -> bool:
    """The format shows this number as a date or a time."""
    return _section_for(number, _sections(code))[0].date


def scaled_text(number: Exact, code: str) -> str:
    """What is shown where the format scales: 0.125 as ``0.0%`` -> '12.5%'; else ""."""
    sections = _sections(code)
    section, says_sign = _section_for(number, sections)
    if not section.power or not number or section.date:
        return ""
    sign = "-" if number < 0 and not says_sign else ""
    return sign + _render(abs(Fraction(number)) * Fraction(10) ** section.power, section.parts)


@lru_cache(maxsize=1024)
def decimals_shown(code: str) -> int:
    """How many decimals a format always shows: 2 for ``#,##0.00``, 0 for ``0.0E+0``."""
    codes = "".join(text for literal, text in _sections(code)[0].parts if not literal)
    found = None if "E" in codes.upper() else re.search(r"[0#?,]\.(0+)", codes)
    return len(found.group(1)) if found else 0


@record
class _Section:
    """One section of a format code.

    Attributes:
        parts: (is a literal, text) in order; a code part is one character.
        condition: (operator, bound) of ``[>=10000]``, else None.
        date: It shows a date or a time.
        power: Power of ten by which the shown number is larger than the stored one.
    """

    parts: tuple[tuple[bool, str], ...]
    condition: tuple[str, Fraction] | None
    date: bool
    power: int


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    texts: list[list[str]] = [[]]
    for token in _token().findall(code[:_LONGEST]):
        if token == ";":
            texts.append([])
        else:
            texts[-1].append(token)
    return tuple(_section(tokens) for tokens in texts[:3])


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r'"[^"]*"?|[\\!_*].|\[[^\]]*\]?|.', re.DOTALL)


def _section(tokens: list[str]) -> _Section:
    parts: list[tuple[bool, str]] = []
    condition = None
    elapsed = False
    for token in tokens:
        if token[0] == '"':
            parts.append((True, token.strip('"')))
        elif token[0] in "\\!" and len(token) == 2:
            parts.append((True, token[1]))
        elif token[0] in "_*" and len(token) == 2:
            continue
        elif token[0] == "[" and len(token) > 1:
            elapsed = elapsed or bool(re.fullmatch(r"\[(h+|m+|s+)\]", token, re.IGNORECASE))
            limit = re.fullmatch(r"\[(<=|>=|<>|<|>|=)(-?[0-9]{1,20}(?:\.[0-9]{1,20})?)\]", token)
            currency = re.fullmatch(r"\[\$([^-\]]+)(?:-[^\]]*)?\]", token)
            if limit:
                condition = (limit.group(1), Fraction(limit.group(2)))
            elif currency:
                parts.append((True, currency.group(1)))
        else:
            parts.append((False, token))
    code = "".join(text for literal, text in parts if not literal).lower()
    # LibreOffice's and WPS's words for General hold letters that would name parts of a date.
    words = re.sub(r"general|standard|g/通用格式|am/pm|a/p|e[+-]", "", code)
    date = elapsed or bool(re.search(r"[ymdhse]|aaa", words))
    power = 0 if date or re.search(r"e[+-]|/", code) else 2 * code.count("%") - 3 * _commas(code)
    return _Section(tuple(parts), condition, date, power)


def _commas(code: str) -> int:
    whole, _, part = code.partition(".")
    count = 0
    for digits in (whole, part):
        match = re.search(r"[0#?](,+)[^0#?,]*$", digits)
        count += len(match.group(1)) if match else 0
    return count


def _section_for(number: Exact, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """The section that applies, and whether it writes the minus sign itself."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(number, *section.condition):
                return section, False
        return sections[-1], False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2] if number == 0 and len(sections) > 2 else sections[0]), False


def _holds(number: Exact, operator: str, bound: Fraction) -> bool:
    below, above = number < bound, number > bound
    return (
        ("<" in operator and below)
        or (">" in operator and above)
        or (operator in ("<=", ">=", "=") and not below and not above)
    )


def _render(number: Fraction, parts: tuple[tuple[bool, str], ...]) -> str:
    codes = [text if not literal else "" for literal, text in parts]
    point = codes.index(".") if "." in codes else len(codes)
    places = [i for i, text in enumerate(codes) if text and text in "0#?"]
    wholes = [i for i in places if i < point]
    decimals = [i for i in places if i > point]
    scaled = int(number * 10 ** len(decimals) + Fraction(1, 2))
    digits = str(scaled).rjust(len(decimals), "0")
    whole, part = digits[: len(digits) - len(decimals)], digits[len(digits) - len(decimals) :]
    whole = whole.lstrip("0").rjust(sum(codes[i] == "0" for i in wholes), "0")
    grouped = bool(re.search(r"[0#?],+[0#?]", "".join(codes[:point])))
    shown = [text if literal or text not in ("0", "#", "?", ",") else "" for literal, text in parts]
    for turn, i in enumerate(reversed(wholes)):
        # The leftmost place holder takes all the digits that are left.
        taken = whole if turn == len(wholes) - 1 else whole[-1:]
        whole = whole[: len(whole) - len(taken)]
        shown[i] = f"{int(taken):,}" if grouped and len(wholes) == 1 and taken else taken
    if not wholes and point < len(codes):
        shown[point] = whole + "."
    for i, digit in zip(decimals, part, strict=True):
        shown[i] = digit
    for i in reversed(decimals):
        if codes[i] == "0" or shown[i] != "0":
            break
        shown[i] = ""
    if decimals and not any(shown[i] for i in decimals):
        shown[point] = ""
    text = "".join(shown).strip()
    return _grouped(text) if grouped and len(wholes) > 1 else text


def _grouped(text: str) -> str:
    return re.sub(r"[0-9]{4,}", lambda run: f"{int(run.group()):,}", text, count=1)
