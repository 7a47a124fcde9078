"""What a file says, before anybody asks what it means: workbook, sheets, cells.

Comes in: nothing. Goes out: frozen values that readers build and binding reads. Sparse: a cell
without content is absent. Rows and columns count from 1. Imports nothing of the project.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping


class CellKind(StrEnum):
    """What the file stores in a cell; a blank cell is not stored at all."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"  # #REF!, #DIV/0! …: text holds the error's name
    UNCOMPUTED = "uncomputed"  # a formula that no program has computed yet: text holds the formula


@record
class Cell:
    """One cell with content.

    Attributes:
        kind: What is stored.
        text: NUMBER: the digits as the file has them (``1606``, ``0.30000000000000004``, ``1E+2``);
            TEXT: the text, untrimmed; BOOLEAN: ``TRUE``/``FALSE``; DATE: ISO 8601.
        formula: Whether the content is the cached result of a formula.
        number_format: The format code as the file has it, ``""`` for General or unknown.
    """

    kind: CellKind
    text: str
    formula: bool = False
    number_format: str = ""


@record
class Range:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@record
class Sheet:
    """One sheet.

    Attributes:
        name: As the file has it; None where the format has no sheets (CSV).
        cells: (row, column) -> cell; blank cells are absent.
        merges: Merged ranges; the value stands at the top left.
        hidden: Whether the sheet is hidden.
        hidden_rows: Rows not shown.
        hidden_columns: Columns not shown.
    """

    name: str | None
    cells: dict[tuple[int, int], Cell]
    merges: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@record
class Notice:
    """A fact of the reading that a check may turn into a finding.

    Attributes:
        kind: A word that a check knows: ``true-type``, ``macros``, ``external-links``,
            ``errors-look-blank``, ``value-under-merge``, ``strict-ooxml``.
        facts: Placeholders of the message, for instance ``{"type": "csv", "name": "a.xls"}``.
        sheet: Name of the sheet, where the notice is about one.
        place: (row, column), where it is about one cell.
    """

    kind: str
    facts: Mapping[str, str] = MappingProxyType({})
    sheet: str | None = None
    place: tuple[int, int] | None = None


@record
class Workbook:
    """A file as read.

    Attributes:
        kind: True type by content: ``xlsx xlsm ods csv xls xlsb docx html``.
        sheets: In file order; at least one.
        sha256: Of the file's bytes, lower-case hexadecimal.
        notices: What the reader noticed.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    sha256: str
    notices: tuple[Notice, ...] = ()


def column_letters(column: int) -> str:
    """Column letters of a 1-based index: 28 -> 'AB'."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """A1-style address of a 1-based place: (5, 3) -> 'C5'."""
    return f"{column_letters(column)}{row}"


def coordinates(cell: str) -> tuple[int, int]:
    """1-based place of an A1-style address: 'C5' -> (5, 3)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column
