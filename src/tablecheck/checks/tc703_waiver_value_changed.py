"""TC703 waiver-value-changed."""

from __future__ import annotations

from tablecheck.checks.base import about_run
from tablecheck.form.model import Severity


@about_run(
    "TC703",
    "waiver-value-changed",
    severity=Severity.WARNING,
    title=("说明过的数已改变", "accepted value has changed"),
    zh="{waiver} 的情况说明（{reason}）说的是 {before}，现在是 {now}",
    en="the waiver of {waiver} ({reason}) accepts {before}; it is {now} now",
)
def waiver_value_changed() -> None:
    """A waiver is of other values than those that were found.

    ## What it checks
    A waiver names the values that were accepted. The same finding is there, with other values, so
    it is not waived.

    ## Why it matters
    A reason explains a number, not an indicator. Another number needs a look of its own.

    ## Example
    | accepted | stated | |
    |---|---|---|
    | 1606 | 1607 | TC703, and the finding counts |
    | 1606 | 1606 | waived |

    ## When it is silent
    All values are those that the waiver lists; the finding is gone (then it is TC702).

    ## Source
    None; ours.
    """
