"""TC201: rows of the form that the table does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import short_label
from tablecheck.findings import Place, Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.binding.bind import TableBinding
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Item

_COLUMN = Words("缺少指标列", "column missing")
_PUT_ROW = Words("按表式补上这一行", "put the row back as the form has it")
_PUT_COLUMN = Words("按表式补上这一列", "put the column back as the form has it")


@check(
    "TC201",
    "row-missing",
    title=("缺少指标行", "row missing"),
    zh="表中没有{names}",
    en="the table lacks {names}",
)
def row_missing(case: Case) -> Iterator[Finding]:
    """
    A row of the form is not in the table.

    ## What it checks
    Every row of the form is bound to a row of the table. Rows missing one after the other are one
    finding; their values take part in the rules as unknown. A missing heading is a warning.

    ## Why it matters
    The report lacks an indicator, or an old template was used.

    ## Example
    The row 举报投诉数量 was deleted.

    ## When it is silent
    A row with a similar label stands in its place (TC202).

    ## Source
    The form.
    """
    for bound in case.binding.tables.values():
        for run in _runs(bound):
            values = [item for item in run if not item.heading]
            named = values or run
            names = "、".join(f"“{short_label(item.label)}”" for item in named[:3])
            more = len(named) - 3
            yield row_missing.finding(
                _place(bound, named[0]),
                related=[_place(bound, item) for item in named[1:]],
                severity=None if values else Severity.WARNING,
                title=_COLUMN if bound.region.grid.turned else None,
                fill={
                    "names": Words(
                        names + (f"等 {len(named)} 行" if more > 0 else ""),
                        names.replace("、", ", ") + (f" and {more} more" if more > 0 else ""),
                    )
                },
                facts={"rows": str(len(named))},
                reason=Words(
                    "表式规定了这些指标；可能用了旧表样，或删去了行",
                    "the form has these rows; an old template may have been used",
                ),
                action=_PUT_COLUMN if bound.region.grid.turned else _PUT_ROW,
            )


def _runs(bound: TableBinding) -> list[list[Item]]:
    """Missing rows that follow one another in the form."""
    order = {item.code: number for number, item in enumerate(bound.table.rows)}
    runs: list[list[Item]] = []
    for item in bound.rows.missing:
        if runs and order[item.code] == order[runs[-1][-1].code] + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _place(bound: TableBinding, item: Item) -> Place:
    return Place(
        table=bound.table.code, row=item.code, column=None, sheet=None, cell=None, label=item.label
    )
