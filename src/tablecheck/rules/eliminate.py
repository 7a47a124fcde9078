"""Cycles of equations (row totals × column totals) solved exactly.

Comes in: equalities and intervals. Goes out: keys that the equations alone determine. Gaussian
elimination over fractions, bounded; bounds propagation cannot see these.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tablecheck.values.exact import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance
    from tablecheck.values.exact import Exact
    from tablecheck.values.interval import Interval

MOST_UNKNOWNS = 200
"""Unknowns above which the elimination is not tried."""


def determined(
    instances: Sequence[Instance],
    intervals: Mapping[Key, Interval],
    reasons: Mapping[Key, frozenset[int]],
) -> tuple[dict[Key, tuple[Exact, frozenset[int]]], frozenset[int]]:
    """Keys that the equations determine, with the instances used; and a contradiction's instances.

    ``reasons`` are the instances that made an interval what it is: a point that goes into an
    equation as a constant brings its own along.

    Only equalities with at least two unknown keys bring anything new; the second value is empty
    where the equations have a solution.
    """
    unknown: list[Key] = []
    rows: list[tuple[dict[Key, Fraction], Fraction, frozenset[int]]] = []
    for number, instance in enumerate(instances):
        for clause in instance.clauses:
            if len(clause) != 1 or clause[0].op != "=":
                continue
            row: dict[Key, Fraction] = {}
            constant = Fraction(clause[0].constant)
            used = frozenset((number,))
            for coefficient, key in clause[0].terms:
                interval = intervals[key]
                if interval.is_point and interval.low is not None:
                    constant -= coefficient * interval.low
                    used |= reasons.get(key, frozenset())
                else:
                    row[key] = row.get(key, Fraction(0)) + coefficient
                    unknown.append(key)
            rows.append((row, constant, used))
    if not 2 <= len(set(unknown)) <= MOST_UNKNOWNS:
        return {}, frozenset()
    return _solve(rows)


def _solve(
    rows: list[tuple[dict[Key, Fraction], Fraction, frozenset[int]]],
) -> tuple[dict[Key, tuple[Exact, frozenset[int]]], frozenset[int]]:
    pivots: dict[Key, tuple[dict[Key, Fraction], Fraction, frozenset[int]]] = {}
    for row, constant, used in rows:
        left, value, because = dict(row), constant, used
        for key, (other, other_value, other_used) in pivots.items():
            if left.get(key):
                factor = left[key]
                left, value = _less(left, value, other, other_value, factor)
                because |= other_used
        if not left:
            if value:
                return {}, because
            continue
        pivot = next(iter(left))
        scale = left[pivot]
        left = {key: coefficient / scale for key, coefficient in left.items()}
        value /= scale
        for key, (other, other_value, other_used) in list(pivots.items()):
            if other.get(pivot):
                reduced, rest = _less(other, other_value, left, value, other[pivot])
                pivots[key] = (reduced, rest, other_used | because)
        pivots[pivot] = (left, value, because)
    found = {
        key: (exact(value), used) for key, (row, value, used) in pivots.items() if len(row) == 1
    }
    return found, frozenset()


def _less(
    row: dict[Key, Fraction],
    value: Fraction,
    other: dict[Key, Fraction],
    other_value: Fraction,
    factor: Fraction,
) -> tuple[dict[Key, Fraction], Fraction]:
    """A row less ``factor`` times another, zeros left out."""
    result = dict(row)
    for key, coefficient in other.items():
        left = result.get(key, Fraction(0)) - factor * coefficient
        if left:
            result[key] = left
        else:
            result.pop(key, None)
    return result, value - factor * other_value
