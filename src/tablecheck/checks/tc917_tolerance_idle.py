"""TC917: a tolerance of a form's rule that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words
from tablecheck.form.model import RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.form.model import Rule
    from tablecheck.linting.case import FormCase
    from tablecheck.rules.model import Linear


@about_form(
    "TC917",
    "tolerance-idle",
    severity=Severity.WARNING,
    title=("容差不起作用", "tolerance without effect"),
    zh="关系“{rule}”的容差 {tolerance} 不起作用：{why}",
    en="the tolerance {tolerance} of the rule “{rule}” changes nothing: {why}",
)
def tolerance_idle(case: FormCase) -> Iterator[Finding]:
    """
    A rule has a tolerance that can never matter.

    ## What it checks
    A tolerance below 1 where all cells are whole numbers and so are the numbers of the rule; a
    tolerance of a rule that has neither `=` nor `<=` nor `>=`.

    ## Why it matters
    Its author expected it to matter: perhaps the values are meant to have decimals.

    ## Example
    `"tolerance": 0.5` on the sum of whole numbers.

    ## When it is silent
    A cell may hold decimals, a ratio is compared, or the tolerance is 1 and more.

    ## Source
    docs/forms.md, “Relations and rules”.
    """
    for table, rule in case.rules:
        why = _why(case, rule) if rule.tolerance else None
        if why is not None:
            yield tolerance_idle.finding(
                case.at_rule(table, rule, "/tolerance"),
                rule=rule.id,
                basis=rule.basis,
                fill={"rule": rule.id, "tolerance": plain(rule.tolerance), "why": why},
                action=Words("删去 tolerance，或改正数值类型", "remove it, or correct the values"),
            )


_WHOLE = Words("各项都是整数", "all cells are whole numbers")
_STRICT = Words("式中没有 =、<=、>=", "it has no =, <= or >=")


def _why(case: FormCase, rule: Rule) -> Words | None:
    ops = {atom.op for clause in rule.clauses for atom in clause}
    if rule.kind is RuleKind.EQUATION and ops.isdisjoint(("=", "<=", ">=")):
        return _STRICT
    if rule.tolerance >= 1 or case.blank.is_large:
        return None
    atoms = [
        atom
        for instances in case.blank.instances.values()
        for each in instances
        if each.rule.id == rule.id
        for clause in each.clauses
        for atom in clause
    ]
    return _WHOLE if atoms and all(_is_whole(case, atom) for atom in atoms) else None


def _is_whole(case: FormCase, atom: Linear) -> bool:
    if atom.requires is not None or not isinstance(atom.constant, int):
        return False
    return all(
        isinstance(factor, int) and case.blank.intervals[key].integer for factor, key in atom.terms
    )
