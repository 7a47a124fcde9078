"""TC211: a reporting unit that has two rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding, Place


@check(
    "TC211",
    "unit-twice",
    title=("填报单位重复", "reporting unit twice"),
    zh="填报单位“{name}”有 {n} 行",
    en="the reporting unit “{name}” has {n} rows",
)
def unit_twice(case: Case) -> Iterator[Finding]:
    """
    A reporting unit stands in more than one row.

    ## What it checks
    Tables of one row a reporting unit: names are compared as written, the total row apart. Each row
    is checked; all of them count in the total.

    ## Why it matters
    The unit is counted twice, or two units share a name and nobody can tell them apart.

    ## Example
    第一小学 stands in rows 3 and 9.

    ## When it is silent
    Tables with indicators down the rows.

    ## Source
    SDMX: a key identifies one observation.
    """
    for bound in case.binding.tables.values():
        if bound.table.orientation != "records":
            continue
        rows: dict[str, list[int]] = {}
        for line, code in bound.columns.duplicates:
            rows.setdefault(code, []).append(line.index)
        for code, more in rows.items():
            match = bound.columns.matches[code]
            at = match.line.at or bound.region.label_column
            lines = (match.line.index, *more)
            places = [case.sheet_place(bound, at, row, match.line.text) for row in lines]
            yield told_twice(match.line.text, places)


def told_twice(name: str, places: Sequence[Place]) -> Finding:
    """The finding of a unit that stands in several places."""
    return unit_twice.finding(
        places[0],
        related=places[1:],
        fill={"name": shown(name), "n": len(places)},
        facts={"rows": str(len(places))},
        action=Words("核对后只留一行，或写明各是哪个单位", "keep one row, or say which is which"),
    )
