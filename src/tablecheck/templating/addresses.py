"""Addresses of cells in formulas: runs of cells as ranges.

Comes in: places. Goes out: text such as ``$C$5:$C$9,$C$12``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.templating.model import Spot


def address(spot: Spot, prefix: str = "") -> str:
    """One cell, fixed in both directions."""
    return f"{prefix}${column_letters(spot[1])}${spot[0]}"


def ranges(spots: Iterable[Spot]) -> list[tuple[Spot, Spot]]:
    """The cells, each once, as runs down a column; those of one cell put together along a row."""
    down = _runs(sorted(set(spots), key=lambda spot: (spot[1], spot[0])), 0)
    single = [top for top, bottom in down if top == bottom]
    kept = [run for run in down if run[0] != run[1]]
    return sorted(kept + _runs(sorted(single), 1))


def _runs(spots: list[Spot], axis: int) -> list[tuple[Spot, Spot]]:
    """Neighbours along an axis put together."""
    runs: list[tuple[Spot, Spot]] = []
    for spot in spots:
        if runs:
            first, last = runs[-1]
            if last[1 - axis] == spot[1 - axis] and last[axis] + 1 == spot[axis]:
                runs[-1] = (first, spot)
                continue
        runs.append((spot, spot))
    return runs


def in_formula(run: tuple[Spot, Spot], prefix: str = "") -> str:
    """A range as a formula names it."""
    first, last = run
    if first == last:
        return address(first, prefix)
    return f"{address(first, prefix)}:{address(last)}"


def listed(spots: Iterable[Spot], prefix: str = "") -> list[str]:
    """The ranges of cells as a formula names them."""
    return [in_formula(run, prefix) for run in ranges(spots)]


def sqref(spots: Iterable[Spot]) -> str:
    """The ranges of cells as a sheet lists them."""
    return " ".join(each.replace("$", "") for each in listed(spots))
