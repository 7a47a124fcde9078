"""TC407: a total is stated while all its parts are blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses, cells, stated, why
from tablecheck.checks.base import check
from tablecheck.findings import Severity, Words
from tablecheck.form.model import is_previous

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC407",
    "parts-all-blank",
    severity=Severity.WARNING,
    title=("有总数，各分项全空", "total over blank parts"),
    zh="“{name}”填的是 {stated}{unit}，它的 {n} 个分项却全部未填，至少应有一项大于 0",
    en="“{name}” is {stated}{unit}, but all its {n} parts are blank; at least one must be above 0",
)
def parts_all_blank(case: Case) -> Iterator[Finding]:
    """
    A positive total stands above parts that are all blank.

    ## What it checks
    Soft rules whose whole is stated and positive and whose parts are all blank, and that fail if
    every part is 0.

    ## Why it matters
    The blanks cannot all mean 0, so something was not filled in.

    ## Example
    `回应公众关注热点数` 9 above five blank channels is flagged; with 9 in one channel it passes.

    ## When it is silent
    A hard rule says the same (TC406), or one of the parts is filled.

    ## Source
    Published reports (manzhouli-2018).
    """
    for each in case.evaluation.must_hold:
        rule = each.instance.rule
        if rule.severity is Severity.ERROR or not each.all_parts_blank:
            continue
        known = [key for key in cells(each.instance) if key in case.dataset.stated]
        at = each.instance.whole or min(known, key=is_previous)
        yield parts_all_blank.finding(
            case.place(at),
            related=[case.place(key) for key in each.blanks],
            severity=rule.severity,
            rule=rule.id,
            basis=rule.basis,
            fill={
                "name": case.name(at),
                "stated": stated(case, at),
                "unit": case.after_number(at),
                "n": len(each.blanks),
            },
            facts={"stated": stated(case, at)},
            reason=why(each.instance, Words("总数来自各分项", "the total comes from its parts")),
            action=Words(
                f"填写分项 {addresses(case, each.blanks)} 等，没有的填 0",
                f"fill in the parts {addresses(case, each.blanks, 'en')} …; 0 where there is none",
            ),
        )
