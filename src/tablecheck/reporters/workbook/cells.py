"""A worksheet part with some cells filled, and room found for their comments.

Comes in: the part and the looks of cells. Goes out: edits. Values, formulas, widths, merges and all
other elements keep their bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from tablecheck.reporters.workbook.relations import prefix_of
from tablecheck.reporters.workbook.splice import Edits, NotPatchableError, Tag, scan
from tablecheck.sheet import a1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Spot = tuple[int, int]
CELL_DEPTH = 4
"""Depth of a cell in a worksheet; what stands in it is not looked at."""
_AFTER_DRAWING = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""What stands behind ``legacyDrawing`` in a worksheet."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class WorksheetPart:
    """A worksheet while cells of it are marked.

    Args:
        part: Its bytes.
        spots: Every cell that will be marked or filled in; of all other rows nothing is kept.
    """

    __slots__ = (
        "_after",
        "_cell_ends",
        "_cells",
        "_columns",
        "_data",
        "_edits",
        "_end",
        "_heights",
        "_part",
        "_prefix",
        "_row_cells",
        "_row_starts",
        "_rows",
        "_view",
        "_wanted",
        "drawing_id",
    )

    def __init__(self, part: bytes, spots: Iterable[Spot]) -> None:
        self._part = part
        self._wanted = {row for row, _ in spots}
        self._edits = Edits(part)
        self._cells: dict[Spot, Tag] = {}
        self._cell_ends: dict[Spot, int] = {}
        self._rows: dict[int, tuple[Tag, int]] = {}
        self._row_cells: dict[int, list[int]] = {}
        self._row_starts: list[tuple[int, int]] = []
        self._columns: list[tuple[int, int, str, str]] = []
        self._heights: dict[int, str] = {}
        self._view: Tag | None = None
        self._after: Tag | None = None
        self._data: tuple[Tag, int] | None = None
        self._end = -1
        self.drawing_id = ""
        self._prefix = ""
        self._read()

    def _read(self) -> None:
        at = [0, 0]
        heads: dict[str, Tag] = {}

        def opened(tag: Tag) -> bool:
            heads[tag.path] = tag
            return self._opened(tag, at)

        def closed(path: str, start: int, end: int) -> None:
            if path == "worksheet/sheetData/row/c":
                self._cell_ends[at[0], at[1]] = end
            elif path == "worksheet/sheetData/row":
                self._rows[at[0]] = (heads[path], start)
            elif path == "worksheet/sheetData":
                self._data = (heads[path], start)
            elif path == "worksheet":
                self._end = start

        scan(self._part, opened, closed, deepest=CELL_DEPTH)
        if self._data is None or self._end < 0:
            raise NotPatchableError("工作表的内部结构特殊", "a sheet is built in a strange way")

    def _opened(self, tag: Tag, at: list[int]) -> bool:
        """Note what an element says; False where what stands in it is of no interest."""
        told = tag.attributes
        if tag.path == "worksheet":
            self._prefix = prefix_of(self._part, tag)
        elif tag.path == "worksheet/sheetData/row":
            row = int(told["r"]) if "r" in told else at[0] + 1
            if row <= at[0]:
                raise NotPatchableError("工作表的内部结构特殊", "its rows are out of order")
            at[0], at[1] = row, 0
            self._row_starts.append((row, tag.start))
            if "ht" in told:
                self._heights[at[0]] = told["ht"]
            return row in self._wanted
        elif tag.path == "worksheet/sheetData/row/c":
            at[1] = _column(told["r"]) if "r" in told else at[1] + 1
            self._cells[at[0], at[1]] = tag
            self._row_cells.setdefault(at[0], []).append(at[1])
        elif tag.path == "worksheet/cols/col":
            width, style = told.get("width", ""), told.get("style", "0")
            self._columns.append((int(told["min"]), int(told["max"]), width, style))
        elif tag.path == "worksheet/sheetViews/sheetView" and self._view is None:
            self._view = tag
        elif tag.path == "worksheet/legacyDrawing":
            names = [name for name in told if name.endswith(":id")]
            self.drawing_id = told[names[0]] if names else ""
        elif self._after is None and tag.path.removeprefix("worksheet/") in _AFTER_DRAWING:
            self._after = tag
        return True

    @property
    def is_selected(self) -> bool:
        """The sheet's tab is selected."""
        return self._view is not None and self._view.attributes.get("tabSelected") in ("1", "true")

    def deselect(self) -> None:
        """Select the sheet's tab no more: two selected tabs are typed into at once."""
        if self._view is not None and self.is_selected:
            self._edits.attribute(self._view, "tabSelected", None)

    def fill(self, looks: Mapping[Spot, str], marked: Callable[[int, str], int]) -> None:
        """Give cells a look; cells and rows that are not there are added."""
        lines: dict[int, dict[int, str]] = {}
        for (row, column), look in sorted(looks.items()):
            style = str(marked(self._style((row, column)), look))
            cell = self._cells.get((row, column))
            if cell is not None:
                self._edits.attribute(cell, "s", style)
            else:
                made = f'<{self._prefix}c r="{a1(row, column)}" s="{style}"/>'
                lines.setdefault(row, {})[column] = made
        for row, made_cells in lines.items():
            self._add_cells(row, made_cells)

    def put(self, values: Mapping[Spot, str]) -> None:
        """Write plain numbers into cells, which keep their style; missing cells are added."""
        lines: dict[int, dict[int, str]] = {}
        p = self._prefix
        for (row, column), value in sorted(values.items()):
            style = self._style((row, column))
            look = f' s="{style}"' if style else ""
            made = f'<{p}c r="{a1(row, column)}"{look}><{p}v>{value}</{p}v></{p}c>'
            cell = self._cells.get((row, column))
            if cell is not None:
                end = self._cell_ends[row, column]
                self._edits.replace(cell.start, end, made.encode("utf-8"))
            else:
                lines.setdefault(row, {})[column] = made
        for row, made_cells in lines.items():
            self._add_cells(row, made_cells)

    def link_drawing(self, relation: str) -> None:
        """Say which part draws the comments."""
        at = self._after.start if self._after is not None else self._end
        self._edits.insert(
            at, f'<{self._prefix}legacyDrawing xmlns:r="{_RELATION}" r:id="{relation}"/>'
        )

    def done(self) -> bytes:
        """The part with all changes."""
        return self._edits.done()

    def width(self, column: int) -> int:
        """Width of a column in pixels, as near as a file tells."""
        for first, last, width, _ in self._columns:
            if first <= column <= last and width:
                return max(0, round(float(width) * 7 + 5))
        return 64

    def height(self, row: int) -> int:
        """Height of a row in pixels."""
        return max(1, round(float(self._heights.get(row, "15")) * 4 / 3))

    def _style(self, at: Spot) -> int:
        cell = self._cells.get(at)
        if cell is not None:
            return int(cell.attributes.get("s", "0"))
        row = self._rows.get(at[0])
        if row is not None and row[0].attributes.get("customFormat") in ("1", "true"):
            return int(row[0].attributes.get("s", "0"))
        for first, last, _, style in self._columns:
            if first <= at[1] <= last:
                return int(style)
        return 0

    def _add_cells(self, row: int, made: Mapping[int, str]) -> None:
        if row not in self._rows:
            self._add_row(row, "".join(made.values()))
            return
        tag, end = self._rows[row]
        if tag.is_empty:
            head = self._part[tag.start : tag.head_end - 2].rstrip()
            body = "".join(made.values()).encode("utf-8")
            name = f"</{self._prefix}row>".encode()
            self._edits.replace(tag.start, tag.head_end, head + b">" + body + name)
            return
        for column, cell in made.items():
            later = [each for each in self._row_cells.get(row, ()) if each > column]
            at = self._cells[row, min(later)].start if later else end
            self._edits.insert(at, cell)

    def _add_row(self, row: int, cells: str) -> None:
        assert self._data is not None
        tag, end = self._data
        made = f'<{self._prefix}row r="{row}">{cells}</{self._prefix}row>'
        if tag.is_empty:
            raise NotPatchableError("工作表是空的", "a sheet is empty")
        after = bisect_right(self._row_starts, (row, len(self._part)))
        later = self._row_starts[after : after + 1]
        self._edits.insert(later[0][1] if later else end, made)


def _column(address: str) -> int:
    column = 0
    for letter in address.rstrip("0123456789").upper():
        column = column * 26 + ord(letter) - 64
    return column
