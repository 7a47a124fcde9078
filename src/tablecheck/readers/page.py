"""A document as one sheet: its paragraphs and tables below one another.

Comes in: blocks in document order. Goes out: a ``Sheet`` named ``document``, whose cells are all
text. May import refusals, limits, package, ``tablecheck.sheet``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.limits import LAST_COLUMN, LAST_ROW
from tablecheck.readers.merges import values_under_merges
from tablecheck.readers.package import text_over_limit
from tablecheck.readers.refusals import over_limit
from tablecheck.sheet import Cell, CellKind, Range, Sheet

if TYPE_CHECKING:
    from tablecheck.readers.limits import Limits
    from tablecheck.sheet import Notice

NAME = "document"
# A raised 1 after 98 marks a note: read as a plain digit, it would make 981 of it.
RAISED = {48 + digit: sign for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
LOWERED = {48 + digit: sign for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_MOST_MERGES = 500_000


class Page:
    """The rows of a document; one empty row stands between two blocks."""

    __slots__ = ("_cells", "_limits", "_merges", "_places", "_row")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: dict[Range, None] = {}
        self._places = 0
        self._row = 0

    def add_paragraph(self, text: str) -> None:
        """Add a paragraph as a block of its own; one without text is left out.

        A web page may hold all of its text in one element: beyond the limit of a cell its lines
        are paragraphs.
        """
        for part in (text,) if len(text) <= self._limits.text else text.split("\n"):
            if part.strip():
                self.start_block()
                self.put(self.next_row(), 1, part)

    def start_block(self) -> None:
        """Leave a row empty, unless nothing stands above."""
        if self._row:
            self._row += 1

    def next_row(self) -> int:
        """The number of a new row."""
        self._row += 1
        if self._row > LAST_ROW:
            raise over_limit("文档的行数", "the document has too many rows", LAST_ROW)
        return self._row

    def put(self, row: int, column: int, text: str) -> None:
        """Store a text; blank ones are not stored."""
        if not text.strip():
            return
        if len(text) > self._limits.text:
            raise text_over_limit(self._limits)
        check_column(column)
        self._cells[row, column] = Cell(CellKind.TEXT, text)
        if len(self._cells) > self._limits.cells:
            raise over_limit(
                "文档的非空单元格数", "the document has too many cells", self._limits.cells
            )

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Store a merged range, if it is more than one cell."""
        check_column(right)
        if top != bottom or left != right:
            self._merges[Range(top, left, bottom, right)] = None
            if len(self._merges) > _MOST_MERGES:
                raise over_limit(
                    "合并区域数", "the document has too many merged ranges", _MOST_MERGES
                )

    def count(self, places: int = 1) -> None:
        """Count places of tables, blank and covered ones included."""
        self._places += places
        if self._places > 4 * self._limits.cells:
            raise over_limit(
                "文档的单元格数（含空白）",
                "the document has too many cells, blank ones included",
                4 * self._limits.cells,
            )

    def sheet(self) -> Sheet:
        """What was added."""
        merges = sorted(self._merges, key=lambda merge: (merge.top, merge.left))
        return Sheet(name=NAME, cells=self._cells, merges=tuple(merges))

    def notices(self) -> list[Notice]:
        """Texts that stand under merged ranges."""
        return values_under_merges(NAME, self._cells, self._merges)


def check_column(column: int) -> None:
    """Refuse a column that no sheet has."""
    if column > LAST_COLUMN:
        raise over_limit("表格的列数", "a table has too many columns", LAST_COLUMN)
