"""TC404: a relation between indicators, written as an expression, does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses, cells, failing, stated, terms, why
from tablecheck.checks.base import check
from tablecheck.checks.formula import in_words
from tablecheck.checks.rounding import rounding_note, with_note
from tablecheck.exact import exact, plain, quotient
from tablecheck.findings import Equation, Words
from tablecheck.form.model import RuleKind, Severity, is_previous
from tablecheck.rules.judge import bounds
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Finding, Term
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear

_MOST_NAMED = 4


@check(
    "TC404",
    "equation-broken",
    title=("勾稽关系不成立", "relation does not hold"),
    zh="{numbers}，不符合勾稽关系 {expression}{off}",
    en="{numbers}, against the relation {expression}{off}",
)
def equation_broken(case: Case) -> Iterator[Finding]:
    """
    A relation between indicators does not hold.

    ## What it checks
    The expressions of the form's `rules`: equations with terms on both sides, inequalities,
    `if … then …`, ratios to a bound and changes against last period's file, in exact numbers. A
    rule fails only where it fails for every value that the cells may have. The finding stands at
    the indicator that is alone on its side, else at the first one.

    ## Why it matters
    One of the indicators is wrong, or the case is odd enough to want an explanation.

    ## Example
    `[3.2] <= [3.1]`: 2 applications closed of 0 received is flagged; 2 of 2 passes.

    ## When it is silent
    A cell that could make it hold is blank or unreadable; the denominator of a ratio is not
    positive; the form's tolerance or rounding explains the difference.

    ## Source
    The form; `tablecheck forms ID` lists its relations.
    """
    for instance in failing(case, RuleKind.EQUATION):
        keys = cells(instance)
        atom = _single(case, instance)
        at = _whole(atom, keys)
        equation = _equation(case, atom)
        facts = _facts(case, atom, equation)
        off = None if equation is not None else facts.get("imbalance")
        yield equation_broken.finding(
            case.place(at),
            related=[case.place(key) for key in keys if key != at],
            severity=instance.rule.severity,
            rule=instance.rule.id,
            basis=instance.rule.basis,
            fill={
                "numbers": _numbers(case, keys),
                "expression": in_words(instance.rule, instance.table, case.form),
                "off": Words(f"（左边 - 右边 = {off}）", f" (left - right = {off})")
                if off is not None
                else "",
            },
            facts=facts,
            reason=with_note(
                why(instance, Words("表式规定了这条勾稽关系", "the form states this relation")),
                rounding_note(case, instance),
            ),
            action=_action(case, instance, keys),
            equation=equation,
        )


def _action(case: Case, instance: Instance, keys: Sequence[Key]) -> Words:
    soft = instance.rule.severity is not Severity.ERROR
    zh = "；若数字属实，请附情况说明" if soft else ""
    en = "; if the numbers are true, explain them" if soft else ""
    return Words(
        f"规则不能判定哪一格有误。核对 {addresses(case, keys)}{zh}",
        f"the rule cannot tell which cell is wrong: check {addresses(case, keys, 'en')}{en}",
    )


def _single(case: Case, instance: Instance) -> Linear | None:
    """The one comparison that fails, where a clause has just one."""
    from tablecheck.rules.judge import judge_clause

    for clause in instance.clauses:
        if len(clause) == 1 and judge_clause(clause, case.dataset.intervals) is Verdict.FAILS:
            return clause[0]
    return None


def _whole(atom: Linear | None, keys: Sequence[Key]) -> Key:
    """The cell that stands alone on its side, else the first on the left; of this period."""
    sides = _sides(atom) if atom is not None else ([], [])
    alone = [side[0][1] for side in sides if len(side) == 1]
    named = [key for side in sides for _, key in side]
    return min((*alone, *named, *keys), key=is_previous)


def _sides(atom: Linear) -> tuple[list[tuple[Exact, Key]], list[tuple[Exact, Key]]]:
    """The terms as the form writes them, left and right."""
    left = list(atom.terms[: atom.left])
    return left, [(-coefficient, key) for coefficient, key in atom.terms[atom.left :]]


def _numbers(case: Case, keys: Sequence[Key]) -> Words:
    zh, en = [], []
    for key in keys[:_MOST_NAMED]:
        name, value = case.name(key), stated(case, key)
        before = is_previous(key)
        zh.append(f"{'上期' if before else ''}“{name}”为 {value}")
        en.append(f"{'last period’s ' if before else ''}“{name}” is {value}")
    rest = len(keys) - _MOST_NAMED
    if rest > 0:
        zh.append(f"另有 {rest} 项")
        en.append(f"and {rest} more")
    return Words("，".join(zh), ", ".join(en))


def _facts(case: Case, atom: Linear | None, equation: Equation | None) -> dict[str, str | None]:
    """What the sides differ by, as the form writes them; the right side where it is drawn."""
    if atom is None:
        return {}
    low, high = bounds(atom, case.dataset.intervals)
    if low is None or low != high:
        return {}
    imbalance = low - atom.constant
    if atom.requires is not None:
        below, _ = bounds(atom.requires, case.dataset.intervals)
        imbalance = quotient(imbalance, (below or 0) - atom.requires.constant)
    told: dict[str, str | None] = {"imbalance": plain(exact(imbalance))}
    return told if equation is None else {"computed": equation.computed, **told}


def _equation(case: Case, atom: Linear | None) -> Equation | None:
    """The comparison drawn, where all its coefficients are 1 or -1 and all its cells are stated."""
    if atom is None or atom.constant != 0 or atom.requires is not None:
        return None
    left, right = _sides(atom)
    if not left or not right or any(abs(coefficient) != 1 for coefficient, _ in atom.terms):
        return None
    if not all(case.dataset.intervals[key].is_point for _, key in atom.terms):
        return None
    totals = [
        sum(factor * (case.dataset.intervals[key].low or 0) for factor, key in side)
        for side in (left, right)
    ]
    return Equation(
        left=_drawn(case, left),
        op=atom.op,
        right=_drawn(case, right),
        computed=plain(exact(totals[1])),
        imbalance=plain(exact(totals[0] - totals[1])),
    )


def _drawn(case: Case, side: Sequence[tuple[Exact, Key]]) -> tuple[Term, ...]:
    signs = [
        "-" if factor < 0 else "+" if number else "" for number, (factor, _) in enumerate(side)
    ]
    return terms(case, [key for _, key in side], signs)
