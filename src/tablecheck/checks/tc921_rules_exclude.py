"""TC921: rules of a form that no table can satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words
from tablecheck.form.describe import says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase


@about_form(
    "TC921",
    "rules-exclude",
    severity=Severity.ERROR,
    title=("没有表能满足", "no table satisfies these"),
    zh="任何一张表都不能同时满足：{rules}",
    en="no table can satisfy together: {rules}",
)
def rules_exclude(case: FormCase) -> Iterator[Finding]:
    """
    Rules of the form contradict each other, or the values allowed.

    ## What it checks
    Whether the hard rules can hold together when nothing is filled in: bounds are narrowed,
    equations eliminated, then the linear comparisons are solved exactly. Without any one of the
    rules named the others can hold. A rule that fails by itself is told, a soft one as a warning.

    ## Why it matters
    Every table gets errors that nobody can correct.

    ## Example
    `[a] <= [b]`, `[b] <= [c]` and `[c] < [a]`.

    ## When it is silent
    The rules hold in different years. Alternatives (`if`, `or`) are followed only as far as one of
    them is left; a contradiction that needs more is not found. What the bounded search leaves open
    is TC939.

    ## Source
    Fellegi and Holt (1976), consistency of edits; the dual simplex method in exact numbers.
    """
    table_of = {rule.id: table for table, rule in case.rules}
    for clash in case.together.clashes:
        rules = list({each.rule.id: each.rule for each in clash.instances}.values())
        hard = any(rule.severity is Severity.ERROR for rule in rules)
        told = [f"{rule.id} ({says(rule)})" for rule in rules]
        first, *rest = [case.at_rule(table_of[rule.id], rule) for rule in rules]
        yield rules_exclude.finding(
            first,
            related=rest,
            rule=rules[0].id,
            basis=rules[0].basis,
            severity=Severity.ERROR if hard else Severity.WARNING,
            fill={"rules": Words("；".join(told), "; ".join(told))},
            facts={"rules": ", ".join(rule.id for rule in rules)},
            reason=_ALONE if len(rules) == 1 else None,
            action=Words("改正或删去其中一条", "correct or remove one of them"),
        )


_ALONE = Words("与各格允许填的数矛盾", "it contradicts the values that its cells may hold")
