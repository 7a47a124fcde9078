"""What the labels and the tree of an axis say of sums.

Comes in: a tree. Goes out: ``Hints`` for the search.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.drafting.sums import Hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import Node

_DIFFERENCE = re.compile(
    r"change|increase|decrease|growth|difference|balance|surplus|deficit|\bnet\b"
    r"|增减|增长|增加|变化|差额|差值|同比|环比|净",
    re.IGNORECASE,
)


def hints_of(tree: Sequence[Node], lines: Sequence[Node]) -> Hints:
    """Hints for the lines of a tree that hold values."""
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
        differences=frozenset(n for n, node in enumerate(lines) if _DIFFERENCE.search(node.label)),
    )
