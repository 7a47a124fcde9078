"""Formulas, indents and bold labels of xlsx files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.formula import ArrayFormula

from tablecheck.drafting.draft import draft_form
from tablecheck.drafting.formulas import added_cells
from tablecheck.drafting.trial import form_of
from tablecheck.errors import ReadError
from tablecheck.readers.read import read_workbook
from tablecheck.readers.xlsx_hints import _moved, read_hints

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Budget"
    for row in (
        ["Budget", None, None, None],
        ["Item", "2022", "2023", "Both"],
        ["Food", "=SUM(B4:B5)", "=SUM(C4:C5)", "=B3+C3"],
        ["Bread", None, None, "=B4+C4"],
        ["Meat", None, None, "=B5+C5"],
        ["Rent", None, None, "=SUM(B6:C6)"],
        ["Everything", "=B3+B6", "=C3+C6", "=$B$7+$C$7"],
        ["Share", "=B3/B7", "=C3/C7", "=D3/D7"],
    ):
        sheet.append(row)
    for row in (4, 5):
        sheet.cell(row, 1).alignment = Alignment(indent=1)
    sheet["A7"].font = Font(bold=True)
    path = tmp_path / "budget.xlsx"
    book.save(path)
    return path


def test_hints_of_a_workbook(budget: Path):
    hints = read_hints(budget.read_bytes())["Budget"]
    assert "SUM(B4:B5)" == hints.formulas[3, 2]
    assert {(4, 1): 1, (5, 1): 1} == hints.indents
    assert {(7, 1)} == hints.bold


def test_formulas_of_a_blank_workbook_are_its_relations(budget: Path):
    workbook, hints = read_workbook(budget), read_hints(budget.read_bytes())
    form = form_of(draft_form([workbook], ["budget.xlsx"], hints=[hints]).form)
    said = {(rule.whole, rule.parts, rule.severity.value) for rule in form.tables[0].rules}
    assert said == {
        ("food", ("bread", "meat"), "error"),
        ("everything", ("food", "rent"), "error"),
        ("both", ("2022", "2023"), "error"),
    }
    assert [0, 1, 1, 0, 0, 0] == [item.depth for item in form.tables[0].rows]


def test_shared_formulas_move_along():
    assert "SUM(C5:C6)" == _moved("SUM(B4:B5)", 1, 1)
    assert "$B5+C$4" == _moved("$B4+B$4", 1, 1)
    assert "#REF!+A1" == _moved("A1+A2", -1, 0)
    assert "LOG10(C3)+'Q1'!B2" == _moved("LOG10(B2)+'Q1'!B2", 1, 1)


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ("=SUM(B4:B6)", [(4, 2), (5, 2), (6, 2)]),
        ("B4+B6", [(4, 2), (6, 2)]),
        ("SUM(B4,B6:B7)+B9", [(4, 2), (6, 2), (7, 2), (9, 2)]),
        ("$B$4 + $B$5", [(4, 2), (5, 2)]),
        ("ROUND(B4+B5,1)", [(4, 2), (5, 2)]),
        ("B4-B5", []),
        ("B4*2", []),
        ("SUM(Sheet2!B4:B6)", []),
        ("SUM(B1:XFD1048576)", []),
        ("AVERAGE(B4:B6)", []),
        ("", []),
    ],
)
def test_only_sums_are_read(formula: str, cells: list[tuple[int, int]]):
    assert cells == added_cells(formula)


def test_other_files_have_no_hints():
    assert {} == read_hints(b"a,b\n1,2\n")
    with pytest.raises(ReadError):
        read_hints(b"PK\x03\x04 no package")


def test_array_formulas_are_kept_where_they_stand(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active["A1"] = ArrayFormula("A1:A2", "=B1:B2*2")
    book.save(tmp_path / "a.xlsx")
    (hints,) = read_hints((tmp_path / "a.xlsx").read_bytes()).values()
    assert [(1, 1)] == list(hints.formulas)
