"""TC114: a value hidden under a merged cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.findings import Place, Severity, Words
from tablecheck.sheet import a1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC114",
    "value-under-merge",
    severity=Severity.WARNING,
    title=("合并单元格下有数", "value under a merge"),
    zh="合并单元格下面还有内容，看不见",
    en="a merged cell hides content that nobody sees",
)
def value_under_merge(case: Case) -> Iterator[Finding]:
    """
    A merged cell covers another value.

    ## What it checks
    Cells of a bound table with content inside a merged range, other than its first.

    ## Why it matters
    Formulas count what nobody sees.

    ## Example
    B2 holds 7 under the merge A1:C3.

    ## When it is silent
    Only the first cell of each merge has content; titles and notes around the table.

    ## Source
    Measured: other readers drop such values, or show them, without a word.
    """
    for notice in case.workbook.notices:
        if notice.kind == "value-under-merge" and notice.place is not None:
            if not _is_inside(case, notice.sheet, *notice.place):
                continue
            cell = a1(*notice.place)
            yield value_under_merge.finding(
                Place(table=None, row=None, column=None, sheet=notice.sheet, cell=cell, label=cell),
                fill={},
                action=Words(
                    "取消合并，核对其中的数", "unmerge the cells and check what they hold"
                ),
            )


def _is_inside(case: Case, sheet: str | None, row: int, column: int) -> bool:
    """The place belongs to the rows and columns of a bound table."""
    for bound in case.binding.tables.values():
        region = bound.region
        columns = [match.line.index for match in bound.columns.matches.values()]
        if (
            region.grid.sheet.name == sheet
            and region.head_top <= row <= region.body_bottom
            and min(columns) <= column <= max(columns)
        ):
            return True
    return False
