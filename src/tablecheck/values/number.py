"""A value cell's text as an exact number, by a strict grammar of our own.

Comes in: a cell, the form's marks, units and number signs. Goes out: a ``Reading``. Nothing is
guessed: what is not a number is UNREADABLE, with the number that was probably meant on offer.
``float()`` and ``Decimal()`` never see a text, since they accept ``1_000``, ``٣`` and ``NaN``.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from tablecheck.sheet import CellKind
from tablecheck.values.exact import exact, plain
from tablecheck.values.reading import Reading, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tablecheck.sheet import Cell
    from tablecheck.values.exact import Exact

LONGEST = 400
"""Characters above which a text is no number."""
_STATUS = {
    "missing": Status.MISSING,
    "not_applicable": Status.NOT_APPLICABLE,
    "suppressed": Status.SUPPRESSED,
}
_MULTIPLIERS = {
    "万亿": 10**12,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
_DASHES = "-‐‑‒–—―−－─﹣"
_MINUS = "-−－﹣"
_CIRCLED = re.compile("[\u2460-\u24ff\u2776-\u2793\u3251-\u32bf]")
_LOOK_ALIKE = str.maketrans("OoОоlI|", "0000111")


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
        thousands: Thousands sign; None: ``,``.
        decimal: Decimal sign; None: ``.``.
        stores_numbers: The format can store numbers as such (not CSV).
    """
    if cell is None:
        return Reading(Status.BLANK, "")
    kind, text = cell.kind, cell.text
    if kind is CellKind.NUMBER:
        return _stored(text, cell.number_format)
    if kind is CellKind.TEXT:
        return _Text(marks, units, thousands or ",", decimal or ".", stores_numbers).read(text)
    if kind is CellKind.ERROR:
        return Reading(Status.ERROR, text)
    if kind is CellKind.UNCOMPUTED:
        return Reading(Status.UNCOMPUTED, text)
    return Reading(Status.UNREADABLE, text)


def _stored(text: str, number_format: str) -> Reading:
    """A number as a workbook stores it: ASCII digits, maybe an exponent."""
    if text.isascii() and text.isdecimal() and len(text) <= LONGEST:
        number: Exact = int(text)
        decimals = 0
    else:
        match = _stored_number().fullmatch(text.strip()) if len(text) <= LONGEST else None
        if match is None or abs(int(match["exponent"] or 0)) > LONGEST:
            return Reading(Status.UNREADABLE, text)
        number, decimals = _scaled(match["sign"], match["whole"], match["part"], match["exponent"])
    if number_format and number_format != "General":
        from tablecheck.values.shown import is_date_format, scale_of

        if is_date_format(number_format):
            return Reading(Status.UNREADABLE, text, offered=number)
        power, sign = scale_of(number_format)
        if power and number:
            shown = plain(exact(number * Fraction(10) ** power)) + sign
            return Reading(Status.NUMBER, text, number, number, decimals, shown=shown)
    return Reading(Status.NUMBER, text, number, number, decimals)


@cache
def _stored_number() -> re.Pattern[str]:
    return re.compile(
        r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?(?:[eE](?P<exponent>[+-]?[0-9]+))?"
        r"(?<=[0-9])"
    )


def _scaled(sign: str, whole: str, part: str | None, exponent: str | None) -> tuple[Exact, int]:
    part = part or ""
    power = int(exponent or 0) - len(part)
    digits = (whole + part).lstrip("0")
    if power < 0 and len(digits) > 15:
        # Excel stores 0.1+0.2 as 0.30000000000000004; the 15 digits that it shows are meant.
        cut = len(digits) - 15
        digits = str((int(digits) + 5 * 10 ** (cut - 1)) // 10**cut)
        power += cut
    value = int(digits or "0") * (-1 if sign == "-" else 1)
    number = exact(Fraction(value) * Fraction(10) ** power)
    return number, 0 if isinstance(number, int) and power >= 0 else max(-power, 0)


class _Text:
    """Reads texts under one form's conventions."""

    __slots__ = ("_decimal", "_is_text", "_marks", "_thousands", "_units")

    def __init__(
        self,
        marks: Mapping[str, str],
        units: Collection[str],
        thousands: str,
        decimal: str,
        stores_numbers: bool,
    ) -> None:
        self._marks = marks
        self._units = units
        self._thousands = thousands
        self._decimal = decimal
        self._is_text = stores_numbers

    def read(self, text: str) -> Reading:
        """The reading of a text cell."""
        bare = _visible(text)
        if not bare:
            return Reading(Status.BLANK, text)
        mark = self._mark(bare)
        if mark is not None:
            if mark == "zero":
                return Reading(Status.NUMBER, text, 0, 0, is_text=False)
            return Reading(_STATUS[mark], text)
        if len(bare) > LONGEST:
            return Reading(Status.UNREADABLE, text)
        return self._number(text, bare) or Reading(
            Status.UNREADABLE, text, offered=self._offer(bare)
        )

    def _mark(self, bare: str) -> str | None:
        if bare in self._marks:
            return self._marks[bare]
        wide = unicodedata.normalize("NFKC", bare)
        if wide in self._marks:
            return self._marks[wide]
        if all(character in _DASHES for character in bare):
            for mark, meaning in self._marks.items():
                if mark and all(character in _DASHES for character in mark):
                    return meaning
        return None

    def _number(self, text: str, bare: str) -> Reading | None:
        kept, notes = bare, []
        if kept[0] in "'‘’":
            kept, notes = kept[1:].strip(), ["'"]
        # NFKC would turn 12① into 121 and 2³ into 23: take such marks off before it.
        head, mark = _footnote(kept)
        if mark:
            kept = head
            notes.append(mark)
        kept = unicodedata.normalize("NFKC", kept).strip()
        if any(c.isdigit() and not c.isascii() for c in kept):
            return None
        negative = kept.startswith("(") and kept.endswith(")")
        if negative:
            kept = kept[1:-1].strip()
            notes.append("()")
        if kept and kept[0] in _MINUS:
            if negative:
                return None
            negative, kept = True, kept[1:].lstrip()
        elif kept.startswith("+"):
            kept = kept[1:].lstrip()
            notes.append("+")
        number, rest = self._digits(kept)
        if number is None:
            return None
        multiplier, unit = self._suffix(rest.strip())
        if multiplier is None:
            return None
        value, decimals = number
        if negative:
            value = -value
        low = high = value
        factor = _MULTIPLIERS.get(multiplier, 1)
        if factor != 1:
            half = Fraction(1, 2 * 10**decimals)
            low, high = exact((value - half) * factor), exact((value + half) * factor)
            decimals -= len(str(factor)) - 1
        return Reading(
            Status.NUMBER,
            text,
            exact(low),
            exact(high),
            decimals,
            is_text=self._is_text,
            unit=unit or None,
            multiplier=multiplier or None,
            note=" ".join(notes),
        )

    def _digits(self, kept: str) -> tuple[tuple[Exact, int] | None, str]:
        """(number, stated decimals) at the start of a text, and what follows it."""
        group = re.escape(self._thousands)
        if self._thousands.isspace():
            group = r"[ \u00a0\u2009\u202f]"
        point = re.escape(self._decimal)
        match = re.match(
            rf"([0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)(?:{point}([0-9]+))?(?![0-9])"
            rf"|{point}([0-9]+)",
            kept,
        )
        if match is None:
            return None, kept
        whole = re.sub(r"[^0-9]", "", match.group(1) or "")
        part = match.group(2) or match.group(3) or ""
        rest = kept[match.end() :]
        if rest and rest[0] in (self._thousands, self._decimal, ",", "."):
            return None, kept
        number = exact(Fraction(int(whole + part or "0"), 10 ** len(part)))
        return (number, len(part)), rest

    def _suffix(self, rest: str) -> tuple[str | None, str]:
        """(multiplier, unit) glued behind a number; multiplier None where it is neither."""
        if not rest or rest in self._units:
            return "", rest
        if rest in ("%", "‰"):
            return "", rest
        for multiplier in _MULTIPLIERS:
            if rest == multiplier:
                return multiplier, ""
            if rest.startswith(multiplier) and rest[len(multiplier) :].strip() in self._units:
                return multiplier, rest[len(multiplier) :].strip()
        folded = {unit.casefold(): unit for unit in self._units}
        return ("", folded[rest.casefold()]) if rest.casefold() in folded else (None, "")

    def _offer(self, bare: str) -> Exact | None:
        """The number that was probably meant, for a person to confirm; None where none is."""
        from tablecheck.values.numerals import chinese_number

        words = re.sub(r"^(?:约|大约|近|共|计|共计|超过?)|(?:左右|余|多|以上)$", "", bare)
        numeral = chinese_number(words)
        if numeral is not None:
            return numeral
        plainer = "".join(
            str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c
            for c in unicodedata.normalize("NFKC", _CIRCLED.sub("", words))
        )
        triangle = re.fullmatch(r"[△▲减](.+)", plainer)
        if triangle:
            inner = self._number("", triangle.group(1))
            return None if inner is None or inner.low is None else -inner.low
        exponent = re.fullmatch(r"([0-9]{1,9})[eE]\+?([0-9]{1,2})", plainer)
        if exponent:
            power: int = 10 ** int(exponent.group(2))
            return int(exponent.group(1)) * power
        joined = re.sub(r"(?<=[0-9])[_ ,'](?=[0-9])", "", plainer).strip()
        if any(c.isdigit() for c in joined):
            joined = joined.translate(_LOOK_ALIKE)
        inner = self._number("", joined) if joined and joined != bare else None
        if inner is not None and inner.low == inner.high:
            return inner.low
        counted = re.fullmatch(r"([0-9]+)\s*([^\W\d_]{1,4})", joined)
        return int(counted.group(1)) if counted else None


def _visible(text: str) -> str:
    """A text without white space at its ends and without invisible characters anywhere."""
    if text.isascii():
        return text.strip()
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return kept.strip()


def _footnote(text: str) -> tuple[str, str]:
    """A text and the footnote mark taken off its end: 12① -> (12, ①), 12[1] -> (12, [1])."""
    match = re.fullmatch(
        r"(.*?[0-9０-９])\s*((?:[\u2460-\u24ff\u2776-\u2793\u00b9\u00b2\u00b3\u2070-\u2079]|"
        r"\[[0-9a-z]{1,2}\]|[（(]注[0-9]?[)）])+)",
        text,
        re.DOTALL,
    )
    return (match.group(1), match.group(2)) if match else (text, "")
