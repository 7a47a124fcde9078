"""TC113: macros or links to other files, which are not run or followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_WHAT = {
    "macros": Words("宏", "macros"),
    "external-links": Words("指向其他文件的链接", "links to other files"),
}


@check(
    "TC113",
    "active-content",
    severity=Severity.INFORMATION,
    title=("文件含宏或外部链接", "macros or external links"),
    zh="文件含有{what}，没有运行，也没有打开",
    en="the file holds {what}; nothing was run or opened",
)
def active_content(case: Case) -> Iterator[Finding]:
    """
    The workbook holds macros or links to other files.

    ## What it checks
    A VBA project, and external links, by their parts in the container.

    ## Why it matters
    Numbers that come from another file may be out of date.

    ## Example
    A .xlsm with a VBA project is read, and this is said.

    ## When it is silent
    The workbook has neither.

    ## Source
    ECMA-376 part 1, external workbook references.
    """
    for notice in case.workbook.notices:
        if notice.kind in _WHAT:
            yield active_content.finding(
                None, fill={"what": _WHAT[notice.kind]}, facts={"kind": notice.kind}
            )
