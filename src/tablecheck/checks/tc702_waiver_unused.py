"""TC702 waiver-unused."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.form.model import Severity


@about_run(
    "TC702",
    "waiver-unused",
    severity=Severity.WARNING,
    title=("情况说明没有对应", "waiver matches nothing"),
    zh="{waiver} 的情况说明（{reason}）没有对应的问题",
    en="the waiver of {waiver} ({reason}) matches no finding",
)
def waiver_unused() -> None:
    """A waiver is of nothing that was found.

    ## What it checks
    A waiver is for a file of this run, and nothing that was found there is what it names.

    ## Why it matters
    The table was corrected and the waiver is left over, or its code, rule or indicator is
    misspelt. A left-over waiver would one day accept something that nobody has looked at.

    ## Example
    `code = "TC403"`, `indicator = "1.1"`: TC702 where 1.1 has no finding TC403; used where it has.

    ## When it is silent
    None of the waiver's files is in this run; `--select` or `--ignore` leave its check out; the
    finding is there with other values (then it is TC703).

    ## Source
    None; ours.
    """
