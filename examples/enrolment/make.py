"""Make the workbooks of this example: last year's, this year's, and this year's with three defects.

usage: python examples/enrolment/make.py      (needs openpyxl; writes beside itself)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

HERE = Path(__file__).resolve().parent
LEVELS = (
    ("1", "Kindergarten"),
    ("2", "  Grades 1 to 3"),
    ("3", "  Grades 4 to 6"),
    ("4", "Elementary school"),
    ("5", "Secondary school (grades 7 to 12)"),
    ("6", "Total enrolment"),
    ("7", "of which: with an individual plan"),
)
PUBLIC = {"1": (120, 118), "2": (402, 389), "3": (377, 398), "5": (811, 790), "7": (96, 131)}
PRIVATE = {"1": (14, 11), "2": (40, 37), "3": (36, 31), "5": (77, 82), "7": (6, 9)}


def filled(numbers: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The numbers with their totals in lines 4 and 6."""
    elementary = tuple(numbers["2"][sex] + numbers["3"][sex] for sex in (0, 1))
    total = tuple(numbers["1"][s] + elementary[s] + numbers["5"][s] for s in (0, 1))
    return {**numbers, "4": elementary, "6": total}  # type: ignore[dict-item]


def write(sheet: Any, year: str, growth: int) -> None:  # noqa: ANN401 - openpyxl is untyped
    """Both tables below each other, with grouped heads over two rows."""
    sheet.title = "Return"
    sheet["A1"] = "Annual return of enrolment and staff"
    sheet["A1"].font = Font(bold=True)
    sheet["A2"], sheet["A3"] = "District: Northfield", f"School year: {year}"
    sheet["A5"] = "Table A. Enrolment by level and sex"
    heads = {
        "A6": "Line",
        "B6": "Level",
        "C6": "Public schools",
        "F6": "Private schools",
        "I6": "All schools",
    }
    for cell, text in heads.items():
        sheet[cell] = text
    for column, text in zip("CDEFGH", ("Female", "Male", "Total") * 2, strict=True):
        sheet[f"{column}7"] = text
    for merge in ("A6:A7", "B6:B7", "C6:E6", "F6:H6", "I6:I7"):
        sheet.merge_cells(merge)
    public, private = filled({k: (a + growth, b) for k, (a, b) in PUBLIC.items()}), filled(PRIVATE)
    for row, (line, label) in enumerate(LEVELS, 8):
        one, other = public[line], private[line]
        cells = [int(line), label, *one, sum(one), *other, sum(other), sum(one) + sum(other)]
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column).value = value
    sheet["A16"] = "Table B. Staff and expenditure"
    for row, cells in enumerate(
        (
            ("Item", "Number or amount"),
            ("Teachers", 241),
            ("  full-time", 203),
            ("  part-time", 38),
            ("Expenditure (thousand USD)", 31250.5),
        ),
        17,
    ):
        sheet.cell(row, 2).value, sheet.cell(row, 3).value = cells
    sheet.column_dimensions["B"].width = 34
    for row in sheet["A6:I7"]:
        for cell in row:
            cell.alignment = Alignment(horizontal="center", vertical="center")


def make(name: str, year: str, growth: int, changes: dict[str, object]) -> None:
    """Write one workbook."""
    book = Workbook()
    write(book.worksheets[0], year, growth)
    for cell, value in changes.items():
        book.worksheets[0][cell] = value
    book.save(HERE / name)


if __name__ == "__main__":
    make("enrolment-2023.xlsx", "2023", 0, {})
    make("enrolment-2024.xlsx", "2024", 9, {})
    # Two digits of a number swapped, a part above its whole, an amount in USD.
    make("broken-2024.xlsx", "2024", 9, {"D10": 389, "F14": 1060, "C21": "31250500 USD"})
