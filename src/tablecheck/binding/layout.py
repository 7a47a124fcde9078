"""Where the tables of a form stand in a workbook.

Comes in: grids and the form's tables. Goes out: regions: which sheet, which label column, which
rows; the best ones first. A region is where labels and heads of the form score best; it may stand
anywhere, under titles and beside numbering columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.align import item_keys
from tablecheck.binding.labels import normalise
from tablecheck.record import record
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.binding.grid import Grid
    from tablecheck.form.model import Form, Table
    from tablecheck.sheet import Sheet, Workbook

LEAST_SHARE = 0.3
"""Least share of a table's rows that a region must show by their labels."""


@record
class Region:
    """A place where a table of the form may stand.

    Attributes:
        grid: Its sheet.
        label_column: Where the row labels stand.
        head_top: First row of the heads; equal to ``body_top`` where there are none.
        body_top: First row with a label of the form.
        body_bottom: Last row with a label of the form.
        limit: Last row that belongs to it: just before the next table, or the sheet's end.
        share: Share of the table's rows whose labels it shows, 0 to 1.
    """

    grid: Grid
    label_column: int
    head_top: int
    body_top: int
    body_bottom: int
    limit: int
    share: float

    @property
    def has_numbers(self) -> bool:
        """A cell beside the labels holds something with a digit."""
        return any(
            column != self.label_column
            and self.body_top <= row <= self.body_bottom
            and any(character.isdigit() for character in cell.text)
            for (row, column), cell in self.grid.sheet.cells.items()
        )


def row_keys(table: Table) -> frozenset[str]:
    """Every key that names a row of the table."""
    return frozenset().union(*(item_keys(item) for item in table.rows))


def head_keys(table: Table) -> frozenset[str]:
    """Every key that names a column of the table."""
    return frozenset().union(*(item_keys(item) for item in table.columns))


def find_regions(grid: Grid, table: Table) -> list[Region]:
    """Regions of one sheet where the table may stand, the best first."""
    keys, heads = row_keys(table), head_keys(table)
    hits: dict[int, list[tuple[int, str]]] = {}
    head_rows: dict[int, int] = {}
    for (row, column), cell in grid.sheet.cells.items():
        if cell.kind is not CellKind.TEXT:
            continue
        label = normalise(cell.text)
        if label.key in keys or label.full in keys:
            hits.setdefault(column, []).append((row, label.key))
        if label.key in heads:
            head_rows[row] = head_rows.get(row, 0) + 1
    if not hits:
        return []
    column = max(hits, key=lambda each: (len({key for _, key in hits[each]}), -each))
    breaks = sorted(row for row, count in head_rows.items() if count >= 2)
    groups = _split(sorted(hits[column]), breaks)
    regions = []
    for number, group in enumerate(groups):
        share = len({key for _, key in group}) / len({min(item_keys(i)) for i in table.rows})
        if share >= LEAST_SHARE:
            above = groups[number - 1][-1][0] if number else 0
            below = groups[number + 1][0][0] if number + 1 < len(groups) else 1 << 30
            regions.append(_region(grid, column, group, heads, above, below, min(share, 1.0)))
    return sorted(regions, key=lambda region: -region.share)


def _split(hits: list[tuple[int, str]], breaks: list[int]) -> list[list[tuple[int, str]]]:
    """Hits cut at head rows; pieces that go on (a head repeated on a new page) are one."""
    groups: list[list[tuple[int, str]]] = []
    at = 0
    for row, key in hits:
        passed = False
        while at < len(breaks) and breaks[at] < row:
            passed, at = True, at + 1
        if passed or not groups:
            groups.append([])
        groups[-1].append((row, key))
    joined: list[list[tuple[int, str]]] = []
    for group in groups:
        if joined:
            before = {key for _, key in joined[-1]}
            again = sum(key in before for _, key in group)
            if 2 * again < len(group):
                joined[-1].extend(group)
                continue
        joined.append(group)
    return joined


def _region(
    grid: Grid,
    column: int,
    group: list[tuple[int, str]],
    heads: frozenset[str],
    above: int,
    below: int,
    share: float,
) -> Region:
    group = _without_footnotes(group)
    body_top, body_bottom = group[0][0], group[-1][0]
    head_top = body_top
    for row in reversed(grid.rows):
        if body_top > row > above and body_top - row <= 8:
            matched = any(normalise(grid.text(row, c)).key in heads for c in grid.columns(row))
            if matched:
                head_top = row
    if head_top == body_top:
        # No head is known: a row of several texts right above the labels is one all the same.
        nearest = max((row for row in grid.rows if above < row < body_top), default=0)
        if nearest and len(grid.columns(nearest)) >= 2:
            head_top = nearest
    last = max((row for row in grid.rows if row < below), default=body_bottom)
    return Region(
        grid=grid,
        label_column=column,
        head_top=head_top,
        body_top=body_top,
        body_bottom=body_bottom,
        limit=max(last, body_bottom),
        share=share,
    )


def _without_footnotes(group: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Hits less the trailing ones that stand apart and repeat a label of the table."""
    while len(group) > 1 and group[-1][0] - group[-2][0] > 1:
        if group[-1][1] not in {key for _, key in group[:-1]}:
            break
        group = group[:-1]
    return group


def sheets_to_search(workbook: Workbook, wanted: str | None) -> list[Sheet]:
    """The sheets to look at: all, or the one named or numbered (from 1)."""
    if wanted is None:
        return list(workbook.sheets)
    named = [sheet for sheet in workbook.sheets if sheet.name == wanted]
    is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) <= 9
    if not named and is_number and 1 <= int(wanted) <= len(workbook.sheets):
        return [workbook.sheets[int(wanted) - 1]]
    return named


def recognition(sheets: Iterable[Sheet], form: Form) -> float:
    """How well a form fits the texts of the sheets, 0 to 1; its title adds a little."""
    best = 0.0
    for sheet in sheets:
        texts = {normalise(c.text).key for c in sheet.cells.values() if c.kind is CellKind.TEXT}
        fit = _fit(texts, form.tables)
        title = any(normalise(t).key in text for t in form.titles for text in texts)
        best = max(best, fit + (0.05 if title and fit >= LEAST_SHARE else 0.0))
    return min(best, 1.0)


def _fit(texts: set[str], tables: Sequence[Table]) -> float:
    named = [item_keys(item) for table in tables for item in table.rows]
    return sum(not keys.isdisjoint(texts) for keys in named) / len(named)
