"""Which rows and columns of a sheet the page draws.

Comes in: a sheet, the tables on it, its flagged cells. Goes out: ``Window``. Many files hold pages
of text around the table: a few lines of it are drawn, the rest is told as left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.report import SourceTable
    from tablecheck.sheet import Range, Sheet

AROUND = 4
"""Filled rows before and after a table that are drawn with it."""
MOST_ROWS = 800
MOST_COLUMNS = 80


@record
class Window:
    """How some rows of a sheet are drawn.

    Attributes:
        rows: The rows.
        columns: Columns in which a cell begins, ascending; others are part of those before them.
        spans: Top left of each drawn merge -> (rows, columns) that it spans as drawn.
        covered: Places under a merge.
    """

    rows: frozenset[int]
    columns: tuple[int, ...]
    spans: dict[tuple[int, int], tuple[int, int]]
    covered: frozenset[tuple[int, int]]


def window_of(sheet: Sheet, rows: Sequence[int], values: set[tuple[int, int]]) -> Window:
    """Columns and merges of the rows; every value cell has a column."""
    merges = _merges(sheet, rows)
    columns = _columns(sheet, rows, merges, values)[:MOST_COLUMNS]
    spans, covered = _spans(merges, rows, columns)
    return Window(
        rows=frozenset(rows), columns=tuple(columns), spans=spans, covered=frozenset(covered)
    )


def rows_of(
    sheet: Sheet,
    tables: Sequence[SourceTable],
    values: Iterable[tuple[int, int]],
    flagged: Iterable[tuple[int, int]],
) -> tuple[list[int], bool]:
    """Rows that are drawn, ascending, and whether some are left out for their number.

    The tables with what stands closely around them, and every flagged cell.
    """
    filled = sorted({row for row, _ in sheet.cells} | {row for row, _ in values})
    wanted = {row for row, _ in flagged if row > 0}
    for table in tables:
        wanted.update(row for row in filled if table.top <= row <= table.bottom)
        wanted.update([row for row in filled if row < table.top][-AROUND:])
        wanted.update([row for row in filled if row > table.bottom][:AROUND])
    rows = sorted(wanted)
    if len(rows) <= MOST_ROWS:
        return rows, False
    heads = {row for t in tables for row in range(t.top, min(t.top + 4, t.bottom + 1))}
    kept = heads & wanted
    kept.update(sorted({row for row, _ in flagged if row > 0})[: MOST_ROWS - 100])
    kept.update(rows[: max(MOST_ROWS - len(kept), 0)])
    return sorted(kept), True


def _merges(sheet: Sheet, rows: Sequence[int]) -> list[Range]:
    drawn = set(rows)
    return [
        merge
        for merge in sheet.merges
        if rows
        and merge.top <= rows[-1]
        and merge.bottom >= rows[0]
        and any(row in drawn for row in range(merge.top, min(merge.bottom, rows[-1]) + 1))
    ]


def _columns(
    sheet: Sheet, rows: Sequence[int], merges: Sequence[Range], values: set[tuple[int, int]]
) -> list[int]:
    """Columns in which something begins; a report pasted from a page has many that are none."""
    drawn = set(rows)
    inside = {
        (row, column)
        for merge in merges
        for row in range(max(merge.top, rows[0]), min(merge.bottom, rows[-1]) + 1)
        for column in range(merge.left + 1, min(merge.right, merge.left + 300) + 1)
    }
    begun = {place[1] for place in sheet.cells if place[0] in drawn and place not in inside}
    begun.update(column for row, column in values if row in drawn)
    begun.update(merge.left for merge in merges)
    return sorted(begun)


def _spans(
    merges: Sequence[Range], rows: Sequence[int], columns: Sequence[int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Spans counted in drawn rows and columns; a merge whose top is left out begins lower."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merge in merges:
        tall = [row for row in rows if merge.top <= row <= merge.bottom]
        wide = [column for column in columns if merge.left <= column <= merge.right]
        if not tall or not wide:
            continue
        places = {(row, column) for row in tall for column in wide}
        if places & covered or places & spans.keys():
            continue
        top = (tall[0], wide[0])
        spans[top] = (len(tall), len(wide))
        covered |= places - {top}
    return spans, covered
