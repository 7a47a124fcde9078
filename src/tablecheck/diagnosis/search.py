"""All smallest sets of cells whose release lets every rule hold: a hitting-set tree.

Comes in: a ``System``. Goes out: ``Found``. Breadth first, so every repair is subset-minimal; each
conflict met on the way prunes the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tablecheck.diagnosis.model import Budget
    from tablecheck.diagnosis.system import System
    from tablecheck.form.model import Key
    from tablecheck.values.interval import Interval

USUAL = 2
"""Cells of a repair that are always tried together."""

MOST = 3
"""Cells that are tried where fewer do not do."""

MOST_REPAIRS = 60
"""Repairs after which a reader is not served by more."""


@record
class Repair:
    """Cells to release, and what the rules leave to each."""

    intervals: Mapping[Key, Interval]


@record
class Found:
    """Repairs by size; ``complete`` where the search was not cut short."""

    repairs: tuple[Repair, ...]
    complete: bool


def find_repairs(
    system: System, domain: Callable[[Key], Interval], budget: Budget, order: Mapping[Key, int]
) -> Found:
    """Subset-minimal repairs of up to ``USUAL`` cells, of up to ``MOST`` where there are none.

    Args:
        system: With at least one conflict.
        domain: What a released cell may hold.
        budget: Spent as the search goes.
        order: Of the cells, so that results do not depend on hashing.
    """
    conflicts = sorted((each.keys for each in system.conflicts), key=len)
    if not conflicts or not conflicts[0]:
        return Found((), True)
    if _apart(conflicts) > MOST:
        return Found((), True)
    found: list[Repair] = []
    sets: list[frozenset[Key]] = []
    level: list[frozenset[Key]] = [frozenset()]
    for size in range(1, MOST + 1):
        if size > USUAL and found:
            break
        following: list[frozenset[Key]] = []
        seen: set[frozenset[Key]] = set()
        for node in level:
            conflict = next((each for each in conflicts if each.isdisjoint(node)), None)
            for key in sorted(conflict or (), key=order.__getitem__):
                cells = node | {key}
                if cells in seen or any(smaller <= cells for smaller in sets):
                    continue
                seen.add(cells)
                if not budget.spend(1) or len(found) > MOST_REPAIRS:
                    return Found(tuple(found), False)
                if all(not each.isdisjoint(cells) for each in conflicts):
                    outcome = system.check({cell: domain(cell) for cell in cells})
                    if outcome.conflict is None:
                        found.append(Repair(outcome.intervals))
                        sets.append(cells)
                        continue
                    conflicts.append(outcome.conflict.keys)
                if size < MOST:
                    following.append(cells)
        level = following
    return Found(tuple(found), True)


def _apart(conflicts: Iterable[frozenset[Key]]) -> int:
    """Conflicts without a cell in common, counted greedily: a repair has as many cells."""
    seen: set[Key] = set()
    count = 0
    for keys in conflicts:
        if seen.isdisjoint(keys):
            seen |= keys
            count += 1
    return count
