"""TC312: the unit cell is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC312",
    "unit-missing",
    severity=Severity.WARNING,
    title=("单位栏空白", "unit missing"),
    zh="“{name}”的单位栏是空的，表式要求“{expected}”",
    en="the unit of “{name}” is blank; the form asks for “{expected}”",
)
def unit_missing(case: Case) -> Iterator[Finding]:
    """
    The unit cell of an indicator is blank.

    ## What it checks
    The table has a column of units, and the cell beside a value is blank or holds only a dash. The
    number is taken to be in the form's unit.

    ## Why it matters
    A reader cannot tell 元 from 万元.

    ## Example
    `专项经费` 3.5 with a blank unit is flagged; with 万元 it passes.

    ## When it is silent
    The table has no column of units, or the value itself carries its unit (TC313).

    ## Source
    SDMX UNIT_MEASURE is mandatory where a measure has one.
    """
    for key, seen in case.observations.items():
        fact = seen.unit
        if fact is None or fact.text or fact.place is None:
            continue
        bound = case.binding.tables[key[0]]
        yield unit_missing.finding(
            case.place(key),
            related=[case.sheet_place(bound, *fact.place, "", key[1])],
            fill={"name": case.name(key), "expected": fact.expected},
            facts={
                "unit": None,
                "expected": fact.expected,
                "factor": None,
                "stated": None if seen.low is None else plain(seen.low),
                "converted": None,
            },
            reason=Words("没有单位就分不清数量级", "without a unit the magnitude is not known"),
            action=Words(f"在单位栏填{fact.expected}", f"fill in the unit {fact.expected}"),
        )
