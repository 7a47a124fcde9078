"""TC914: units of a form that no row or column has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase


@about_form(
    "TC914",
    "unit-unused",
    severity=Severity.INFORMATION,
    title=("单位没有用到", "units without use"),
    zh="没有指标用这些单位，也不能与所用的单位换算：{units}",
    en="no row or column has these units, nor do they convert to one that is used: {units}",
)
def unit_unused(case: FormCase) -> Iterator[Finding]:
    """
    The form defines units that no item has.

    ## What it checks
    Units under `units` that no row or column names and that are no multiple, or base, of one that
    is named.

    ## Why it matters
    Such a unit is still known for a unit when it is written where it should not be (TC311), so it
    may be meant. It may also be the unit that an item should have.

    ## Example
    `"units": {"条": {}, "件": {}, "人": {}}` in a form that counts 条 and 件 only.

    ## When it is silent
    The unit converts to one in use: 元 beside 万元.

    ## Source
    docs/forms.md, “Identity and vocabulary”.
    """
    units = case.form.units
    used = {
        units[name].base
        for table in case.form.tables
        for item in (*table.rows, *table.columns)
        for name in item.units
        if name in units
    }
    idle = [name for name, unit in units.items() if unit.base not in used]
    if idle:
        listed = Words("、".join(idle), ", ".join(idle))
        yield unit_unused.finding(
            case.place("/units"),
            fill={"units": listed},
            facts={"count": str(len(idle))},
            reason=Words("写在不该写的地方时，仍认得出是单位", "they are still known for units"),
        )
