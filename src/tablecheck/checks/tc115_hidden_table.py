"""TC115: the table stands on a hidden sheet, or some of its rows are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC115",
    "hidden-table",
    severity=Severity.INFORMATION,
    title=("表或行被隐藏", "table or rows are hidden"),
    zh="{what}是隐藏的，已一并检查",
    en="{what} hidden; it was checked all the same",
)
def hidden_table(case: Case) -> Iterator[Finding]:
    """
    The table stands on a hidden sheet, or rows of it are hidden.

    ## What it checks
    Whether the sheet of the bound table, and the rows bound to indicators, are shown.

    ## Why it matters
    What is flagged there cannot be found by looking.

    ## Example
    Row 12 is hidden by a filter: its value takes part all the same.

    ## When it is silent
    Sheet and rows are shown.

    ## Source
    ECMA-376 part 1, sheet state and row attribute hidden.
    """
    for bound in case.binding.tables.values():
        sheet = bound.region.grid.sheet
        first, column = bound.region.body_top, bound.region.label_column or 1
        if sheet.hidden:
            what = Words(f"工作表“{sheet.name}”", f"the sheet “{sheet.name}” is")
            at = case.sheet_place(bound, first, column, sheet.name or "")
            yield hidden_table.finding(at, fill={"what": what}, facts={"rows": None})
        rows = sorted(
            match.line.index
            for match in bound.rows.matches.values()
            if not bound.region.grid.turned and match.line.index in sheet.hidden_rows
        )
        if rows:
            label = bound.region.grid.text(rows[0], column)
            at = case.sheet_place(bound, rows[0], column, label)
            yield hidden_table.finding(
                at,
                fill={"what": Words(f"表中 {len(rows)} 行", _are(len(rows)))},
                facts={"rows": str(len(rows))},
            )


def _are(count: int) -> str:
    return "a row of the table is" if count == 1 else f"{count} rows of the table are"
