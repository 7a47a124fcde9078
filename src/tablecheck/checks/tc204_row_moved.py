"""TC204: rows that stand in another order than the form's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import short_label
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC204",
    "row-moved",
    severity=Severity.WARNING,
    title=("指标顺序不同", "out of order"),
    zh="{names}不在表式规定的位置，已按指标名称对应",
    en="{names} not where the form has them; they were bound by their labels",
)
def row_moved(case: Case) -> Iterator[Finding]:
    """
    Rows stand in another order than in the form.

    ## What it checks
    The longest run of rows in the form's order is taken as it stands; the others are bound by
    their labels and told, once a table.

    ## Why it matters
    Whoever pastes columns from several reports side by side mixes up the indicators.

    ## Example
    1.按时办结数 and 2.延期办结数 are swapped.

    ## When it is silent
    The order is the form's.

    ## Source
    The form.
    """
    for bound in case.binding.tables.values():
        moved = sorted(
            (match for match in bound.rows.matches.values() if match.how == "moved"),
            key=lambda match: match.line.index,
        )
        if not moved:
            continue
        names = [f"“{short_label(match.item.label)}”" for match in moved[:3]]
        rest = len(moved) - 3
        places = [case.label_place(bound, m.line, code=m.item.code) for m in moved]
        verb = "is" if len(moved) == 1 else "are"
        yield row_moved.finding(
            places[0],
            related=places[1:],
            fill={
                "names": Words(
                    "、".join(names) + (f"等 {len(moved)} 行" if rest > 0 else ""),
                    ", ".join(names) + (f" and {rest} more" if rest > 0 else "") + f" {verb}",
                )
            },
            facts={"rows": str(len(moved))},
            action=Words("按表式的顺序排列", "put them in the form's order"),
        )
