"""Which lines of a table are sums of others, found and proved on its values.

Comes in: a matrix and what the labels say. Goes out: ``Sum`` values. A whole stands right before or
right behind its parts, once the parts of other sums are put aside: so sums of sums are found round
by round, the surest first.
"""

from __future__ import annotations

from bisect import bisect_left
from math import comb, log2
from typing import TYPE_CHECKING

from tablecheck.drafting.evidence import Proof, allowance, prove
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.drafting.matrix import Matrix

LONGEST = 400
"""Lines that a sum reaches over at most."""
ROUNDS = 24
MOST_FAILS = 10.0
"""Bits that places where a sum fails cost at most, beyond the choice of them."""
MOST_FAR = 300
"""Lines beyond which only sums of lines side by side are looked for."""
MOST_TRIPLES = 40
Candidate = tuple[int, tuple[int, ...], float]
"""A whole, its parts, and how many others were tried, in bits."""
NEEDED = 7.0
SURE = 10.0
"""Bits of a sum that tells whether the table rounds."""
ENOUGH = 4
"""Places where sums hold to the digit, from which a table is said not to round."""
LEAST = 3.0
"""Bits that a sum needs which the labels say by themselves."""
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
        said: (whole, parts) that labels and tree say.
        computed: (whole, parts) that formulas of the table compute.
        units: Units of each line.
    """

    totals: frozenset[int]
    parents: tuple[int, ...]
    groups: tuple[int, ...]
    of_which: frozenset[int] = frozenset()
    said: tuple[tuple[int, tuple[int, ...]], ...] = ()
    computed: tuple[tuple[int, tuple[int, ...]], ...] = ()
    units: tuple[tuple[str, ...], ...] = ()

    def may_add(self, whole: int, parts: Sequence[int]) -> bool:
        """The lines are of one unit, as far as units are printed."""
        if not self.units:
            return True
        return len({self.units[line] for line in (whole, *parts)}) == 1


@record
class Sum:
    """A sum that was found.

    Attributes:
        whole: Line of the whole.
        parts: Lines of the parts, in printed order.
        proof: What speaks for it.
        said: The labels, or the tree, say it too.
        score: Bits beyond what chance would give.
        computed: A formula of the table computes it.
    """

    whole: int
    parts: tuple[int, ...]
    proof: Proof
    said: bool
    score: float
    computed: bool = False


def find_sums(matrix: Matrix, hints: Hints) -> list[Sum]:
    """Sums of a table's lines: those that the labels say, then the surest of the others."""
    found = _seeds(matrix, hints)
    hidden = {part for each in found for part in each.parts}
    matrix.is_exact = _are_exact(found)
    ways = (
        (near_candidates, 0),
        (far_candidates, 0),
        (near_candidates, 1 << 30),
        (far_candidates, 1 << 30),
        (again_candidates, 1 << 30),
    )
    way = 0
    for _ in range(ROUNDS):
        candidates: dict[tuple[int, tuple[int, ...]], Sum] = {}
        candidates_of, most = ways[way]
        explained = hidden if way < 4 else {each.whole for each in found}
        for whole, parts, tried in candidates_of(matrix, hints, explained):
            key = (whole, parts)
            if key not in candidates and not _known(found, whole, parts):
                judged = _judged(matrix, hints, whole, parts, tried)
                if judged and len(judged.proof.fails) <= most and hints.may_add(whole, parts):
                    candidates[key] = judged
        taken = _compatible(list(candidates.values()), found)
        if taken:
            found += taken
            matrix.is_exact = _are_exact(found)
            hidden |= {part for each in taken for part in each.parts}
            way = 0
        elif way + 1 < len(ways):
            way += 1
        else:
            break
    return found


def _are_exact(found: Sequence[Sum]) -> bool:
    """Enough sums of a table hold to the digit, and none by rounding."""
    told = [each.proof for each in found if each.score > SURE]
    return sum(proof.support for proof in told) >= ENOUGH and not any(p.rounded for p in told)


def _seeds(matrix: Matrix, hints: Hints) -> list[Sum]:
    """Sums that labels and tree say and that hold wherever there are numbers."""
    found: list[Sum] = []
    for whole, parts in hints.computed:
        proof = prove(matrix, whole, parts)
        if not proof.fails or len(proof.holds) >= len(proof.fails):
            found.append(Sum(whole, parts, proof, said=True, score=99.0, computed=True))
    for whole, parts in hints.said:
        if _known(found, whole, parts):
            continue
        proof = prove(matrix, whole, parts)
        score = proof.bits - _cost_of_fails(proof)
        if proof.support and score > LEAST and hints.may_add(whole, parts):
            found.append(Sum(whole, parts, proof, said=True, score=score))
    return found


def _known(found: Sequence[Sum], whole: int, parts: tuple[int, ...]) -> bool:
    return any(each.whole == whole and not set(parts).isdisjoint(each.parts) for each in found)


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


def _judged(
    matrix: Matrix, hints: Hints, whole: int, parts: tuple[int, ...], tried: float
) -> Sum | None:
    proof = prove(matrix, whole, parts)
    if not proof.support:
        return None
    choice = _cost_of_fails(proof)
    is_said = _is_said(hints, whole, parts)
    score = proof.bits - choice - tried - NEEDED + (SAID if is_said else 0.0)
    score -= 4.0 * bool(hints.of_which.intersection(parts))
    if score <= 0:
        return None
    return Sum(whole, parts, proof, is_said, score)


def _cost_of_fails(proof: Proof) -> float:
    """Bits for the ways there are to leave so many places out."""
    places = len(proof.holds) + len(proof.fails)
    return log2(comb(places, len(proof.fails))) + min(2 * len(proof.fails), MOST_FAILS)


def _is_said(hints: Hints, whole: int, parts: Sequence[int]) -> bool:
    if whole in hints.totals:
        return True
    return all(hints.parents[part] == whole for part in parts)


def _compatible(candidates: list[Sum], found: Sequence[Sum]) -> list[Sum]:
    """The surest candidates that share no part with another one of the round."""
    taken: list[Sum] = []
    used: set[int] = set()
    for each in sorted(candidates, key=_rank):
        clash = used.intersection(each.parts) or any(
            each.whole in other.parts and each.whole in used and set(each.parts) & {other.whole}
            for other in taken
        )
        if clash or _known(taken, each.whole, each.parts):
            continue
        if any(
            each.whole in other.parts and other.whole in each.parts for other in (*taken, *found)
        ):
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
