"""TC701 waiver-expired."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.form.model import Severity


@about_run(
    "TC701",
    "waiver-expired",
    severity=Severity.WARNING,
    title=("情况说明已过期", "waiver has expired"),
    zh="{waiver} 的情况说明（{reason}）到 {until} 为止，已不再有效",
    en="the waiver of {waiver} ({reason}) held until {until}",
)
def waiver_expired() -> None:
    """A waiver has reached its last day.

    ## What it checks
    A waiver for a file of this run has a last day (`until`), and that day is over. What it
    accepted counts again.

    ## Why it matters
    A reason that was good for one year is easily carried on. The last day asks somebody to look
    again.

    ## Example
    | until | run on | |
    |---|---|---|
    | 2026-12-31 | 2027-01-01 | TC701 |
    | 2026-12-31 | 2026-12-31 | still waived |

    ## When it is silent
    The waiver is for other files or another form than those of this run; it has no last day.

    ## Source
    None; ours.
    """
