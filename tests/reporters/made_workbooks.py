"""Workbooks that hold what a marked copy must not lose; and those that cannot be marked."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent.parent
BROKEN = ROOT / "examples" / "broken.xlsx"
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def rich(path: Path) -> Path:
    """The broken example with comments, validations, a chart, names, a table, a second sheet."""
    book = openpyxl.load_workbook(BROKEN)
    sheet = book.active
    sheet["C5"].comment = Comment("去年 1502 条", "张三", width=180, height=60)
    sheet["A9"].comment = Comment("见台账", "李四")
    sheet["C5"].number_format = "#,##0"
    sheet["C5"].font = Font(bold=True, color="FF00AA00")
    sheet["C18"].border = Border(bottom=Side(style="double"))
    sheet["C18"].fill = PatternFill("solid", fgColor="FFCCFFCC")
    sheet["E30"] = "=SUM(C26:C29)"
    sheet.row_dimensions[30].height = 33
    sheet.column_dimensions["E"].hidden = True
    check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    check.add("C5:C68")
    sheet.add_data_validation(check)
    sheet.conditional_formatting.add("C5:C68", CellIsRule(operator="lessThan", formula=["0"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=9, max_row=13))
    sheet.add_chart(chart, "G5")
    sheet.print_area = "A1:C69"
    sheet.freeze_panes = "A4"
    other = book.create_sheet("说明", 0)
    other.append(["项目", "备注"])
    other.append(["一", "=1+1"])
    other.add_table(Table(displayName="notes", ref="A1:B2"))
    other.print_title_rows = "1:1"
    book.active = 1
    for each in book:
        each.sheet_view.tabSelected = each.title == "统计表"
    book.save(path)
    return path


def changed(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of a package whose parts went through a function; None leaves one out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def with_part(source: Path, target: Path, name: str, content: bytes) -> Path:
    """A copy of a package with one more part."""
    changed(source, target, lambda _, part: part)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr(name, content)
    return target


def strict(path: Path) -> Path:
    """The broken example in Strict Open XML."""

    def change(_: str, part: bytes) -> bytes:
        for ours, theirs in STRICT.items():
            part = part.replace(ours, theirs)
        return part

    return changed(BROKEN, path, change)


def with_macros(path: Path) -> Path:
    """The broken example as .xlsm."""

    def change(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            part = part.replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ).replace(
                b"</Types>",
                b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                b"</Types>",
            )
        return part

    plain = path.with_suffix(".plain")
    changed(BROKEN, plain, change)
    return with_part(plain, path, "xl/vbaProject.bin", bytes(range(256)) * 8)


def parts_of(content: bytes) -> dict[str, bytes]:
    """Content of every part by its name."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
