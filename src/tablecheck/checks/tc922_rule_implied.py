"""TC922: rules of a form that follow from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase


@about_form(
    "TC922",
    "rule-implied",
    severity=Severity.INFORMATION,
    title=("可由其他关系推出", "rule that others imply"),
    zh="关系“{rule}”可由{others}推出，单独不起作用",
    en="the rule “{rule}” follows from {others}; it says nothing of its own",
)
def rule_implied(case: FormCase) -> Iterator[Finding]:
    """
    A rule holds wherever other rules of the form hold.

    ## What it checks
    The rule is taken out and its contrary put in: where that is impossible in every place and year
    in which the rule holds, the others imply it. A hard rule must follow from hard ones, a rule
    without `previous` from such rules.

    ## Why it matters
    One wrong number is reported twice. It does no harm where the form prints both.

    ## Example
    `[3] <= [1]` beside `[3] <= [2]` and `[2] <= [1]`.

    ## When it is silent
    The rule says something of its own, or alternatives (`if`, `or`) of others would be needed to
    see that it does not. Of two rules that say the same (TC925) this page tells nothing.

    ## Source
    Redundant edits: Fellegi and Holt (1976); validatetools (R), `remove_redundancy`.
    """
    rules = {rule.id: (table, rule) for table, rule in case.rules}
    twins = {later for _, later in case.twins}
    for each in case.together.implied:
        if each.rule in twins:
            continue
        table, rule = rules[each.rule]
        yield rule_implied.finding(
            case.at_rule(table, rule),
            related=[case.at_rule(*rules[name]) for name in each.because],
            rule=rule.id,
            basis=rule.basis,
            fill={"rule": rule.id, "others": _others(each.because)},
            facts={"because": ", ".join(each.because)},
        )


def _others(because: tuple[str, ...]) -> Words:
    if not because:
        return Words("各格允许填的数", "the values that its cells may hold")
    return Words(f"“{'”、“'.join(because)}”", f"“{'”, “'.join(because)}”")
