"""How far a table reaches: its heads, its first row, its columns.

Comes in: a grid and rows with labels of the form. Goes out: a ``Region``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tablecheck.binding.grid import TALL
from tablecheck.binding.labels import normalise
from tablecheck.binding.region import Region, head_keys
from tablecheck.record import replace

if TYPE_CHECKING:
    from tablecheck.binding.grid import Grid
    from tablecheck.form.model import Table

HEAD_ROWS = 8
"""Most rows from the top of the heads to the first row of the body."""


def region_of(
    grid: Grid,
    labels: tuple[int, ...],
    group: list[tuple[int, str]],
    heads: frozenset[str],
    above: int,
    below: int,
    share: float,
) -> Region:
    """The region of a table whose known labels stand in some rows, between two others.

    Args:
        grid: The sheet.
        labels: Columns of the labels.
        group: (row, key) of each known label, ascending.
        heads: Keys of the form's heads.
        above: Last row of the table above, 0 where there is none.
        below: First row of the table below.
        share: Share of the form's labels that it shows.
    """
    body_top, body_bottom = group[0][0], group[-1][0]
    body_top = _body_top(grid, labels, heads, above, body_top)
    head_top = _head_top(grid, heads, above, body_top)
    if head_top == body_top:
        # No head is known: a row of several texts right above the labels is one all the same.
        nearest = max((row for row in grid.rows if above < row < body_top), default=0)
        if nearest and len(grid.columns(nearest)) >= 2:
            head_top = nearest
    last = max((row for row in grid.rows if row < below), default=body_bottom)
    return Region(
        grid=grid,
        labels=labels,
        head_top=head_top,
        body_top=body_top,
        body_bottom=body_bottom,
        limit=max(last, body_bottom),
        share=share,
        fit=share,
    )


def _body_top(
    grid: Grid, labels: tuple[int, ...], heads: frozenset[str], above: int, first: int
) -> int:
    """The first row of the body: above the first known label may stand rows that are misspelt."""
    at = bisect_left(grid.rows, first)
    for row in reversed(grid.rows[max(at - HEAD_ROWS, 0) : at]):
        named = [column for column in labels if grid.is_filled(row, column)]
        beside = [c for c in grid.columns(row) if c not in labels and grid.is_filled(row, c)]
        texts = [normalise(grid.text(row, column)).key for column in named]
        is_row = (
            row > above
            and beside
            and any(len(text) > 1 and text not in heads for text in texts)
            and _holds_numbers(grid, row, [c for c in beside if c > labels[-1]] or beside)
        )
        if not is_row:
            break
        first = row
    return first


def _holds_numbers(grid: Grid, row: int, columns: list[int]) -> bool:
    """Numbers stand in the row, not years, and few texts; or such as a column repeats, as units."""
    numbers = [column for column in columns if grid.is_number(row, column)]
    if not any(not _is_year(grid.text(row, column)) for column in numbers):
        return False
    texts = [column for column in columns if column not in numbers]
    return len(numbers) > len(texts) or all(_is_repeated(grid, row, c) for c in texts)


def _is_year(text: str) -> bool:
    return len(text.strip()) == 4 and text.strip()[:2] in ("19", "20")


def _is_repeated(grid: Grid, row: int, column: int) -> bool:
    """The same text stands further down in the column."""
    below = grid.other_way.columns(column)
    at = bisect_right(below, row)
    text = grid.text(row, column)
    return any(grid.text(each, column) == text for each in below[at : at + TALL])


def _head_top(
    grid: Grid,
    heads: frozenset[str],
    above: int,
    body_top: int,
    start: int = 0,
    right: int = 1 << 30,
) -> int:
    """The first row of the heads above a body; above a known head, a title ends them."""
    head_top = body_top
    at = bisect_left(grid.rows, body_top)
    for row in reversed(grid.rows[max(at - HEAD_ROWS, 0) : at]):
        if row <= above or body_top - row > HEAD_ROWS:
            break
        columns = [column for column in grid.columns(row) if start <= column <= right]
        known = [c for c in columns if normalise(grid.text(row, c)).key in heads]
        if known and not (head_top != body_top and _is_labelled(grid, row, columns, known)):
            head_top = row
        elif head_top != body_top and (
            len({grid.anchor(row, c) for c in columns}) == 1
            or any(grid.is_number(row, c) for c in columns)
        ):
            break
    return head_top


def _is_labelled(grid: Grid, row: int, columns: list[int], known: list[int]) -> bool:
    """Numbers stand in the row, and what is a head elsewhere is their label (合计)."""
    numbers = [column for column in columns if grid.is_number(row, column)]
    return len(known) == 1 and bool(numbers) and known[0] < numbers[-1]


def within_columns(region: Region, table: Table, start: int, right: int) -> Region:
    """The region with fewer columns, and the heads that stand over those."""
    if (start, right) == (region.start, region.right):
        return region
    heads = head_keys(table)
    top = _head_top(region.grid, heads, 0, region.body_top, start, right)
    return replace(region, start=start, right=right, head_top=min(top, region.head_top))
