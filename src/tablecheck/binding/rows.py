"""Physical rows put together with the form's rows.

Comes in: a region, the form's table and its bound columns. Goes out: the alignment of its rows.
Titles, notes below, heads repeated on a new page and blank rows are no lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tablecheck.binding.align import Alignment, Line, Match, align
from tablecheck.binding.columns import unit_keys
from tablecheck.binding.labels import normalise
from tablecheck.binding.lines import joined_lines, read_lines
from tablecheck.binding.region import head_keys, row_keys
from tablecheck.record import replace
from tablecheck.values.unit import is_no_unit

if TYPE_CHECKING:
    from tablecheck.binding.region import Region
    from tablecheck.form.model import Form, Table


def bind_rows(
    region: Region, table: Table, form: Form, columns: Alignment, unit_column: int | None
) -> Alignment:
    """The rows of a region as items of the form."""
    values = [
        column
        for match in columns.matches.values()
        if match.item.holds_values
        for column in range(match.line.index, max(match.line.last, match.line.index) + 1)
    ]
    if not region.labels:
        return _by_place(region, table)
    lines = _lines(region, table, values, unit_column, unit_keys(form))
    return align(lines, table.rows)


def _by_place(region: Region, table: Table) -> Alignment:
    """Rows that print no label, one after the other."""
    items = [item for item in table.rows if not item.heading]
    rows = [row for row in region.grid.rows if region.body_top <= row <= region.body_bottom]
    rows = rows or list(range(region.body_top, region.body_bottom + 1))
    matches = {
        item.code: Match(Line(index=row, text="", last=row), item, "place")
        for item, row in zip(items, rows, strict=False)
    }
    missing = tuple(item for item in table.rows if item.code not in matches)
    return Alignment(matches, (), (), tuple(item for item in missing if not item.heading))


def _lines(
    region: Region,
    table: Table,
    values: list[int],
    unit_column: int | None,
    units: frozenset[str],
) -> list[Line]:
    grid = region.grid
    heads = head_keys(table)
    known = row_keys(table)
    rows = grid.rows[bisect_left(grid.rows, region.body_top) :]
    zone = _zone(region)
    lines: list[Line] = []
    last_row = region.body_bottom
    above = {_texts(region, row) for row in grid.rows if region.has_head(row)}
    for line in read_lines(
        grid, joined_lines(grid, _within(rows, region.limit), zone, values), zone, table.rows
    ):
        row = line.index
        filled = [
            (each, column)
            for each in range(row, line.last + 1)
            for column in values
            if grid.is_filled(each, column)
        ]
        unit = grid.text(row, unit_column) if unit_column is not None else ""
        has_unit = not is_no_unit(unit)
        carries = has_unit or any(not is_no_unit(grid.text(*at)) for at in filled)
        label = normalise(line.text)
        if label.key in heads and label.key not in known:
            continue
        if _texts(region, row) in above:
            continue  # the heads once more, on a new page
        if not label.key and not carries:
            continue
        if row > region.body_bottom:
            # Below the last known row: further rows of the table, or notes and signatures.
            known_unit = unit_column is None or not units or normalise(unit).key in units
            is_row = carries and known_unit and row == last_row + 1
            if not is_row or not label.key:
                break
            last_row = line.last
        lines.append(replace(line, carries=carries))
    return lines


def _texts(region: Region, row: int) -> tuple[tuple[int, str], ...]:
    """What stands in a row of the table, by column."""
    grid = region.grid
    columns = [column for column in grid.columns(row) if region.start <= column <= region.right]
    return tuple((column, grid.text(row, column)) for column in columns)


def _within(rows: list[int], limit: int) -> list[int]:
    return rows[: bisect_right(rows, limit)]


def _zone(region: Region) -> list[int]:
    """The label columns and what stands between them."""
    filled = {
        column
        for row in region.grid.rows
        if region.body_top <= row <= region.body_bottom
        for column in region.grid.columns(row)
        if region.is_label_column(column)
    }
    return sorted(filled)
