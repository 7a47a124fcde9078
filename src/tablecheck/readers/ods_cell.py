"""One cell of an ods: its attributes and paragraphs -> a ``Cell``.

Comes in: attributes by full name. Goes out: a ``Cell`` or None. May import refusals,
``tablecheck.sheet``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tablecheck.readers.digits import number_matcher
from tablecheck.readers.refusals import damaged, shown
from tablecheck.sheet import Cell, CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = f"{_URN}office:1.0 "
_TABLE = f"{_URN}table:1.0 "
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

# Characters that XML cannot hold stand for the spaces that a paragraph means.
SPACE_MARKS = {"s": "\x01", "tab": "\x02", "line-break": "\x03"}
_SPACES = {1: " ", 2: "\t", 3: "\n"}

# What Excel shows where LibreOffice shows a number (its own export has this table).
_ERROR_NAMES = {
    "Err:502": "#VALUE!",
    "Err:503": "#NUM!",
    "Err:504": "#VALUE!",
    "Err:508": "#VALUE!",
    "Err:511": "#VALUE!",
    "Err:519": "#VALUE!",
    "Err:521": "#NULL!",
    "Err:524": "#REF!",
    "Err:525": "#NAME?",
    "Err:532": "#DIV/0!",
}


class OdsCell:
    """One cell element while it is read.

    Attributes:
        repeat: Columns that it fills.
        rows: Rows that it spans.
        columns: Columns that it spans.
        text_length: Characters of its paragraphs so far.
    """

    __slots__ = ("_attributes", "_paragraphs", "columns", "repeat", "rows", "text_length")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.repeat = count_of(attributes, f"{_TABLE}number-columns-repeated")
        self.rows = count_of(attributes, f"{_TABLE}number-rows-spanned")
        self.columns = count_of(attributes, f"{_TABLE}number-columns-spanned")
        self.text_length = 0
        self._attributes = attributes
        self._paragraphs: list[str] = []

    def add_paragraph(self, text: str) -> None:
        """Take the text of one paragraph."""
        self._paragraphs.append(text)
        self.text_length += len(text) + 1

    def content(self) -> Cell | None:
        """What the cell holds; None where it is blank."""
        attribute = self._attributes.get
        kind = attribute(f"{_OFFICE}value-type", "")
        formula = attribute(f"{_TABLE}formula")
        has_formula = formula is not None
        text = "\n".join(self._paragraphs)
        if attribute(f"{_CALCEXT}value-type") == "error":
            return Cell(CellKind.ERROR, _error_name(text or "#VALUE!"), has_formula)
        # LibreOffice writes a computed empty text as an empty paragraph without type.
        if not kind and formula is not None and not self._paragraphs:
            return Cell(CellKind.UNCOMPUTED, "=" + formula.partition("=")[2])
        if kind in ("float", "percentage", "currency"):
            # LibreOffice before 4.2 wrote errors as the number 0 with the error as text.
            if has_formula and _looks_like_error(text):
                return Cell(CellKind.ERROR, _error_name(text), has_formula)
            return _number(attribute(f"{_OFFICE}value", ""), text, has_formula, kind)
        if kind == "date":
            date = attribute(f"{_OFFICE}date-value", text).removesuffix("T00:00:00")
            return Cell(CellKind.DATE, date, has_formula)
        if kind == "time":
            return Cell(CellKind.DATE, attribute(f"{_OFFICE}time-value", text), has_formula)
        if kind == "boolean":
            value = attribute(f"{_OFFICE}boolean-value", text).upper()
            return Cell(CellKind.BOOLEAN, "TRUE" if value == "TRUE" else "FALSE", has_formula)
        if not self._paragraphs:
            text = attribute(f"{_OFFICE}string-value", "")
        return Cell(CellKind.TEXT, text, has_formula) if text or has_formula else None


def count_of(attributes: dict[str, str], name: str) -> int:
    """A count from an attribute; 1 where it is absent.

    Raises:
        ReadError: it is not a positive number of at most nine digits.
    """
    text = attributes.get(name)
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0):
        count = shown(text)
        raise damaged("content.xml", f"重复数 {count} 有误", f"with the wrong count {count}")
    return int(text)


def paragraph(pieces: list[str]) -> str:
    """Text of a paragraph: runs of white space are one space, ``text:s`` and its like are kept."""
    text = "".join(pieces)
    if not text.isprintable() or "  " in text or text.startswith(" ") or text.endswith(" "):
        text = _white_space()(" ", text).strip(" ").translate(_SPACES)
    return text


def _number(value: str, text: str, has_formula: bool, kind: str) -> Cell | None:
    value = value.strip()
    number_format = "0%" if kind == "percentage" else ""
    if number_matcher()(value):
        return Cell(CellKind.NUMBER, value, has_formula, number_format)
    found = value or text
    return Cell(CellKind.TEXT, found, has_formula, number_format) if found else None


def _error_name(text: str) -> str:
    """The error as Excel names it, whatever language LibreOffice ran in: 错误:502 -> #VALUE!."""
    if text.startswith("#"):
        return text
    number = "".join(letter for letter in text if letter in "0123456789")
    name = f"Err:{number}" if number else text
    return _ERROR_NAMES.get(name, name)


def _looks_like_error(text: str) -> bool:
    return text.startswith(("#", "Err:")) and text.strip("#") != ""


@cache
def _white_space() -> Callable[[str, str], str]:
    import re

    return re.compile(r"[ \t\r\n]+").sub
