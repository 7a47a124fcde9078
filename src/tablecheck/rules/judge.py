"""Verdicts from stated intervals: 1 holds for every value, 0 for none, NA for some.

Comes in: instances and intervals. Goes out: ``Verdict``. Exact interval arithmetic, no propagation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear
    from tablecheck.values.interval import Interval


def judge(instance: Instance, intervals: Mapping[Key, Interval]) -> Verdict:
    """Verdict of a conjunction of clauses."""
    undecided = False
    for clause in instance.clauses:
        verdict = judge_clause(clause, intervals)
        if verdict is Verdict.FAILS:
            return verdict
        undecided = undecided or verdict is Verdict.UNDECIDED
    return Verdict.UNDECIDED if undecided else Verdict.HOLDS


def judge_clause(clause: tuple[Linear, ...], intervals: Mapping[Key, Interval]) -> Verdict:
    """Verdict of a disjunction of comparisons."""
    undecided = False
    for atom in clause:
        verdict = judge_atom(atom, intervals)
        if verdict is Verdict.HOLDS:
            return verdict
        undecided = undecided or verdict is Verdict.UNDECIDED
    return Verdict.UNDECIDED if undecided else Verdict.FAILS


def judge_atom(atom: Linear, intervals: Mapping[Key, Interval]) -> Verdict:
    """Verdict of one comparison."""
    off = allowance(atom, intervals)
    if off is None:
        return Verdict.UNDECIDED
    low, high = bounds(atom, intervals)
    op, k = atom.op, atom.constant
    if op in (">=", ">"):
        low, high, k = _negated(high), _negated(low), -k
        op = "<=" if op == ">=" else "<"
    if op in ("<=", "<"):
        k += off
        if high is not None and (high <= k if op == "<=" else high < k):
            return Verdict.HOLDS
        if low is not None and (low > k if op == "<=" else low >= k):
            return Verdict.FAILS
        return Verdict.UNDECIDED
    apart = (low is not None and low > k + off) or (high is not None and high < k - off)
    if op == "!=":
        if apart or off:
            return Verdict.HOLDS
        return Verdict.FAILS if low is not None and low == high == k else Verdict.UNDECIDED
    near = low is not None and high is not None and k - off <= low and high <= k + off
    return Verdict.FAILS if apart else Verdict.HOLDS if near else Verdict.UNDECIDED


def allowance(atom: Linear, intervals: Mapping[Key, Interval]) -> Exact | None:
    """How far the left side may be beyond the constant.

    Returns:
        None where the comparison says nothing: its denominator is not one positive number.
    """
    if atom.requires is None:
        return atom.tolerance + atom.slack
    low, high = bounds(atom.requires, intervals)
    if low is None or low != high or low <= atom.requires.constant:
        return None
    return atom.tolerance * (low - atom.requires.constant) + atom.slack


def bounds(atom: Linear, intervals: Mapping[Key, Interval]) -> tuple[Exact | None, Exact | None]:
    """Least and greatest value of the left side; None where open."""
    low: Exact | None = 0
    high: Exact | None = 0
    for coefficient, key in atom.terms:
        interval = intervals[key]
        small, large = interval.low, interval.high
        if coefficient < 0:
            small, large = large, small
        low = None if low is None or small is None else low + coefficient * small
        high = None if high is None or large is None else high + coefficient * large
    return low, high


def _negated(number: Exact | None) -> Exact | None:
    return None if number is None else -number
