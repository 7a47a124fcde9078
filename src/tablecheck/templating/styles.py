"""How the cells of a template look and whether they are locked.

Comes in: the kind of a cell. Goes out: openpyxl styles.
"""

from __future__ import annotations

from typing import Any

GREY, HEAD, INPUT, COMPUTED = "F2F2F2", "DCE6F1", "FFFDE7", "E7F0E1"
RED, RED_TEXT, ORANGE = "FFC7CE", "9C0006", "FFE0B2"
"""Fills of a broken rule and of what no cell takes; the verdict says the same in words."""
_FILLS = {"head": HEAD, "none": GREY, "computed": COMPUTED, "value": INPUT, "answer": INPUT}
_BARE = ("title", "field", "caption", "unit-line", "lead")
OPEN = ("value", "answer", "note")


class Styles:
    """Makes each style once; openpyxl keeps a table of them."""

    def __init__(self, lang: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        side = Side(style="thin", color="A6A6A6")
        self._box = Border(left=side, right=side, top=side, bottom=side)
        self._under = Border(bottom=side)
        self._name = "宋体" if lang == "zh" else "Calibri"
        self._font, self._fill, self._protection = Font, PatternFill, Protection
        self._alignment = Alignment

    def dress(self, cell: Any, kind: str, *, indent: int = 0, is_open: bool = False) -> None:  # noqa: ANN401
        """Give a cell the look of its kind."""
        size = {"title": 16, "caption": 12}.get(kind, 11)
        bold = kind in ("title", "caption", "head")
        cell.font = self._font(name=self._name, size=size, bold=bold)
        across = {
            "title": "center",
            "head": "center",
            "unit": "center",
            "number": "center",
            "unit-line": "right",
            "value": "right",
            "computed": "right",
        }.get(kind, "left")
        cell.alignment = self._alignment(
            horizontal=across, vertical="center", wrap_text=True, indent=indent
        )
        if kind in _FILLS:
            cell.fill = self._fill("solid", start_color=_FILLS[kind])
        if kind == "answer":
            cell.border = self._under
        if kind not in _BARE and kind != "answer":
            cell.border = self._box
        cell.protection = self._protection(locked=not (kind in OPEN or is_open))


def put(sheet: Any, spot: tuple[int, int], text: str) -> Any:  # noqa: ANN401
    """A text in a cell, as text even where it begins like a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(*spot)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
    return cell


def set_page(sheet: Any, *, width: float, words: str) -> None:  # noqa: ANN401
    """A4, as wide as the sheet, turned where that is wide; pages numbered."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if width > 95 else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.4
    sheet.oddFooter.center.text = words


def protect(sheet: Any, *, may_grow: bool = False) -> None:  # noqa: ANN401
    """Lock labels and formulas, without a password; columns and rows may be made wider.

    Args:
        sheet: To be locked.
        may_grow: Further rows may be put in, for more reporting units.
    """
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.formatCells = False
    sheet.protection.insertRows = not may_grow
