"""TC513: a listed member has no table."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC513",
    "member-missing",
    severity=Severity.ERROR,
    title=("缺少成员的表", "member's table missing"),
    zh="成员名单中的“{member}”没有表，合计不含它",
    en="“{member}” is in the list of members, but no table is its; the totals are without it",
)
def member_missing() -> None:
    """
    A member that the list (`rollup --members`) names has no table among the files.

    ## What it checks
    Each line of the list is looked for among the agencies that the files name, then in the file
    names.

    ## Why it matters
    A total without a member is too small, and nothing else would show it.

    ## Example
    The list names 宿豫区; no file is of 宿豫区.

    ## When it is silent
    No list is given. A member whose file is refused is told as a refused file instead, where its
    name is in the file's.

    ## Source
    docs/rollup.md.
    """
