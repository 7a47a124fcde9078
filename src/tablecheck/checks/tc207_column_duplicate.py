"""TC207: a column that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.binding.align import Line
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_DIFFERING = Words(
    "“{head}”有 {n} 列，数值不同，不能确定用哪一列",
    "“{head}” has {n} columns with different values, and which one is meant is not known",
)


@check(
    "TC207",
    "column-duplicate",
    severity=Severity.WARNING,
    title=("列重复", "column stands twice"),
    zh="“{head}”有 {n} 列，数值相同",
    en="“{head}” has {n} columns with the same values",
)
def column_duplicate(case: Case) -> Iterator[Finding]:
    """
    A column of the form stands in the table more than once.

    ## What it checks
    Columns whose head names a column that another one is bound to. Where their values are alike it
    is a warning; where they differ it is an error, and the cells that differ take part as unknown.

    ## Why it matters
    Which of the two is read depends on the program that reads it.

    ## Example
    统计数 stands twice, with 98 and with 89 in one row.

    ## When it is silent
    The form has the head twice itself, under different groups.

    ## Source
    SDMX: a key identifies one observation.
    """
    for bound in case.binding.tables.values():
        if bound.table.orientation == "records":
            continue
        copies: dict[str, list[Line]] = {}
        for line, code in bound.columns.duplicates:
            copies.setdefault(code, []).append(line)
        for code, columns in copies.items():
            match = bound.columns.matches[code]
            apart = [
                key
                for key, seen in case.observations.items()
                if key[0] == bound.table.code and key[2] == code and seen.columns_differ
            ]
            head = match.line.text
            yield column_duplicate.finding(
                case.head_place(bound, match.line),
                related=[
                    *(case.head_place(bound, column) for column in columns),
                    *map(case.place, apart),
                ],
                severity=Severity.ERROR if apart else None,
                message=_DIFFERING if apart else None,
                fill={"head": shown(head), "n": len(columns) + 1},
                facts={"columns": str(len(columns) + 1), "differing": str(len(apart))},
                action=Words("核对后只留一列", "check them and keep one column"),
            )
