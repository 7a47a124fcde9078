"""The content part of an ods, read as a stream.

Comes in: XML events. Goes out: ``Table`` after table, sparse; blank repeats are never expanded. May
import package, ods_cell, addresses, ``tablecheck.sheet``.
"""

from __future__ import annotations

from tablecheck.readers.addresses import outside
from tablecheck.readers.limits import LAST_COLUMN, LAST_ROW, Limits
from tablecheck.readers.ods_cell import SPACE_MARKS, OdsCell, count_of, paragraph
from tablecheck.readers.package import DEEPEST, text_over_limit, too_deep
from tablecheck.readers.refusals import over_limit
from tablecheck.sheet import Cell, Range

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE = f"{_URN}table:1.0 "
_TEXT = f"{_URN}text:1.0 "
_STYLE = f"{_URN}style:1.0 "
_NAMES = {
    TABLE + name: name
    for name in (
        "table",
        "table-column",
        "table-row",
        "table-cell",
        "covered-table-cell",
        "dde-links",
        "tracked-changes",
    )
}
_NAMES |= {_TEXT + name: name for name in ("p", "s", "tab", "line-break", "ruby-text")}
_NAMES |= {_STYLE + name: name for name in ("style", "table-properties")}
_NAMES[f"{_URN}office:1.0 annotation"] = "annotation"
_NAMES[f"{TABLE}shapes"] = "shapes"
_SKIPPED = {"dde-links", "tracked-changes", "annotation", "shapes", "ruby-text"}
_DRAWING = f"{_URN}drawing:1.0 "


class Table:
    """One sheet while it is read."""

    def __init__(self, name: str, style: str) -> None:
        self.name = name
        self.style = style
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: dict[Range, None] = {}
        self.row = 0
        self.column = 0
        self.columns_declared = 0
        self.last_row = 0
        self.last_column = 0
        self.rows_hidden: list[range] = []
        self.columns_hidden: list[range] = []

    def hidden_rows(self) -> frozenset[int]:
        """Rows not shown, up to the last one with content."""
        return _within(self.rows_hidden, self.last_row)

    def hidden_columns(self) -> frozenset[int]:
        """Columns not shown, up to the last one with content."""
        return _within(self.columns_hidden, self.last_column)


class ContentScanner:
    """Takes the XML events of ``content.xml``; its results are its attributes.

    Attributes:
        tables: In file order.
        hidden_styles: Names of the table styles that hide a sheet.
        has_external_tables: Whether copies of other files' tables were left out.
    """

    def __init__(self, limits: Limits) -> None:
        self.text: list[str] = []
        self.tables: list[Table] = []
        self.hidden_styles: set[str] = set()
        self.has_external_tables = False
        self._limits = limits
        self._depth = 0
        self._skip_below = 0
        self._text_before = 0
        self._style = ""
        self._table: Table | None = None
        self._row_cells: list[tuple[int, int, Cell]] = []
        self._row_repeat = 1
        self._cell: OdsCell | None = None
        self._cell_count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        if self._skip_below:
            del self.text[self._text_before :]
            return
        tag = _NAMES.get(name)
        if tag in _SKIPPED or (tag is None and name.startswith(_DRAWING)):
            self._skip()
        elif tag in ("table-cell", "covered-table-cell"):
            if self._table is None or self._cell is not None:
                self._skip()
                return
            self._cell = OdsCell(attributes)
            self.text.clear()
        elif tag == "p":
            self.text.clear()
        elif tag in ("s", "tab", "line-break"):
            self._add_space(tag, attributes)
        elif tag == "table-row":
            self._start_row(attributes)
        elif tag == "table-column":
            self._add_columns(attributes)
        elif tag == "table":
            self._start_table(attributes)
        elif tag == "style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif tag == "table-properties" and attributes.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        """Take an end tag."""
        self._depth -= 1
        if self._skip_below:
            if self._depth < self._skip_below:
                self._skip_below = 0
                del self.text[self._text_before :]
            return
        tag = _NAMES.get(name)
        if tag == "p":
            if self._cell is not None:
                self._cell.add_paragraph(paragraph(self.text))
                if self._cell.text_length > self._limits.text:
                    raise text_over_limit(self._limits)
            self.text.clear()
        elif tag in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag == "table":
            self._table = None
        elif tag is None and self._cell is None:
            self.text.clear()

    def _skip(self) -> None:
        """Leave out the element that just began, with all in it."""
        self._skip_below = self._depth
        self._text_before = len(self.text)

    def _add_space(self, tag: str, attributes: dict[str, str]) -> None:
        count = count_of(attributes, f"{_TEXT}c") if tag == "s" else 1
        if count > self._limits.text:
            raise text_over_limit(self._limits)
        self.text.append(SPACE_MARKS[tag] * count)

    def _start_table(self, attributes: dict[str, str]) -> None:
        name = attributes.get(f"{TABLE}name", "")
        # LibreOffice caches the tables that formulas cite of other files under such names.
        if name.startswith("'file:"):
            self.has_external_tables = True
            self._skip()
            return
        self._table = Table(name, attributes.get(f"{TABLE}style-name", ""))
        self.tables.append(self._table)

    def _add_columns(self, attributes: dict[str, str]) -> None:
        if self._table is not None:
            first = self._table.columns_declared + 1
            self._table.columns_declared += count_of(attributes, f"{TABLE}number-columns-repeated")
            if _is_hidden(attributes):
                hidden = range(first, self._table.columns_declared + 1)
                self._table.columns_hidden.append(hidden)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_cells.clear()
        self._row_repeat = count_of(attributes, f"{TABLE}number-rows-repeated")
        if self._table is not None:
            self._table.column = 0
            if _is_hidden(attributes):
                first = self._table.row + 1
                self._table.rows_hidden.append(range(first, first + self._row_repeat))

    def _end_cell(self) -> None:
        table, cell = self._table, self._cell
        self._cell = None
        if table is None or cell is None:
            return
        row, column = table.row + 1, table.column + 1
        table.column += cell.repeat
        if cell.rows > 1 or cell.columns > 1:
            merge = Range(row, column, row + cell.rows - 1, column + cell.columns - 1)
            _check_place(merge.bottom, merge.right)
            table.merges[merge] = None
            table.last_row = max(table.last_row, merge.bottom)
            table.last_column = max(table.last_column, merge.right)
        content = cell.content()
        if content is not None:
            self._row_cells.append((column, cell.repeat, content))

    def _end_row(self) -> None:
        table = self._table
        if table is None:
            return
        first, table.row = table.row + 1, table.row + self._row_repeat
        if not self._row_cells:
            return
        column, repeat, _ = self._row_cells[-1]
        _check_place(table.row, column + repeat - 1)
        added = self._row_repeat * sum(repeat for _, repeat, _ in self._row_cells)
        self._cell_count += added
        limit = self._limits.cells
        if len(table.cells) + added > limit:
            raise over_limit("一张表的非空单元格数", "a sheet has too many cells", limit)
        if self._cell_count > 2 * limit:
            raise over_limit("非空单元格总数", "the workbook has too many cells", 2 * limit)
        table.last_row = max(table.last_row, table.row)
        table.last_column = max(table.last_column, column + repeat - 1)
        for row in range(first, table.row + 1):
            for column, repeat, content in self._row_cells:
                for repeated in range(column, column + repeat):
                    table.cells[row, repeated] = content


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get(f"{TABLE}visibility") in ("collapse", "filter")


def _check_place(row: int, column: int) -> None:
    if row > LAST_ROW or column > LAST_COLUMN:
        raise outside(f"R{row}C{column}")


def _within(hidden: list[range], last: int) -> frozenset[int]:
    return frozenset(
        number for part in hidden for number in range(part.start, min(part.stop, last + 1))
    )
