"""A new workbook of the tables as they were read, for files that cannot be marked themselves.

Comes in: what was read. Goes out: the bytes of an .xlsx file: values, merges, nothing else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tablecheck.reporters.workbook.text import lines_of, shown_text, width_of
from tablecheck.sheet import CellKind, column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.report import SourceTable
    from tablecheck.sheet import Cell, Sheet

MOST_CELLS = 300_000
WIDEST = 48
_FORBIDDEN = dict.fromkeys(map(ord, "[]:*?/\\"), "_")
_STORED = re.compile(r"(-?\d{1,40}(?:\.\d{0,40})?(?:[eE][+-]?\d{1,2})?)", re.ASCII)
_DIGITS = re.compile(r"\s*(-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?)\s*", re.ASCII)


def redrawn(
    sheets: Sequence[tuple[str, Sheet]],
    tables: Sequence[Sequence[SourceTable]],
    *,
    all_text: bool,
) -> bytes:
    """The sheets under the names given for them.

    Args:
        sheets: Names and contents.
        tables: Tables on each of them; what stands beside them is plain text.
        all_text: The file stores no numbers: digits become some.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for (name, sheet), within in zip(sheets, tables, strict=True):
        _draw(book.create_sheet(name), sheet, within, all_text)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Names that a spreadsheet takes, each once."""
    names: list[str] = []
    for number, sheet in enumerate(sheets, start=1):
        name = shown_text(sheet.name or "").translate(_FORBIDDEN).strip("' \n")[:28]
        name = name or ("表格" if len(sheets) == 1 else f"表格{number}")
        twins = sum(each.lower() == name.lower() for each in names)
        names.append(f"{name}_{number}" if twins else name)
    return names


def _draw(page: Any, sheet: Sheet, tables: Sequence[SourceTable], all_text: bool) -> None:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin", color="BFBFBF")
    frame = Border(left=line, right=line, top=line, bottom=line)
    wraps = Alignment(wrap_text=True, vertical="center")
    rows = {row for table in tables for row in range(table.top, table.bottom + 1)}
    merged = _inside(sheet)
    widths: dict[int, int] = {}
    for (row, column), cell in sorted(sheet.cells.items())[:MOST_CELLS]:
        put = page.cell(row, column)
        _write(put, cell, all_text)
        if row in rows:
            put.border, put.alignment = frame, wraps
            if (row, column) not in merged:
                widths[column] = max(widths.get(column, 8), min(width_of(cell.text) + 2, WIDEST))
    for merge in sheet.merges:
        page.merge_cells(
            start_row=merge.top,
            start_column=merge.left,
            end_row=merge.bottom,
            end_column=merge.right,
        )
    for column, width in widths.items():
        page.column_dimensions[column_letters(column)].width = width
    for row in rows & {place[0] for place in sheet.cells}:
        page.row_dimensions[row].height = 15.0 * _lines(sheet, row, widths, merged)


def _lines(sheet: Sheet, row: int, widths: dict[int, int], merged: set[tuple[int, int]]) -> int:
    return max(
        min(lines_of(cell.text, width - 1), 8)
        if (cell := sheet.cells.get((row, column))) and (row, column) not in merged
        else 1
        for column, width in (widths or {1: 8}).items()
    )


def _inside(sheet: Sheet) -> set[tuple[int, int]]:
    """Places of merges of some size; huge ones are cut."""
    return {
        (row, column)
        for merge in sheet.merges
        for row in range(merge.top, min(merge.bottom, merge.top + 500) + 1)
        for column in range(merge.left, min(merge.right, merge.left + 500) + 1)
    }


def _write(put: Any, cell: Cell, all_text: bool) -> None:  # noqa: ANN401
    """A number stays one; all else is text, also what looks like a formula."""
    pattern = _STORED if cell.kind is CellKind.NUMBER else _DIGITS if all_text else None
    digits = None if pattern is None else pattern.fullmatch(cell.text)
    if digits is not None:
        put.value = Decimal(digits[1])
        return
    put.value = shown_text(cell.text)
    put.data_type = "s"
    put.quotePrefix = True
