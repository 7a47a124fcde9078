"""Where the tables of a sheet are, told from nothing but the sheet.

Comes in: a grid and a reader of its cells. Goes out: ``TableSeen`` values, heads and body; their
columns are not told apart. A row of several texts begins the heads of a table, rows with
numbers are its body, single texts between them headings; a table ends where the next heads begin.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tablecheck.drafting.cells import Kind, is_year, is_year_with_note
from tablecheck.drafting.model import TableSeen
from tablecheck.drafting.units import is_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.binding.grid import Grid
    from tablecheck.drafting.cells import CellReader

HEAD, DATA, SINGLE, PART = "head", "data", "single", "part"
"""What a row looks like; PART: texts that may be labels of a row without numbers."""
TITLE_ROWS = 4
"""Single texts right above a table that are its titles."""
GAP = 3
"""Blank rows that part what stands above from a table without numbers."""


class _Row:
    """One row of the sheet: which places are filled, and with what."""

    def __init__(self, grid: Grid, reader: CellReader, row: int) -> None:
        self.row = row
        kinds = {c: reader.kind(row, c) for c in grid.columns(row)}
        self.kinds = {column: kind for column, kind in kinds.items() if kind is not None}
        self.texts = [c for c, kind in self.kinds.items() if kind is Kind.TEXT]
        self.names = [c for c in self.texts if _is_name(grid.text(row, c))]
        self.marks = [c for c, kind in self.kinds.items() if kind is Kind.MARK]
        self.years = [c for c, kind in self.kinds.items() if kind is Kind.YEAR]
        self.numbers = [c for c, kind in self.kinds.items() if kind is Kind.NUMBER]
        self.is_fields = sum(_is_field(grid.text(row, c)) for c in self.texts) * 2 > len(self.texts)
        self.bottom = row
        self.reach = max(self.kinds, default=0)
        self.groups: list[tuple[int, int]] = []
        for column in self.kinds:
            merge = grid.merge_at(row, column)
            if merge is not None:
                self.reach = max(self.reach, merge.right)
                if merge.right > merge.left:
                    self.groups.append((merge.left, merge.right))
            if merge is not None and merge.bottom - row < GAP * 2:
                self.bottom = max(self.bottom, merge.bottom)
        self.counts = self._counts(grid)

    @property
    def right(self) -> int:
        return max(self.kinds, default=0)

    @property
    def left(self) -> int:
        return min(self.kinds, default=0)

    def _counts(self, grid: Grid) -> bool:
        """The numbers of the columns (1, 2, 3 …) stand in it."""
        if len(self.numbers) < 2 or self.years:
            return False
        texts = [grid.text(self.row, c).strip().strip("()（）") for c in self.numbers]
        if not all(text.isascii() and text.isdigit() for text in texts):
            return False
        first = int(texts[0])
        in_order = [int(text) for text in texts] == list(range(first, first + len(texts)))
        return (
            in_order
            and first <= 3
            and all(len(grid.text(self.row, c).strip()) <= 2 for c in self.texts)
        )


def _is_name(text: str) -> bool:
    """Neither a field nor a unit; “Number” is a head as well as a unit."""
    is_word = text.strip().casefold() in ("number", "count", "units", "years", "days", "hours")
    return not _is_field(text) and (is_word or not is_unit(text))


def _is_field(text: str) -> bool:
    """“填报单位：…”, or a caption such as “单位：万元”; a colon in brackets makes no field."""
    bare = re.sub(r"[(（\[][^()（）\[\]]*[)）\]]", "", text).strip()
    return bare.endswith((":", "：")) or ("：" in bare[:20] and len(bare) < 40)


def find_tables(grid: Grid, reader: CellReader) -> list[TableSeen]:
    """The tables of a sheet from top to bottom, with their heads, bodies and titles."""
    rows = [row for number in grid.rows if (row := _Row(grid, reader, number)).kinds]
    tables: list[TableSeen] = []
    at = 0
    while at < len(rows):
        heads = _heads(grid, rows, at)
        if heads == at and not _begins_data(grid, rows, at):
            at += 1
            continue
        end = _end(grid, rows, at, heads)
        if end > heads:
            table = TableSeen(
                grid, [row.row for row in rows[at:heads]], [row.row for row in rows[heads:end]]
            )
            before = tables[-1].body[-1] if tables else 0
            table.title = _titles(grid, rows, at, before)
            tables.append(table)
        elif heads > at and _is_without_labels(rows[at:heads]):
            table = TableSeen(grid, [row.row for row in rows[at:heads]], [rows[heads - 1].row + 1])
            table.title = _titles(grid, rows, at, tables[-1].body[-1] if tables else 0)
            tables.append(table)
        at = max(end, heads, at + 1)
    return tables


def _heads(grid: Grid, rows: Sequence[_Row], at: int) -> int:
    """The first row behind the heads that begin at a row; the row itself where none do."""
    first = rows[at]
    if not (_is_head(grid, first) or _is_head_left(rows, at) or _is_over_numbers(rows, at)):
        return at
    last, bottom = at + 1, first.bottom
    left = min(row.left for row in rows[at : at + 8])
    right = first.right
    while last < len(rows):
        row = rows[last]
        if row.row - rows[last - 1].row > 2 or row.is_fields:
            break
        if row.row <= bottom or row.counts or _is_head_again(grid, row, left, right, rows, last):
            bottom = max(bottom, row.bottom) if _is_head(grid, row) else bottom
            left, right = min(left, row.left), max(right, row.right)
            last += 1
            continue
        break
    return last


def _is_head(grid: Grid, row: _Row) -> bool:
    """Several texts and no number, or years (with texts) only."""
    if row.years and all(is_year_with_note(grid.text(row.row, c)) for c in row.numbers):
        return len(row.years) + len(row.numbers) >= 2 and _are_heads(grid, row)
    if row.is_fields or row.numbers:
        return row.counts
    if len(row.years) >= 2:
        return _are_heads(grid, row)
    return len(row.names) >= 2 and not row.marks


def _is_over_numbers(rows: Sequence[_Row], at: int) -> bool:
    """A name and units, with numbers below: the heads “Item” and “EUR”."""
    row = rows[at]
    texts = len(row.texts) >= 2 and len(row.kinds) == len(row.texts) and bool(row.names)
    return texts and _numbers_below(rows, at, row)


def _are_heads(grid: Grid, row: _Row) -> bool:
    """The years of a row name its columns: each differs from the one beside it."""
    texts = [grid.text(row.row, c).strip() for c in row.years]
    return all(one != other for one, other in pairwise(texts))


def _is_head_left(rows: Sequence[_Row], at: int) -> bool:
    """A single text, or year, that stands over the columns of the next row, which is a head."""
    row = rows[at]
    single = row.texts or row.years
    if len(row.kinds) != 1 or not single or at + 1 >= len(rows):
        return False
    below = rows[at + 1]
    return row.left > below.left and below.row == row.row + 1 and len(below.kinds) >= 2


def _is_head_again(
    grid: Grid, row: _Row, left: int, right: int, rows: Sequence[_Row], at: int
) -> bool:
    """A further row of heads: nothing stands where labels do, or texts stand over the numbers."""
    if row.marks or (row.numbers and not _is_head(grid, row)):
        few = len(row.numbers) * 2 < len(row.names) and not row.marks
        return few and row.left > left and _numbers_below(rows, at, row)
    if row.left > left and len(row.kinds) >= 1:
        covered = grid.merge_at(row.row, left)
        inside = covered is not None and covered.top < row.row
        return not inside or covered is None or _numbers_below(rows, at, row)
    over = rows[at - 1].groups
    if _is_head(grid, row) and any(sum(a <= c <= b for c in row.names) >= 2 for a, b in over):
        return True
    units = len(row.texts) >= 2 and not row.names
    return (units or _is_head(grid, row)) and _numbers_below(rows, at, row)


def _numbers_below(rows: Sequence[_Row], at: int, row: _Row) -> bool:
    """In most of the columns of a row stands a number, not far below."""
    columns = [c for c in row.kinds if c != row.left]
    held = {c for each in rows[at + 1 : at + 6] for c in (*each.numbers, *each.years, *each.marks)}
    return bool(columns) and 2 * sum(c in held for c in columns) >= len(columns)


def _begins_data(grid: Grid, rows: Sequence[_Row], at: int) -> bool:
    """A table without heads begins: rows of one label and the same columns of numbers."""
    near = rows[at : at + 3]
    return len(near) == 3 and all(
        row.texts and len(row.numbers) >= 2 and not row.counts for row in near
    )


def _end(grid: Grid, rows: Sequence[_Row], at: int, heads: int) -> int:
    """The first row behind the body of a table whose heads are ``rows[at:heads]``."""
    right = max((row.right for row in rows[at:heads]), default=1 << 30)
    beside = [c for row in rows[at : at + 1] for c in row.kinds if c > row.left and heads > at]
    second = min(beside, default=1 << 30)
    labels = min((row.left for row in rows[heads : heads + 8]), default=0)
    last_data = blank_end = heads
    first_values = 1 << 30
    for number in range(heads, len(rows)):
        row = rows[number]
        is_data = any(c > labels or not row.texts for c in row.numbers) or (
            bool(row.marks or row.years) and (len(row.kinds) > 1 or row.left > labels)
        )
        if is_data and not (_is_new_head(grid, row) and last_data > heads):
            firm = [*row.numbers, *row.years]
            first_values = min([first_values, *(v for v in firm if v > labels)])
            last_data = number + 1
            continue
        values_from = first_values if first_values < 1 << 30 else second
        begins = _is_new_head(grid, row) and max(row.names or [0]) >= values_from
        apart = number > heads and (len(rows[number - 1].kinds) == 1 or not _is_near(rows, number))
        begins = begins or (apart and row.right >= values_from and _is_over_numbers(rows, number))
        if number > heads and begins:
            break
        is_part = row.reach < right and row.right < first_values and not row.is_fields
        near = number == heads or _is_near(rows, number)
        if last_data == number and near and is_part and row.texts and row.names != row.texts:
            last_data = number + 1  # a label and a unit: a row of the table that is left blank
            continue
        if blank_end == number and is_part and near:
            blank_end = number + 1
    if last_data == heads:
        # Nothing is filled in: rows with labels only, each narrower than the heads.
        return blank_end if blank_end - heads >= 1 and heads > at else heads
    return max(last_data, blank_end)


def _is_near(rows: Sequence[_Row], at: int) -> bool:
    return rows[at].row - rows[at - 1].row <= 1


def _is_new_head(grid: Grid, row: _Row) -> bool:
    return _is_head(grid, row) and not row.is_fields


def _is_without_labels(heads: Sequence[_Row]) -> bool:
    """The first column is one of a group of columns, so no row below is meant to have a label."""
    first, last = heads[0], heads[-1]
    leftmost = [(a, b) for a, b in first.groups if a == first.left]
    return len(heads) > 1 and bool(leftmost) and last.left >= first.left and len(last.names) >= 2


def _titles(grid: Grid, rows: Sequence[_Row], at: int, before: int) -> list[str]:
    """Single texts right above a table, the nearest last."""
    found: list[str] = []
    for row in reversed(rows[max(at - TITLE_ROWS, 0) : at]):
        if row.row <= before:
            break
        is_title = len(row.kinds) == 1 or (len(row.names) <= 1 and len(row.kinds) == len(row.texts))
        if is_title and row.texts and not is_year(grid.text(row.row, row.left)):
            found += [grid.text(row.row, column).strip() for column in reversed(row.texts)]
    return found[::-1]
