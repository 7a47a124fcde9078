"""The first sheet: the list of findings, each with a link to its cell and room to explain it.

Comes in: lines. Goes out: a worksheet part. All text stands in the sheet itself and is stored as
text, so none of it becomes a formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.findings import Words
from tablecheck.fingerprint import MARK_HEAD, REASON_HEADS
from tablecheck.record import record
from tablecheck.reporters.workbook.cells import MAIN
from tablecheck.reporters.workbook.text import attribute_text, lines_of, xml_text
from tablecheck.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.reporters.workbook.looks import Formats
    from tablecheck.reporters.workbook.marks import Line

SHEET = Words("检查结果", "Findings")
HEADS = (
    (Words("序号", "No."), 6),
    (Words("级别", "Level"), 13),
    (Words("代码", "Code"), 8),
    (Words("位置", "Cell"), 12),
    (Words("指标", "Indicator"), 22),
    (Words("问题", "Problem"), 38),
    (Words("原因", "Why"), 26),
    (Words("处理", "What to do"), 42),
    (Words(*REASON_HEADS), 24),
    (Words(MARK_HEAD, MARK_HEAD), 26),
)
LEFT_OVER = Words(
    "以前的情况说明（问题已不存在，或数值有变）：",
    "Earlier explanations (of findings that are gone, or whose values changed):",
)
HIDDEN = ' hidden="1"'
_LINE, _HIGHEST = 13.5, 400
"""Points of a line, and of the highest row that a spreadsheet takes."""


@record
class Told:
    """What stands around the list.

    Attributes:
        title: Above it.
        lines: What was checked, under the title.
        left_over: Explanations of findings that are there no more, or whose values changed.
    """

    title: str
    lines: tuple[str, ...]
    left_over: tuple[str, ...] = ()


def findings_part(
    told: Told, lines: Sequence[Line], formats: Formats, lang: str, *, selected: bool
) -> bytes:
    """The worksheet part; ``selected``: it is the sheet that opens."""
    title, head, plain = formats.titled(), formats.listed("head", bold=True), formats.listed()
    rows = [_row(1, [(told.title, title)], 24)]
    note = formats.noted()
    rows += [_row(2 + number, [(text, note)], 15) for number, text in enumerate(told.lines)]
    top = len(rows) + 2
    names = [(words.in_language(lang), head) for words, _ in HEADS]
    rows.append(_row(top, names, 20))
    links = []
    for number, line in enumerate(lines, start=1):
        at = top + number
        rows.append(_finding(at, number, line, formats, plain))
        if line.cell:
            links.append(_link(f"D{at}", line))
    last = top + len(lines)
    for text in (LEFT_OVER.in_language(lang), *told.left_over) if told.left_over else ():
        last += 1
        rows.append(_row(last + 1, [(text, note)], 15))
    return _worksheet(rows, links, top, last + 1, selected).encode("utf-8")


def _finding(at: int, number: int, line: Line, formats: Formats, plain: int) -> str:
    where = f"{line.sheet}!{line.cell}" if line.sheet else line.cell
    texts = (line.indicator, line.problem, line.reason, line.action, line.explanation)
    cells = [
        (str(number), plain),
        (line.level, formats.listed(line.look, bold=True)),
        (line.code, plain),
        (where, formats.listed(link=True) if line.cell else plain),
        *((text, plain) for text in texts),
        (line.key, plain),
    ]
    tallest = max(
        lines_of(text, width - 3)
        for (text, _), (_, width) in zip(cells[:-1], HEADS[:-1], strict=True)
    )
    return _row(at, cells, min(tallest * _LINE + 4, _HIGHEST))


def _row(number: int, cells: Sequence[tuple[str, int]], height: float) -> str:
    drawn = "".join(
        _cell(f"{column_letters(column)}{number}", text, style)
        for column, (text, style) in enumerate(cells, start=1)
    )
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{drawn}</row>'


def _cell(address: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{address}" s="{style}"/>'
    if text.isdecimal() and text.isascii():
        return f'<c r="{address}" s="{style}"><v>{text}</v></c>'
    told = f'<is><t xml:space="preserve">{xml_text(text)}</t></is>'
    return f'<c r="{address}" s="{style}" t="inlineStr">{told}</c>'


def _link(address: str, line: Line) -> str:
    quoted = line.sheet.replace("'", "''")
    target = attribute_text(f"'{quoted}'!{line.cell}")
    return f'<hyperlink ref="{address}" location="{target}" display="{target}"/>'


def _worksheet(
    rows: Sequence[str], links: Sequence[str], top: int, last: int, selected: bool
) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"'
        f"{HIDDEN if words.zh == MARK_HEAD else ''}/>"
        for number, (words, width) in enumerate(HEADS, start=1)
    )
    chosen = ' tabSelected="1"' if selected else ""
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:J{last}"/><sheetViews><sheetView{chosen} workbookViewId="0">'
        f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>{linked}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
