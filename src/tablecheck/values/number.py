"""A value cell as an exact number, by a strict grammar of our own.

Comes in: a cell, the form's marks, units and number signs. Goes out: a ``Reading``. Nothing is
guessed: what is not a number is UNREADABLE, with the number that was probably meant on offer.
``float()`` and ``Decimal()`` never see a text, since they accept ``1_000``, ``٣`` and ``NaN``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.sheet import CellKind
from tablecheck.values.reading import Reading, Status
from tablecheck.values.written import grammar, meaning_of_mark, without_invisible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tablecheck.exact import Exact
    from tablecheck.sheet import Cell

LONGEST = 400
"""Characters above which a text is no number."""
SIGNIFICANT = 15
"""Digits that a spreadsheet's binary numbers keep."""
ERRORS = frozenset(
    ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
"""Error values as spreadsheets write them into a text file."""
_STATUS = {
    "missing": Status.MISSING,
    "not_applicable": Status.NOT_APPLICABLE,
    "suppressed": Status.SUPPRESSED,
}


def read_cell(
    cell: Cell | None,
    *,
    marks: Mapping[str, str],
    units: Collection[str],
    thousands: str | None,
    decimal: str | None,
    stores_numbers: bool,
) -> Reading:
    """Read one value cell.

    Args:
        cell: None where the file stores nothing.
        marks: Missing marks of the form: text -> ``missing``, ``not_applicable``,
            ``suppressed`` or ``zero``.
        units: Names and synonyms of the units that may be glued to a number.
        thousands: Thousands sign; None: ``,`` where the decimal sign is ``.``, else none.
        decimal: Decimal sign; None: ``.``, or ``,`` where ``.`` is the thousands sign.
        stores_numbers: The format can store numbers as such (not CSV).
    """
    if cell is None:
        return Reading(Status.BLANK, "")
    kind, text = cell.kind, cell.text
    if kind is CellKind.NUMBER:
        if text in marks:
            return _marked(text, marks[text])
        return _stored(text, cell.number_format)
    if kind is CellKind.TEXT:
        if text.isdecimal() and text.isascii() and len(text) <= LONGEST and text not in marks:
            number = int(text)
            return Reading(Status.NUMBER, text, number, number, is_text=stores_numbers)
        if text.strip() in ERRORS and text not in marks:
            return Reading(Status.ERROR, text.strip())
        return _typed(text, marks, frozenset(units), thousands, decimal, stores_numbers)
    if kind is CellKind.ERROR:
        return Reading(Status.ERROR, text)
    if kind is CellKind.UNCOMPUTED:
        return Reading(Status.UNCOMPUTED, text)
    return Reading(Status.UNREADABLE, text)


def _stored(text: str, number_format: str) -> Reading:
    """A number as a workbook stores it: ASCII digits, maybe an exponent."""
    if text.isdecimal() and text.isascii() and len(text) <= LONGEST:
        number: Exact = int(text)
        decimals = 0
    else:
        kept = text.strip()
        if not kept:
            return Reading(Status.BLANK, text)
        match = _stored_pattern().fullmatch(kept) if len(kept) <= LONGEST else None
        if match is None:
            return Reading(Status.UNREADABLE, text)
        sign, whole, part, fraction, exponent = match.groups(default="")
        number, decimals = _scaled(whole, part or fraction, int(exponent or 0))
        number = -number if sign == "-" else number
    if number_format and number_format != "General":
        from tablecheck.values.shown import decimals_shown, is_plain, scaled_text, shows_date

        if not is_plain(number_format):
            if shows_date(number, number_format):
                return Reading(Status.UNREADABLE, text)
            shown = scaled_text(number, number_format)
            return Reading(Status.NUMBER, text, number, number, decimals, shown=shown)
        # 12.50 is stored as 12.5: the format says that two decimals are stated.
        decimals = max(decimals, decimals_shown(number_format))
    return Reading(Status.NUMBER, text, number, number, decimals)


@cache
def _stored_pattern() -> re.Pattern[str]:
    return re.compile(r"([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:[eE]([+-]?[0-9]{1,3}))?")


def _scaled(whole: str, part: str, exponent: int) -> tuple[Exact, int]:
    """(whole.part · 10^exponent, its decimals) without the noise of a binary number."""
    digits = (whole + part).lstrip("0")
    power = exponent - len(part)
    # Excel stores 0.1+0.2 as 0.30000000000000004; the 15 digits that it shows are meant. Whole
    # digits stay: 123456789012345678 is a number that somebody wrote.
    cut = min(len(digits) - SIGNIFICANT, -power)
    if cut > 0:
        digits = str((int(digits) + 5 * 10 ** (cut - 1)) // 10**cut)
        power += cut
        zeros = min(len(digits) - len(digits.rstrip("0")), -power)
        digits, power = digits[: len(digits) - zeros], power + zeros
    from fractions import Fraction

    number = exact(int(digits or "0") * Fraction(10) ** power)
    return number, max(-power, 0)


def _typed(
    text: str,
    marks: Mapping[str, str],
    units: frozenset[str],
    thousands: str | None,
    decimal: str | None,
    stores_numbers: bool,
) -> Reading:
    """A number that somebody typed as text, or a mark."""
    bare, invisible = without_invisible(text)
    if not bare:
        return Reading(Status.BLANK, text)
    meaning = meaning_of_mark(bare, marks)
    if meaning is not None:
        return _marked(text, meaning)
    if len(bare) > LONGEST:
        return Reading(Status.UNREADABLE, text)
    reader = grammar(units, thousands, decimal)
    reading = reader.read(bare, text=text, is_text=stores_numbers, note=invisible)
    if reading is None:
        from tablecheck.values.offered import offered_number

        return Reading(Status.UNREADABLE, text, offered=offered_number(bare, reader))
    return reading


def _marked(text: str, meaning: str) -> Reading:
    if meaning == "zero":
        return Reading(Status.NUMBER, text, 0, 0)
    return Reading(_STATUS[meaning], text)
