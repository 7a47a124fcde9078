"""The table of a case: a file in its folder, or an example with the changes that case.toml lists.

Changes are lists of words, for instance ``["set", "政府网站公开", 89]`` (in the value column),
``["set", "专项经费", "元", "B"]``, ``["delete", words]``, ``["swap", words, words]``, ``["insert",
words, [cells]]`` (below that row), ``["copy", words]``, ``["column", 1]`` and ``["row", 1]`` (an
empty one before), ``["sheet", name, rows]``, ``["twice", name]`` (the sheet again), ``["value",
"I24", 118]`` (a cell as it is, merges too); words with ``2nd:`` in front mean the second label that
holds them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.cell_range import CellRange

ROOT = Path(__file__).resolve().parent.parent


def row_of(sheet: Any, words: str) -> int:
    """Row of the only label that holds the words (``2nd:`` in front: the second one)."""
    nth = 0
    if words.startswith("2nd:"):
        words, nth = words[4:], 1
    rows = [
        r
        for r in range(1, sheet.max_row + 1)
        for c in (1, 2)
        if words in str(sheet.cell(r, c).value or "")
    ]
    return list(dict.fromkeys(rows))[nth]


def make_table(base: str, changes: list[list[Any]], target: Path) -> Path:
    """Write the example, or the table of tests/tables, ``base`` with the changes."""
    folder = ROOT / "examples" if (ROOT / "examples" / base).exists() else ROOT / "tests" / "tables"
    book = load_workbook(folder / base)
    for change in changes:
        _change(book, book.worksheets[0], *change)
    book.save(target)
    return target


def _change(book: Any, sheet: Any, what: str, *args: Any) -> None:
    if what in ("set", "format", "hide", "delete", "copy", "insert"):
        row = row_of(sheet, args[0])
        if what == "set":
            sheet[f"{args[2] if len(args) > 2 else 'C'}{row}"] = args[1] if args[1] != "" else None
        elif what == "format":
            sheet[f"C{row}"].number_format = args[1]
        elif what == "hide":
            sheet.row_dimensions[row].hidden = True
        elif what == "delete":
            sheet.delete_rows(row)
        else:
            cells = [sheet.cell(row, c).value for c in (1, 2, 3)] if what == "copy" else args[1]
            sheet.insert_rows(row + 1)
            for column, value in enumerate(cells, 1):
                sheet.cell(row + 1, column).value = value
    elif what == "value":
        sheet[args[0]] = args[1] if args[1] != "" else None
    elif what == "swap":
        one, other = row_of(sheet, args[0]), row_of(sheet, args[1])
        for column in (1, 2, 3):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value
    elif what in ("column", "row"):
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        (sheet.insert_cols if what == "column" else sheet.insert_rows)(args[0])
    elif what == "sheet":
        added = book.create_sheet(args[0])
        for cells in args[1]:
            added.append(cells)
    elif what == "twice":
        book.copy_worksheet(sheet).title = args[0]
    elif what == "copylabels":
        added = book.create_sheet(args[0])
        for row in range(1, sheet.max_row + 1):
            added.append([sheet.cell(row, 1).value])
    elif what == "merge":
        sheet.merge_cells(args[0])
    elif what == "under":
        # openpyxl will not write under a merge, so the merge comes after the value.
        sheet[args[1]] = args[2]
        sheet.merged_cells.ranges.add(CellRange(args[0]))
    elif what == "cell":
        for merged in list(sheet.merged_cells.ranges):
            if args[0] in merged:
                sheet.unmerge_cells(str(merged))
        sheet[args[0]] = args[1] if args[1] != "" else None
    elif what == "numbers":
        sheet.insert_cols(1)
        sheet["A3"] = "序号"
        for number, row in enumerate(range(4, sheet.max_row + 1), 1):
            sheet.cell(row, 1).value = number
    elif what == "hidesheet":
        book.create_sheet("空")
        sheet.sheet_state = "hidden"
    elif what == "unmerge":
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
    elif what == "spread":
        # One merge over cells that were merged by themselves.
        spread = CellRange(args[0])
        for merged in list(sheet.merged_cells.ranges):
            if not merged.isdisjoint(spread):
                sheet.unmerge_cells(str(merged))
        for row in sheet[args[0]]:
            for cell in row[1:]:
                cell.value = None
        sheet.merge_cells(args[0])
    elif what == "rows":
        sheet.insert_rows(args[0], args[1])
    elif what == "drop":
        sheet.delete_rows(args[0], args[1])
    elif what == "blank":
        for row in sheet[args[0]]:
            for cell in row:
                if not isinstance(cell, MergedCell) and (len(args) == 1 or cell.value == args[1]):
                    cell.value = None
    elif what == "letters":
        # Every text written with other letters: [[old, new], …].
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    for old, new in args[0]:
                        cell.value = cell.value.replace(old, new)
    elif what == "upright":
        # Heads one letter below the other, each in a cell of its own.
        for cell in [cell for row in sheet[args[0]] for cell in row if cell.value]:
            for number, letter in enumerate(str(cell.value)):
                sheet.cell(cell.row + number, cell.column).value = letter
    elif what == "apart":
        # Rows of the sheet moved to sheets of their own: {name: [first, last]}.
        for name, (first, last) in args[0].items():
            added = book.create_sheet(name)
            for row in range(first, last + 1):
                added.append([cell.value for cell in sheet[row]])
        book.remove(sheet)
    elif what == "relabel":
        for row in range(1, sheet.max_row + 1):
            value = sheet.cell(row, 1).value
            if isinstance(value, str):
                for old, new in args[0]:
                    value = value.replace(old, new)
                sheet.cell(row, 1).value = value
    else:
        raise ValueError(what)
