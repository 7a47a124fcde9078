"""Reader of .xlsx and .xlsm, transitional and Strict.

Comes in: a checked container. Goes out: sheets and notices; nothing is computed, run or fetched.
Why not a library: docs/decisions/0001-own-xlsx-reader.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.merges import values_under_merges
from tablecheck.readers.package import DEEPEST, Package, parse_part, too_deep
from tablecheck.readers.refusals import damaged, over_limit, unsupported
from tablecheck.readers.relationships import Relationship, read_relationships
from tablecheck.readers.xlsx_names import STRICT, is_true, short_names
from tablecheck.readers.xlsx_sheet import SheetScanner
from tablecheck.readers.xlsx_strings import read_strings
from tablecheck.readers.xlsx_styles import Formats, read_formats
from tablecheck.sheet import Notice, Sheet

if TYPE_CHECKING:
    from tablecheck.readers.guard import Contents, Source
    from tablecheck.readers.limits import Limits

_NAMES = short_names("workbook workbookPr sheet")


def read_xlsx(source: Source) -> Contents:
    """Worksheets of an xlsx or xlsm; chart sheets are left out."""
    package, limits = source.package, source.limits
    assert package is not None
    scanner = _WorkbookScanner()
    parse_part(package, source.workbook_part, scanner, limits)
    if not scanner.is_workbook:
        raise unsupported("另一种 Office 文件", "another kind of Office file")
    if len(scanner.sheets) > limits.sheets:
        raise over_limit("工作表数", "the workbook has too many sheets", limits.sheets)
    relationships = read_relationships(package, source.workbook_part, limits)
    target_by_type = {item.type: item.target for item in relationships if not item.external}
    strings: list[str] = []
    if "sharedStrings" in target_by_type:
        strings = read_strings(package, target_by_type["sharedStrings"], limits)
    formats: Formats = {}
    if "styles" in target_by_type:
        formats = read_formats(package, target_by_type["styles"], limits)

    by_id = {item.id: item for item in relationships}
    sheets: list[Sheet] = []
    notices = _workbook_notices(package, scanner, relationships)
    cell_count = 0
    for attributes in scanner.sheets:
        name = attributes.get("name", "")
        relationship = by_id.get(_relationship_id(attributes))
        if relationship is None or relationship.external:
            raise damaged(name, "工作表没有内容", "a sheet without content")
        if relationship.type == "chartsheet":
            continue
        part = SheetScanner(
            relationship.target,
            strings=strings,
            formats=formats,
            is_1904=scanner.is_1904,
            limits=limits,
        )
        sheets.append(_read_sheet(package, attributes, relationship.target, part, limits))
        cell_count += len(part.cells)
        if cell_count > 2 * limits.cells:
            raise over_limit("非空单元格总数", "the workbook has too many cells", 2 * limits.cells)
        notices += values_under_merges(name, part.cells, part.merges)
    if not sheets:
        raise damaged(source.workbook_part, "其中没有工作表", "which has no sheet")
    return tuple(sheets), tuple(notices)


def _read_sheet(
    package: Package, attributes: dict[str, str], target: str, part: SheetScanner, limits: Limits
) -> Sheet:
    parse_part(package, target, part, limits)
    if not part.is_worksheet:
        raise damaged(target, "不是工作表", "which is not a worksheet")
    return Sheet(
        name=attributes.get("name", ""),
        cells=part.cells,
        merges=tuple(part.merges),
        hidden=attributes.get("state", "visible") != "visible",
        hidden_rows=frozenset(part.hidden_rows),
        hidden_columns=frozenset(part.hidden_columns),
    )


def _relationship_id(attributes: dict[str, str]) -> str:
    """The ``r:id`` of a sheet, whose namespace differs between transitional and Strict."""
    for name, value in attributes.items():
        if name.endswith(" id"):
            return value
    return ""


def _workbook_notices(
    package: Package, scanner: _WorkbookScanner, relationships: tuple[Relationship, ...]
) -> list[Notice]:
    types = {item.type for item in relationships}
    notices = []
    if scanner.is_strict:
        notices.append(Notice("strict-ooxml"))
    if "vbaProject" in types or any(name.endswith("vbaproject.bin") for name in package.names()):
        notices.append(Notice("macros"))
    if "externalLink" in types:
        notices.append(Notice("external-links"))
    return notices


class _WorkbookScanner:
    __slots__ = ("_depth", "is_1904", "is_strict", "is_workbook", "sheets", "text")

    def __init__(self) -> None:
        self.text: list[str] = []
        self.sheets: list[dict[str, str]] = []
        self.is_workbook = self.is_strict = self.is_1904 = False
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        tag = _NAMES.get(name)
        if tag == "workbook" and self._depth == 1:
            self.is_workbook = True
            self.is_strict = name.startswith(STRICT)
        elif tag == "workbookPr":
            self.is_1904 = is_true(attributes.get("date1904"))
        elif tag == "sheet":
            self.sheets.append(attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self.text.clear()
