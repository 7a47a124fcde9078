"""One table of a web page: cells with spans -> places on a page.

Comes in: groups, rows and cells in the order of the markup. Goes out: cells and merges, placed as
browsers place them. May import page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tablecheck.readers.page import Page

_WIDEST = 1_000
"""Columns of one cell, as in browsers."""


class HtmlCell:
    """A cell while it is read.

    Attributes:
        paragraphs: Its text so far, a piece for each block element.
        length: Characters of it.
        columns: Columns that it spans.
        rows: Rows that it spans; 0 for all that follow in its group.
    """

    __slots__ = ("columns", "length", "paragraphs", "rows")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.paragraphs: list[str] = []
        self.length = 0
        self.columns = max(1, min(_span(attributes.get("colspan", "")), _WIDEST))
        self.rows = _span(attributes.get("rowspan", ""))


class HtmlTable:
    """A table while it is read.

    Attributes:
        is_layout: It holds tables, so that its texts are paragraphs.
        row: The open row.
        cell: The open cell.
        groups: (tag, rows) for each thead, tbody and tfoot.
    """

    __slots__ = ("cell", "groups", "is_layout", "row")

    def __init__(self) -> None:
        self.is_layout = False
        self.cell: HtmlCell | None = None
        self.row: list[HtmlCell] | None = None
        self.groups: list[tuple[str, list[list[HtmlCell]]]] = []

    def open_group(self, tag: str) -> None:
        """Begin a group of rows; spans end with the group before."""
        self.cell = self.row = None
        if not self.is_layout:
            self.groups.append((tag, []))

    def open_row(self) -> None:
        """Begin a row."""
        self.cell = None
        self.row = []
        if not self.is_layout:
            if not self.groups:
                self.open_group("tbody")
                self.row = []
            self.groups[-1][1].append(self.row)

    def open_cell(self, attributes: dict[str, str]) -> None:
        """Begin a cell, in a new row where none is open."""
        if self.row is None:
            self.open_row()
        self.cell = HtmlCell(attributes)
        if not self.is_layout and self.row is not None:
            self.row.append(self.cell)

    def become_layout(self) -> list[str]:
        """Turn into a layout table; its texts so far are paragraphs."""
        texts = [
            text
            for _, rows in self.groups
            for row in rows
            for cell in row
            for text in cell.paragraphs
        ]
        self.is_layout = True
        self.groups.clear()
        return texts

    def place_on(self, page: Page) -> None:
        """Add the table as a block: the first head on top, the first foot at the bottom."""
        groups = [group for group in self.groups if group[1]]
        for tag, at in (("thead", 0), ("tfoot", len(groups) - 1)):
            found = next((group for group in groups if group[0] == tag), None)
            if found is not None:
                groups.remove(found)
                groups.insert(at, found)
        if groups:
            page.start_block()
        for _, rows in groups:
            _place_group(page, rows)


def _place_group(page: Page, rows: list[list[HtmlCell]]) -> None:
    # Column -> last row that a cell from above takes up there.
    taken: dict[int, int] = {}
    numbers = [page.next_row() for _ in rows]
    for row, cells in zip(numbers, rows, strict=True):
        column = 1
        for cell in cells:
            free = column
            while taken.get(free, 0) >= row:
                free += 1
            width = cell.columns
            if taken:
                width = next((n for n in range(1, width) if taken.get(free + n, 0) >= row), width)
            bottom = numbers[-1] if cell.rows == 0 else min(row + cell.rows - 1, numbers[-1])
            page.count(free - column + (width - 1 if taken or bottom > row else 0))
            page.put(row, free, "\n".join(cell.paragraphs))
            page.merge(row, free, bottom, free + width - 1)
            if bottom > row:
                taken.update(dict.fromkeys(range(free, free + width), bottom))
            column = free + width


def _span(text: str) -> int:
    """The number that an attribute begins with, at most 65534, as in browsers; 1 without any."""
    if not text:
        return 1
    digits = text.strip()[:20]
    length = 0
    while length < len(digits) and digits[length] in "0123456789":
        length += 1
    return min(int(digits[:length]), 65_534) if length else 1
