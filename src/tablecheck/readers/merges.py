"""Values that stand under a merged range, where nobody sees them.

Comes in: cells and merges of one sheet. Goes out: notices. May import ``tablecheck.sheet`` only.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

from tablecheck.sheet import Notice, a1

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.sheet import Cell, Range


def values_under_merges(
    sheet: str, cells: dict[tuple[int, int], Cell], merges: Iterable[Range]
) -> list[Notice]:
    """One notice for each merge that covers values, at the first of them.

    A sweep down the rows: a forged file may merge whole columns over millions of cells.
    """
    coming = sorted(merges, key=lambda merge: (merge.top, merge.left), reverse=True)
    if not coming:
        return []
    covered: dict[Range, list[tuple[int, int]]] = {}
    active: list[tuple[int, int, Range]] = []
    last_row = 0
    for place in sorted(cells):
        row, column = place
        if row != last_row:
            last_row = row
            active = [item for item in active if item[2].bottom >= row]
            while coming and coming[-1].top <= row:
                merge = coming.pop()
                if merge.bottom >= row:
                    insort(active, (merge.left, merge.right, merge), key=lambda item: item[:2])
        at = bisect_right(active, column, key=lambda item: item[0]) - 1
        if at < 0 or active[at][1] < column:
            continue
        merge = active[at][2]
        if place != (merge.top, merge.left):
            covered.setdefault(merge, []).append(place)
    return [_notice(sheet, merge, places) for merge, places in covered.items()]


def _notice(sheet: str, merge: Range, places: list[tuple[int, int]]) -> Notice:
    facts = {
        "range": f"{a1(merge.top, merge.left)}:{a1(merge.bottom, merge.right)}",
        "count": str(len(places)),
    }
    return Notice(kind="value-under-merge", facts=facts, sheet=sheet, place=places[0])
