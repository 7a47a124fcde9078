"""Comments on cells: the text, and the box that shows it, sized to it.

Comes in: texts by cell, and what comments the sheet has. Goes out: the two parts that hold them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.reporters.workbook.cells import MAIN
from tablecheck.reporters.workbook.relations import prefix_of
from tablecheck.reporters.workbook.splice import Edits, NotPatchableError, Tag, scan
from tablecheck.reporters.workbook.text import lines_of, xml_text
from tablecheck.sheet import a1

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tablecheck.reporters.workbook.cells import Spot, WorksheetPart

AUTHOR = "tablecheck"
_LINE = 17
"""Height of a line of a comment in pixels."""
_DIGITS = 44
"""Digits that a line of a comment holds; a Chinese character takes two."""
BOX_WIDTH = 340
MOST_LINES = 30
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
DRAWING = (
    f'<xml {_NAMES}>\n<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    "\n</xml>"
).encode()
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)


def with_comments(part: bytes, texts: Mapping[Spot, str]) -> tuple[bytes, list[Spot]]:
    """The comments part with further texts, and the cells that had no comment before.

    A comment that is there keeps its text; ours follows it.
    """
    edits = Edits(part)
    heads: dict[str, Tag] = {}
    authors = [0]
    there: set[str] = set()
    ends: dict[str, int] = {}
    text_by_address = {a1(*at): text for at, text in texts.items()}

    def opened(tag: Tag) -> None:
        heads[tag.path] = tag
        authors[0] += tag.path == "comments/authors/author"

    def closed(path: str, start: int, end: int) -> None:
        ends[path] = start
        if path == "comments/commentList/comment/text":
            address = heads["comments/commentList/comment"].attributes.get("ref", "")
            if address in text_by_address:
                there.add(address)
                run = _run(prefix_of(part, heads[path]), f"\n\n{text_by_address[address]}")
                _fill(edits, part, heads[path], start, run)

    scan(part, opened, closed)
    if "comments/authors" not in ends or "comments/commentList" not in ends:
        raise NotPatchableError("批注的内部结构特殊", "its comments are built in a strange way")
    p = prefix_of(part, heads["comments"])
    author = f"<{p}author>{AUTHOR}</{p}author>"
    _fill(edits, part, heads["comments/authors"], ends["comments/authors"], author)
    new = [at for at in sorted(texts) if a1(*at) not in there]
    listed = "".join(
        f'<{p}comment ref="{a1(*at)}" authorId="{authors[0]}"><{p}text>{_run(p, texts[at])}'
        f"</{p}text></{p}comment>"
        for at in new
    )
    _fill(edits, part, heads["comments/commentList"], ends["comments/commentList"], listed)
    return edits.done(), new


def _fill(edits: Edits, part: bytes, tag: Tag, end: int, content: str) -> None:
    """Put content at the end of an element; an empty one is opened for it."""
    if not tag.is_empty:
        edits.insert(end, content)
        return
    name = part[tag.start + 1 : tag.head_end - 2].split()[0].decode()
    edits.replace(tag.start, tag.head_end, f"<{name}>{content}</{name}>".encode())


def _run(prefix: str, text: str) -> str:
    p = prefix
    return (
        f'<{p}r><{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="宋体"/></{p}rPr>'
        f'<{p}t xml:space="preserve">{xml_text(text)}</{p}t></{p}r>'
    )


def with_boxes(part: bytes, texts: Mapping[Spot, str], sheet: WorksheetPart) -> bytes:
    """The drawing part with a box for each comment, to the right of its cell."""
    end = part.rfind(b"</xml>")
    if end < 0:
        raise NotPatchableError("批注的内部结构特殊", "its comments are built in a strange way")
    blocks = [int(each) for each in re.findall(rb'\bdata="(\d+)', part)]
    used = [int(each) for each in re.findall(rb"_x0000_s(\d+)", part)]
    first = max([1024 * (blocks[-1] if blocks else 1), *used]) + 1
    kind = "" if b"_x0000_t202" in part else _SHAPE_TYPE.replace(" id=", f" {_NAMES} id=", 1)
    boxes = "".join(
        _box(first + number, at, text, sheet)
        for number, (at, text) in enumerate(sorted(texts.items()))
    )
    return part[:end] + (kind + boxes).encode("utf-8") + part[end:]


def _box(number: int, at: Spot, text: str, sheet: WorksheetPart) -> str:
    row, column = at
    height = (min(lines_of(text, _DIGITS), MOST_LINES) + 1) * _LINE
    top = max(row - 1, 1)
    right, right_rest = _walk(sheet.width, column + 1, 12 + BOX_WIDTH)
    bottom, bottom_rest = _walk(sheet.height, top, 4 + height)
    # Columns and rows of an anchor count from 0.
    anchor = (column, 12, top - 1, 4, right - 1, right_rest, bottom - 1, bottom_rest)
    told = ", ".join(map(str, anchor))
    return (
        f'<v:shape {_NAMES} id="_x0000_s{number}" type="#_x0000_t202"'
        f' style="position:absolute;margin-left:60pt;margin-top:2pt;width:{BOX_WIDTH * 3 // 4}pt;'
        f'height:{height * 3 // 4}pt;z-index:{number % 1024};visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{told}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>\n"
    )


def _walk(size: Callable[[int], int], first: int, pixels: int) -> tuple[int, int]:
    """The line in which so many pixels from ``first`` end, and the pixels into it."""
    line = first
    while pixels > size(line) and line < first + 200:
        pixels -= size(line)
        line += 1
    return line, min(pixels, size(line))
