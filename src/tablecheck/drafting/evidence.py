"""How sure it is that a line is the sum of others: what holds, what does not, what chance gives.

Comes in: a matrix, a whole, its parts. Goes out: ``Proof``. What a place adds is the number of bits
that a sum of numbers of that size would not have met by chance; zeros add none.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.matrix import Matrix, Value

MOST_BITS = 16.0
"""Bits that one place adds at most."""


@record
class Proof:
    """What the places say of a sum.

    Attributes:
        holds: Places where it holds, to the digit or within rounding.
        fails: Places where it does not.
        support: Places among those that hold in which two parts and the whole are not zero.
        exact: Places among these in which it holds to the digit.
        bits: How unlikely it is that these hold by chance.
        rounded: It holds only within rounding in some place.
        off: The most that it is off where it holds, in half units.
        open: Places that say nothing, since numbers are missing.
    """

    holds: tuple[int, ...]
    fails: tuple[int, ...]
    support: int
    exact: int
    bits: float
    rounded: bool
    off: int
    open: tuple[int, ...] = ()


def prove(matrix: Matrix, whole: int, parts: Sequence[int]) -> Proof:
    """Judge whole = Σ parts at every place."""
    holds: list[int] = []
    fails: list[int] = []
    unknown: list[int] = []
    support, exact, bits, most_off = 0, 0, 0.0, 0
    seen: set[tuple[Value, ...]] = set()
    last: tuple[Value, ...] = ()
    stated = matrix.values[whole]
    for place in range(matrix.places):
        total = stated[place]
        numbers = [matrix.values[part][place] for part in parts]
        known = [number for number in numbers if number is not None]
        if total is None or not known:
            unknown.append(place)
            continue
        complete = len(known) == len(numbers)
        off = abs(total - sum(known))
        allowed = allowance(matrix, place, len(known) + 1)
        if not matrix.base:
            terms = [part for part in parts if matrix.values[part][place] is not None]
            allowed = min(allowed, sum(matrix.stated[n][place] for n in (whole, *terms)))
        if off > allowed:
            complete = complete or (sum(known) > total and min(known) >= 0)
            (fails if complete or _all_nothing(matrix, parts, place) else unknown).append(place)
            continue
        if not complete and off:
            unknown.append(place)
            continue
        holds.append(place)
        most_off = max(most_off, off)
        filled = [number for number in known if number]
        row = (total, *numbers)
        if total and len(filled) >= 2 and row not in seen:
            unit = 2 * matrix.halves[place] * max(matrix.base, 1)
            room = max(2 * off, unit)
            # Numbers that are almost those of the last place hold almost by themselves.
            # Where one part is almost the whole, only the others are hard to meet by chance.
            size = min(sorted(map(abs, filled))[-2], _change(row, last))
            bits += min(log2(1 + size / room), MOST_BITS)
            seen.add(row)
            last = row
            support += 1
            exact += not off
    return Proof(
        holds=tuple(holds),
        fails=tuple(fails),
        support=support,
        exact=exact,
        bits=bits,
        rounded=most_off > 0,
        off=most_off,
        open=tuple(unknown),
    )


def allowance(matrix: Matrix, place: int, terms: int) -> int:
    """How far a sum of so many terms may be off by rounding."""
    half = matrix.halves[place]
    if matrix.is_exact:
        return 0
    if matrix.base % 10 == 0 and matrix.base:
        return half * matrix.base * terms
    if matrix.base:
        # Rounded at random: each is off by less than the base, not all in one direction.
        return int(2 * half * matrix.base * max(1.0, 0.8 * terms**0.5))
    return half * terms


def _change(row: Sequence[Value], last: Sequence[Value]) -> int:
    """How far the numbers are from those of the place before; from zero at the first one."""
    if not last:
        return max(abs(number or 0) for number in row)
    return max(abs((one or 0) - (other or 0)) for one, other in zip(row, last, strict=True))


def _all_nothing(matrix: Matrix, parts: Sequence[int], place: int) -> bool:
    """What is no number among the parts is blank, or a mark."""
    return all(
        matrix.values[part][place] is not None or matrix.marks[part][place] is not None
        for part in parts
    )


def marks_that_add_nothing(matrix: Matrix, sums: Sequence[tuple[int, Sequence[int]]]) -> set[str]:
    """Marks that stand for 0: sums hold without them, twice at least, and none fails.

    Args:
        matrix: Lines over places.
        sums: (whole, parts) that hold where all are numbers.
    """
    held: dict[str, int] = {}
    refuted: set[str] = set()
    for whole, parts in sums:
        for place in range(matrix.places):
            marks = {matrix.marks[n][place] for n in parts if matrix.values[n][place] is None}
            total = matrix.values[whole][place]
            known = [number for n in parts if (number := matrix.values[n][place]) is not None]
            if len(marks) != 1 or total is None or len(known) < 1:
                continue
            (mark,) = marks
            if not mark:
                continue
            if abs(total - sum(known)) <= allowance(matrix, place, len(known) + 1):
                held[mark] = held.get(mark, 0) + 1
            else:
                refuted.add(mark)
    return {mark for mark, count in held.items() if count >= 2 and mark not in refuted}
