"""Reader of OpenDocument spreadsheets.

Comes in: a checked container. Goes out: sheets and notices. May import package, ods_sheet, merges,
``tablecheck.sheet``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.merges import values_under_merges
from tablecheck.readers.ods_content import ContentScanner
from tablecheck.readers.package import parse_part
from tablecheck.readers.refusals import damaged, over_limit
from tablecheck.sheet import Notice, Sheet

if TYPE_CHECKING:
    from tablecheck.readers.guard import Contents, Source
    from tablecheck.readers.package import Package


def read_ods(source: Source) -> Contents:
    """Sheets of an ods; copies of other files' tables that it keeps are left out."""
    package, limits = source.package, source.limits
    assert package is not None
    scanner = ContentScanner(limits)
    parse_part(package, "content.xml", scanner, limits)
    if len(scanner.tables) > limits.sheets:
        raise over_limit("工作表数", "the workbook has too many sheets", limits.sheets)
    if not scanner.tables:
        raise damaged("content.xml", "其中没有工作表", "which has no sheet")
    notices: list[Notice] = []
    if _has_macros(package):
        notices.append(Notice("macros"))
    if scanner.has_external_tables:
        notices.append(Notice("external-links"))
    sheets = []
    for table in scanner.tables:
        sheets.append(
            Sheet(
                name=table.name,
                cells=table.cells,
                merges=tuple(table.merges),
                hidden=table.style in scanner.hidden_styles,
                hidden_rows=table.hidden_rows(),
                hidden_columns=table.hidden_columns(),
            )
        )
        notices += values_under_merges(table.name, table.cells, table.merges)
    return tuple(sheets), tuple(notices)


def _has_macros(package: Package) -> bool:
    # LibreOffice keeps each Basic module as Basic/<library>/<module>.xml.
    return any(
        name.startswith("scripts/")
        or (name.startswith("basic/") and name.count("/") == 2 and not name.endswith("-lb.xml"))
        for name in package.names()
        if not name.endswith("/")
    )
