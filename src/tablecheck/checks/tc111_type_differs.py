"""TC111: a file is of another type than its name says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC111",
    "type-differs",
    severity=Severity.INFORMATION,
    title=("扩展名与内容不符", "name and type differ"),
    zh="文件扩展名是 {name}，内容其实是 {type}，已按 {type} 读取",
    en="the file is named {name}, but its content is {type}; it was read as {type}",
)
def type_differs(case: Case) -> Iterator[Finding]:
    """
    A file's content is of another type than its name says.

    ## What it checks
    The type by the file's signature and parts against its extension.

    ## Why it matters
    Exports named .xls are often text; other programs may refuse them or read them differently.

    ## Example
    A CSV named `report.xls` is read as CSV and flagged.

    ## When it is silent
    The extension fits, or there is none.

    ## Source
    Messes seen in published reports.
    """
    for notice in case.workbook.notices:
        if notice.kind == "true-type":
            yield type_differs.finding(
                None,
                fill=notice.facts,
                facts=notice.facts,
                action=Words("用表格软件另存为 .xlsx", "save it as .xlsx from a spreadsheet"),
            )
