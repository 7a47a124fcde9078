"""TC517: a table is of a member that the list does not name."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC517",
    "member-not-listed",
    severity=Severity.WARNING,
    title=("成员不在名单中", "member not listed"),
    zh="“{member}”不在成员名单中，已计入合计",
    en="“{member}” is not in the list of members; it is counted",
)
def member_not_listed() -> None:
    """
    A table is of an agency that the list of members (`rollup --members`) does not name.

    ## What it checks
    The agency of each file, or the name of the file, against the lines of the list.

    ## Why it matters
    A table in the wrong folder adds what belongs to another total.

    ## Example
    A table of another city among those of a city's districts.

    ## When it is silent
    No list is given.

    ## Source
    docs/rollup.md.
    """
