"""TC512: a filed total is not between the largest member and their sum."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC512",
    "rolled-up-total-out-of-bounds",
    severity=Severity.ERROR,
    title=("汇总数超出成员的范围", "total outside its members' range"),
    zh="“{indicator}”汇总填报 {stated}{unit}，应在 {low} 至 {high}{unit} "
    "之间（成员的最大数至成员之和）",
    en="“{indicator}” is {stated}{unit} in the filed total, but must be from {low} (the "
    "largest member) to {high}{unit} (all of them)",
)
def rolled_up_total_out_of_bounds() -> None:
    """
    A number of the filed total is below its largest member or above the sum of its members.

    ## What it checks
    Indicators whose `rollup` is `bounded`: things that several members may count, so that the
    total counts each once: max(members) ≤ filed ≤ Σ members.

    ## Why it matters
    A total below one of its members, or above all of them together, is impossible.

    ## Example
    Members 30 and 45: a filed 50 passes, 40 and 80 fail.

    ## When it is silent
    The indicator is `sum` (TC511) or `none`; blanks of members leave room for the filed number.

    ## Source
    docs/rollup.md; `rollup` of the form's items.
    """
