"""What the labels and the tree of an axis say of sums.

Comes in: a tree. Goes out: ``Hints`` for the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.said import counts_once, said_sums, said_unions
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.drafting.model import Node


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
