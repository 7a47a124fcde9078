"""All hard rules at once: bounds narrowed until nothing changes.

Comes in: instances of one component and starting intervals. Goes out: ``Narrowed``. Exact, sound
when stopped early, complete on acyclic hierarchies; cycles of equations are finished by
elimination (``eliminate``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.rules.judge import judge_atom
from tablecheck.rules.model import Verdict
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear
    from tablecheck.values.exact import Exact

SWEEPS = 60
"""Sweeps after which slow convergence (x = y + 1, y = x) is left as it stands."""


@record
class Narrowed:
    """What propagation found.

    Attributes:
        intervals: Narrowed intervals of the component's keys.
        reasons: Key -> numbers of the instances whose bounds made it what it is.
        conflict: The numbers of the instances met when an interval became empty; () where none did.
    """

    intervals: dict[Key, Interval]
    reasons: dict[Key, frozenset[int]]
    conflict: frozenset[int]


def propagate(instances: Sequence[Instance], intervals: Mapping[Key, Interval]) -> Narrowed:
    """Narrow the intervals of every key that the instances tie."""
    keys = {key for instance in instances for key in keys_of(instance)}
    state = {key: intervals[key] for key in keys}
    reasons: dict[Key, frozenset[int]] = {}
    for _ in range(SWEEPS):
        changed = False
        for number, instance in enumerate(instances):
            for clause in instance.clauses:
                atom, forced_by = _forced(clause, state, reasons)
                if atom is None:
                    continue
                step = _tighten(atom, state, reasons, forced_by | {number})
                if step is None:
                    conflict = forced_by | {number}
                    for _, key in atom.terms:
                        conflict |= reasons.get(key, frozenset())
                    return Narrowed(state, reasons, conflict)
                changed = changed or step
        if not changed:
            break
    return Narrowed(state, reasons, frozenset())


def keys_of(instance: Instance) -> list[Key]:
    """Every key that an instance names, each once."""
    return list(
        dict.fromkeys(key for clause in instance.clauses for a in clause for _, key in a.terms)
    )


def _forced(
    clause: tuple[Linear, ...], state: dict[Key, Interval], reasons: dict[Key, frozenset[int]]
) -> tuple[Linear | None, frozenset[int]]:
    """The one comparison of a clause that must hold, and why the others cannot."""
    if len(clause) == 1:
        return clause[0], frozenset()
    left = None
    because: frozenset[int] = frozenset()
    for atom in clause:
        verdict = judge_atom(atom, state)
        if verdict is Verdict.FAILS:
            for _, key in atom.terms:
                because |= reasons.get(key, frozenset())
        elif left is not None or verdict is Verdict.HOLDS:
            return None, frozenset()
        else:
            left = atom
    return left or clause[0], because


def _tighten(
    atom: Linear,
    state: dict[Key, Interval],
    reasons: dict[Key, frozenset[int]],
    because: frozenset[int],
) -> bool | None:
    """Narrow each key of a comparison; whether any changed, None where one became empty."""
    if atom.op == "!=":
        return None if judge_atom(atom, state) is Verdict.FAILS else False
    changed = False
    at_most = atom.op in ("<=", "<", "=")
    at_least = atom.op in (">=", ">", "=")
    strict = atom.op in ("<", ">")
    if judge_atom(atom, state) is Verdict.FAILS:
        return None
    for coefficient, key in atom.terms:
        low, high = _rest(atom, key, state)
        own = state[key]
        new_low, new_high = own.low, own.high
        if at_most and low is not None:
            limit = _divide(atom.constant - low, coefficient)
            if strict and own.integer:
                limit = _next(limit, below=coefficient > 0)
            new_low, new_high = _cut(new_low, new_high, limit, upper=coefficient > 0)
        if at_least and high is not None:
            limit = _divide(atom.constant - high, coefficient)
            if strict and own.integer:
                limit = _next(limit, below=coefficient < 0)
            new_low, new_high = _cut(new_low, new_high, limit, upper=coefficient < 0)
        if own.integer:
            new_low, new_high = _inwards(new_low, new_high)
        if (new_low, new_high) == (own.low, own.high):
            continue
        narrowed = Interval(new_low, new_high, own.integer)
        if narrowed.is_empty:
            return None
        used = because | reasons.get(key, frozenset())
        for _, other in atom.terms:
            used |= reasons.get(other, frozenset())
        state[key] = narrowed
        reasons[key] = used
        changed = True
    return changed


def _rest(
    atom: Linear, left_out: Key, state: dict[Key, Interval]
) -> tuple[Exact | None, Exact | None]:
    low: Exact | None = 0
    high: Exact | None = 0
    for coefficient, key in atom.terms:
        if key == left_out:
            continue
        small, large = state[key].low, state[key].high
        if coefficient < 0:
            small, large = large, small
        low = None if low is None or small is None else low + coefficient * small
        high = None if high is None or large is None else high + coefficient * large
    return low, high


def _divide(number: Exact, by: Exact) -> Exact:
    from fractions import Fraction

    if by == 1:
        return number
    if by == -1:
        return -number
    quotient = Fraction(number) / by
    return quotient.numerator if quotient.denominator == 1 else quotient


def _cut(
    low: Exact | None, high: Exact | None, limit: Exact, *, upper: bool
) -> tuple[Exact | None, Exact | None]:
    if upper:
        return low, limit if high is None or limit < high else high
    return limit if low is None or limit > low else low, high


def _next(limit: Exact, *, below: bool) -> int:
    """The whole number nearest to a bound that itself does not belong."""
    return -(-limit // 1) - 1 if below else limit // 1 + 1


def _inwards(low: Exact | None, high: Exact | None) -> tuple[Exact | None, Exact | None]:
    """Bounds of whole numbers."""
    return None if low is None else -(-low // 1), None if high is None else high // 1
