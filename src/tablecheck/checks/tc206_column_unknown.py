"""TC206: columns whose head the form does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_BOUND = Words(
    "表式中没有“{head}”这一列，已按“{item}”检查",
    "the form has no column “{head}”; it was checked as “{item}”",
)
_SPLIT = Words(
    "表头之外还有数，可能是千分位逗号把一个数拆成了两格",
    "numbers stand beyond the heads; a thousands comma may have split one number in two",
)
_NO_HEAD = Words(
    "“{item}”一列没有列名，已按内容对应",
    "the column “{item}” has no head; it was told by its content",
)


@check(
    "TC206",
    "column-unknown",
    severity=Severity.WARNING,
    title=("不认识的列", "unknown column"),
    zh="表式中没有“{head}”这一列，没有检查它",
    en="the form has no column “{head}”; it was not checked",
)
def column_unknown(case: Case) -> Iterator[Finding]:
    """
    A column's head is not in the form.

    ## What it checks
    Every column with a head or numbers has a head of the form. One that is alike, or the only one
    left that can hold the values, is bound and told as a warning; others are an information.

    ## Why it matters
    Numbers in a column that nobody knows are lost; the wrong column may be the one that is read.

    ## Example
    The head 统计数 was renamed 数量.

    ## When it is silent
    Columns of running numbers (序号) and of notes (备注).

    ## Source
    The form.
    """
    for bound in case.binding.tables.values():
        for match in bound.columns.matches.values():
            if match.how not in ("near", "elimination"):
                continue
            yield column_unknown.finding(
                case.head_place(bound, match.line),
                message=_BOUND if match.line.text else _NO_HEAD,
                fill={"head": shown(match.line.text), "item": match.item.label},
                facts={"head": shown(match.line.text), "column": match.item.code},
                action=Words(
                    f"把列名改为“{match.item.label}”", f"name the column “{match.item.label}”"
                ),
            )
        for unknown in bound.columns.unknown:
            line = unknown.line
            # In a CSV, numbers beyond the heads mostly come from 1,234 without quotes.
            is_split = not line.text and case.workbook.kind == "csv"
            yield column_unknown.finding(
                case.head_place(bound, line),
                severity=Severity.ERROR if is_split else Severity.INFORMATION,
                message=_SPLIT if is_split else None,
                fill={"head": shown(line.text)},
                facts={"head": shown(line.text), "column": None},
            )
