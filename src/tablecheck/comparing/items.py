"""Items of two trees that are the same indicator, whatever they are called.

Comes in: the items of two tables, or the tables of two forms. Goes out: pairs of positions. Code
and label together decide first, then the label, then the code, then likeness in the same place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.labels import normalise, similarity
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tablecheck.form.model import Item, Table

ALIKE = 0.6
"""Least likeness of labels at which an item is taken for renamed."""
MOST_COMPARED = 40_000
"""Pairs of items left over beyond which likeness is not asked."""


@record
class Entry:
    """An item as matching sees it: its code, its comparable label, the labels above it."""

    code: str
    key: str
    above: tuple[str, ...]


def entries(items: Sequence[Item]) -> list[Entry]:
    """Items ready to match, in printed order."""
    above: dict[str | None, tuple[str, ...]] = {None: ()}
    found = []
    for item in items:
        key = normalise(item.label).key
        found.append(Entry(item.code, key, above[item.parent]))
        above[item.code] = (*above[item.parent], key)
    return found


def table_entries(tables: Sequence[Table]) -> list[Entry]:
    """Tables by their title, and by what their rows say where they have none."""
    return [Entry(table.code, normalise(table.title).full or _rows(table), ()) for table in tables]


def _rows(table: Table) -> str:
    return "\x1f".join(normalise(item.label).key for item in table.rows[:20])


def matched(one: Sequence[Entry], other: Sequence[Entry]) -> dict[int, int]:
    """Positions in ``one`` of what stands in ``other`` too, with its position there."""
    pairs: dict[int, int] = {}
    for name in (
        lambda entry: (entry.code, entry.key, entry.above),
        lambda entry: (entry.key, entry.above),
        lambda entry: (entry.code, entry.key),
        lambda entry: entry.key,
        lambda entry: entry.code,
    ):
        _by_name(one, other, pairs, name)
    return pairs


def left_over(count: int, taken: Iterable[int]) -> list[int]:
    """Positions that are not taken."""
    gone = set(taken)
    return [number for number in range(count) if number not in gone]


def _by_name(
    one: Sequence[Entry],
    other: Sequence[Entry],
    pairs: dict[int, int],
    name: Callable[[Entry], object],
) -> None:
    """Match what has a name that stands once on each side."""
    mine, theirs = (
        _once(entries, numbers, name)
        for entries, numbers in (
            (one, left_over(len(one), pairs)),
            (other, left_over(len(other), pairs.values())),
        )
    )
    for each, number in mine.items():
        if each in theirs:
            pairs[number] = theirs[each]


def _once(
    entries: Sequence[Entry], numbers: Sequence[int], name: Callable[[Entry], object]
) -> dict[object, int]:
    seen: dict[object, list[int]] = {}
    for number in numbers:
        seen.setdefault(name(entries[number]), []).append(number)
    return {each: found[0] for each, found in seen.items() if len(found) == 1}


def likeness(one: str, other: str) -> float:
    """How alike two labels are; the same in both directions."""
    return similarity(*sorted((one, other)))


def matched_by_likeness(
    one: Sequence[Entry], other: Sequence[Entry], mine: Sequence[int], theirs: Sequence[int]
) -> dict[int, int]:
    """Of positions that are left over, those that are alike, the most alike first."""
    pairs: dict[int, int] = {}
    if len(mine) * len(theirs) > MOST_COMPARED:
        return pairs
    found = []
    for here in mine:
        for there in theirs:
            if one[here].above != other[there].above:
                continue
            alike = likeness(one[here].key, other[there].key)
            if alike >= ALIKE:
                found.append((-alike, abs(here - there), here + there, here, there))
    taken: set[int] = set()
    for *_, here, there in sorted(found):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs
