"""What the labels and the tree of an axis say of sums.

Comes in: a tree. Goes out: ``Hints`` for the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.said import counts_once, said_sums, said_unions
from tablecheck.drafting.sums import Hints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.drafting.model import Node


def _behind(tree: Sequence[Node]) -> Iterator[tuple[Node, list[Node]]]:
    return (pair for pair in said_unions(tree) if not counts_once(pair[0].label))


def hints_of(
    tree: Sequence[Node],
    lines: Sequence[Node],
    computed: Sequence[tuple[Node, list[Node]]] = (),
) -> Hints:
    """Hints for the lines of a tree that hold values.

    Args:
        tree: Rows or columns.
        lines: Those that hold values.
        computed: Sums that formulas compute.
    """
    number = {id(node): n for n, node in enumerate(lines)}
    parents = [-1] * len(lines)
    groups = [0] * len(lines)

    def down(nodes: Sequence[Node], parent: int, group: int) -> int:
        own = last = group
        for node in nodes:
            at = number.get(id(node), -1)
            if at >= 0:
                parents[at], groups[at] = parent, own
            last = down(node.children, at, last + 1)
        return last

    down(tree, -1, 0)
    return Hints(
        totals=frozenset(n for n, node in enumerate(lines) if node.total),
        parents=tuple(parents),
        groups=tuple(groups),
        of_which=frozenset(n for n, node in enumerate(lines) if node.of_which),
        said=tuple(
            (number[id(whole)], tuple(number[id(part)] for part in parts))
            for whole, parts in (*said_sums(tree), *_behind(tree))
        ),
        computed=tuple(
            (number[id(whole)], tuple(number[id(part)] for part in parts))
            for whole, parts in computed
        ),
        units=tuple(node.unit for node in lines),
    )
