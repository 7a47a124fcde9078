"""TC515: cells of a member give no number, so totals are not known."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC515",
    "member-cells-open",
    severity=Severity.WARNING,
    title=("成员有未知的数", "member's numbers not known"),
    zh="{count} 个指标没有可用的数（{labels}），它们的合计无法确定",
    en="{count} indicators have no number that counts ({labels}), so their totals are not known",
)
def member_cells_open() -> None:
    """
    Cells of a member are blank or unreadable, so the totals of these indicators are not known.

    ## What it checks
    Every cell of a member whose indicator is rolled up: it holds one exact number.

    ## Why it matters
    A blank counted as 0 makes a total too small without a trace. The cell of the total is left
    blank, and its comment names the members.

    ## Example
    受理数 is blank in one of 20 members: its total is blank.

    ## When it is silent
    The form, or `--blank zero`, says that a blank is 0; the indicator's `rollup` is `none`.

    ## Source
    docs/rollup.md.
    """
