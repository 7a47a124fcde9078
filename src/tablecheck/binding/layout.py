"""Where the tables of a form stand in a workbook.

Comes in: grids and the form's tables. Goes out: regions: which sheet, which label columns, which
rows; the best ones first. A region is where labels and heads of the form score best; it may stand
anywhere, under titles and beside numbering columns.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from tablecheck.binding.align import item_keys
from tablecheck.binding.extent import HEAD_ROWS, region_of, within_columns
from tablecheck.binding.labels import normalise
from tablecheck.binding.pieces import is_mark, split_hits
from tablecheck.binding.region import TITLE_ROWS, Region, head_keys, row_keys
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.binding.grid import Grid
    from tablecheck.binding.pieces import Hit
    from tablecheck.binding.region import Texts
    from tablecheck.form.model import Table
    from tablecheck.sheet import Sheet, Workbook

LEAST_SHARE = 0.3
"""Least share of a table's rows that a region must show by their labels."""
HEAD_GAP = 2
"""Most rows from one row of heads to the next, in a table whose rows have no labels."""
FEW = 2
"""A table of so few rows is known by its heads too, not by its labels alone."""
HEADS, TITLE = 0.3, 0.1
"""What all heads of a table, and its title, add to how well a region fits."""
WIDEST = 200
"""Columns that the labels of one table may span at most."""


def find_regions(texts: Texts, table: Table, taken: Sequence[Region] = ()) -> list[Region]:
    """Regions of one sheet where the table may stand, the best first.

    Args:
        texts: Of the sheet.
        table: Of the form.
        taken: Regions of other tables, whose labels are theirs.
    """
    grid, heads = texts.grid, head_keys(table)
    others = [region for region in taken if region.grid is grid]
    head_rows: dict[int, set[str]] = {}
    for row, _, key, _ in texts.labels:
        if key in heads:
            head_rows.setdefault(row, set()).add(key)
    if not any(item.printed and not item.heading for item in table.rows):
        regions = _by_heads(grid, table, head_rows)
    else:
        regions = _by_labels(texts, table, head_rows, others)
    titles = [normalise(text).key for text in (table.title, *table.titles) if text]
    if len(regions) > 1 and titles:
        at = [row for row, _, key, full in texts.labels if key in titles or full in titles]
        regions = [
            replace(each, fit=each.fit + TITLE) if _is_titled(each, at) else each
            for each in regions
        ]
    return sorted(regions, key=lambda region: -region.fit)


def _is_titled(region: Region, rows: list[int]) -> bool:
    return any(0 <= region.head_top - row <= TITLE_ROWS for row in rows)


def _by_labels(
    texts: Texts, table: Table, head_rows: dict[int, set[str]], others: Sequence[Region]
) -> list[Region]:
    grid, heads, keys = texts.grid, head_keys(table), row_keys(table)
    hits = sorted(
        (row, column, key)
        for row, column, key, full in texts.labels
        if (key in keys or full in keys)
        and not (key in heads and len(head_rows.get(row, ())) >= 2)
        and not any(other.labels and other.has_label(row, column) for other in others)
        and not _is_head_of_numbers(grid, row, column)
    )
    breaks = sorted(row for row, found in head_rows.items() if len(found) >= 2)
    groups = split_hits(grid, hits, breaks, _counts(table))
    printed = len({min(item_keys(item)) for item in table.rows if item.printed})
    regions = []
    least = LEAST_SHARE * printed
    groups = [group for group in groups if len({key for _, _, key in group}) >= least]
    for number, group in enumerate(groups):
        above = groups[number - 1][-1][0] if number else 0
        below = groups[number + 1][0][0] if number + 1 < len(groups) else 1 << 30
        beside = _beside(grid, group, least)
        for place, (labels, own, right) in enumerate(beside):
            share = min(len({key for _, key in own}) / printed, 1.0)
            start = labels[0] if place else 0
            if place + 1 < len(beside):
                right = min(right, beside[place + 1][0][0] - 1)
            region = region_of(grid, labels, own, heads, above, below, share)
            region = within_columns(region, table, start, right)
            seen = _heads_seen(region, heads)
            if printed <= FEW and not seen and len(heads) > 1:
                continue  # a word of a text, not a table
            regions.append(replace(region, fit=share + HEADS * len(seen) / max(len(heads), 1)))
    return regions


def _heads_seen(region: Region, heads: frozenset[str]) -> set[str]:
    """Keys of heads that the region shows, also where a head is printed a character a cell."""
    grid = region.grid
    columns: dict[int, list[str]] = {}
    for row in range(region.head_top, region.body_top):
        for column in grid.columns(row):
            if region.start <= column <= region.right:
                columns.setdefault(column, []).append(grid.text(row, column))
    seen = set()
    for texts in columns.values():
        for start in range(len(texts)):
            whole = "".join(text for text in texts[start:] if len(text.strip()) == 1)
            seen |= {normalise(texts[start]).key, normalise(whole).key}
    return seen & heads


def _beside(
    grid: Grid, group: Sequence[Hit], least: float
) -> list[tuple[tuple[int, ...], list[tuple[int, str]], int]]:
    """Tables beside one another in the same rows: their label columns, hits and last column."""
    found = []
    rest = list(group)
    while rest:
        by_column: dict[int, list[tuple[int, str]]] = {}
        for row, column, key in rest:
            by_column.setdefault(column, []).append((row, key))
        labels = _label_columns(grid, by_column)
        own = [(row, key) for row, column, key in rest if column in labels]
        if len({key for _, key in own}) >= least:
            found.append((labels, own, _right_of(labels, by_column, own)))
        rest = [hit for hit in rest if hit[1] not in labels]
    return sorted(found, key=lambda each: each[0])


def _is_head_of_numbers(grid: Grid, row: int, column: int) -> bool:
    """Numbers stand below the text and none beside it: it heads a column of some other table."""
    below = grid.other_way.columns(column)
    at = bisect_right(below, row)
    if at == len(below) or not grid.is_number(below[at], column):
        return False
    beside = grid.columns(row)
    at = bisect_right(beside, column)
    return at == len(beside) or not grid.is_number(row, beside[at])


def _counts(table: Table) -> dict[str, int]:
    """How many rows of the table each key names."""
    counts: dict[str, int] = {}
    for item in table.rows:
        for key in item_keys(item):
            counts[key] = counts.get(key, 0) + 1
    return counts


def _right_of(
    labels: tuple[int, ...], hits: dict[int, list[tuple[int, str]]], group: list[tuple[int, str]]
) -> int:
    """The last column before the same labels stand once more, in the same rows."""
    rows = dict(group)
    for column in sorted(hits):
        again = [row for row, key in hits[column] if rows.get(row) == key]
        if column > labels[-1] and len(again) >= 2:
            return column - 1
    return 1 << 30


def _label_columns(grid: Grid, hits: dict[int, list[tuple[int, str]]]) -> tuple[int, ...]:
    """The columns of the row labels: the one with most of them, and those that add to it.

    A further column adds labels beside the others', and no numbers stand between.
    """
    ranked = sorted(hits, key=lambda column: (-len({key for _, key in hits[column]}), column))
    found = [ranked[0]]
    known = set(hits[ranked[0]])
    for column in ranked[1:]:
        if set(hits[column]) <= known:
            continue
        low, high = min(column, *found), max(column, *found)
        rows = {row for each in (*found, column) for row, _ in hits[each]}
        between = [
            c for c in range(low, min(high, low + WIDEST) + 1) if c not in found and c != column
        ]
        if high - low > WIDEST or any(grid.is_number(row, c) for row in rows for c in between):
            continue
        found.append(column)
        known |= set(hits[column])
    return tuple(sorted(found))


def _by_heads(grid: Grid, table: Table, head_rows: dict[int, set[str]]) -> list[Region]:
    """Regions of a table whose rows are known by their place: the rows below its heads."""
    keys = head_keys(table)
    count = sum(not item.heading for item in table.rows)
    regions: list[Region] = []
    at = 0
    rows = sorted(head_rows)
    while at < len(rows):
        top = last = rows[at]
        seen = set(head_rows[top])
        while at + 1 < len(rows) and rows[at + 1] - last <= HEAD_GAP:
            at += 1
            last = rows[at]
            seen |= head_rows[last]
        at += 1
        if len(seen) < LEAST_SHARE * len(keys):
            continue
        near = [row for row in grid.rows if last < row <= last + HEAD_ROWS]
        filled = [row for row in near if holds_values(grid, row)]
        first = filled[0] if filled else last + 1
        body = [row for row in grid.rows if first <= row < first + count] if filled else []
        body = body or list(range(first, first + count))
        share = len(seen) / len(keys)
        regions.append(
            Region(
                grid=grid,
                labels=(),
                head_top=top,
                body_top=body[0],
                body_bottom=body[-1],
                limit=body[-1],
                share=share,
                fit=share,
            )
        )
    return regions


def holds_values(grid: Grid, row: int) -> bool:
    """Most cells of the row are numbers, or marks such as — and 无."""
    columns = [column for column in grid.columns(row) if grid.is_filled(row, column)]
    held = sum(grid.is_number(row, column) or is_mark(grid.text(row, column)) for column in columns)
    return 2 * held >= max(len(columns), 1)


def sheets_to_search(workbook: Workbook, wanted: str | None) -> list[Sheet]:
    """The sheets to look at: all, or the one named or numbered (from 1)."""
    if wanted is None:
        return list(workbook.sheets)
    named = [sheet for sheet in workbook.sheets if sheet.name == wanted]
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) <= 9
    if not named and is_number and 1 <= int(wanted) <= len(workbook.sheets):
        return [workbook.sheets[int(wanted) - 1]]
    return named
