"""What the numbers of a table allow to be said of a whole and its parts, and how a form says it.

Comes in: a matrix, nodes. Goes out: kinds of relations, ``over`` and ``in`` of the JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.evidence import prove
from tablecheck.drafting.model import all_nodes, value_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.evidence import Proof
    from tablecheck.drafting.matrix import Matrix
    from tablecheck.drafting.model import Node

ENOUGH = 2
"""Places with non-zero numbers that a hard edit needs."""


def is_structure(tree: Sequence[Node], whole: Node, parts: Sequence[Node]) -> bool:
    """The parts are all of the lines between two places of the tree, in one group."""
    lines = value_nodes(tree)
    numbers = sorted(lines.index(part) for part in parts)
    at = lines.index(whole)
    return at in (numbers[0] - 1, numbers[-1] + 1)


def over_of(tree: Sequence[Node], whole: Node, parts: Sequence[Node]) -> str | list[str] | None:
    """``over`` of a relation, as short as it can be said; None for the whole's own children."""
    below = [node for node in whole.children if node.role == "value" and not node.heading]
    if below == list(parts):
        return None
    for node in all_nodes(tree):
        direct = [child for child in node.children if child.role == "value" and not child.heading]
        if direct and direct == list(parts):
            return node.code
    return shortened(tree, parts)


def shortened(tree: Sequence[Node], parts: Sequence[Node]) -> list[str]:
    """Codes of the parts; where all that is right below an item is meant, ``code/*``."""
    left = list(parts)
    codes: list[str] = []
    above = {id(child): node for node in all_nodes(tree) for child in node.children}
    while left:
        parent = above.get(id(left[0]))
        direct = [] if parent is None else [c for c in parent.children if not c.heading]
        if parent is not None and len(direct) > 1 and left[: len(direct)] == direct:
            codes.append(f"{parent.code}/*")
            left = left[len(direct) :]
        else:
            codes.append(left.pop(0).code)
    return codes


def places(matrix: Matrix, proof: Proof) -> list[str]:
    """Codes of the other axis where a sum holds in every file, in printed order."""
    failing = {place % len(matrix.across) for place in proof.fails}
    holding = {place % len(matrix.across) for place in proof.holds}
    return [matrix.across[n].code for n in sorted(holding - failing)]


def units_differ(whole: Node, parts: Sequence[Node]) -> bool:
    """The items are not all of one unit."""
    units = {node.unit for node in (whole, *parts)}
    return len(units) > 1


def allowed_kind(matrix: Matrix, whole: int, parts: Sequence[int]) -> str | None:
    """The strongest of sum, at_least_sum, at_least_each that nothing speaks against."""
    proof = prove(matrix, whole, parts)
    if not proof.fails:
        return "sum"
    below = True
    for place in range(matrix.places):
        total = matrix.values[whole][place]
        known = [n for part in parts if (n := matrix.values[part][place]) is not None]
        if total is not None and known and sum(known) > total:
            below = False
    if below and support_of(matrix, whole, parts) >= ENOUGH:
        return "at_least_sum"
    return None


def exceeds(matrix: Matrix, whole: int, parts: Sequence[int]) -> bool:
    """Somewhere a part is greater than the whole."""
    return any(
        total is not None and number is not None and number > total
        for place in range(matrix.places)
        for total in (matrix.values[whole][place],)
        for part in parts
        for number in (matrix.values[part][place],)
    )


def is_shown(matrix: Matrix, line: dict[int, int], whole: Node, parts: Sequence[Node]) -> bool:
    """A place with numbers that are not zero shows the sum."""
    return bool(prove(matrix, line[id(whole)], [line[id(part)] for part in parts]).support)


def is_union(matrix: Matrix, whole: int, parts: Sequence[int]) -> bool:
    """Nowhere is the whole less than a part, or more than all of them."""
    for place in range(matrix.places):
        total = matrix.values[whole][place]
        numbers = [matrix.values[part][place] for part in parts]
        known = [number for number in numbers if number is not None]
        if total is None or not known:
            continue
        if max(known) > total or (len(known) == len(numbers) and sum(known) < total):
            return False
    return True


def support_of(matrix: Matrix, whole: int, parts: Sequence[int]) -> int:
    """Places where the whole and one part at least are not zero."""
    return sum(
        bool(matrix.values[whole][place]) and any(matrix.values[part][place] for part in parts)
        for place in range(matrix.places)
    )
