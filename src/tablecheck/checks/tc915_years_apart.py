"""TC915: a rule of years in which its form is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase

    Years = tuple[int | None, int | None]


@about_form(
    "TC915",
    "years-apart",
    severity=Severity.WARNING,
    title=("年份与表式不相交", "years of no report"),
    zh="关系“{rule}”用于 {own} 年，表式用于 {form} 年，没有一年重合",
    en="the rule “{rule}” holds in {own}, the form serves {form}; they have no year in common",
)
def years_apart(case: FormCase) -> Iterator[Finding]:
    """
    A rule holds only in years that the form does not serve.

    ## What it checks
    `years` of a rule against `years` of the form.

    ## Why it matters
    The rule never speaks.

    ## Example
    A form of 2019 to 2020 with a rule `"years": {"from": 2021}`.

    ## When it is silent
    One year at least is in both, or one of them says no years.

    ## Source
    docs/forms.md, “Relations and rules”.
    """
    first, last = case.form.years
    for table, rule in case.rules:
        start, end = rule.years
        late = start is not None and last is not None and start > last
        early = end is not None and first is not None and end < first
        if late or early:
            yield years_apart.finding(
                case.at_rule(table, rule, "/years"),
                rule=rule.id,
                basis=rule.basis,
                fill={"rule": rule.id, "own": _shown(rule.years), "form": _shown(case.form.years)},
                action=Words("改年份，或删去这条关系", "correct the years, or remove the rule"),
            )


def _shown(years: Years) -> str:
    first, last = years
    return f"{'' if first is None else first}–{'' if last is None else last}"
