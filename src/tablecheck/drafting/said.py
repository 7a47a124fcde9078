"""Sums and subsets that labels and tree say, whatever the values.

Comes in: a tree. Goes out: (whole, parts) pairs of nodes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.drafting.model import Node

_ONCE = re.compile(r"(?:相同|同一|重复).{0,12}[计算]\s*[1一]|counted (?:only )?once", re.IGNORECASE)
Pair = tuple["Node", list["Node"]]


def said_sums(tree: Sequence[Node], *, top: bool = True) -> Iterator[Pair]:
    """Parents over their parts, and totals behind theirs."""
    yield from _totals(tree)
    for node in tree:
        if node.children:
            yield from said_sums(node.children, top=False)
            parts = [child for child in node.children if not child.of_which]
            is_plain = not any(child.of_which or child.total for child in node.children)
            if not node.heading and is_plain and len(parts) >= 2:
                leaves = [leaf for part in parts for leaf in _leaves(part)]
                if len(leaves) >= 2:
                    yield node, leaves


def said_unions(tree: Sequence[Node]) -> Iterator[Pair]:
    """A value, and the parts below a heading behind it.

    The value right before the heading is meant, or one that says that it counts some things once.
    """
    for place, behind in enumerate(tree):
        if not behind.heading or not place:
            continue
        parts = [leaf for child in behind.children for leaf in _leaves(child)]
        once = [node for node in tree[:place] if counts_once(node.label)]
        whole = once[-1] if once else tree[place - 1]
        is_plain = not any(part.of_which or part.total for part in parts)
        if len(parts) >= 2 and is_plain and not whole.heading and not _adds_up_inside(whole):
            yield whole, parts
    for node in tree:
        yield from said_unions(node.children)


def counts_once(label: str) -> bool:
    """The label says that what is met in several places counts once."""
    return bool(_ONCE.search(label))


def _adds_up_inside(node: Node) -> bool:
    return any(not child.of_which for child in node.children if not child.heading)


def _totals(siblings: Sequence[Node]) -> Iterator[Pair]:
    """A total and what stands before it among its siblings, since the total before."""
    since: list[Node] = []
    for node in siblings:
        if _is_total(node):
            leaves = [leaf for each in since for leaf in _leaves(each)]
            if len(leaves) >= 2:
                yield node, leaves
                since = [node]
                continue
        since.append(node)
    first = siblings[0] if siblings else None
    behind = [leaf for node in siblings[1:] for leaf in _leaves(node)]
    others = any(node.total for node in siblings[1:])
    if first is not None and _is_total(first) and len(behind) >= 2 and not others:
        yield first, behind


def _leaves(node: Node) -> list[Node]:
    """The node where it holds values, else the total of what is below it, else all of that."""
    if not node.heading:
        return [node] if node.role == "value" else []
    totals = [child for child in node.children if _is_total(child)]
    if len(totals) == 1:
        return totals
    return [leaf for child in node.children for leaf in _leaves(child)]


def _is_total(node: Node) -> bool:
    """It says that it adds up what is beside it, not what is below."""
    inside = [child for child in node.children if not child.of_which]
    return node.total and not node.heading and not inside


def said_subsets(tree: Sequence[Node]) -> Iterator[Pair]:
    """Values of which the labels say that they are a part of what stands above (其中, of which)."""
    for node in tree:
        yield from said_subsets(node.children)
        begins = next((n for n, child in enumerate(node.children) if child.of_which), None)
        if node.heading or begins is None:
            continue
        parts = [child for child in node.children[begins:] if not child.heading]
        if parts:
            yield node, parts
