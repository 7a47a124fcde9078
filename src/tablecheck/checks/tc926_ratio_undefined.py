"""TC926: a ratio of a form that is not judged where its denominator is 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words
from tablecheck.rules.judge import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase
    from tablecheck.rules.model import Instance


@about_form(
    "TC926",
    "ratio-undefined",
    severity=Severity.INFORMATION,
    title=("分母可能为 0", "denominator may be 0"),
    zh="关系“{rule}”的分母{how}，那时不作判断",
    en="the denominator of the rule “{rule}” {how}; then it is not judged",
)
def ratio_undefined(case: FormCase) -> Iterator[Finding]:
    """
    The denominator of a ratio may be 0 or less.

    ## What it checks
    The least and the greatest value that the denominator may have by the domains of its cells.

    ## Why it matters
    Such a rule is passed over in silence (verdict NA) where the denominator is 0. Where it can
    never be positive, the rule never speaks: that is a warning.

    ## Example
    `[pupils] / [teachers] <= 40` in a school without teachers.

    ## When it is silent
    The denominator is positive in every table.

    ## Source
    docs/forms.md, “Expressions”.
    """
    if case.blank.is_large:
        return
    told: set[str] = set()
    for instances in case.blank.instances.values():
        for each in instances:
            how = None if each.rule.id in told else _how(case, each)
            if how is None:
                continue
            told.add(each.rule.id)
            yield ratio_undefined.finding(
                case.at_rule(each.table, each.rule, "/expect"),
                rule=each.rule.id,
                basis=each.rule.basis,
                severity=Severity.WARNING if how is _NEVER else None,
                fill={"rule": each.rule.id, "how": how},
            )


_MAY = Words("可能为 0 或负数", "may be 0 or less")
_NEVER = Words("不可能大于 0", "is never above 0")


def _how(case: FormCase, instance: Instance) -> Words | None:
    for atom in (atom for clause in instance.clauses for atom in clause):
        if atom.requires is None:
            continue
        low, high = bounds(atom.requires, case.blank.intervals)
        if high is not None and high <= atom.requires.constant:
            return _NEVER
        if low is None or low <= atom.requires.constant:
            return _MAY
    return None
