"""Our xlsx and ods readers and calamine must say the same of every workbook of the project.

Calamine shows no error values and no formulas that were never computed: both are blank there.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import python_calamine

from tablecheck.errors import ReadError
from tablecheck.readers.read import read_workbook
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from tablecheck.sheet import Cell, Sheet

ROOT = Path(__file__).parents[2]
WORKBOOKS = sorted(
    path
    for folder in ("tests", "examples")
    for pattern in ("*.xlsx", "*.xlsm", "*.ods")
    for path in (ROOT / folder).rglob(pattern)
)
UNSEEN = (CellKind.ERROR, CellKind.UNCOMPUTED)


def value_of(cell: Cell) -> object:
    if cell.kind is CellKind.NUMBER:
        return float(cell.text)
    if cell.kind is CellKind.BOOLEAN:
        return cell.text == "TRUE"
    return cell.text


def comparable(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat().removesuffix("T00:00:00")
    return value


def theirs_of(sheet: python_calamine.CalamineSheet) -> dict[tuple[int, int], object]:
    if sheet.start is None:
        return {}
    top, left = sheet.start
    return {
        (row, column): comparable(value)
        for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1)
        for column, value in enumerate(values, left + 1)
        if value != ""
    }


def ours_of(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {
        place: value_of(cell)
        for place, cell in sheet.cells.items()
        if cell.kind not in UNSEEN and cell.text
    }


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_read_workbook_agrees_with_calamine(path: Path):
    try:
        ours = read_workbook(path)
    except ReadError:
        return  # what is refused is the matter of test_against_openpyxl.py
    book = python_calamine.load_workbook(path)
    for sheet in ours.sheets:
        theirs = theirs_of(book.get_sheet_by_name(sheet.name or ""))
        assert theirs == ours_of(sheet)
