"""TC203: an indicator that has two rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import short_label
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.binding.align import Line
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_DIFFERING = Words(
    "“{name}”有 {n} 行，数值不同，不能确定用哪一个",
    "“{name}” has {n} rows with different values, and which one is meant is not known",
)


@check(
    "TC203",
    "row-duplicate",
    severity=Severity.WARNING,
    title=("指标行重复", "row stands twice"),
    zh="“{name}”有 {n} 行，数值相同",
    en="“{name}” has {n} rows with the same values",
)
def row_duplicate(case: Case) -> Iterator[Finding]:
    """
    An indicator has more than one row.

    ## What it checks
    Rows whose label names an indicator that another row has already. Where the values are alike it
    is a warning; where they differ it is an error, and the cell takes part as unknown.

    ## Why it matters
    One of the two is counted and the other is not, or both are.

    ## Example
    2.政府网站公开政府信息数 stands twice, with 98 and with 89.

    ## When it is silent
    The form has the label twice itself, and each stands in its place.

    ## Source
    SDMX: a key identifies one observation.
    """
    for bound in case.binding.tables.values():
        copies: dict[str, list[Line]] = {}
        for line, code in bound.rows.duplicates:
            copies.setdefault(code, []).append(line)
        for code, rows in copies.items():
            match = bound.rows.matches[code]
            seen = [
                o for key, o in case.observations.items() if key[:2] == (bound.table.code, code)
            ]
            differs = any(each.copies_differ for each in seen)
            label = match.item.label
            yield row_duplicate.finding(
                case.place(seen[0].key)
                if seen
                else case.label_place(bound, match.line, label, code),
                related=[case.label_place(bound, row, label, code) for row in rows],
                severity=Severity.ERROR if differs else None,
                message=_DIFFERING if differs else None,
                fill={"name": short_label(label), "n": len(rows) + 1},
                facts={"rows": str(len(rows) + 1)},
                action=Words("核对后只留一行", "check them and keep one row"),
            )
