"""Lines of a table against items of a form, in order: one code for rows and for columns.

Comes in: lines (rows or columns as printed, with what stands outside them) and items. Goes out:
which line is which item, and what is near, moved, duplicate, unknown, missing.

Equal labels first: an order-preserving chain of the greatest weight, where a label that occurs
twice is told apart by the nearest of its candidates' parents that stands before it. Then what is
left: equal elsewhere (moved), equal to a bound one (duplicate), alike in the same gap (near).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from tablecheck.binding.labels import Label, normalise, similarity
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.form.model import Item

NEAR = 0.6
"""Least similarity at which an unknown line in the right place is taken for a missing item."""
MOST_COMPARED = 40_000
"""Pairs of leftovers beyond which nothing is called near: such a table is not the form's."""
MOST_SUGGESTED = 100
"""Unknown lines, and missing items, beyond which nothing is suggested."""
SHORTEST_DEFINED = 3
"""Characters that a label has at least before the definition glued to it."""
_DEFINES = (":", "是指", "指", "包括", "包含", "含", ",", ";", "。")
SUGGEST = 0.5
"""Least similarity at which “did you mean” is worth saying."""


@record
class Line:
    """A row or column of a table as printed.

    Attributes:
        index: Row or column number of the sheet.
        text: Its own label, as printed.
        outer: Keys of the labels that stand over it in cells of their own, nearest first; () for
            rows in one column, which the rows above them tell apart.
        carries: It has a value or a unit, so it is no mere note.
        last: Last row or column where several are one; 0: the same as ``index``.
        at: Column of a row's label, row of a column's head; 0 where unknown.
    """

    index: int
    text: str
    outer: tuple[str, ...] = ()
    carries: bool = True
    last: int = 0
    at: int = 0


@record
class Match:
    """A line bound to an item.

    ``how`` is ``equal``, ``moved``, ``near``, ``elimination``; ``over``: a heading that stands over
    the line in a cell of its own; ``place``: a row that prints no label.
    """

    line: Line
    item: Item
    how: str
    similarity: float = 1.0


@record
class Unknown:
    """A line that is no item, with the item it is most like, where one is."""

    line: Line
    nearest: Item | None
    similarity: float


@record
class Alignment:
    """Lines and items put together.

    Attributes:
        matches: By item code.
        duplicates: (line, code of the item that another line has already).
        unknown: Lines that are no item.
        missing: Items without a line, in the form's order.
    """

    matches: dict[str, Match]
    duplicates: tuple[tuple[Line, str], ...]
    unknown: tuple[Unknown, ...]
    missing: tuple[Item, ...]


def item_keys(item: Item) -> frozenset[str]:
    """Every key by which a line may name the item."""
    return _keys((item.label, *item.aliases))


@lru_cache(maxsize=16384)
def _keys(texts: tuple[str, ...]) -> frozenset[str]:
    labels = [normalise(text) for text in texts]
    return frozenset(key for label in labels for key in (label.key, label.full))


def align(lines: Sequence[Line], items: Sequence[Item]) -> Alignment:
    """Bind each line to the item it names, in order where the order can decide.

    Args:
        lines: In printed order.
        items: In the form's order, headings included.

    Returns:
        The alignment; every line is in exactly one of matches, duplicates and unknown, except
        unknown lines that carry nothing, which stay unknown for the caller to judge.
    """
    order = {item.code: number for number, item in enumerate(items)}
    labels = [normalise(line.text) for line in lines]
    by_key: dict[str, list[Item]] = {}
    for item in items:
        for key in item_keys(item):
            by_key.setdefault(key, []).append(item)
    parents = {item.code: item for item in items}
    has_levels = any(line.outer for line in lines)
    candidates = [
        _told_apart(_named(label, by_key), line, parents, has_levels=has_levels)
        for line, label in zip(lines, labels, strict=True)
    ]
    candidates = _nearest_parents(candidates, labels, items)
    matches: dict[str, Match] = {}
    bound = set()
    for number, item in _chain(candidates, order):
        matches[item.code] = Match(lines[number], item, "equal")
        bound.add(number)
    duplicates: list[tuple[Line, str]] = []
    for number, items_here in enumerate(candidates):
        if number in bound or not items_here:
            continue
        free = [item for item in items_here if item.code not in matches]
        if len(free) == 1:
            matches[free[0].code] = Match(lines[number], free[0], "moved")
            bound.add(number)
        elif not free:
            duplicates.append((lines[number], items_here[0].code))
            bound.add(number)
    left = [number for number in range(len(lines)) if number not in bound]
    _bind_near(lines, labels, left, items, matches)
    _bind_headings(parents, matches)
    by_line = {match.line.index for match in matches.values() if match.how != "over"}
    rest = [number for number in left if lines[number].index not in by_line]
    missing = tuple(item for item in items if item.code not in matches)
    unknown = tuple(
        _unknown(lines[number], labels[number], missing if place < MOST_SUGGESTED else (), matches)
        for place, number in enumerate(rest)
    )
    return Alignment(matches, tuple(duplicates), unknown, missing)


def _named(label: Label, by_key: dict[str, list[Item]]) -> list[Item]:
    """Items that a label names, also where a definition is glued to it (…：指…, …是指…)."""
    found = by_key.get(label.key) or by_key.get(label.full)
    if found is None and len(label.key) > SHORTEST_DEFINED:
        for sign in _DEFINES:
            name = label.key.partition(sign)[0]
            if len(name) >= SHORTEST_DEFINED and name != label.key and name in by_key:
                return by_key[name]
    return found or []


def _told_apart(
    candidates: list[Item], line: Line, parents: dict[str, Item], *, has_levels: bool
) -> list[Item]:
    """Candidates that the labels over the line belong to, the nearest label first.

    Where other lines have labels over them, one without is no part of anything.
    """
    if has_levels and not line.outer:
        return [each for each in candidates if each.parent is None] or candidates
    for key in line.outer:
        if len(candidates) < 2:
            break
        candidates = [each for each in candidates if key in _over(each, parents)] or candidates
    return candidates


def _over(item: Item, parents: dict[str, Item]) -> set[str]:
    """Every key that names an item above."""
    keys: set[str] = set()
    at = item.parent
    while at is not None:
        keys |= item_keys(parents[at])
        at = parents[at].parent
    return keys


def _nearest_parents(
    candidates: list[list[Item]], labels: list[Label], items: Sequence[Item]
) -> list[list[Item]]:
    """Candidates whose parent's line stands nearest above, where every parent has a line.

    Where one of them has none (its row was deleted or misspelt), the order has to decide. A parent
    whose part of the table is over, since a line of another part stands between, comes last.
    """
    named = {item.parent for each in candidates if len(each) > 1 for item in each}
    keys = {item.code: item_keys(item) for item in items if item.code in named}
    places: dict[str, list[int]] = {code: [] for code in keys}
    for number, label in enumerate(labels):
        for code, own in keys.items():
            if label.key in own or label.full in own:
                places[code].append(number)
    parent = {item.code: item.parent for item in items}
    narrowed: list[list[Item]] = []
    last: list[str] = []
    for number, each in enumerate(candidates):
        if len(each) > 1 and all(item.parent and places.get(item.parent) for item in each):
            above = {
                item.code: (
                    item.parent in last,
                    max((at for at in places[item.parent or ""] if at < number), default=-1),
                )
                for item in each
            }
            nearest = max(above.values())
            each = [
                item for item in each if above[item.code] == nearest and nearest[1] >= 0
            ] or each
        narrowed.append(each)
        if len(each) == 1:
            last = _with_parents(each[0].code, parent)
    return narrowed


def _with_parents(code: str | None, parent: dict[str, str | None]) -> list[str]:
    """A code and all above it."""
    found = []
    while code is not None:
        found.append(code)
        code = parent[code]
    return found


def _chain(candidates: list[list[Item]], order: dict[str, int]) -> list[tuple[int, Item]]:
    """The longest chain of (line, item) pairs in which both go forward (patience sorting)."""
    tops: list[int] = []
    last: list[tuple[int, Item, int]] = []
    nodes: list[tuple[int, Item, int]] = []
    heads: list[int] = []
    for number, items in enumerate(candidates):
        for item in sorted(items, key=lambda each: -order[each.code]):
            place = bisect_left(tops, order[item.code])
            before = heads[place - 1] if place else -1
            nodes.append((number, item, before))
            if place == len(tops):
                tops.append(order[item.code])
                heads.append(len(nodes) - 1)
            else:
                tops[place] = order[item.code]
                heads[place] = len(nodes) - 1
    at = heads[-1] if heads else -1
    while at >= 0:
        last.append(nodes[at])
        at = nodes[at][2]
    return [(number, item) for number, item, _ in reversed(last)]


def _bind_headings(parents: dict[str, Item], matches: dict[str, Match]) -> None:
    """Bind headings that have no line of their own but stand over those of their parts."""
    for match in list(matches.values()):
        at = match.item.parent
        while at is not None and match.line.outer:
            above = parents[at]
            if (
                above.heading
                and at not in matches
                and not item_keys(above).isdisjoint(match.line.outer)
            ):
                matches[at] = Match(match.line, above, "over")
            at = above.parent


def _bind_near(
    lines: Sequence[Line],
    labels: list[Label],
    left: list[int],
    items: Sequence[Item],
    matches: dict[str, Match],
) -> None:
    """Bind leftovers that are alike and stand in the same gap between bound neighbours."""
    free = [item for item in items if item.code not in matches]
    if not left or not free or len(left) * len(items) > MOST_COMPARED:
        return
    order = {item.code: number for number, item in enumerate(items)}
    in_order = [match for match in matches.values() if match.how == "equal"]
    pairs = []
    for number in left:
        index = lines[number].index
        before = max((order[m.item.code] for m in in_order if m.line.index < index), default=-1)
        after = min((order[m.item.code] for m in in_order if m.line.index > index), default=1 << 30)
        for item in free:
            if before < order[item.code] < after and not (lines[number].carries and item.heading):
                alike = _alike(labels[number], item)
                if alike >= NEAR and alike > _most_alike(labels[number], matches):
                    pairs.append((alike, -abs(order[item.code] - number), number, item))
    taken = set()
    for alike, _, number, item in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if number not in taken and item.code not in matches:
            matches[item.code] = Match(lines[number], item, "near", alike)
            taken.add(number)


def _most_alike(label: Label, matches: dict[str, Match]) -> float:
    """How alike the label is to the item that it is most like among those that have a line."""
    bound = (match.item for match in matches.values() if match.how != "near")
    return max((_alike(label, item) for item in bound), default=0.0)


def _alike(label: Label, item: Item) -> float:
    best = max(similarity(label.key, key) for key in item_keys(item))
    same_number = label.number and label.number == normalise(item.label).number
    return best + 0.05 if same_number and best >= SUGGEST else best


def _unknown(line: Line, label: Label, items: Sequence[Item], matches: dict[str, Match]) -> Unknown:
    best, nearest = 0.0, None
    if line.carries and len(items) <= MOST_SUGGESTED:
        for item in items:
            alike = _alike(label, item)
            if alike > best:
                best, nearest = alike, item
    if best < SUGGEST or best <= _most_alike(label, matches):
        return Unknown(line, None, best)
    return Unknown(line, nearest, best)
