"""A copy of a workbook, marked: formats, comments and a first sheet added, all else as it was.

Comes in: the bytes of an .xlsx or .xlsm file, marks. Goes out: the bytes of the copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.fingerprint import MARK_HEAD
from tablecheck.record import record
from tablecheck.reporters.workbook.cells import MAIN, WorksheetPart
from tablecheck.reporters.workbook.comments import DRAWING, EMPTY, with_boxes, with_comments
from tablecheck.reporters.workbook.findings_list import SHEET, findings_part
from tablecheck.reporters.workbook.looks import MINIMAL, Formats
from tablecheck.reporters.workbook.parts import Parts
from tablecheck.reporters.workbook.relations import (
    OFFICE,
    declare,
    declare_ending,
    prefix_of,
    relate,
    relations_of,
)
from tablecheck.reporters.workbook.splice import Edits, NotPatchableError, Tag, scan
from tablecheck.reporters.workbook.text import attribute_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.reporters.workbook.cells import Spot
    from tablecheck.reporters.workbook.findings_list import Told
    from tablecheck.reporters.workbook.marks import Marks

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_STRANGE = ("_xmlsignatures/", "xl/revisions/")
"""Parts that a change would break: signatures, and the log of a shared workbook."""


@record
class Book:
    """The workbook part: name, content, tags, where each path ends, the part of each sheet."""

    name: str
    content: bytes
    tags: Sequence[Tag]
    ends: Mapping[str, int]
    sheets: Mapping[str, str]

    def all(self, path: str) -> list[Tag]:
        """Every element with this path."""
        return [tag for tag in self.tags if tag.path == path]


def marked_copy(
    content: bytes, sheet_names: Sequence[str], marks: Marks, told: Told, lang: str
) -> bytes:
    """The workbook with everything marked.

    Args:
        content: Of the file that was checked.
        sheet_names: Names of the sheets by the positions that marks speak of.
        marks: Looks, comments and lines.
        told: What stands above the list of findings.
        lang: ``zh`` or ``en``.

    Raises:
        NotPatchableError: The file is built in a way that we cannot change safely.
    """
    parts = Parts(content)
    refuse_strange(parts)
    book = read_book(parts)
    formats, styles = _formats(parts, book)
    selected = _mark_sheets(parts, book, sheet_names, marks, formats)
    old = _old_list(parts, book)
    if old:
        # The copy of an earlier marked copy: its list is replaced where it stands.
        selected = selected and WorksheetPart(parts.read(old), ()).is_selected
        parts.write(old, findings_part(told, marks.lines, formats, lang, selected=selected))
        parts.write(styles, formats.done())
        return parts.done()
    sheet = parts.free_name("xl/worksheets/sheet{}.xml")
    parts.write(sheet, findings_part(told, marks.lines, formats, lang, selected=selected))
    parts.write(styles, formats.done())
    declare(parts, sheet, f"{_TYPE}worksheet+xml")
    relation = relate(parts, book.name, "worksheet", sheet)
    parts.write(book.name, _with_sheet(book, relation, lang, selected))
    return parts.done()


def refuse_strange(parts: Parts) -> None:
    """Raise NotPatchableError for a file that any change would break."""
    for name in parts.names():
        if name.lower().startswith(_STRANGE):
            raise NotPatchableError("文件带有数字签名或修订记录", "it is signed or shared")


def read_book(parts: Parts) -> Book:
    """The workbook part.

    Raises:
        NotPatchableError: It is not there, or in Strict Open XML.
    """
    root = [each.part for each in relations_of(parts, "") if each.kind == "officeDocument"]
    if len(root) != 1:
        raise NotPatchableError("找不到工作簿的主要部分", "its workbook part is not found")
    content = parts.read(root[0])
    tags: list[Tag] = []
    ends: dict[str, int] = {}
    scan(content, tags.append, lambda path, _, end: ends.update({path: end}))
    if MAIN not in tags[0].attributes.values():
        raise NotPatchableError("文件是严格 Open XML 格式", "it is in Strict Open XML")
    targets = {each.id: each for each in relations_of(parts, root[0])}
    sheets = {}
    for tag in tags:
        if tag.path == "workbook/sheets/sheet":
            ids = [value for name, value in tag.attributes.items() if name.endswith(":id")]
            target = targets.get(ids[0]) if ids else None
            if target is not None and target.kind == "worksheet":
                sheets[tag.attributes.get("name", "")] = target.part
    return Book(name=root[0], content=content, tags=tags, ends=ends, sheets=sheets)


def _old_list(parts: Parts, book: Book) -> str:
    """The part of a list of findings that is there already; "" where there is none."""
    for name, part in book.sheets.items():
        is_ours = name.startswith((SHEET.zh, SHEET.en)) and MARK_HEAD.encode() in parts.read(part)
        if is_ours:
            return part
    return ""


def _formats(parts: Parts, book: Book) -> tuple[Formats, str]:
    """The cell formats and the part that holds them, which is made where there is none."""
    found = [each.part for each in relations_of(parts, book.name) if each.kind == "styles"]
    if found:
        return Formats(parts.read(found[0])), found[0]
    name = parts.free_name("xl/styles{}.xml")
    parts.write(name, MINIMAL.encode("utf-8"))
    declare(parts, name, f"{_TYPE}styles+xml")
    relate(parts, book.name, "styles", name)
    return Formats(parts.read(name)), name


def _mark_sheets(
    parts: Parts, book: Book, names: Sequence[str], marks: Marks, formats: Formats
) -> bool:
    """Mark every sheet that has something to mark; whether no sheet is selected after it."""
    numbers = {number for number, _ in (*marks.looks, *marks.comments)}
    selected = 0
    for number, name in enumerate(names):
        part = book.sheets.get(name)
        if part is None:
            if number in numbers:
                raise NotPatchableError("工作表的内部结构特殊", "a sheet is not found")
            continue
        if number not in numbers:
            selected += WorksheetPart(parts.read(part), ()).is_selected
            continue
        looks = {at: look for (each, at), look in marks.looks.items() if each == number}
        texts = {at: text for (each, at), text in marks.comments.items() if each == number}
        sheet = WorksheetPart(parts.read(part), {*looks, *texts})
        sheet.fill(looks, formats.marked)
        sheet.deselect()
        if texts:
            comment_cells(parts, part, sheet, texts)
        parts.write(part, sheet.done())
    return not selected


def comment_cells(parts: Parts, part: str, sheet: WorksheetPart, texts: Mapping[Spot, str]) -> None:
    """Put comments on a sheet, beside those that are there."""
    relations = relations_of(parts, part)
    found = [each.part for each in relations if each.kind == "comments"]
    if found:
        name = found[0]
    else:
        name = parts.free_name("xl/comments{}.xml")
        parts.write(name, EMPTY)
        declare(parts, name, f"{_TYPE}comments+xml")
        relate(parts, part, "comments", name)
    content, new = with_comments(parts.read(name), texts)
    parts.write(name, content)
    drawings = [each.part for each in relations if each.id == sheet.drawing_id]
    if sheet.drawing_id and not drawings:
        raise NotPatchableError("批注的内部结构特殊", "its comments are built in a strange way")
    if drawings:
        drawing = drawings[0]
    else:
        drawing = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        parts.write(drawing, DRAWING)
        declare_ending(parts, "vml", _VML)
        sheet.link_drawing(relate(parts, part, "vmlDrawing", drawing))
    boxes = with_boxes(parts.read(drawing), {at: texts[at] for at in new}, sheet)
    parts.write(drawing, boxes)


def _with_sheet(book: Book, relation: str, lang: str, selected: bool) -> bytes:
    """The workbook part with the list of findings as its first sheet."""
    edits = Edits(book.content)
    (sheets,) = book.all("workbook/sheets")
    old = book.all("workbook/sheets/sheet")
    number = max(int(tag.attributes.get("sheetId", "0")) for tag in old) + 1
    name = _free_sheet_name([tag.attributes.get("name", "") for tag in old], lang)
    edits.insert(
        sheets.head_end,
        f'<{prefix_of(book.content, sheets)}sheet name="{attribute_text(name)}"'
        f' sheetId="{number}" xmlns:r="{OFFICE}" r:id="{relation}"/>',
    )
    for tag in book.all("workbook/definedNames/definedName"):
        if "localSheetId" in tag.attributes:
            moved = int(tag.attributes["localSheetId"]) + 1
            edits.attribute(tag, "localSheetId", str(moved))
    for tag in book.all("workbook/bookViews/workbookView"):
        active = 0 if selected else int(tag.attributes.get("activeTab", "0")) + 1
        edits.attribute(tag, "activeTab", str(active))
    return edits.done()


def _free_sheet_name(taken: Sequence[str], lang: str) -> str:
    name, number = SHEET.in_language(lang), 1
    lower = {each.lower() for each in taken}
    while (name if number == 1 else f"{name} ({number})").lower() in lower:
        number += 1
    return name if number == 1 else f"{name} ({number})"
