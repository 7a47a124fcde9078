"""Physical rows put together with the form's rows.

Comes in: a region, the form's table and its bound columns. Goes out: the alignment of its rows.
Titles, notes below, heads repeated on a new page and blank rows are no lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.align import Alignment, Line, align
from tablecheck.binding.columns import unit_keys
from tablecheck.binding.labels import normalise
from tablecheck.binding.layout import head_keys, row_keys
from tablecheck.values.unit import is_no_unit

if TYPE_CHECKING:
    from tablecheck.binding.layout import Region
    from tablecheck.form.model import Form, Table


def bind_rows(
    region: Region, table: Table, form: Form, columns: Alignment, unit_column: int | None
) -> Alignment:
    """The rows of a region as items of the form."""
    values = [m.line.index for m in columns.matches.values() if m.item.role == "value"]
    lines = _lines(region, table, values, unit_column, unit_keys(form))
    return align(lines, table.rows)


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
    lines: list[Line] = []
    last_row = region.body_bottom
    for row in grid.rows:
        if not region.body_top <= row <= region.limit:
            continue
        if grid.anchor(row, region.label_column)[0] != row:
            text = ""  # under a label that spans rows
        else:
            text = grid.text(row, region.label_column)
        filled = [column for column in values if grid.is_filled(row, column)]
        unit = grid.text(row, unit_column) if unit_column is not None else ""
        has_unit = not is_no_unit(unit)
        carries = has_unit or any(not is_no_unit(grid.text(row, c)) for c in filled)
        label = normalise(text)
        if label.key in heads and label.key not in known:
            continue
        if not label.key and not carries:
            continue
        if row > region.body_bottom:
            # Below the last known row: further rows of the table, or notes and signatures.
            known_unit = unit_column is None or not units or normalise(unit).key in units
            is_row = carries and known_unit and row == last_row + 1
            if not is_row or not label.key:
                break
            last_row = row
        lines.append(Line(index=row, text=text, carries=carries))
    return lines
