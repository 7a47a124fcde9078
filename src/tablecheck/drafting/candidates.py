"""Wholes and parts that are worth proving: what adds up at the places where the whole is greatest.

Comes in: a matrix and hints. Goes out: (whole, parts, bits): how many others were tried with them.
"""

from __future__ import annotations

from bisect import bisect_left
from math import log2
from typing import TYPE_CHECKING

from tablecheck.drafting.evidence import allowance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.drafting.hints import Hints
    from tablecheck.drafting.matrix import Matrix

LONGEST = 400
"""Lines that a sum reaches over at most."""
MOST_FAR = 300
"""Lines beyond which only sums of lines side by side are looked for."""
MOST_TRIPLES = 40
Candidate = tuple[int, tuple[int, ...], float]
"""A whole, its parts, and how many others were tried, in bits."""


def near_candidates(matrix: Matrix, hints: Hints, hidden: set[int]) -> Iterator[Candidate]:
    """Wholes right before or right behind their parts, in any view of the lines."""
    tried = 2 * log2(max(len(matrix.lines), 2))
    for view in _views(matrix, hints, hidden):
        for whole, parts in _runs(matrix, view, view):
            yield whole, parts, tried
    left = [n for n in range(len(matrix.lines)) if n not in hidden]
    for part in sorted(hidden) if len(left) < MOST_FAR else ():
        # A part of one sum may be the whole of another one.
        view = sorted([*left, part])
        for whole, parts in _runs(matrix, view, [part]):
            yield whole, parts, tried


def far_candidates(matrix: Matrix, hints: Hints, hidden: set[int]) -> Iterator[Candidate]:
    """Wholes anywhere: of two or three lines, or of lines side by side."""
    left = [n for n in range(len(matrix.lines)) if n not in hidden]
    if len(left) > MOST_FAR:
        return
    size = log2(max(len(left), 2))
    for whole in left:
        others = [n for n in left if n != whole]
        pivot = _pivots(matrix, whole)[:1]
        if not pivot:
            continue
        place = pivot[0]
        for parts in _few(matrix, whole, others, place):
            yield whole, parts, size * (len(parts) + 1) - 1
        for parts in _stretches(matrix, whole, others, place):
            yield whole, parts, size * 3


def again_candidates(matrix: Matrix, hints: Hints, done: set[int]) -> Iterator[Candidate]:
    """Wholes that no sum explains yet, of any lines: first-half years, totals without one item."""
    lines = range(len(matrix.lines))
    if len(lines) > MOST_FAR:
        return
    size = log2(max(len(lines), 2))
    for whole in lines:
        pivot = _pivots(matrix, whole)[:1]
        if whole in done or not pivot:
            continue
        others = [n for n in lines if n != whole]
        for parts in _few(matrix, whole, others, pivot[0]):
            yield whole, parts, size * (len(parts) + 1)
        for parts in _stretches(matrix, whole, others, pivot[0]):
            yield whole, parts, size * 3


def _few(
    matrix: Matrix, whole: int, others: Sequence[int], place: int
) -> Iterator[tuple[int, ...]]:
    """Two or three lines that add up to the whole at a place."""
    target = matrix.values[whole][place] or 0
    numbers = sorted((n, line) for line in others if (n := matrix.values[line][place]))
    keys = [number for number, _ in numbers]
    order = {line: at for at, (_, line) in enumerate(numbers)}

    def completing(rest: int, terms: int, after: int) -> Iterator[int]:
        off = allowance(matrix, place, terms)
        at = max(bisect_left(keys, rest - off), after + 1)
        while at < len(keys) and keys[at] <= rest + off:
            yield numbers[at][1]
            at += 1

    for number, one in numbers:
        for other in completing(target - number, 3, order[one]):
            yield tuple(sorted((one, other)))
    if len(numbers) > MOST_TRIPLES:
        return
    for at, (number, one) in enumerate(numbers):
        for second, other in numbers[at + 1 :]:
            for third in completing(target - number - second, 4, order[other]):
                yield tuple(sorted((one, other, third)))


def _stretches(
    matrix: Matrix, whole: int, others: Sequence[int], place: int
) -> Iterator[tuple[int, ...]]:
    """Lines side by side, anywhere, that add up to the whole at a place."""
    target = matrix.values[whole][place] or 0
    sums = [0]
    for line in others:
        sums.append(sums[-1] + (matrix.values[line][place] or 0))
    ends = sorted((total, at) for at, total in enumerate(sums))
    for start in range(len(others) - 1):
        wanted = sums[start] + target
        off = allowance(matrix, place, 12)
        at = bisect_left(ends, (wanted - off, -1))
        while at < len(ends) and ends[at][0] <= wanted + off:
            end = ends[at][1]
            if end - start >= 2:
                yield tuple(others[start:end])
            at += 1


def _views(matrix: Matrix, hints: Hints, hidden: set[int]) -> Iterator[list[int]]:
    """Lines that are looked at side by side: all that are left, those of one parent, one label."""
    left = [n for n in range(len(matrix.lines)) if n not in hidden]
    yield left
    by_group: dict[int, list[int]] = {}
    for number in left:
        by_group.setdefault(hints.groups[number], []).append(number)
    for members in by_group.values():
        if len(members) >= 2:
            yield members
            above = hints.parents[members[0]]
            if above >= 0:
                yield [above, *members]
    by_label: dict[str, list[int]] = {}
    for number in range(len(matrix.lines)):
        by_label.setdefault(_name(matrix.lines[number].label), []).append(number)
    for members in by_label.values():
        if len(members) >= 3:
            yield members


def _name(label: str) -> str:
    return "".join(c for c in label.casefold() if c.isalpha())


def _runs(
    matrix: Matrix, view: Sequence[int], wholes: Sequence[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(whole, parts) where the parts stand right behind the whole or right before it."""
    for whole in wholes:
        place = view.index(whole)
        for side in (view[place + 1 : place + 1 + LONGEST], view[:place][::-1][:LONGEST]):
            yield from ((whole, tuple(sorted(parts))) for parts in _reaching(matrix, whole, side))


def _reaching(matrix: Matrix, whole: int, side: Sequence[int]) -> Iterator[Sequence[int]]:
    """Beginnings of a side that add up to the whole at the place where it is greatest."""
    stated = matrix.values[whole]
    pivots = _pivots(matrix, whole)[:4]
    if not pivots:
        return
    aims = [stated[place] or 0 for place in pivots]
    sums = [0] * len(pivots)
    for count, part in enumerate(side, start=1):
        numbers = matrix.values[part]
        near = beyond = 0
        for k, place in enumerate(pivots):
            sums[k] += numbers[place] or 0
            off = sums[k] - aims[k]
            allowed = allowance(matrix, place, count + 1)
            near += -allowed <= off <= allowed
            beyond += off > allowed
        if near and count >= 2:
            yield side[:count]
        if beyond == len(pivots) and matrix.is_positive:
            return  # no further part can bring it back


def _pivots(matrix: Matrix, whole: int) -> list[int]:
    """Places of a line, where it is greatest first."""
    stated = matrix.values[whole]
    return sorted(
        (place for place, number in enumerate(stated) if number),
        key=lambda place: -abs(stated[place] or 0) // matrix.halves[place],
    )
