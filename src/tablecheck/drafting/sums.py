"""Which lines of a table are sums of others, found and proved on its values.

Comes in: a matrix and what the labels say. Goes out: ``Sum`` values. A whole stands right before or
right behind its parts, once the parts of other sums are put aside: so sums of sums are found round
by round, the surest first.
"""

from __future__ import annotations

from math import comb, log2
from typing import TYPE_CHECKING

from tablecheck.drafting.candidates import again_candidates, far_candidates, near_candidates
from tablecheck.drafting.evidence import Proof, prove
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.hints import Hints
    from tablecheck.drafting.matrix import Matrix

ROUNDS = 24
MOST_FAILS = 10.0
"""Bits that places where a sum fails cost at most, beyond the choice of them."""
NEEDED = 7.0
SURE = 10.0
"""Bits of a sum that tells whether the table rounds."""
ENOUGH = 4
"""Places where sums hold to the digit, from which a table is said not to round."""
SELDOM = 7
"""Places that hold to the digit for each that holds by rounding only, in a table that is exact."""
LEAST = 3.0
"""Bits that a sum needs which the labels say by themselves."""
"""Bits that a sum needs beyond the number of places that were tried."""
SAID = 6.0
"""Bits that a label (Total, 合计) or the tree is worth."""


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
    matrix.is_exact = _are_exact(found)
    if matrix.is_exact:
        found = _seeds(matrix, hints)
    hidden = {part for each in found for part in each.parts}
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
    """Sums of the table hold to the digit in enough places, and hardly any by rounding."""
    told = [each.proof for each in found if each.score > SURE]
    exact, rounded = (
        sum(proof.exact for proof in told),
        sum(proof.support - proof.exact for proof in told),
    )
    return exact >= ENOUGH and rounded * SELDOM <= exact


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
