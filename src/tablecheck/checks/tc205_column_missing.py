"""TC205: columns of the form that the table does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.findings import Place, Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC205",
    "column-missing",
    title=("缺少列", "column missing"),
    zh="表中没有“{label}”一列",
    en="the table has no column “{label}”",
)
def column_missing(case: Case) -> Iterator[Finding]:
    """
    A column of the form is not in the table.

    ## What it checks
    Every column of the form is bound to a column of the table, by its head, or because it is the
    only one left. A missing column of values is an error, a missing column of units a warning.

    ## Why it matters
    Without the column none of its cells can be checked.

    ## Example
    The column 单位 was deleted.

    ## When it is silent
    Columns of numbering and notes; a column bound by elimination (TC206); a missing column of
    units where every label or head states its unit.

    ## Source
    The form.
    """
    for bound in case.binding.tables.values():
        for item in bound.columns.missing:
            if item.heading or item.role in ("number", "note"):
                continue
            if item.role == "unit" and _has_units(case, bound.table.code):
                continue
            yield column_missing.finding(
                Place(
                    table=bound.table.code,
                    row=None,
                    column=item.code,
                    sheet=None,
                    cell=None,
                    label=item.label,
                ),
                severity=None if item.role == "value" else Severity.WARNING,
                fill={"label": item.label},
                facts={"role": item.role},
                action=Words(f"补上“{item.label}”一列", f"put the column “{item.label}” back"),
            )


def _has_units(case: Case, table: str) -> bool:
    """Every indicator with a unit states it in its label, head or value."""
    wanted = [
        seen
        for key, seen in case.observations.items()
        if key[0] == table and seen.place is not None and (seen.item.units or seen.column.units)
    ]
    return bool(wanted) and all(seen.unit is not None for seen in wanted)
