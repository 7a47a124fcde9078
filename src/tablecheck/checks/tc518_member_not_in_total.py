"""TC518: one member explains why a filed total differs."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC518",
    "member-not-in-total",
    severity=Severity.ERROR,
    title=("汇总漏加或重复一个成员", "member left out or counted twice"),
    zh="{count} 个指标的汇总数与成员之和的差正好都是“{member}”的数：汇总时{act}",
    en="in {count} indicators the filed total differs from the sum by just the numbers of "
    "“{member}”: it was {act}",
)
def member_not_in_total() -> None:
    """
    A filed total differs from its members in many indicators, and one member explains it.

    ## What it checks
    More than half of the differing indicators differ by the number of one and the same member, at
    least two; where the total agrees, that member holds 0.

    ## Why it matters
    One cause is told once: not each of its indicators (TC511) by itself.

    ## Example
    A total of 20 members was made before the last table came in.

    ## When it is silent
    No member explains it, or only one indicator differs: then TC511 names what would explain
    each.

    ## Source
    docs/rollup.md.
    """
