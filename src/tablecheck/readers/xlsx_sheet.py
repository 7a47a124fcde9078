"""One sheet of an xlsx, read as a stream.

Comes in: a sheet part, the shared texts and the formats. Goes out: cells, merges, hidden rows and
columns. May import package, addresses, xlsx_names, xlsx_styles, ``tablecheck.sheet``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.addresses import COLUMN_NUMBERS, outside, parse_range, row_number
from tablecheck.readers.digits import number_matcher
from tablecheck.readers.limits import LAST_COLUMN, LAST_ROW
from tablecheck.readers.package import DEEPEST, text_over_limit, too_deep
from tablecheck.readers.refusals import damaged, over_limit, shown
from tablecheck.readers.xlsx_names import is_true, short_names, unescaped
from tablecheck.readers.xlsx_styles import Formats, date_of_serial
from tablecheck.sheet import Cell, CellKind, a1

if TYPE_CHECKING:
    from tablecheck.readers.limits import Limits
    from tablecheck.sheet import Range

_NAMES = short_names("worksheet c v f t is row rPh mergeCell col")
_DIGITS = "0123456789"
_MOST_MERGES = 500_000


class SheetScanner:
    """Takes the XML events of one worksheet; its results are its attributes.

    Attributes:
        cells: (row, column) -> cell; blank ones are absent.
        merges: Merged ranges of more than one cell.
        hidden_rows: Rows not shown.
        hidden_columns: Columns not shown.
        is_worksheet: Whether the root element was a worksheet.
    """

    __slots__ = (
        "_cells_seen",
        "_column",
        "_depth",
        "_formats",
        "_formula",
        "_in_phonetic",
        "_inline",
        "_is_1904",
        "_is_number",
        "_limits",
        "_part",
        "_row",
        "_row_text",
        "_strings",
        "_style",
        "_type",
        "_value",
        "cells",
        "hidden_columns",
        "hidden_rows",
        "is_worksheet",
        "merges",
        "text",
    )

    def __init__(
        self, part: str, *, strings: list[str], formats: Formats, is_1904: bool, limits: Limits
    ) -> None:
        self.text: list[str] = []
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: dict[Range, None] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.is_worksheet = False
        self._part = part
        self._strings = strings
        self._formats = formats
        self._is_1904 = is_1904
        self._limits = limits
        self._is_number = number_matcher()
        self._depth = self._row = self._column = self._cells_seen = 0
        self._row_text = ""
        self._in_phonetic = False
        self._type = self._style = ""
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        tag = _NAMES.get(name)
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "f", "t"):
            self.text.clear()
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._in_phonetic = True
        elif tag == "mergeCell":
            self._add_merge(attributes.get("ref", ""))
        elif tag == "col" and is_true(attributes.get("hidden")):
            self._hide_columns(attributes)
        elif tag == "worksheet":
            self.is_worksheet = True

    def end(self, name: str) -> None:
        """Take an end tag."""
        self._depth -= 1
        tag = _NAMES.get(name)
        if tag == "v":
            self._value = "".join(self.text)
        elif tag == "c":
            if self._value is not None or self._formula is not None or self._inline is not None:
                self._end_cell()
        elif tag == "t":
            if not self._in_phonetic:
                self._inline = (self._inline or "") + "".join(self.text)
        elif tag == "f":
            self._formula = "".join(self.text)
        elif tag == "rPh":
            self._in_phonetic = False
        elif tag is None:
            self.text.clear()

    def _start_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r")
        self._row = self._row + 1 if text is None else row_number(text.strip())
        if self._row > LAST_ROW:
            raise outside(str(self._row))
        self._row_text = str(self._row)
        self._column = 0
        if is_true(attributes.get("hidden")):
            self.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cells_seen += 1
        if self._cells_seen > 4 * self._limits.cells:
            raise over_limit(
                "一张表的单元格数（含空白）",
                "a sheet has too many cells, blank ones included",
                4 * self._limits.cells,
            )
        address = attributes.get("r")
        if address is None:
            self._column += 1
            if self._column > LAST_COLUMN:
                raise outside(f"R{self._row}C{self._column}")
        else:
            letters = address.rstrip(_DIGITS)
            self._column = COLUMN_NUMBERS[letters]
            row_text = address[len(letters) :]
            if row_text != self._row_text:
                self._row = row_number(row_text)
                self._row_text = row_text
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = self._formula = self._inline = None

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        if len(cell.text) > self._limits.text:
            raise text_over_limit(self._limits)
        place = (self._row or 1, self._column)
        if place in self.cells:
            raise damaged(self._part, f"{a1(*place)} 出现两次", f"{a1(*place)} occurs twice")
        self.cells[place] = cell
        if len(self.cells) > self._limits.cells:
            raise over_limit(
                "一张表的非空单元格数", "a sheet has too many cells", self._limits.cells
            )

    def _cell(self) -> Cell | None:
        value, kind = self._value, self._type
        code, is_date = self._formats.get(self._style, ("", False))
        has_formula = self._formula is not None
        if not value and kind != "inlineStr":
            # t="str" with an empty <v> is a computed empty text; without, nothing was computed.
            if not has_formula or (kind == "str" and value is not None):
                return Cell(CellKind.TEXT, "", True, code) if has_formula else None
            return Cell(CellKind.UNCOMPUTED, f"={self._formula}", False, code)
        if kind == "s":
            return self._shared_text(value or "", has_formula, code)
        if kind in ("inlineStr", "str"):
            text = value if kind == "str" else self._inline
            return Cell(CellKind.TEXT, unescaped(text), has_formula, code) if text else None
        content = (value or "").strip()
        if kind == "n":
            if is_date and self._is_number(content):
                date = date_of_serial(content, is_1904=self._is_1904)
                if date is not None:
                    return Cell(CellKind.DATE, date, has_formula, code)
            # NaN, Infinity or words in a numeric cell: some writers do that.
            known = CellKind.NUMBER if self._is_number(content) else CellKind.TEXT
            return Cell(known, content, has_formula, code) if content else None
        if kind == "b":
            return Cell(
                CellKind.BOOLEAN, "TRUE" if is_true(content) else "FALSE", has_formula, code
            )
        if kind == "e":
            return Cell(CellKind.ERROR, content, has_formula, code)
        if kind == "d":
            return Cell(CellKind.DATE, content, has_formula, code)
        raise damaged(self._part, f"单元格类型 {shown(kind)}", f"the cell type {shown(kind)}")

    def _shared_text(self, value: str, has_formula: bool, code: str) -> Cell | None:
        index = value.strip()
        if not (index.isascii() and index.isdigit() and len(index) < 10):
            raise damaged(self._part, "共享文本的序号有误", "with a wrong index of shared text")
        if int(index) >= len(self._strings):
            raise damaged(
                self._part, "引用的共享文本不存在", "which cites a shared text that is missing"
            )
        text = self._strings[int(index)]
        return Cell(CellKind.TEXT, text, has_formula, code) if text else None

    def _add_merge(self, reference: str) -> None:
        merge = parse_range(reference)
        if merge.top != merge.bottom or merge.left != merge.right:
            self.merges[merge] = None
        if len(self.merges) > _MOST_MERGES:
            raise over_limit("合并区域数", "a sheet has too many merged ranges", _MOST_MERGES)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise damaged(self._part, "列的定义有误", "with a wrong definition of columns")
        self.hidden_columns.update(
            range(max(1, int(first[:7])), min(int(last[:7]), LAST_COLUMN) + 1)
        )
