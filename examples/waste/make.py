"""Make the workbook of this example: amounts with decimals, a column of units, a note below.

usage: python examples/waste/make.py      (needs openpyxl; writes beside itself)
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).resolve().parent
STREAMS = {
    "Paper and cardboard": ("1204.5", "96.2", "0"),
    "Glass": ("688.4", "0", "41.7"),
    "Plastics": ("402.9", "318.3", "77.6"),
    "Organic waste": ("1530.1", "0", "212.4"),
    "Residual waste": ("55.0", "2260.8", "934.7"),
}

if __name__ == "__main__":
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "Municipal waste by treatment"
    sheet.append(["Stream", "Unit", "Recycled", "Incinerated", "Landfilled", "Collected"])
    columns = [[Decimal(cells[k]) for cells in STREAMS.values()] for k in range(3)]
    totals = [sum(column, Decimal(0)) for column in columns]
    lines = {name: [Decimal(cell) for cell in cells] for name, cells in STREAMS.items()}
    for name, numbers in {**lines, "Total": totals}.items():
        cells = [float(number) for number in (*numbers, sum(numbers, Decimal(0)))]
        sheet.append([name, "tonnes", *cells])
    sheet.append([])
    sheet.append(["Source: weighbridge records of the district."])
    sheet.column_dimensions["A"].width = 24
    book.save(HERE / "waste-2024.xlsx")
