"""Balances between few lines: a + b = c + d.

Comes in: a matrix and the sums that are known. Goes out: ``Balance`` values. Only lines that are no
part of a sum are tried, few of them, and only what no chance explains is kept.
"""

from __future__ import annotations

from itertools import combinations
from math import log2
from typing import TYPE_CHECKING

from tablecheck.drafting.evidence import allowance
from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.drafting.matrix import Matrix

MOST_LINES = 14
"""Lines beyond which no balance is looked for."""
NEEDED = 7.0
"""Bits that a balance needs beyond the number that were tried."""


@record
class Balance:
    """left[0] + left[1] = right[0] + right[1].

    Attributes:
        left, right: Lines.
        support: Places where it holds and all four are not zero.
        rounded: It holds only within rounding in some place.
    """

    left: tuple[int, int]
    right: tuple[int, int]
    support: int
    rounded: bool


def find_balances(matrix: Matrix, hidden: set[int]) -> list[Balance]:
    """Balances between the lines that no sum explains, at most one for each line."""
    lines = [n for n in range(len(matrix.lines)) if n not in hidden and _filled(matrix, n)]
    if not 4 <= len(lines) <= MOST_LINES:
        return []
    tried = log2(len(list(combinations(lines, 4))) * 3)
    found: list[tuple[float, Balance]] = []
    for a, b, c, d in combinations(lines, 4):
        for left, right in (((a, b), (c, d)), ((a, c), (b, d)), ((a, d), (b, c))):
            judged = _judged(matrix, left, right)
            if judged is not None and judged[0] > tried + NEEDED:
                found.append(judged)
    taken: list[Balance] = []
    used: set[int] = set()
    for _, each in sorted(found, key=lambda pair: -pair[0]):
        own = {*each.left, *each.right}
        if not own & used:
            taken.append(each)
            used |= own
    return taken


def _filled(matrix: Matrix, line: int) -> bool:
    return sum(bool(number) for number in matrix.values[line]) >= 2


def _judged(
    matrix: Matrix, left: tuple[int, int], right: tuple[int, int]
) -> tuple[float, Balance] | None:
    bits, support, is_rounded = 0.0, 0, False
    seen: set[tuple[int | None, ...]] = set()
    for place in range(matrix.places):
        numbers = [matrix.values[line][place] for line in (*left, *right)]
        known = [number for number in numbers if number is not None]
        if len(known) < 4:
            continue
        a, b, c, d = known
        off = abs(a + b - c - d)
        if off > allowance(matrix, place, 4):
            return None
        is_rounded = is_rounded or off > 0
        trivial = {a, b} == {c, d} or tuple(known) in seen
        if not trivial:
            seen.add(tuple(known))
            support += 1
            room = max(2 * off, 2 * matrix.halves[place] * max(matrix.base, 1))
            # The second smallest tells how far the two greatest might have been apart.
            bits += log2(1 + sorted(map(abs, known))[1] / room)
    if support < 2:
        return None
    return bits, Balance(left, right, support, is_rounded)
