"""A sheet as a reader sees it: merged ranges are one logical cell.

Comes in: a ``Sheet``. Goes out: ``Grid`` with texts by place, merges resolved; a grid may be turned
so that what stands in columns of the sheet stands in its rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.sheet import CellKind, Range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.sheet import Cell, Sheet


TALL = 200
"""Rows from which a merge is no part of a table's labels."""


class Grid:
    """Logical cells of one sheet; rows and columns count from 1."""

    __slots__ = (
        "_by_row",
        "_merges_by_row",
        "_other",
        "_tall_merges",
        "cells",
        "rows",
        "sheet",
        "turned",
    )

    def __init__(self, sheet: Sheet, *, turned: bool = False) -> None:
        self.sheet = sheet
        self.turned = turned
        self._other: Grid | None = None
        self.cells: Mapping[tuple[int, int], Cell] = sheet.cells
        merges = sheet.merges
        if turned:
            self.cells = {(column, row): cell for (row, column), cell in sheet.cells.items()}
            merges = tuple(Range(m.left, m.top, m.right, m.bottom) for m in merges)
        by_row: dict[int, list[int]] = {}
        for row, column in self.cells:
            by_row.setdefault(row, []).append(column)
        for columns in by_row.values():
            columns.sort()
        self._by_row = by_row
        # Merges by row, so that a sheet of ten thousand of them is looked up at once; the few
        # that are taller than any table stand apart, since a row each would never end.
        self._tall_merges = tuple(m for m in merges if m.bottom - m.top >= TALL)
        self._merges_by_row: dict[int, list[Range]] = {}
        for merge in merges:
            if merge.bottom - merge.top < TALL:
                for row in range(merge.top, merge.bottom + 1):
                    self._merges_by_row.setdefault(row, []).append(merge)
        self.rows: list[int] = sorted(by_row)

    @property
    def other_way(self) -> Grid:
        """The same sheet turned: its rows are this grid's columns."""
        if self._other is None:
            self._other = Grid(self.sheet, turned=not self.turned)
            self._other._other = self
        return self._other

    def columns(self, row: int) -> list[int]:
        """Columns with content in a row, ascending."""
        return self._by_row.get(row, [])

    def address(self, row: int, column: int) -> tuple[int, int]:
        """(row, column) of the sheet for a place of the grid."""
        return (column, row) if self.turned else (row, column)

    def merge_at(self, row: int, column: int) -> Range | None:
        """The merged range over a place, if any."""
        near: list[Range] = self._merges_by_row.get(row, [])
        for merge in (*near, *self._tall_merges):
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                return merge
        return None

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Where the value of a place stands: the top left of its merge, or itself."""
        if not self.sheet.merges:
            return row, column
        merge = self.merge_at(row, column)
        return (row, column) if merge is None else (merge.top, merge.left)

    def cell(self, row: int, column: int) -> Cell | None:
        """The logical cell over a place; None where blank."""
        return self.cells.get(self.anchor(row, column))

    def own(self, row: int, column: int) -> Cell | None:
        """The cell that is stored at a place itself, merges aside."""
        return self.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The text of the logical cell over a place, untrimmed; "" where blank or no text."""
        cell = self.cell(row, column)
        return cell.text if cell is not None else ""

    def is_filled(self, row: int, column: int) -> bool:
        """Something other than white space stands there."""
        cell = self.own(row, column)
        return cell is not None and (cell.kind is not CellKind.TEXT or bool(cell.text.strip()))

    def is_number(self, row: int, column: int) -> bool:
        """What is stored there is a number, or a text that begins and ends like one."""
        cell = self.own(row, column)
        if cell is None:
            return False
        if cell.kind is not CellKind.TEXT:
            return True
        text = cell.text.strip()
        return bool(text) and any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)
