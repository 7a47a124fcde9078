"""Values that stand under a merged range, where nobody sees them.

Comes in: cells and merges of one sheet. Goes out: notices. May import ``tablecheck.sheet`` only.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from tablecheck.sheet import Notice, Range, a1

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.sheet import Cell


def values_under_merges(
    sheet: str, cells: dict[tuple[int, int], Cell], merges: Iterable[Range]
) -> list[Notice]:
    """One notice for each merge that covers values, at the first of them.

    A sweep down the rows: a forged file may merge whole columns over millions of cells.
    """
    coming = sorted(
        ((merge.top, merge.left, merge.right, merge.bottom) for merge in merges), reverse=True
    )
    if not coming:
        return []
    covered: dict[Range, list[tuple[int, int]]] = {}
    active: list[tuple[int, int, int, int]] = []
    ends: list[tuple[int, tuple[int, int, int, int]]] = []
    for place in sorted(cells):
        row, column = place
        while coming and coming[-1][0] <= row:
            top, left, right, bottom = coming.pop()
            insort(active, (left, right, top, bottom))
            heappush(ends, (bottom, (left, right, top, bottom)))
        while ends and ends[0][0] < row:
            del active[bisect_left(active, heappop(ends)[1])]
        at = bisect_left(active, (column + 1,)) - 1
        if at < 0 or active[at][1] < column:
            continue
        left, right, top, bottom = active[at]
        if place != (top, left):
            covered.setdefault(Range(top, left, bottom, right), []).append(place)
    return [_notice(sheet, merge, places) for merge, places in covered.items()]


def _notice(sheet: str, merge: Range, places: list[tuple[int, int]]) -> Notice:
    facts = {
        "range": f"{a1(merge.top, merge.left)}:{a1(merge.bottom, merge.right)}",
        "count": str(len(places)),
    }
    return Notice(kind="value-under-merge", facts=facts, sheet=sheet, place=places[0])
