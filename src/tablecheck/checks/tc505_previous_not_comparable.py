"""TC505: last period's file is there, but not the one that the rules mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_TRUSTED = Words("上年文件未能核对", "previous file taken on trust")
_TRUSTED_MESSAGE = Words(
    "{why}，按 --previous 所给作为上年报告", "{why}; --previous is taken for last year's report"
)


@check(
    "TC505",
    "previous-not-comparable",
    severity=Severity.INFORMATION,
    title=("与上年不可比", "not comparable with last year"),
    zh="{why}；与上年有关的勾稽关系无法判断",
    en="{why}; the rules that compare with last year are not decided",
)
def previous_not_comparable(case: Case) -> Iterator[Finding]:
    """
    The years of the two files do not follow each other, or two agencies report.

    ## What it checks
    The year of the checked file is that of the previous one plus 1, and both name the same agency:
    in header fields, titles and lines on top, the year also in file names. The rules that need last
    year are NA where that is not so. Where a file says no year, `--previous` is taken on trust.

    ## Why it matters
    What one year carries over is not what the next but one begins with.

    ## Example
    A report of 2024 with `--previous` the one of 2022.

    ## When it is silent
    Years and agency fit.

    ## Source
    “Consecutive years and the same agency”: what a carry-over means.
    """
    previous = case.previous
    if previous is None or previous.problem is not None:
        return
    if previous.gap is not None:
        yield previous_not_comparable.finding(None, fill={"why": previous.gap})
    elif previous.doubt is not None:
        yield previous_not_comparable.finding(
            None, title=_TRUSTED, message=_TRUSTED_MESSAGE, fill={"why": previous.doubt}
        )
