"""Rows of cells written as a file of any kind that tablecheck reads."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str | int | None]]
ODS = "urn:oasis:names:tc:opendocument:xmlns:"
KINDS = ("xlsx", "csv", "gb18030.csv", "ods", "xls")


def write_table(rows: Rows, kind: str, folder: Path) -> Path:
    """The file ``folder/table.KIND`` with the rows on one sheet."""
    path = folder / f"table.{kind}"
    {"xlsx": _xlsx, "ods": _ods, "xls": _xls}.get(kind, _csv)(rows, path)
    return path


def _xlsx(rows: Rows, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)


def _csv(rows: Rows, path: Path) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(["" if cell is None else cell for cell in row] for row in rows)
    encoding = "gb18030" if "gb18030" in path.name else "utf-8-sig"
    path.write_bytes(text.getvalue().encode(encoding))


def _xls(rows: Rows, path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                sheet.write(r, c, cell)
    book.save(str(path))


def _ods(rows: Rows, path: Path) -> None:
    body = "".join(
        "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows
    )
    spaces = "".join(f' xmlns:{name}="{ODS}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)


def _ods_cell(cell: str | int | None) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
    )
