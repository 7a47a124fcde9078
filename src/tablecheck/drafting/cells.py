"""What kind of thing stands in a cell, before anybody knows what table it is in.

Comes in: cells. Goes out: ``Kind``, readings of numbers by signs told from the sheet's own cells.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from tablecheck.sheet import CellKind
from tablecheck.values.number import read_cell
from tablecheck.values.reading import Reading, Status

if TYPE_CHECKING:
    from tablecheck.binding.grid import Grid
    from tablecheck.values.convention import Told

MARKS = {
    "*": "suppressed",
    "**": "suppressed",
    "***": "suppressed",
    "x": "suppressed",
    "X": "suppressed",
    "(x)": "suppressed",
    "F": "suppressed",
    "c": "suppressed",
    "C": "suppressed",
    "(D)": "suppressed",
    "..C": "suppressed",
    "n/a": "not_applicable",
    "N/A": "not_applicable",
    "n.a.": "not_applicable",
    "N.A.": "not_applicable",
    "na": "not_applicable",
    "NA": "not_applicable",
    "(NA)": "not_applicable",
    "(X)": "not_applicable",
    "...": "not_applicable",
    "…": "not_applicable",
    "z": "not_applicable",
    "Z": "not_applicable",
    "不适用": "not_applicable",
    "无": "missing",
    "缺": "missing",
}
"""What marks usually mean; a run of dashes or dots means that nothing is known."""
_SHORT = 4
"""Characters of a mark at most."""


class Kind(StrEnum):
    """What a filled cell looks like."""

    NUMBER = "number"
    YEAR = "year"  # a number that may as well be the name of a year
    MARK = "mark"  # —, .., x where a number could stand
    TEXT = "text"


class CellReader:
    """Reads cells of one sheet by the number signs that it shows itself.

    Attributes:
        told: The signs.
    """

    def __init__(self, grid: Grid, told: Told, *, stores_numbers: bool) -> None:
        self._grid = grid
        self.told = told
        self._stores_numbers = stores_numbers
        self._kinds: dict[tuple[int, int], Kind | None] = {}

    def reading(self, row: int, column: int) -> Reading:
        """What stands at a place, marks read as what they usually mean."""
        cell = self._grid.own(row, column)
        mark = mark_of(cell.text) if cell is not None and cell.kind is CellKind.TEXT else ""
        return read_cell(
            cell,
            marks={mark: meaning_of(mark)} if mark else {},
            units=frozenset(),
            thousands=self.told.signs.thousands,
            decimal=self.told.signs.decimal,
            stores_numbers=self._stores_numbers,
        )

    def kind(self, row: int, column: int) -> Kind | None:
        """What a place looks like; None where it is blank."""
        place = (row, column)
        if place not in self._kinds:
            self._kinds[place] = self._kind(row, column)
        return self._kinds[place]

    def _kind(self, row: int, column: int) -> Kind | None:
        if not self._grid.is_filled(row, column):
            return None
        cell = self._grid.own(row, column)
        assert cell is not None
        if cell.kind is not CellKind.TEXT:
            year = cell.kind is CellKind.NUMBER and is_year(cell.text)
            return Kind.YEAR if year else Kind.NUMBER
        if mark_of(cell.text):
            return Kind.MARK
        if is_year(cell.text):
            return Kind.YEAR
        reading = self.reading(row, column)
        if reading.status is Status.NUMBER:
            return Kind.NUMBER
        return Kind.NUMBER if _is_nearly_number(cell.text) else Kind.TEXT


def reader_of(grid: Grid, *, stores_numbers: bool) -> CellReader:
    """A reader that reads numbers by the signs of the sheet."""
    from tablecheck.values.convention import format_of

    texts = [
        (cell.text, False)
        for place, cell in grid.cells.items()
        if cell.kind is CellKind.TEXT and grid.is_number(*place) and not is_year(cell.text)
    ]
    return CellReader(grid, format_of(texts), stores_numbers=stores_numbers)


def mark_of(text: str) -> str:
    """The mark that a text is, "" where it is none."""
    bare = text.strip()
    if not bare or len(bare) > _SHORT:
        return ""
    if bare in MARKS or not any(c.isalnum() for c in bare):
        return bare
    return ""


def meaning_of(mark: str) -> str:
    """What a mark usually means."""
    return MARKS.get(mark, "missing")


def is_year(text: str) -> bool:
    """A text is nothing but a year, a school year, or a quarter of one."""
    bare = text.strip()
    return len(bare) <= 9 and bool(_year().fullmatch(bare))


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:1[89]|20)\d\d(?:\s*[-/–]\s*(?:\d\d|(?:19|20)\d\d))?\s*年?")


def is_year_with_note(text: str) -> bool:
    """A year with a footnote mark glued to it: 2008*, 20071, 2010p."""
    return bool(re.fullmatch(r"(?:19|20)\d\d\s*(?:[*†‡)(\d]|[a-zA-Z]{1,2})+", text.strip()[:9]))


@cache
def _nearly() -> re.Pattern[str]:
    return re.compile(
        r"[-+−–]?\s*[$€£¥]?\s*\d[\d,.\s'’]*(?:%|‰)?\s*(?:\(?[a-zA-Z*†‡]{1,2}\)?|\(\d\)|[①-⑳])?"
    )


def _is_nearly_number(text: str) -> bool:
    """A number with a footnote mark, or one whose signs are not those of the others."""
    return len(text) <= 30 and bool(_nearly().fullmatch(text.strip()))
