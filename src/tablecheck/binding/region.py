"""A place where a table of the form may stand, and the labels by which it is found.

Comes in: a grid, the form's table. Goes out: ``Region`` and ``Texts``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.align import item_keys
from tablecheck.binding.labels import normalise
from tablecheck.record import record
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from tablecheck.binding.grid import Grid
    from tablecheck.form.model import Item, Table

TITLE_ROWS = 4
"""Most rows from a table's title to its heads."""
_CARRIED = ("上年结转", "上年末")
_LAST_PERIOD = (
    "上年",
    "上一年",
    "去年",
    "上期",
    "上年度",
    "lastyear",
    "previousyear",
    "previousperiod",
)


@record
class Region:
    """A place where a table of the form may stand.

    Attributes:
        grid: Its sheet.
        labels: Columns in which the row labels stand, ascending; () where none are printed.
        head_top: First row of the heads; equal to ``body_top`` where there are none.
        body_top: First row with a label of the form.
        body_bottom: Last row with a label of the form.
        limit: Last row that belongs to it: just before the next table, or the sheet's end.
        share: Share of the table's labels that it shows, 0 to 1.
        fit: The same with what its heads and title add; orders the regions of a table.
        right: Last column that belongs to it.
        start: First column that belongs to it.
    """

    grid: Grid
    labels: tuple[int, ...]
    head_top: int
    body_top: int
    body_bottom: int
    limit: int
    share: float
    fit: float
    right: int = 1 << 30
    start: int = 0

    @property
    def turned(self) -> Grid:
        """The same sheet with its columns as rows."""
        return self.grid.other_way

    @property
    def label_column(self) -> int:
        """Where the innermost row labels stand; 0 where none are printed."""
        return self.labels[-1] if self.labels else 0

    @property
    def left(self) -> int:
        """Where the outermost row labels stand; 0 where none are printed."""
        return self.labels[0] if self.labels else 0

    def is_label_column(self, column: int) -> bool:
        """The column is one of the labels', or stands between two of them."""
        return self.left <= column <= self.label_column

    def has_label(self, row: int, column: int) -> bool:
        """The place is one of its row labels."""
        return self.body_top <= row <= self.body_bottom and self.is_label_column(column)

    def has_head(self, row: int) -> bool:
        """The row is one of the heads."""
        return self.head_top <= row < self.body_top

    @property
    def is_of_last_period(self) -> bool:
        """The sheet's name, or a title above, says that it is last year's table."""
        rows = range(max(self.head_top - TITLE_ROWS, 1), self.head_top + 1)
        titles = [
            self.grid.text(row, self.grid.columns(row)[0]) for row in rows if self._is_alone(row)
        ]
        names = [normalise(name).full for name in (self.grid.sheet.name or "", *titles)]
        return any(n.startswith(_LAST_PERIOD) and not n.startswith(_CARRIED) for n in names)

    def _is_alone(self, row: int) -> bool:
        columns = self.grid.columns(row)
        return len({self.grid.anchor(row, column) for column in columns}) == 1

    @property
    def has_numbers(self) -> bool:
        """A cell beside the labels holds something with a digit."""
        return any(
            not self.is_label_column(column)
            and self.start <= column <= self.right
            and self.body_top <= row <= self.body_bottom
            and any(character.isdigit() for character in cell.text)
            for (row, column), cell in self.grid.cells.items()
        )


def row_keys(table: Table) -> frozenset[str]:
    """Every key that names a row of the table."""
    return _keys_of(table.rows)


def head_keys(table: Table) -> frozenset[str]:
    """Every key that names a column of the table."""
    return _keys_of(table.columns)


def _keys_of(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset().union(*(item_keys(item) for item in items if item.printed))


@record
class Texts:
    """The labels of one sheet: (row, column, key, full key) of every text."""

    grid: Grid
    labels: tuple[tuple[int, int, str, str], ...]


def texts_of(grid: Grid) -> Texts:
    """Every text of a grid, made comparable once for all tables."""
    found = []
    for (row, column), cell in grid.cells.items():
        if cell.kind is CellKind.TEXT:
            label = normalise(cell.text)
            found.append((row, column, label.key, label.full))
    return Texts(grid=grid, labels=tuple(found))
