"""Which items of two trees belong together, by name and by place: matched, parted, moved.

Comes in: the items of two tables. Goes out: pairs of positions, ``Parting`` values, what moved.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tablecheck.comparing.items import (
    entries,
    left_over,
    likeness,
    matched,
    matched_by_likeness,
)
from tablecheck.comparing.model import Kind
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.comparing.items import Entry
    from tablecheck.form.model import Item

PART = 0.4
"""Least likeness of one item and each of those that it was split into."""


@record
class Parting:
    """One item that is several in the other form.

    Attributes:
        kind: ``SPLIT``: ``single`` is of the older form; ``MERGED``: of the newer one.
        single: Position of the one.
        several: Positions of the others in the other form.
    """

    kind: Kind
    single: int
    several: tuple[int, ...]


def paired(
    before: Sequence[Item], after: Sequence[Item]
) -> tuple[dict[int, int], tuple[Parting, ...]]:
    """Pairs of positions that are one item, and items that were split or merged."""
    one, other = entries(before), entries(after)
    pairs = matched(one, other)
    partings = [
        *_in_gaps(Kind.SPLIT, one, other, pairs),
        *_in_gaps(Kind.MERGED, other, one, {there: here for here, there in pairs.items()}),
    ]
    gone = parted_positions(partings)
    mine = left_over(len(one), {*pairs, *gone[0]})
    theirs = left_over(len(other), {*pairs.values(), *gone[1]})
    pairs.update(matched_by_likeness(one, other, mine, theirs))
    back = {there: here for here, there in pairs.items()}
    partings += _below(Kind.SPLIT, before, after, pairs)
    partings += _below(Kind.MERGED, after, before, back)
    return pairs, tuple(partings)


def parted_positions(partings: Sequence[Parting]) -> tuple[set[int], set[int]]:
    """Positions of older and newer items that a split or a merger tells of."""
    gone: tuple[set[int], set[int]] = (set(), set())
    for each in partings:
        split = each.kind is Kind.SPLIT
        gone[0 if split else 1].add(each.single)
        gone[1 if split else 0].update(each.several)
    return gone


def moved(before: Sequence[Item], after: Sequence[Item], pairs: Mapping[int, int]) -> set[int]:
    """Positions of older items that stand elsewhere: below another item, or in another order.

    What stands below an item that moved has moved with it and is not told.
    """
    codes: dict[str | None, str | None] = {None: None}
    codes.update((before[here].code, after[there].code) for here, there in pairs.items())
    known = set(codes.values())
    found: set[int] = set()
    siblings: dict[tuple[str | None, str | None], list[int]] = {}
    for here in sorted(pairs):
        old, new = before[here].parent, after[pairs[here]].parent
        # Below an item that came or went, it is that item which is told.
        if old in codes and new in known and codes[old] != new:
            found.add(here)
        else:
            siblings.setdefault((old, new), []).append(here)
    for group in siblings.values():
        kept = _ascending([pairs[here] for here in group])
        found |= set(group) - {group[place] for place in kept}
    return found


def _ascending(numbers: Sequence[int]) -> list[int]:
    """Places of a longest ascending chain (patience sorting)."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tops, number)
        before.append(heads[at - 1] if at else -1)
        if at == len(tops):
            tops.append(number)
            heads.append(place)
        else:
            tops[at], heads[at] = number, place
    found = []
    at = heads[-1] if heads else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _in_gaps(
    kind: Kind, one: Sequence[Entry], other: Sequence[Entry], pairs: Mapping[int, int]
) -> Iterator[Parting]:
    """One item left over where several alike stand between the same neighbours."""
    taken = set(pairs.values())
    for here in left_over(len(one), pairs):
        if (here - 1 not in pairs and here) or (here + 1 not in pairs and here + 1 < len(one)):
            continue
        first = pairs[here - 1] + 1 if here else 0
        last = pairs[here + 1] if here + 1 < len(one) else len(other)
        between = range(first, last)
        if len(between) > 1 and all(
            there not in taken
            and other[there].above == one[here].above
            and likeness(one[here].key, other[there].key) >= PART
            for there in between
        ):
            yield Parting(kind, here, tuple(between))


def _below(
    kind: Kind, one: Sequence[Item], other: Sequence[Item], pairs: Mapping[int, int]
) -> Iterator[Parting]:
    """An item with values that is a heading in the other form, with new items below it."""
    taken = set(pairs.values())
    for here, there in sorted(pairs.items()):
        if not one[here].holds_values or not other[there].heading:
            continue
        several = [
            number
            for number in range(there + 1, _end(other, there))
            if number not in taken and other[number].holds_values
        ]
        if several:
            yield Parting(kind, here, tuple(several))


def _end(items: Sequence[Item], at: int) -> int:
    """Position behind all that stands below an item."""
    end = at + 1
    while end < len(items) and items[end].depth > items[at].depth:
        end += 1
    return end
