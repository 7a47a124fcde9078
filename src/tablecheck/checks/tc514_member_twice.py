"""TC514: two tables are of one member."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.findings import Severity


@about_run(
    "TC514",
    "member-twice",
    severity=Severity.ERROR,
    title=("成员重复", "member twice"),
    zh="与 {other} 是{same}，只计入前一个",
    en="it is {same} {other}; only that one is counted",
)
def member_twice() -> None:
    """
    Two files are of one member: the same content, or the same agency and year.

    ## What it checks
    SHA-256 of the files; the agencies that they name, without 人民政府 at the end, and their years.

    ## Why it matters
    A member counted twice makes the total too large. The first file in the order of the paths is
    counted, the other is not: say which is right by removing the other.

    ## Example
    `宿豫区.xlsx` and `宿豫区（新）.xlsx` both name 宿豫区 as their agency.

    ## When it is silent
    The files name no agency and differ.

    ## Source
    docs/rollup.md.
    """
