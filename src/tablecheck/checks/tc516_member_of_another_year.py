"""TC516: a member's table is of another year than the others."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC516",
    "member-of-another-year",
    severity=Severity.WARNING,
    title=("成员的年份不同", "member of another year"),
    zh="这个成员是 {year} 年的表，多数成员是 {usual} 年的",
    en="this table is of {year}, while most members are of {usual}",
)
def member_of_another_year() -> None:
    """
    A member's table is of another year than most of the others.

    ## What it checks
    The years that the files say.

    ## Why it matters
    Last year's table in the folder makes a total that is of no year.

    ## Example
    19 tables of 2024 and one of 2023.

    ## When it is silent
    The file says no year; no year is that of most members.

    ## Source
    docs/rollup.md.
    """
