"""TC511: a filed total is not the sum of its members."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC511",
    "rolled-up-total-differs",
    severity=Severity.ERROR,
    title=("汇总数不等于成员之和", "total differs from its members"),
    zh="“{indicator}”汇总填报 {stated}{unit}，{members} 个成员之和为 {computed}{unit}，差 "
    "{imbalance}{unit}",
    en="“{indicator}” is {stated}{unit} in the filed total, but its {members} members add up "
    "to {computed}{unit} ({imbalance})",
)
def rolled_up_total_differs() -> None:
    """
    A number of the filed total (`rollup --against`) is not the sum of its members' numbers.

    ## What it checks
    Indicators whose `rollup` is `sum` (the default): filed = Σ members, in exact numbers, each in
    the indicator's unit. Where members have blanks, or are missing or refused, the total must
    still be one that they allow.

    ## Why it matters
    The total that is published is not that of the tables behind it.

    ## Example
    Filed 190, members 100, 60 and 40: 200. What would explain the difference is named: a member
    left out or counted twice in all indicators, a number of one member or of the total mistyped.

    ## When it is silent
    The indicator is `bounded` (TC512) or `none`, the filed number is blank or unreadable, or
    blanks of members leave room for it.

    ## Source
    docs/rollup.md; `rollup` of the form's items.
    """
