"""The marked workbook of each file: what a clerk opens, corrects and hands in again.

Comes in: a file's report with its source. Goes out: ``Marked``: bytes, the ending of its name, and
what must be told. The file itself is read once more and never written to.
"""

from __future__ import annotations

import time
from calendar import timegm
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.digest import sha256_hex
from tablecheck.findings import Words
from tablecheck.record import record, replace
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.summary import last_lines
from tablecheck.reporters.workbook.book import marked_copy
from tablecheck.reporters.workbook.findings_list import Told
from tablecheck.reporters.workbook.marks import Marks, marks_of
from tablecheck.reporters.workbook.redraw import redrawn, sheet_names
from tablecheck.reporters.workbook.splice import NotPatchableError
from tablecheck.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = True
_PATCHED = ("xlsx", "xlsm")


@record
class Marked:
    """A marked workbook.

    Attributes:
        content: Of the file.
        ending: ``.xlsx`` or ``.xlsm``.
        notice: What the clerk must know; None where it is a copy like the original.
    """

    content: bytes
    ending: str
    notice: Words | None = None


def render(report: Report, style: Style) -> bytes:
    """The marked workbook of a report on one file; of the first one that was checked."""
    for file in report.files:
        marked = marked_workbook(file, style, report.options)
        if marked is not None:
            return marked.content
    return b""


def marked_workbook(
    file: FileReport,
    style: Style,
    options: Mapping[str, Any],
    explained: Mapping[str, str] = MappingProxyType({}),
) -> Marked | None:
    """The marked workbook of one file; None where it was not checked.

    Args:
        file: The report, with its source.
        style: Language and time.
        options: Of the report.
        explained: Explanations of an earlier marked workbook, by the key of their finding.
    """
    if file.source is None or not file.is_checked:
        return None
    marks = marks_of(file, style.lang, explained)
    keys = {line.key for line in marks.lines}
    told = replace(
        _told(file, style, options),
        left_over=tuple(text for key, text in explained.items() if key not in keys),
    )
    kind = file.source.workbook.kind
    if kind not in _PATCHED:
        return Marked(_new(file, marks, told, style.lang), ".xlsx")
    try:
        content = _unchanged(file)
        names = [sheet.name or "" for sheet in file.source.workbook.sheets]
        return Marked(marked_copy(content, names, marks, told, style.lang), f".{kind}")
    except NotPatchableError as error:
        notice = Words(
            f"不能在原文件的副本上标注（{error.zh}），已另建一个只有表格数值和检查结果的工作簿",
            f"a copy of the file cannot be marked ({error.en}): "
            "the new workbook has the values of its tables and the findings only",
        )
        return Marked(_new(file, marks, told, style.lang), ".xlsx", notice)


def ending_of(file: FileReport) -> str:
    """Ending of the name that a marked workbook has, as far as is known before it is made."""
    kind = "" if file.source is None else file.source.workbook.kind
    return ".xlsm" if kind == "xlsm" else ".xlsx"


def _unchanged(file: FileReport) -> bytes:
    """The bytes that were checked."""
    try:
        content = Path(file.path).read_bytes()
    except OSError:
        raise NotPatchableError("文件打不开了", "it can no longer be opened") from None
    if sha256_hex(content) != file.sha256:
        raise NotPatchableError("文件在检查之后有改动", "it has changed since it was checked")
    return content


def _new(file: FileReport, marks: Marks, told: Told, lang: str) -> bytes:
    """A workbook of the sheets with tables or marks, marked."""
    assert file.source is not None
    sheets = file.source.workbook.sheets
    wanted = {table.sheet for table in file.source.tables} | {number for number, _ in marks.looks}
    numbers = sorted(wanted)
    names = sheet_names([sheets[number] for number in numbers])
    base = redrawn(
        [(name, sheets[number]) for name, number in zip(names, numbers, strict=True)],
        [[table for table in file.source.tables if table.sheet == number] for number in numbers],
        all_text=file.source.workbook.kind in ("csv", "docx", "html"),
    )
    named = {sheets[number].name or "": name for name, number in zip(names, numbers, strict=True)}
    position = {number: at for at, number in enumerate(numbers)}
    moved = Marks(
        looks={(position[number], at): look for (number, at), look in marks.looks.items()},
        comments={(position[number], at): text for (number, at), text in marks.comments.items()},
        lines=tuple(
            replace(line, sheet=named.get(line.sheet, "")) if line.cell else line
            for line in marks.lines
        ),
    )
    return marked_copy(base, names, moved, told, lang)


def _told(file: FileReport, style: Style, options: Mapping[str, Any]) -> Told:
    """What was found, and what identifies the check."""
    zh = style.lang == "zh"
    at = time.localtime(timegm(time.strptime(style.now, "%Y-%m-%dT%H:%M:%S")))
    name = one_line(file.path.replace("\\", "/").rpartition("/")[2])
    when = time.strftime("%Y-%m-%d %H:%M", at)
    form = f"{file.form} {file.form_version or ''}".strip()
    fill = (
        "填写“情况说明”后，下次检查可用 --waivers 读取本表。"
        if zh
        else "What is written under “Explanation” can be read back by --waivers."
    )
    return Told(
        title=f"检查结果：{name}" if zh else f"Findings: {name}",
        lines=(
            *last_lines(file, style, options),
            (f"表式 {form}，检查时间 {when}" if zh else f"form {form}, checked {when}")
            + f"，tablecheck {__version__}",
            f"SHA-256 {file.sha256 or ''}",
            fill,
        ),
    )
