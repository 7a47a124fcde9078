"""A workbook with some values written, each with a comment; all other parts stay byte by byte.

Comes in: the file's bytes, values and comments. Goes out: bytes. Styles, formulas, widths, merges
and shared strings keep their bytes; where formulas are there, the file asks to be recalculated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.workbook.book import comment_cells, read_book, refuse_strange
from tablecheck.reporters.workbook.cells import WorksheetPart
from tablecheck.reporters.workbook.parts import Parts
from tablecheck.reporters.workbook.relations import prefix_of
from tablecheck.reporters.workbook.splice import Edits, NotPatchableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.reporters.workbook.book import Book
    from tablecheck.reporters.workbook.cells import Spot

_BEFORE_CALCULATION = ("workbook/definedNames", "workbook/externalReferences", "workbook/sheets")
"""What stands before ``calcPr`` in a workbook, the last first."""


def fixed_xlsx(
    content: bytes,
    sheet_names: Sequence[str],
    changes: Mapping[tuple[int, Spot], tuple[str, str]],
) -> bytes:
    """The workbook with the values.

    Args:
        content: Of the file that was checked.
        sheet_names: Names of its sheets, by the positions that changes speak of.
        changes: (sheet, (row, column)) -> (plain number, comment).

    Raises:
        NotPatchableError: The file is built in a way that cannot be changed safely.
    """
    parts = Parts(content)
    refuse_strange(parts)
    book = read_book(parts)
    for number in sorted({number for number, _ in changes}):
        part = book.sheets.get(sheet_names[number])
        if part is None:
            raise NotPatchableError("工作表的内部结构特殊", "a sheet is not found")
        own = {spot: told for (each, spot), told in changes.items() if each == number}
        sheet = WorksheetPart(parts.read(part), own)
        sheet.put({spot: value for spot, (value, _) in own.items()})
        comment_cells(parts, part, sheet, {spot: text for spot, (_, text) in own.items()})
        parts.write(part, sheet.done())
    if any(_has_formulas(parts, part) for part in book.sheets.values()):
        parts.write(book.name, _recalculated(book))
    return parts.done()


def _has_formulas(parts: Parts, part: str) -> bool:
    content = parts.read(part)
    return b"<f" in content or b":f>" in content


def _recalculated(book: Book) -> bytes:
    """The workbook part that asks for a full calculation when it is opened."""
    edits = Edits(book.content)
    found = book.all("workbook/calcPr")
    if found:
        edits.attribute(found[0], "fullCalcOnLoad", "1")
        return edits.done()
    root = book.all("workbook")[0]
    prefix = prefix_of(book.content, root)
    for path in _BEFORE_CALCULATION:
        if path in book.ends:
            edits.insert(book.ends[path], f'<{prefix}calcPr fullCalcOnLoad="1"/>')
            return edits.done()
    raise NotPatchableError("工作簿的内部结构特殊", "the workbook is built in a strange way")
