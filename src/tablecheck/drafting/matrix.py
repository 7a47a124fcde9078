"""The values of a table as whole numbers, line by line, for one or more files at once.

Comes in: tables of the same layout. Goes out: ``Matrix``: lines (rows or columns) over places.
Numbers are counted in half units of the finest decimal that occurs, so that all are ``int``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.cells import mark_of
from tablecheck.drafting.model import value_nodes
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import Node, TableSeen
    from tablecheck.values.reading import Reading

FINEST = 6
"""Decimals beyond which a number is cut for the search; the proof by the rules is exact."""
Value = int | None
"""A number in half units of the finest decimal; None for a blank or a mark."""


class Matrix:
    """Lines of one axis over all places of the other axis in all files.

    Attributes:
        lines: The nodes of the axis that hold values.
        across: The nodes of the other axis.
        values: By line and place; places are file by file, node by node of the other axis.
        halves: Half a unit of the last decimal that counts at the place, in the same unit.
        stated: By line and place: half a unit of the last decimal that the cell states.
        marks: By line and place: the mark that stands there, "" for a blank; None for a number
            and for what is neither.
        is_positive: No number is below zero.
        is_exact: Sums of it hold to the digit, so that none is believed to hold by rounding.
        base: 3, 5, 10, 100 or 1000 where every value is a multiple of it, else 0.
    """

    def __init__(
        self,
        lines: Sequence[Node],
        across: Sequence[Node],
        values: list[list[Value]],
        halves: list[int],
        stated: list[list[int]],
        marks: list[list[str | None]],
        base: int,
    ) -> None:
        self.lines = lines
        self.across = across
        self.values = values
        self.halves = halves
        self.stated = stated
        self.marks = marks
        self.base = base
        self.is_exact = False
        self.is_positive = all(n is None or n >= 0 for line in values for n in line)

    @property
    def places(self) -> int:
        """Places of all files."""
        return len(self.halves)

    def node_of(self, place: int) -> Node:
        """The node of the other axis that a place belongs to."""
        return self.across[place % len(self.across)]


def matrices(tables: Sequence[TableSeen]) -> tuple[Matrix, Matrix]:
    """Rows over columns and columns over rows of tables that have the same layout."""
    rows, columns = value_nodes(tables[0].rows), value_nodes(tables[0].columns)
    readings = [_readings(table) for table in tables]
    every = (r for file in readings for line in file for r in line)
    numbers = [r for r in every if r is not None and r.status is Status.NUMBER]
    scale = min(max((r.decimals for r in numbers), default=0), FINEST)
    base = _base(numbers)
    by_row = [[r for file in readings for r in file[i]] for i in range(len(rows))]
    by_column = [[line[j] for file in readings for line in file] for j in range(len(columns))]
    return (
        _matrix(rows, columns, by_row, scale, base),
        _matrix(columns, rows, by_column, scale, base),
    )


def _readings(table: TableSeen) -> list[list[Reading | None]]:
    columns = value_nodes(table.columns)
    return [[table.reading(row, each) for each in columns] for row in value_nodes(table.rows)]


def _is_number(reading: Reading | None) -> bool:
    return reading is not None and reading.status is Status.NUMBER


def _matrix(
    lines: Sequence[Node],
    across: Sequence[Node],
    readings: Sequence[Sequence[Reading | None]],
    scale: int,
    base: int,
) -> Matrix:
    values = [[_value(r, scale) for r in line] for line in readings]
    marks = [[_mark(r) for r in line] for line in readings]
    places = range(len(readings[0])) if readings else range(0)
    halves = [
        10 ** (scale - min(max((_needed(line[p]) for line in readings), default=0), scale))
        for p in places
    ]
    stated = [[10 ** max(scale - _decimals(r), 0) for r in line] for line in readings]
    return Matrix(lines, across, values, halves, stated, marks, base)


def _decimals(reading: Reading | None) -> int:
    return max(reading.decimals, 0) if reading is not None and _is_number(reading) else 0


def _needed(reading: Reading | None) -> int:
    """Decimals of a number without zeros at its end: 32,245.20 among 514.4 has one."""
    decimals = _decimals(reading)
    if reading is None or reading.low is None:
        return decimals
    while decimals and (reading.low * 10 ** (decimals - 1)).denominator == 1:
        decimals -= 1
    return decimals


def _value(reading: Reading | None, scale: int) -> Value:
    if reading is None or reading.status is not Status.NUMBER or reading.low is None:
        return None
    return int(reading.low * 2 * 10**scale)


def _mark(reading: Reading | None) -> str | None:
    if reading is None or reading.status is Status.BLANK:
        return ""
    return None if reading.status is Status.NUMBER else mark_of(reading.text) or None


def _base(numbers: Sequence[Reading]) -> int:
    """The base to which all numbers seem to be rounded; 0 where they do not."""
    whole = [r.low for r in numbers if r.low and r.low.denominator == 1]
    if len(whole) < 20 or len(whole) < 0.6 * len(numbers):
        return 0
    for base in (1000, 100, 10, 5, 3):
        if sum(n % base == 0 for n in whole) >= 0.98 * len(whole):
            return base
    return 0
