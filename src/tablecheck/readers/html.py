"""Reader of web pages: .html, .htm, and what is named .xls but is a page.

Comes in: bytes. Goes out: one sheet with the paragraphs and tables of the page. A table that holds
tables only arranges the page: its texts are paragraphs. Nothing is nested in calls, so depth costs
no stack. May import html_encoding, html_table, html_tokens, page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.readers.html_encoding import page_text
from tablecheck.readers.html_table import HtmlTable
from tablecheck.readers.html_tokens import RAW, tokens
from tablecheck.readers.package import DEEPEST, text_over_limit
from tablecheck.readers.page import LOWERED, RAISED, Page
from tablecheck.readers.refusals import over_limit

if TYPE_CHECKING:
    from tablecheck.readers.guard import Contents, Source
    from tablecheck.readers.limits import Limits

_BREAK = "\x03"  # no page holds it: as a character it is refused, as an entity it is nothing
_BLOCK_NAMES = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li "
    "main menu nav ol p pre section summary ul"
)
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_LEFT_OUT_NAMES = "noscript template select datalist svg math audio video canvas xml"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID = frozenset(_VOID_NAMES.split())
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_LISTS = frozenset(("ul", "ol", "dl", "menu", "dir"))
_RANKS = {"td": 1, "th": 1, "tr": 2, "thead": 3, "tbody": 3, "tfoot": 3, "caption": 3, "table": 4}
_SIGNS = {"sup": RAISED, "sub": LOWERED}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(f" ?{_BREAK} ?")
_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)


def read_html(source: Source) -> Contents:
    """The one sheet of a web page.

    Raises:
        ReadError: the page cannot be decoded without doubt, or exceeds a limit.
    """
    limits = source.limits
    if len(source.data) > limits.file_bytes:
        raise over_limit("文件字节数", "the file is too big", limits.file_bytes)
    builder = _Builder(limits)
    hidden: _Hidden | None = None
    for kind, value, attributes in tokens(page_text(source.data, source.encoding)):
        if hidden is not None:
            if kind == "text" or not hidden.ends_at(kind, value):
                continue
            is_own_end = kind == "end" and value == hidden.name
            hidden = None
            if is_own_end:
                continue
        if kind == "text":
            builder.text(value)
        elif kind == "start" and _is_left_out(value, attributes):
            if value not in RAW:
                hidden = _Hidden(value, in_table=builder.in_table())
        else:
            builder.tag(kind, value, attributes)
    builder.close()
    return (builder.page.sheet(),), tuple(builder.page.notices())


def _is_left_out(tag: str, attributes: dict[str, str]) -> bool:
    if tag in _LEFT_OUT or tag in RAW:
        return True
    if not attributes or tag in _VOID or tag in ("html", "body"):
        return False
    return "hidden" in attributes or bool(_NOT_DISPLAYED.search(attributes.get("style", "")))


class _Hidden:
    """An element that is not shown, until its end.

    Its end tag may be missing: what cannot stand inside of it ends it as well.
    """

    __slots__ = ("_in_table", "_lists", "_open", "_rank", "_tables", "name")

    def __init__(self, name: str, *, in_table: bool) -> None:
        self.name = name
        self._in_table = in_table
        # Outside of a table, browsers drop the tags of cells and rows.
        self._rank = _RANKS.get(name, 0) if in_table or name == "table" else 0
        self._open = 1
        self._tables = self._lists = 0

    def ends_at(self, kind: str, tag: str) -> bool:
        """Whether the element ends before or with this tag."""
        if self.name == "p" and kind == "start" and (tag in _BLOCKS or tag == "table"):
            return True
        if tag == "table" and self._rank < 4:
            if kind == "start":
                self._tables += 1
                return False
            self._tables -= 1
            return self._tables < 0
        if self._tables:
            return False
        if 0 < self._rank < 4 or (self._in_table and not self._rank):
            rank = _RANKS.get(tag, 0)
            if rank and rank >= self._rank:
                return True
        if self.name in ("li", "dd", "dt"):
            if tag in _LISTS:
                self._lists += 1 if kind == "start" else -1
                return self._lists < 0
            return tag in ("li", "dd", "dt") and not self._lists
        if tag == self.name:
            self._open += 1 if kind == "start" else -1
        return self._open == 0


class _Builder:
    """Takes shown texts and tags; keeps the tables that are open."""

    __slots__ = ("_limits", "_pieces", "_preformatted", "_signs", "_tables", "page")

    def __init__(self, limits: Limits) -> None:
        self.page = Page(limits)
        self._limits = limits
        self._tables: list[HtmlTable] = []
        self._pieces: list[str] = []
        self._preformatted = False
        self._signs: dict[int, str] = {}

    def in_table(self) -> bool:
        """Whether a table is open."""
        return bool(self._tables)

    def text(self, text: str) -> None:
        """Take text; entities are resolved, white space is as in the file."""
        if self._preformatted:
            text = text.replace("\n", _BREAK)
        self._pieces.append(text.translate(self._signs) if self._signs else text)

    def tag(self, kind: str, tag: str, attributes: dict[str, str]) -> None:
        """Take a start or end tag."""
        if tag == "br":
            self._pieces.append(_BREAK)
        elif tag in _SIGNS:
            self._signs = _SIGNS[tag] if kind == "start" else {}
        elif tag in _BLOCKS:
            self._end_paragraph()
            if tag == "pre":
                self._preformatted = kind == "start"
        elif tag == "table":
            self._end_paragraph()
            if kind == "start":
                self._open_table()
            elif self._tables:
                self._close_table()
        elif tag in _RANKS:
            self._end_paragraph()
            if self._tables:
                self._change_table(self._tables[-1], kind, tag, attributes)

    def close(self) -> None:
        """End what the page leaves open."""
        self._end_paragraph()
        while self._tables:
            self._close_table()

    def _open_table(self) -> None:
        if self._tables:
            outer = self._tables[-1]
            if outer.cell is None:
                # Only a cell can hold a table: the one before was not closed.
                self._close_table()
            elif not outer.is_layout:
                for text in outer.become_layout():
                    self.page.add_paragraph(text)
        if len(self._tables) == DEEPEST:
            raise over_limit("表格的嵌套层数", "tables nest too deep", DEEPEST)
        self._tables.append(HtmlTable())

    def _close_table(self) -> None:
        self._tables.pop().place_on(self.page)

    def _change_table(
        self, table: HtmlTable, kind: str, tag: str, attributes: dict[str, str]
    ) -> None:
        rank = _RANKS[tag]
        if kind == "end":
            table.cell = None
            if rank > 1:
                table.row = None
            if rank > 2:
                table.open_group("tbody")
        elif rank == 1:
            self.page.count()
            table.open_cell(attributes)
        elif rank == 2:
            table.open_row()
        else:
            table.open_group(tag)

    def _end_paragraph(self) -> None:
        self._signs = {}
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        # Most texts are one line without runs of spaces.
        if not text.isprintable() or "  " in text:
            text = _AROUND_BREAK.sub("\n", _SPACE.sub(" ", text))
        text = text.strip(" \n")
        if not text:
            return
        table = self._tables[-1] if self._tables else None
        if table is None or table.is_layout or table.cell is None:
            self.page.add_paragraph(text)
            return
        table.cell.paragraphs.append(text)
        table.cell.length += len(text) + 1
        if table.cell.length > self._limits.text + 1:
            raise text_over_limit(self._limits)
