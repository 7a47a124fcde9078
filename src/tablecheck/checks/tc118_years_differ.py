"""TC118: one file says two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.checks.header import year_place
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC118",
    "years-differ",
    severity=Severity.WARNING,
    title=("年度前后不一", "years contradict each other"),
    zh="“{one}”是 {year} 年，“{other}”是 {another} 年",
    en="“{one}” says {year}, but “{other}” says {another}",
)
def years_differ(case: Case) -> Iterator[Finding]:
    """
    Title, header fields and lines on top name different years.

    ## What it checks
    The years in header fields of type `year`, in titles of the form and in the lines on top of the
    sheets that hold its tables.

    ## Why it matters
    One of them was left over from last year's report, maybe with more than the year.

    ## Example
    `宿迁市2024年政府信息公开工作年度报告` above `统计年度：2023`.

    ## When it is silent
    All years are the same, or only the name of the sheet or of the file says another one.

    ## Source
    Reports made by writing over last year's file.
    """
    years = case.header.sure_years
    first = years[0] if years else None
    told = set()
    for seen in years[1:]:
        if first is None or seen.year == first.year or seen.year in told:
            continue
        told.add(seen.year)
        yield years_differ.finding(
            year_place(first),
            related=[year_place(seen)],
            fill={
                "one": shown(first.text),
                "year": first.year,
                "other": shown(seen.text),
                "another": seen.year,
            },
            facts={"year": str(first.year), "another": str(seen.year)},
            action=Words("核对年度，改掉错的一处", "check which year is meant, correct the other"),
        )
