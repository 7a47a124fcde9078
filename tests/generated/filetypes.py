"""Sheets of cells and merges as the bytes of a file, a function for each kind."""

from __future__ import annotations

import csv
import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generated.layouts import Block, Value
    from generated.written import WrittenSheet

ODS = "urn:oasis:names:tc:opendocument:xmlns:"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(sheets: list[WrittenSheet]) -> bytes:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    for number, sheet in enumerate(sheets):
        page = book.worksheets[0] if number == 0 else book.create_sheet()
        page.title = sheet.name
        for (row, column), value in sheet.whole.cells.items():
            page.cell(row, column).value = value
        for top, left, bottom, right in sheet.whole.merges:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(out)
    return out.getvalue()


def xls(sheets: list[WrittenSheet]) -> bytes:
    import xlwt

    book, out = xlwt.Workbook(), io.BytesIO()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.whole.merges}
        for (row, column), value in sheet.whole.cells.items():
            if (row, column) in merged:
                bottom, right = merged[row, column]
                page.write_merge(row - 1, bottom - 1, column - 1, right - 1, value)
            else:
                page.write(row - 1, column - 1, value)
    book.save(out)
    return out.getvalue()


def comma_separated(sheets: list[WrittenSheet]) -> bytes:
    (sheet,) = sheets
    block, text = sheet.whole, io.StringIO(newline="")
    csv.writer(text).writerows(
        [block.cells.get((row, column), "") for column in range(1, block.width + 1)]
        for row in range(1, block.height + 1)
    )
    return text.getvalue().encode("utf-8-sig")


def _rows(block: Block) -> Iterator[list[tuple[int, int, Value | None, tuple[int, int] | None]]]:
    """Per row its cells (row, column, value, (bottom, right) of a merge); covered: value ''."""
    merged = {(top, left): (bottom, right) for top, left, bottom, right in block.merges}
    covered = {
        (r, c)
        for (top, left), (bottom, right) in merged.items()
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    for r in range(1, block.height + 1):
        yield [
            (r, c, None, None)
            if (r, c) in covered
            else (r, c, block.cells.get((r, c), ""), merged.get((r, c), (r, c)))
            for c in range(1, block.width + 1)
        ]


def ods(sheets: list[WrittenSheet]) -> bytes:
    body = ""
    for sheet in sheets:
        rows = "".join(
            "<table:table-row>" + "".join(_ods_cell(*cell) for cell in row) + "</table:table-row>"
            for row in _rows(sheet.whole)
        )
        body += f'<table:table table:name="{escape(sheet.name)}">{rows}</table:table>'
    spaces = "".join(f' xmlns:{name}="{ODS}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
        }
    )


def _ods_cell(row: int, column: int, value: Value | None, merge: tuple[int, int] | None) -> str:
    if merge is None:
        return "<table:covered-table-cell/>"
    spans = ""
    if merge != (row, column):
        spans = (
            f' table:number-rows-spanned="{merge[0] - row + 1}"'
            f' table:number-columns-spanned="{merge[1] - column + 1}"'
        )
    if value == "":
        return f"<table:table-cell{spans}/>"
    if isinstance(value, int):
        return (
            f'<table:table-cell{spans} office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell{spans} office:value-type="string">{lines}</table:table-cell>'


def html(sheets: list[WrittenSheet]) -> bytes:
    body = ""
    for part in (part for sheet in sheets for part in sheet.parts):
        if isinstance(part, str):
            body += f"<p>{escape(part)}</p>\n"
            continue
        rows = "".join(
            "<tr>" + "".join(_html_cell(*cell) for cell in row) + "</tr>\n" for row in _rows(part)
        )
        body += f"<table>{rows}</table>\n"
    return f'<!doctype html><html><meta charset="utf-8"><body>{body}</body></html>'.encode()


def _html_cell(row: int, column: int, value: Value | None, merge: tuple[int, int] | None) -> str:
    if merge is None:
        return ""
    spans = ""
    if merge[0] > row:
        spans += f' rowspan="{merge[0] - row + 1}"'
    if merge[1] > column:
        spans += f' colspan="{merge[1] - column + 1}"'
    return f"<td{spans}>{escape(str(value)).replace(chr(10), '<br>')}</td>"


def docx(sheets: list[WrittenSheet]) -> bytes:
    body = ""
    for part in (part for sheet in sheets for part in sheet.parts):
        if isinstance(part, str):
            body += _word_lines(part)
            continue
        rows = "".join(f"<w:tr>{_word_row(part, row)}</w:tr>" for row in _rows(part))
        body += f"<w:tbl>{rows}</w:tbl>"
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application'
        '/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
        '+xml"/></Types>'
    )
    links = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": types, "_rels/.rels": links, "word/document.xml": document}
    return _zipped(parts)


def _word_lines(text: str) -> str:
    return "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )


def _word_row(
    block: Block, row: list[tuple[int, int, Value | None, tuple[int, int] | None]]
) -> str:
    """Cells of a row; what a merge covers from above goes on in a cell of the same width."""
    text, done = "", 0
    above = {
        (r, left): right
        for top, left, bottom, right in block.merges
        for r in range(top + 1, bottom + 1)
    }
    for r, column, value, merge in row:
        if column <= done:
            continue
        right = column
        properties = ""
        if merge is None:
            right = above.get((r, column), column)
            properties = "<w:vMerge/>"
        else:
            right = merge[1]
            properties = '<w:vMerge w:val="restart"/>' if merge[0] > r else ""
        if right > column:
            properties = f'<w:gridSpan w:val="{right - column + 1}"/>' + properties
        lines = _word_lines(str(value if value is not None else ""))
        text += f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"
        done = right
    return text


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


WRITERS = {
    "xlsx": xlsx,
    "xls": xls,
    "csv": comma_separated,
    "ods": ods,
    "html": html,
    "docx": docx,
}
