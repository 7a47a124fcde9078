"""Which cells stand next to each other.

Comes in: keys and positions. Goes out: ``Lines``: the columns and rows of cells, in order.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tablecheck.form.model import Key

Line = tuple["Key", ...]


@record
class Lines:
    """Cells in lines.

    Attributes:
        down: Columns, each from top to bottom.
        across: Rows, each from left to right.
        beside: Key -> cells directly above, below, left and right of it.
    """

    down: tuple[Line, ...]
    across: tuple[Line, ...]
    beside: Mapping[Key, tuple[Key, ...]]


def lines_of(keys: Iterable[Key], positions: Mapping[Key, tuple[str | None, int, int]]) -> Lines:
    """Lines by the places of the cells in the file, else by the order of the form's keys."""
    down: dict[object, list[tuple[int, Key]]] = {}
    across: dict[object, list[tuple[int, Key]]] = {}
    for number, key in enumerate(keys):
        table, row, column = key
        place = positions.get(key)
        if place is not None:
            sheet, at_row, at_column = place
            down.setdefault((table, sheet, at_column), []).append((at_row, key))
            across.setdefault((table, sheet, at_row), []).append((at_column, key))
        elif not positions:
            down.setdefault((table, column), []).append((number, key))
            across.setdefault((table, row), []).append((number, key))
    beside: dict[Key, list[Key]] = {}
    for line in (*_sorted(down), *_sorted(across)):
        for one, other in pairwise(line):
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
    return Lines(
        down=_sorted(down),
        across=_sorted(across),
        beside={key: tuple(others) for key, others in beside.items()},
    )


def _sorted(lines: Mapping[object, list[tuple[int, Key]]]) -> tuple[Line, ...]:
    return tuple(
        tuple(key for _, key in sorted(line, key=lambda each: each[0])) for line in lines.values()
    )
