"""TC925: two rules of a form that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase


@about_form(
    "TC925",
    "rule-twice",
    severity=Severity.WARNING,
    title=("关系写了两遍", "rule stands twice"),
    zh="关系“{other}”和“{one}”说的是同一件事",
    en="the rules “{other}” and “{one}” say the same of the same cells",
)
def rule_twice(case: FormCase) -> Iterator[Finding]:
    """
    Two rules say the same of the same cells.

    ## What it checks
    The comparisons of two rules, in whatever order and on whichever side their terms are written.

    ## Why it matters
    One wrong number is reported twice; maybe one of the two should name other cells.

    ## Example
    The relation `sum` on row 3 and the rule `[3] = [3.1] + [3.2]`.

    ## When it is silent
    They hold in other years or columns, or the tolerance differs. A rule that follows from several
    others is TC922.

    ## Source
    Experience with forms that were copied from another.
    """
    rules = {rule.id: (table, rule) for table, rule in case.rules}
    for one, other in case.twins:
        table, rule = rules[other]
        yield rule_twice.finding(
            case.at_rule(table, rule),
            related=[case.at_rule(*rules[one])],
            rule=rule.id,
            basis=rule.basis,
            fill={"one": one, "other": other},
            action=Words("删去一条", "remove one"),
        )
