"""TC501: the file of --previous cannot be last period's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC501",
    "previous-unusable",
    title=("上年文件不能用", "previous file is of no use"),
    zh="给出的上年文件（--previous）不能用：{why}",
    en="the previous file (--previous) is of no use: {why}",
)
def previous_unusable(case: Case) -> Iterator[Finding]:
    """
    The file given by `--previous` is not last year's report of the same kind.

    ## What it checks
    It can be read, its form is recognised and of the same family (the same form, or one that the
    family used before), it is another file than the checked one, and its year is earlier.

    ## Why it matters
    The file itself was checked all the same, but nothing that compares it with last year.

    ## Example
    `tablecheck 2024.xlsx --previous 2024.xlsx`; a file of 2025 given as the one before 2024.

    ## When it is silent
    No `--previous` is given, or it is of use; TC505 tells where years or agencies do not fit.

    ## Source
    The form's `family` and `years`, titles and header fields of both files.
    """
    if case.previous is None or case.previous.problem is None:
        return
    yield previous_unusable.finding(
        None,
        fill={"why": case.previous.problem},
        reason=Words(
            "与上年有关的勾稽关系没有检查",
            "the rules that compare with last year were not checked",
        ),
        action=Words("给出同一单位上一年度的报告", "name last year's report of the same agency"),
    )
