"""Acts on several cells at once: swapped, shifted, written twice, in the wrong unit.

Comes in: lines of cells and the cells that conflict. Goes out: ``Act``, not yet checked.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tablecheck.diagnosis.prior import WRONG
from tablecheck.exact import quotient
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.diagnosis.cells import Cells
    from tablecheck.diagnosis.layout import Line, Lines
    from tablecheck.diagnosis.system import System
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key

SWAPPED = 0.1
SHIFTED = 0.03
BLOCK = 0.02
UNIT = 0.2
DOUBLED = 0.05
"""Chance of an act at one place, against that of one cell being wrong."""

SHORTER = 0.8
"""How much less likely a block is than one a cell shorter."""

LONGEST = 12
"""Cells of a block that was shifted."""

FEWEST = 2
"""Cells, not 0, that must be alike for a line to be called written twice."""


@record
class Act:
    """One thing that may have been done.

    Attributes:
        reason: Its slug.
        chance: Against the table as stated, values not counted.
        values: What should stand in each cell; None: the rules are to say.
    """

    reason: str
    chance: float
    values: Mapping[Key, Exact | None]


def acts(
    system: System, cells: Cells, lines: Lines, near: frozenset[Key], fixed: frozenset[Key]
) -> Iterator[Act]:
    """Every act that changes a conflicting cell, and breaks no equation of one line by itself.

    Args:
        system: The rules.
        cells: What is stated.
        lines: Columns and rows.
        near: Cells of the conflicts.
        fixed: Cells that are not to be changed.
    """
    for group in (lines.down, lines.across):
        for line in group:
            whole = frozenset(line)
            if near.isdisjoint(whole) or not fixed.isdisjoint(whole):
                continue
            held = frozenset(key for key in line if system.holds_alone(key, whole))
            yield from _pairs(cells, line, held)
            yield from _unit(cells, line, held)
            if group is lines.down:
                yield from _blocks(cells, line, held)
    for parallel in (lines.across, lines.down):
        for one, other in pairwise(parallel):
            if not near.isdisjoint((*one, *other)) and fixed.isdisjoint((*one, *other)):
                yield from _written_twice(cells, one, other, parallel is lines.across)


def _pairs(cells: Cells, line: Line, held: frozenset[Key]) -> Iterator[Act]:
    """Two neighbours swapped, or a value one place off."""
    for one, other in pairwise(line):
        left, right = cells.stated(one), cells.stated(other)
        if left == right or one in held or other in held:
            continue
        if left is not None and right is not None:
            yield Act("swapped-neighbours", WRONG * SWAPPED, {one: right, other: left})
        if not left or not right:
            # The empty one of the two is where the value belongs.
            empty: dict[Key, Exact | None] = {one: right or 0, other: left or 0}
            yield Act("shifted-row", WRONG * SHIFTED, empty)


def _blocks(cells: Cells, line: Line, held: frozenset[Key]) -> Iterator[Act]:
    """Values of a column that stand one row too low or too high, from two cells on."""
    for way in (line, line[::-1]):
        stated = [cells.stated(key) for key in way]
        for start, first in enumerate(stated):
            if first:
                continue  # a block that moved leaves nothing behind, or what was there before
            values: dict[Key, Exact | None] = {}
            for place in range(start, min(start + LONGEST, len(way) - 1)):
                moved = stated[place + 1]
                if moved is None or (way[place] in held and moved != stated[place]):
                    break
                values[way[place]] = moved
                if place > start:
                    chance = WRONG * BLOCK * SHORTER ** (place - start)
                    yield Act("shifted-block", chance, {**values, way[place + 1]: None})


def _unit(cells: Cells, line: Line, held: frozenset[Key]) -> Iterator[Act]:
    """All amounts of a line in another unit."""
    stated = [(key, value) for key in line if (value := cells.stated(key))]
    if len(stated) < FEWEST or any(key in held for key, _ in stated):
        return
    every = (multiple for key, _ in stated for multiple in cells.around(key).multiples)
    for factor in dict.fromkeys(every):
        if all(value % factor == 0 for _, value in stated):
            values = {key: quotient(value, factor) for key, value in stated}
            yield Act("unit-scale", WRONG * UNIT, values)
        yield Act("unit-scale", WRONG * UNIT, {key: value * factor for key, value in stated})


def _written_twice(cells: Cells, one: Line, other: Line, rows: bool) -> Iterator[Act]:
    if len(one) != len(other) or one[0][0] != other[0][0]:
        return
    values = [cells.stated(key) for key in one]
    if sum(bool(value) for value in values) < FEWEST:
        return
    if values != [cells.stated(key) for key in other]:
        return
    reason = "row-duplicated" if rows else "column-duplicated"
    for line in (one, other):
        yield Act(reason, WRONG * DOUBLED, dict.fromkeys(line))
