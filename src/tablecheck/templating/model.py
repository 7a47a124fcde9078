"""The plan of a fill-in sheet: what stands in which cell, before any spreadsheet is written.

Comes in: nothing. Goes out: the values that ``plan`` makes and ``workbook`` writes. Rows and
columns count from 1, as in Excel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.form.model import Item, Key, Table

Spot = tuple[int, int]
"""(row, column) of a cell."""


@record
class Box:
    """A cell, or a merged one, with its text.

    Attributes:
        spot: Top left.
        kind: ``title``, ``field``, ``answer``, ``caption``, ``unit-line``, ``head``, ``label``,
            ``unit``, ``number``, ``note`` or ``none`` (a cell that takes no number).
        text: What stands there.
        down, across: Further rows and columns that are merged into it.
        indent: Levels that a label is set in.
    """

    spot: Spot
    kind: str
    text: str = ""
    down: int = 0
    across: int = 0
    indent: int = 0


@record
class Entry:
    """A value cell.

    Attributes:
        table: Its table.
        item, column: Its row and its column.
        spot: Where it stands.
        record: Which of the blank records it belongs to, from 0, -1 for the one that adds them up;
            None in a table that has none.
    """

    table: Table
    item: Item
    column: Item
    spot: Spot
    record: int | None = None

    @property
    def key(self) -> Key:
        """Table, row and column codes."""
        return (self.table.code, self.item.code, self.column.code)


@record
class Plan:
    """A sheet.

    Attributes:
        boxes: Everything but the value cells, in reading order.
        entries: The value cells; of records those of the blank units.
        totals: Value cells that add up the records above and below them: cell -> (first, last)
            row of the records.
        widths: Width of each column in characters, from the first.
        heights: Lines of text by row, where more than one.
        records: Table code -> number of blank records.
    """

    boxes: tuple[Box, ...]
    entries: tuple[Entry, ...]
    totals: Mapping[Spot, tuple[int, int]]
    widths: tuple[int, ...]
    heights: Mapping[int, int]
    records: Mapping[str, int]
