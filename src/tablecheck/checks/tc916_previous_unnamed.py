"""TC916: rules about last period in a form that does not say which report is which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words
from tablecheck.form.model import needs_previous

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase


@about_form(
    "TC916",
    "previous-unnamed",
    severity=Severity.WARNING,
    title=("与上年比，认不出年份", "previous report not known"),
    zh="有 {n} 条关系与上年比较，但表式没有 {missing}",
    en="the form has no {missing}, though rules compare with the previous report ({n})",
)
def previous_unnamed(case: FormCase) -> Iterator[Finding]:
    """
    Rules compare with the previous report, and nothing says which report that is.

    ## What it checks
    A form with rules over `previous` should have a header field of type `year`, and the field
    `agency`, by which two reports are told apart; and a `family`, without which the report of
    another form (last year's) is never compared.

    ## Why it matters
    The wrong file given as `--previous` is compared without a word.

    ## Example
    `[2] = previous [4]` in a form without `header`.

    ## When it is silent
    No rule names `previous`, or all three are there.

    ## Source
    docs/periods.md.
    """
    rules = [(table, rule) for table, rule in case.rules if needs_previous(rule)]
    if not rules:
        return
    missing = [] if case.form.family else ["family"]
    if not any(field.type == "year" for field in case.form.header):
        missing.append("header: year")
    if not any(field.code == "agency" for field in case.form.header):
        missing.append("header: agency")
    if missing:
        yield previous_unnamed.finding(
            case.at_rule(*rules[0]),
            related=[case.at_rule(table, rule) for table, rule in rules[1:]],
            rule=rules[0][1].id,
            basis=rules[0][1].basis,
            fill={"n": len(rules), "missing": Words("、".join(missing), ", ".join(missing))},
            action=Words("补上这些键", "add these keys"),
        )
