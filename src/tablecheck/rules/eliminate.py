"""Cycles of equations (row totals × column totals) solved exactly.

Comes in: equalities and intervals. Goes out: keys that the equations alone determine. Gaussian
elimination over exact numbers, bounded; bounds propagation cannot see these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact, quotient
from tablecheck.rules.judge import allowance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval

    Row = tuple[dict[Key, Exact], Exact, frozenset[int]]
    """Coefficients of unknown keys, right-hand side, numbers of the instances it comes from."""

MOST_UNKNOWNS = 200
"""Unknowns in cycles above which the elimination is not tried."""

MOST_WORK = 200_000
"""Equations times coefficients above which it is not tried; 100 dense equations take seconds."""


def determined(
    instances: Sequence[Instance], intervals: Mapping[Key, Interval]
) -> tuple[dict[Key, tuple[Exact, frozenset[int]]], frozenset[int]]:
    """Keys that the equations determine, with the instances used; and a contradiction's instances.

    Keys that are points already go into the equations as constants; who made them points is not
    among the instances used. The second value is empty where the equations have a solution.
    """
    rows = _cycles([row for row in _equations(instances, intervals) if row[0]])
    unknowns = {key for row, _, _ in rows for key in row}
    work = len(rows) * sum(len(row) for row, _, _ in rows)
    if not rows or len(unknowns) > MOST_UNKNOWNS or work > MOST_WORK:
        return {}, frozenset()
    return _solve(rows)


def _equations(instances: Sequence[Instance], intervals: Mapping[Key, Interval]) -> list[Row]:
    rows: list[Row] = []
    for number, instance in enumerate(instances):
        for clause in instance.clauses:
            if len(clause) != 1 or clause[0].op != "=" or allowance(clause[0], intervals) != 0:
                continue
            row: dict[Key, Exact] = {}
            constant = clause[0].constant
            for coefficient, key in clause[0].terms:
                interval = intervals[key]
                if interval.is_point and interval.low is not None:
                    constant -= coefficient * interval.low
                else:
                    row[key] = coefficient
            rows.append((row, constant, frozenset((number,))))
    return rows


def _cycles(rows: list[Row]) -> list[Row]:
    """The equations that lie on cycles (or between them) of equations and the unknowns they share.

    Elsewhere no two equations share two unknowns, even by detours, so none cancel: propagation
    finds all. Equations are kept whole: b + (a - c) = 7 and a - c = 1 determine b, which stands
    in one of them only.
    """
    standing: dict[Key, set[int]] = {}
    for number, (row, _, _) in enumerate(rows):
        for key in row:
            standing.setdefault(key, set()).add(number)
    shared = [set(row) for row, _, _ in rows]
    loose = [key for key, numbers in standing.items() if len(numbers) == 1]
    while loose:
        key = loose.pop()
        for number in standing.pop(key, ()):
            shared[number].discard(key)
            if len(shared[number]) == 1:
                (last,) = shared[number]
                standing[last].discard(number)
                shared[number].clear()
                if len(standing[last]) == 1:
                    loose.append(last)
    return [row for row, keys in zip(rows, shared, strict=True) if keys]


def _solve(
    rows: list[Row],
) -> tuple[dict[Key, tuple[Exact, frozenset[int]]], frozenset[int]]:
    pivots: dict[Key, Row] = {}
    for each in rows:
        row = each
        for key in [key for key in each[0] if key in pivots]:
            row = _less(row, pivots[key], row[0].get(key, 0))
        left, value, used = row
        if not left:
            if value:
                return {}, used
            continue
        pivot = next((key for key, factor in left.items() if factor in (1, -1)), next(iter(left)))
        scale = left[pivot]
        if scale != 1:
            left = {key: _divide(coefficient, scale) for key, coefficient in left.items()}
            value = _divide(value, scale)
        row = (left, value, used)
        for key, other in pivots.items():
            if pivot in other[0]:
                pivots[key] = _less(other, row, other[0][pivot])
        pivots[pivot] = row
    found = {key: (exact(row[1]), row[2]) for key, row in pivots.items() if len(row[0]) == 1}
    return found, frozenset()


def _less(row: Row, other: Row, factor: Exact) -> Row:
    """A row less ``factor`` times another, zeros left out."""
    result = dict(row[0])
    for key, coefficient in other[0].items():
        left = result.get(key, 0) - factor * coefficient
        if left:
            result[key] = left
        else:
            result.pop(key, None)
    return result, row[1] - factor * other[1], row[2] | other[2]


def _divide(number: Exact, by: Exact) -> Exact:
    return -number if by == -1 else quotient(number, by)
