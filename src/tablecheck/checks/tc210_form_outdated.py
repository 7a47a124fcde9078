"""TC210: the year of the file is none that its form serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.header import year_place
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_EARLY = Words("表式与年度不符", "form of other years")


@check(
    "TC210",
    "form-outdated",
    severity=Severity.WARNING,
    title=("用了旧表式", "old form used"),
    zh="{year} 年的报告用了 {form} 的表式，它{served}{right}",
    en="the report of {year} is on the form {form}, which {served}{right}",
)
def form_outdated(case: Case) -> Iterator[Finding]:
    """
    A form is used for a year that it was not made for.

    ## What it checks
    The year in a header field, the title or a line on top against the `years` of the form, which is
    recognised by its tables alone. Where a known form of the same family serves the year, it is
    named.

    ## Why it matters
    The numbers that the new form asks for are not there, and cannot be added up with the others.

    ## Example
    The tables of the 2019 form in a report of 2021 or 2023.

    ## When it is silent
    The file says no year, or only its name does; the form states no years.

    ## Source
    Reports published on the form of earlier years.
    """
    from tablecheck.binding.recognise import family_forms, serves

    years = case.header.sure_years
    if not years or serves(case.form, years[0].year):
        return
    year = years[0].year
    first, last = case.form.years
    outdated = last is not None and year > last
    right = next((each for each in family_forms(case.form.family) if serves(each, year)), None)
    yield form_outdated.finding(
        year_place(years[0]),
        title=None if outdated else _EARLY,
        fill={
            "year": year,
            "form": case.form.id,
            "served": Words(f"只用到 {last} 年", f"served until {last}")
            if outdated
            else Words(f"从 {first} 年起才用", f"serves from {first} on"),
            "right": Words("", "")
            if right is None
            else Words(
                f"；{year} 年应当用 {right.id}（{right.titles[0]}）",
                f"; the form of {year} is {right.id} ({right.titles[0]})",
            ),
        },
        facts={
            "year": str(year),
            "from": None if first is None else str(first),
            "to": None if last is None else str(last),
            "form": None if right is None else right.id,
        },
        action=Words(
            "核对年度；若年度无误，改用当年的表式重新填报",
            "check the year; if it is right, fill in the form of that year",
        ),
    )
