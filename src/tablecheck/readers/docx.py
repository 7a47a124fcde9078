"""Reader of Word documents (.docx), transitional and Strict.

Comes in: a checked container. Goes out: one sheet with the paragraphs and tables of the main part,
as a reader sees them: what is deleted, hidden or a field's code is left out. May import package,
page, ``tablecheck.sheet``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.limits import LAST_COLUMN
from tablecheck.readers.package import DEEPEST, parse_part, text_over_limit, too_deep
from tablecheck.readers.page import LOWERED, RAISED, Page, check_column
from tablecheck.readers.refusals import damaged, shown, unsupported
from tablecheck.sheet import Notice

if TYPE_CHECKING:
    from tablecheck.readers.guard import Contents, Source
    from tablecheck.readers.limits import Limits

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_TAGS = "document p r t tbl tr tc trPr gridBefore gridSpan vMerge hMerge vanish vertAlign"
# The …Change elements hold the properties before a tracked change.
_SKIPPED = "del moveFrom pPr tblPr tblGrid sectPr rt tcPrChange trPrChange rPrChange"
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NAMES = {
    space + name: name
    for space in _NAMESPACES
    for name in (*_TAGS.split(), *_SKIPPED.split(), *_SPACES)
}
# A text box is stored twice: as a choice, and as a fallback for old programs.
_NAMES["http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"] = "Fallback"
_SIGNS = {"superscript": RAISED, "subscript": LOWERED}
_LEFT_OUT = {*_SKIPPED.split(), "Fallback"}


def read_docx(source: Source) -> Contents:
    """The one sheet of a Word document.

    Raises:
        ReadError: the document is damaged, has a DOCTYPE, or exceeds a limit.
    """
    package, limits = source.package, source.limits
    assert package is not None
    scanner = _DocumentScanner(source.workbook_part, limits)
    parse_part(package, source.workbook_part, scanner, limits)
    if not scanner.is_document:
        raise unsupported("另一种 Office 文件", "another kind of Office file")
    notices = scanner.page.notices()
    if any(name.endswith("vbaproject.bin") for name in package.names()):
        notices.insert(0, Notice("macros"))
    return (scanner.page.sheet(),), tuple(notices)


class _OpenCell:
    """A cell of an outermost table while it is read."""

    __slots__ = ("continues_left", "length", "paragraphs", "span", "vertical")

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.length = 0
        self.span = 1
        self.vertical = ""
        self.continues_left = False


class _DocumentScanner:
    """Takes the XML events of the main part.

    A merge stays open until a row does not continue it. Tables inside of a cell give it their
    text.
    """

    __slots__ = (
        "_cell",
        "_column",
        "_depth",
        "_is_hidden",
        "_limits",
        "_merges",
        "_part",
        "_pieces",
        "_row",
        "_row_cells",
        "_row_is_deleted",
        "_signs",
        "_skip_below",
        "_tables",
        "_tags",
        "is_document",
        "page",
        "text",
    )

    def __init__(self, part: str, limits: Limits) -> None:
        self.text: list[str] = []
        self.page = Page(limits)
        self.is_document = False
        self._part = part
        self._limits = limits
        self._depth = self._skip_below = self._tables = 0
        self._tags: list[str | None] = []
        self._pieces: list[str] = []
        self._is_hidden = False
        self._signs: dict[int, str] = {}
        self._cell: _OpenCell | None = None
        self._row = 0
        self._column = 1
        self._row_is_deleted = False
        self._row_cells: list[tuple[int, _OpenCell]] = []
        self._merges: dict[int, tuple[int, int, int]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        if self._skip_below:
            return
        tag = _NAMES.get(name)
        parent = self._tags[-1] if self._tags else None
        self._tags.append(tag)
        if tag in _LEFT_OUT:
            self._skip_below = self._depth
            if tag == "del" and parent == "trPr" and self._tables == 1:
                self._row_is_deleted = True
        elif tag == "t":
            self.text.clear()
        elif tag in _SPACES:
            if parent == "r" and not self._is_hidden:
                self._pieces.append(_SPACES[tag])
        elif tag == "p":
            self._end_paragraph(is_whole=False)
        elif tag == "r":
            self._is_hidden = False
            self._signs = {}
        elif tag == "vertAlign":
            self._signs = _SIGNS.get(_value(attributes, ""), {})
        elif tag == "vanish":
            self._is_hidden = _value(attributes, "on") not in ("0", "false", "off")
        elif tag == "tbl":
            self._start_table()
        elif tag == "document" and self._depth == 1:
            self.is_document = True
        elif self._tables == 1:
            self._start_in_table(tag, attributes)

    def end(self, name: str) -> None:
        """Take an end tag."""
        self._depth -= 1
        if self._skip_below:
            if self._depth < self._skip_below:
                self._skip_below = 0
                self._tags.pop()
            self.text.clear()
            return
        tag = self._tags.pop()
        if tag == "t":
            if not self._is_hidden:
                text = "".join(self.text)
                self._pieces.append(text.translate(self._signs) if self._signs else text)
        elif tag == "p":
            self._end_paragraph(is_whole=True)
        elif tag == "tbl":
            self._tables -= 1
            if not self._tables:
                self._close_merges(())
        elif self._tables == 1:
            if tag == "tc":
                self._end_cell()
            elif tag == "tr":
                self._end_row()
        self.text.clear()

    def _start_table(self) -> None:
        if not self._tables:
            self._end_paragraph(is_whole=False)
            self.page.start_block()
        self._tables += 1

    def _start_in_table(self, tag: str | None, attributes: dict[str, str]) -> None:
        cell = self._cell
        if tag == "tr":
            self._column = 1
            self._row_is_deleted = False
            self._row_cells.clear()
        elif tag == "tc":
            self.page.count()
            self._cell = _OpenCell()
        elif tag == "gridBefore":
            self._column += self._count(attributes)
        elif cell is None:
            return
        elif tag == "gridSpan":
            cell.span = max(1, self._count(attributes))
        elif tag == "vMerge":
            cell.vertical = _value(attributes, "continue")
        elif tag == "hMerge":
            cell.continues_left = _value(attributes, "continue") == "continue"

    def _end_paragraph(self, *, is_whole: bool) -> None:
        """Take the text so far; a paragraph that holds a text box is cut by it."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if not self._tables:
            self.page.add_paragraph(text)
        elif self._cell is not None and (is_whole or text):
            self._cell.paragraphs.append(text)
            self._cell.length += len(text) + 1
            if self._cell.length > self._limits.text + 1:
                raise text_over_limit(self._limits)

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if cell.continues_left and self._row_cells:
            before = self._row_cells[-1][1]
            before.span += cell.span
            before.paragraphs += filter(None, cell.paragraphs)
        else:
            self._row_cells.append((self._column, cell))
        self._column += cell.span
        check_column(self._column - 1)

    def _end_row(self) -> None:
        if self._row_is_deleted:
            return
        self._row = row = self.page.next_row()
        continued = set()
        for column, cell in self._row_cells:
            self.page.put(row, column, "\n".join(cell.paragraphs))
            right = column + cell.span - 1
            above = self._merges.get(column)
            if cell.vertical == "continue" and above is not None and above[1] == right:
                self._merges[column] = (above[0], right, row)
                continued.add(column)
        self._close_merges(continued)
        for column, cell in self._row_cells:
            right = column + cell.span - 1
            if column in continued:
                continue
            if cell.vertical:
                self._merges[column] = (row, right, row)
            else:
                self.page.merge(row, column, row, right)

    def _close_merges(self, kept: set[int] | tuple[()]) -> None:
        for column in [column for column in self._merges if column not in kept]:
            top, right, bottom = self._merges.pop(column)
            self.page.merge(top, column, bottom, right)

    def _count(self, attributes: dict[str, str]) -> int:
        text = _value(attributes, "").strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= LAST_COLUMN):
            number = shown(text)
            raise damaged(self._part, f"列数 {number} 有误", f"with the wrong count {number}")
        return int(text)


def _value(attributes: dict[str, str], default: str) -> str:
    """The ``w:val`` of an element, in either namespace."""
    for space in _NAMESPACES:
        if (value := attributes.get(f"{space}val")) is not None:
            return value
    return default
