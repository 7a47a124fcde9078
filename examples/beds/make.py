"""Make the workbook of this example: a small table of wards, with indents.

usage: python examples/beds/make.py      (needs openpyxl; writes beside itself)
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).resolve().parent
WARDS = {
    "1.1 Cardiology": (18, 16, 2),
    "1.2 Neurology": (14, 15, 3),
    "1.3 General medicine": (40, 44, 0),
    "2.1 Orthopaedics": (22, 27, 4),
    "2.2 General surgery": (31, 29, 6),
}


def rows() -> list[tuple[str, tuple[int, ...]]]:
    """The rows in printed order, sums made."""

    def added(*names: str) -> tuple[int, ...]:
        return tuple(sum(WARDS[name][k] for name in names) for k in range(3))

    medicine = [name for name in WARDS if name.startswith("1")]
    surgery = [name for name in WARDS if name.startswith("2")]
    care = (9, 7, 5)
    both = [added(*medicine), added(*surgery), care]
    total = tuple(sum(each[k] for each in both) for k in range(3))
    return [
        ("1. Medicine", both[0]),
        *((name, WARDS[name]) for name in medicine),
        ("2. Surgery", both[1]),
        *((name, WARDS[name]) for name in surgery),
        ("3. Intensive care", care),
        ("All wards", total),
    ]


if __name__ == "__main__":
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "Hospital beds by ward"
    sheet.append([])
    sheet.append(["Ward", "Men", "Women", "Children", "Total"])
    for label, numbers in rows():
        indent = "    " if label[1:3].strip(".").isdigit() else ""
        sheet.append([indent + label, *numbers, sum(numbers)])
    sheet.column_dimensions["A"].width = 30
    book.save(HERE / "beds-2024.xlsx")
