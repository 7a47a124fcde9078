"""What each column of a table is for: labels, units, running numbers, remarks, values.

Comes in: a table with heads and body. Goes out: the same with its columns told apart and its value
cells read.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tablecheck.binding.columns import is_note_head
from tablecheck.binding.labels import normalise
from tablecheck.binding.lines import joined_lines
from tablecheck.drafting.cells import Kind
from tablecheck.drafting.units import is_unit, is_unit_head
from tablecheck.values.reading import Status
from tablecheck.values.unit import is_no_unit

if TYPE_CHECKING:
    from tablecheck.drafting.cells import CellReader
    from tablecheck.drafting.model import TableSeen

_NUMBER_HEADS = frozenset(
    ("序号", "编号", "行次", "行号", "no", "no.", "#", "nr", "nr.", "line", "行")
)


def tell_columns(table: TableSeen, reader: CellReader) -> None:
    """Tell the columns of a table apart, and read its value cells."""
    grid = table.grid
    filled = _filled(table, reader)
    shares = {column: _value_share(kinds) for column, kinds in filled.items()}
    left = min(filled, default=0)
    for column in sorted(filled):
        head = _head(table, column)
        if is_unit_head(head) or _holds_units(table, column, filled[column]):
            table.unit_column = table.unit_column or column
        elif is_note_head(head) and shares[column] < 0.9:
            table.notes.append(column)
    taken = {table.unit_column, *table.notes}
    free = [column for column in sorted(filled) if column not in taken]
    wide = [column for column in free if shares[column] >= 0.5 or not filled[column]]
    labels = [column for column in free if column not in wide]
    _codes_before_labels(table, wide, labels)
    _running_numbers(table, wide, labels, filled)
    wide = [column for column in wide if column not in table.numbers]
    first = min((c for c in wide if filled[c]), default=min(wide, default=1 << 30))
    table.labels = [column for column in labels if column < first]
    table.notes += [column for column in labels if column > first]
    if not table.labels and len(wide) > 1 and _are_names(table, left, filled[left]):
        # Years or ages name the rows.
        table.labels = [left]
        wide = [column for column in wide if column != left]
    turned = grid.other_way
    table.values = joined_lines(turned, wide, table.heads, table.body)
    _read(table, reader)


def _codes_before_labels(table: TableSeen, wide: list[int], labels: list[int]) -> None:
    """Numbers left of the first column of texts are ranks and codes, if more stand behind it."""
    if not labels:
        return
    before = [column for column in wide if column < labels[0]]
    behind = [column for column in wide if column > labels[0]]
    if before and len(before) <= 2 and len(before) < len(behind):
        table.numbers += before


def _filled(table: TableSeen, reader: CellReader) -> dict[int, list[Kind]]:
    """Kinds of the filled cells of the body by column; columns that only a head has, too."""
    grid = table.grid
    found: dict[int, list[Kind]] = {}
    for row in (*table.heads, *table.body):
        for column in grid.columns(row):
            kind = reader.kind(row, column)
            if kind is not None:
                found.setdefault(column, [])
                if row in table.body:
                    found[column].append(kind)
    return found


def _value_share(kinds: list[Kind]) -> float:
    return sum(kind is not Kind.TEXT for kind in kinds) / len(kinds) if kinds else 0.0


def _head(table: TableSeen, column: int) -> str:
    """The nearest head of a column."""
    for row in reversed(table.heads):
        text = table.grid.text(row, column).strip()
        if text and any(c.isalpha() for c in text) and len(text) > 1:
            return text
    return ""


def _holds_units(table: TableSeen, column: int, kinds: list[Kind]) -> bool:
    """Most cells of the column are units, and some unit stands twice or more."""
    texts = [table.grid.text(row, column).strip() for row in table.body]
    texts = [text for text in texts if text and not is_no_unit(text)]
    known = sum(is_unit(text) for text in texts)
    return len(texts) >= 3 and known >= 0.8 * len(texts) and Kind.NUMBER not in kinds


def _running_numbers(
    table: TableSeen, wide: list[int], labels: list[int], filled: dict[int, list[Kind]]
) -> None:
    """Columns of running numbers: left of a label, each number one more than the last."""
    for column in wide:
        if not labels or column > max(labels) or not filled[column] or column in table.numbers:
            continue
        texts = [table.grid.text(row, column).strip() for row in table.body]
        numbers = [int(t) for t in texts if t.isascii() and t.isdigit() and len(t) < 6]
        rises = all(b > a for a, b in pairwise(numbers))
        named = normalise(_head(table, column)).key in _NUMBER_HEADS
        if named or (rises and numbers and column < min(labels) and numbers[0] <= 1):
            table.numbers.append(column)


def _are_names(table: TableSeen, column: int, kinds: list[Kind]) -> bool:
    """The column names rows: years, or texts that differ, and few values stand like it."""
    texts = [table.grid.text(row, column).strip() for row in table.body]
    texts = [text for text in texts if text]
    if len(texts) < 2 or len(set(texts)) != len(texts):
        return False
    return sum(kind is Kind.YEAR for kind in kinds) >= 0.8 * len(kinds) or (
        Kind.TEXT in kinds and len(texts) == len(table.body)
    )


def _read(table: TableSeen, reader: CellReader) -> None:
    for row in table.body:
        for first, last in table.values:
            for column in range(first, last + 1):
                reading = reader.reading(row, column)
                if reading.status is not Status.BLANK:
                    table.readings[row, column] = reading
