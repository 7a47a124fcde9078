"""TC404: a relation between indicators, written as an expression, does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses, cells, failing, stated, terms, why
from tablecheck.checks.base import check
from tablecheck.checks.case import short_label
from tablecheck.exact import exact, plain
from tablecheck.findings import Equation, Words
from tablecheck.form.model import RuleKind
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.rules.model import Instance, Linear

_SIGNS = {"<=": "≤", ">=": "≥", "=": "=", "<": "<", ">": ">", "!=": "≠"}
_MOST_NAMED = 4


@check(
    "TC404",
    "equation-broken",
    title=("勾稽关系不成立", "relation does not hold"),
    zh="{numbers}，不符合勾稽关系 {expression}",
    en="{numbers}, against the relation {expression}",
)
def equation_broken(case: Case) -> Iterator[Finding]:
    """
    A relation between indicators does not hold.

    ## What it checks
    The expressions of the form's `rules`: equations, inequalities and `if … then …`, linear, in
    exact numbers. A rule fails only where it fails for every value that the cells may have.

    ## Why it matters
    One of the indicators is wrong, or the case is odd enough to want an explanation.

    ## Example
    `[3.2] <= [3.1]`: 2 applications closed of 0 received is flagged; 2 of 2 passes.

    ## When it is silent
    A cell that could make it hold is blank or unreadable.

    ## Source
    The form; `tablecheck forms ID` lists its relations.
    """
    for instance in failing(case, RuleKind.EQUATION):
        keys = cells(instance)
        atom = _single(case, instance)
        left = [key for coefficient, key in atom.terms if coefficient > 0] if atom else []
        at = left[0] if left else keys[0]
        yield equation_broken.finding(
            case.place(at),
            related=[case.place(key) for key in keys if key != at],
            severity=instance.rule.severity,
            rule=instance.rule.id,
            basis=instance.rule.basis,
            fill={
                "numbers": _numbers(case, keys),
                "expression": _expression(case, instance),
            },
            facts=_facts(case, atom),
            reason=why(
                instance,
                Words("表式规定了这条勾稽关系", "the form states this relation"),
            ),
            action=Words(
                f"规则不能判定哪一格有误。核对 {addresses(case, keys)}；若数字属实，请附情况说明",
                "the rule cannot tell which cell is wrong: check "
                f"{addresses(case, keys, 'en')}; if the numbers are true, explain them",
            ),
            equation=_equation(case, atom),
        )


def _single(case: Case, instance: Instance) -> Linear | None:
    """The one comparison that fails, where a clause has just one."""
    from tablecheck.rules.judge import judge_clause

    for clause in instance.clauses:
        if len(clause) == 1 and judge_clause(clause, case.dataset.intervals) is Verdict.FAILS:
            return clause[0]
    return None


def _numbers(case: Case, keys: tuple[object, ...]) -> Words:
    named = [key for key in case.observations if key in keys]
    named.sort(key=keys.index)
    zh = [f"“{case.name(key)}”为 {stated(case, key)}" for key in named[:_MOST_NAMED]]
    en = [f"“{case.name(key)}” is {stated(case, key)}" for key in named[:_MOST_NAMED]]
    rest = len(named) - _MOST_NAMED
    if rest > 0:
        zh.append(f"另有 {rest} 项")
        en.append(f"and {rest} more")
    return Words("，".join(zh), ", ".join(en))


def _expression(case: Case, instance: Instance) -> Words:
    """The rule as the form writes it, with labels for codes and printed signs."""
    items = {item.code: item for item in case.binding.tables[instance.table].table.rows}
    items.update({i.code: i for i in case.binding.tables[instance.table].table.columns})

    def name(code: str, several: str) -> str:
        bare = code.removesuffix("/*")
        label = short_label(items[bare].label) if bare in items else bare
        return f"“{label}”{several}" if code != bare else f"“{label}”"

    zh = en = ""
    for part in re.split(r"(\[[^\]]*\])", instance.rule.expression):
        if part.startswith("["):
            zh += name(part[1:-1].strip(), "各项")
            en += name(part[1:-1].strip(), " (its items)")
        else:
            printed = part.replace("<=", "≤").replace(">=", "≥").replace("!=", "≠")
            zh += _in_chinese(printed)
            en += printed
    return Words(zh.strip(), en.strip())


def _in_chinese(text: str) -> str:
    words = {
        "if": "若",
        "then": "则",
        "and": "且",
        "or": "或",
        "any": "任一",
        "all": "全部",
        "sum": "合计",
    }
    return re.sub(r"[a-z]+", lambda match: words.get(match.group(), match.group()), text)


def _facts(case: Case, atom: Linear | None) -> dict[str, str | None]:
    if atom is None:
        return {}
    equation = _equation(case, atom)
    if equation is None:
        return {}
    return {"computed": equation.computed, "imbalance": equation.imbalance}


def _equation(case: Case, atom: Linear | None) -> Equation | None:
    """The comparison drawn, where all its coefficients are 1 or -1 and all its cells are stated."""
    if atom is None or atom.constant != 0 or any(abs(c) != 1 for c, _ in atom.terms):
        return None
    left = [key for coefficient, key in atom.terms if coefficient > 0]
    right = [key for coefficient, key in atom.terms if coefficient < 0]
    points = [case.dataset.intervals[key] for key in (*left, *right)]
    if not left or not right or not all(point.is_point for point in points):
        return None
    lows = [point.low or 0 for point in points]
    total_left, total_right = sum(lows[: len(left)]), sum(lows[len(left) :])
    return Equation(
        left=terms(case, left),
        op=atom.op,
        right=terms(case, right),
        computed=plain(exact(total_right)),
        imbalance=plain(exact(total_left - total_right)),
    )
