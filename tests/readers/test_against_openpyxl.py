"""Our xlsx reader and openpyxl must say the same of every workbook of the project."""

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from tablecheck.errors import ReadError
from tablecheck.readers.read import read_workbook
from tablecheck.sheet import CellKind, Range

ROOT = Path(__file__).parents[2]
WORKBOOKS = sorted(
    path
    for folder in ("tests", "examples")
    for pattern in ("*.xlsx", "*.xlsm")
    for path in (ROOT / folder).rglob(pattern)
)


def value_of(cell):
    match cell.kind:
        case CellKind.NUMBER:
            return float(cell.text)
        case CellKind.BOOLEAN:
            return cell.text == "TRUE"
        case CellKind.DATE:
            return cell.text
        case _:
            return cell.text


def comparable(value):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat().removesuffix("T00:00:00")
    return value


def test_there_are_workbooks_to_compare():
    assert len(WORKBOOKS) >= 3


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_read_workbook_agrees_with_openpyxl(path):
    try:
        ours = read_workbook(path)
    except ReadError as error:
        # Only a case that is about the refusal may hold a workbook that is refused.
        assert error.code in path.with_name("expected.json").read_text(encoding="utf-8")
        return
    values = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    assert [sheet.title for sheet in values.worksheets] == [sheet.name for sheet in ours.sheets]
    for sheet, theirs, sources in zip(
        ours.sheets, values.worksheets, formulas.worksheets, strict=True
    ):
        merges = {
            Range(item.min_row, item.min_col, item.max_row, item.max_col)
            for item in theirs.merged_cells.ranges
            if item.size != {"rows": 1, "columns": 1}
        }
        assert merges == set(sheet.merges)
        assert (theirs.sheet_state != "visible") == sheet.hidden
        hidden = {row for row, item in theirs.row_dimensions.items() if item.hidden}
        assert hidden == set(sheet.hidden_rows)
        expected = {
            (cell.row, cell.column): comparable(cell.value)
            for row in theirs.iter_rows()
            for cell in row
            if not isinstance(cell, MergedCell) and cell.value is not None
        }
        covered = {
            place
            for place in sheet.cells
            if isinstance(theirs.cell(*place), MergedCell)  # openpyxl drops these values
        }
        uncomputed = {
            place for place, cell in sheet.cells.items() if cell.kind is CellKind.UNCOMPUTED
        }
        seen = {
            place: value_of(cell)
            for place, cell in sheet.cells.items()
            if place not in covered | uncomputed
        }
        empty = {place for place, value in seen.items() if value == ""}
        assert expected == {place: value for place, value in seen.items() if place not in empty}
        for place in uncomputed:
            assert sources.cell(*place).value == sheet.cells[place].text
        for place, cell in sheet.cells.items():
            is_error = theirs.cell(*place).data_type == "e"
            assert is_error == (cell.kind is CellKind.ERROR)
