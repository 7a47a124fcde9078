"""Which lines of a table are sums of others, found and proved on its values.

Comes in: a matrix and what the labels say. Goes out: ``Sum`` values. A whole stands right before or
right behind its parts, once the parts of other sums are put aside: so sums of sums are found round by
round, the surest first.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from tablecheck.drafting.evidence import Proof, allowance, prove
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.drafting.matrix import Matrix

LONGEST = 400
"""Lines that a sum reaches over at most."""
ROUNDS = 12
NEEDED = 7.0
"""Bits that a sum needs beyond the number of places that were tried."""
SAID = 6.0
"""Bits that a label (Total, 合计) or the tree is worth."""


@record
class Hints:
    """What the labels of the lines say, by number of the line.

    Attributes:
        totals: Lines that say that they add up.
        parents: Parent's line of each, -1 where it holds no values or there is none.
        groups: Number of what each stands below in the tree (the same for siblings).
        of_which: Lines that say that they are a part only.
        differences: Lines that say that they are a change or a balance.
    """

    totals: frozenset[int]
    parents: tuple[int, ...]
    groups: tuple[int, ...]
    of_which: frozenset[int] = frozenset()
    differences: frozenset[int] = frozenset()


@record
class Sum:
    """A sum that was found.

    Attributes:
        whole: Line of the whole.
        parts: Lines of the parts, in printed order.
        proof: What speaks for it.
        said: The labels, or the tree, say it too.
        score: Bits beyond what chance would give.
    """

    whole: int
    parts: tuple[int, ...]
    proof: Proof
    said: bool
    score: float


def find_sums(matrix: Matrix, hints: Hints) -> list[Sum]:
    """Sums of a table's lines, the surest first."""
    found: list[Sum] = []
    hidden: set[int] = set()
    for _ in range(ROUNDS):
        views = list(_views(matrix, hints, hidden))
        candidates: dict[tuple[int, tuple[int, ...]], Sum] = {}
        for view in views:
            for whole, parts in _runs(matrix, view):
                key = (whole, parts)
                if key not in candidates and not _known(found, whole, parts):
                    judged = _judged(matrix, hints, whole, parts, len(matrix.lines))
                    if judged is not None:
                        candidates[key] = judged
        taken = _compatible(list(candidates.values()), found)
        if not taken:
            break
        found += taken
        hidden |= {part for each in taken for part in each.parts}
    return found


def _known(found: Sequence[Sum], whole: int, parts: tuple[int, ...]) -> bool:
    return any(
        each.whole == whole and not set(parts).isdisjoint(each.parts) for each in found
    )


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


def _runs(matrix: Matrix, view: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(whole, parts) where the parts stand right behind the whole or right before it."""
    for place, whole in enumerate(view):
        for side in (view[place + 1 : place + 1 + LONGEST], view[:place][::-1][:LONGEST]):
            yield from ((whole, tuple(sorted(parts))) for parts in _reaching(matrix, whole, side))


def _reaching(matrix: Matrix, whole: int, side: Sequence[int]) -> Iterator[Sequence[int]]:
    """Beginnings of a side that add up to the whole at the place where it is greatest."""
    stated = matrix.values[whole]
    pivots = sorted(
        (place for place, number in enumerate(stated) if number),
        key=lambda place: -abs(stated[place] or 0),
    )[:3]
    if not pivots:
        return
    sums = [0] * len(pivots)
    for count, part in enumerate(side, start=1):
        numbers = matrix.values[part]
        for k, place in enumerate(pivots):
            sums[k] += numbers[place] or 0
        if count < 2:
            continue
        near = sum(
            abs(sums[k] - (stated[place] or 0)) <= allowance(matrix, place, count + 1)
            for k, place in enumerate(pivots)
        )
        if 2 * near >= len(pivots):
            yield side[:count]


def _judged(
    matrix: Matrix, hints: Hints, whole: int, parts: tuple[int, ...], lines: int
) -> Sum | None:
    proof = prove(matrix, whole, parts)
    if not proof.support or len(proof.holds) <= len(proof.fails):
        return None
    places = len(proof.holds) + len(proof.fails)
    # How many ways there are to leave so many places out.
    choice = len(proof.fails) * log2(places + 1) if proof.fails else 0.0
    is_said = _is_said(hints, whole, parts)
    score = proof.bits - choice - log2(max(lines, 2)) * 2 - NEEDED + (SAID if is_said else 0.0)
    score -= 4.0 * bool(hints.of_which.intersection(parts))
    if score <= 0:
        return None
    return Sum(whole, parts, proof, is_said, score)


def _is_said(hints: Hints, whole: int, parts: Sequence[int]) -> bool:
    if whole in hints.totals:
        return True
    return all(hints.parents[part] == whole for part in parts)


def _compatible(candidates: list[Sum], found: Sequence[Sum]) -> list[Sum]:
    """The surest candidates that share no part with another one of the round."""
    taken: list[Sum] = []
    used: set[int] = set()
    for each in sorted(candidates, key=_rank):
        clash = used.intersection(each.parts) or any(each.whole in other.parts and each.whole in
            used and set(each.parts) & {other.whole} for other in taken)
        if clash or _known(taken, each.whole, each.parts):
            continue
        if any(each.whole in other.parts and other.whole in each.parts for other in (*taken, *found)):
            continue
        taken.append(each)
        used |= set(each.parts)
    return taken


def _rank(each: Sum) -> tuple[float, ...]:
    span = max((*each.parts, each.whole)) - min((*each.parts, each.whole)) + 1
    return (
        len(each.proof.fails),
        each.proof.rounded,
        not each.said,
        span - len(each.parts),
        -len(each.parts),
    )
