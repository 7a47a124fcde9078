"""Rows and columns as they are printed: what stands at each line, and what stands over it.

Comes in: a grid and where its labels and its values stand. Goes out: ``Line`` values for the
alignment. Columns are read by the same code on a turned grid: their heads are labels above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.align import Line, item_keys
from tablecheck.binding.labels import is_of_which, normalise

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from tablecheck.binding.grid import Grid
    from tablecheck.form.model import Item

Span = tuple[int, int]


def joined_lines(
    grid: Grid, physical: Sequence[int], zone: Sequence[int], body: Sequence[int]
) -> list[Span]:
    """Physical lines put together to logical ones, as (first, last).

    Two lines are one where a merge ties them and no two cells of them would have to be one.

    Args:
        grid: Lines are its rows.
        physical: Lines with content, ascending.
        zone: Columns of the labels.
        body: Columns of the values.
    """
    spans: list[Span] = []
    for line in physical:
        if spans and _is_one(grid, spans[-1], line, zone, body):
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return spans


def _is_one(grid: Grid, span: Span, line: int, zone: Sequence[int], body: Sequence[int]) -> bool:
    if not grid.sheet.merges:
        return False
    first, last = span
    tied = False
    for column in (*zone[-1:], *body):
        merge = grid.merge_at(line, column)
        covers = merge is not None and first <= merge.top <= last
        tied = tied or covers
    if not tied:
        return False
    labelled = any(grid.is_filled(line, column) for column in zone)
    before = any(grid.is_filled(each, column) for each in (first, last) for column in zone)
    if labelled and before:
        return False
    return not any(
        grid.is_filled(line, column) and any(grid.is_filled(e, column) for e in range(first, line))
        for column in body
    )


def read_lines(
    grid: Grid, spans: Iterable[Span], zone: Sequence[int], items: Sequence[Item]
) -> list[Line]:
    """Each logical line with its own label and the labels over it.

    A cell of the zone that is empty repeats, for what stands over a line, the one before it: files
    without merges print a group's label once. So does “其中”, which stands for the whole before it.

    Args:
        grid: Lines are its rows.
        spans: Logical lines, ascending.
        zone: Columns of the labels, the outermost first.
        items: What the lines may be.
    """
    values = frozenset().union(*(item_keys(item) for item in items if not item.heading))
    over: dict[int, str] = {}
    before: dict[int, str] = {}
    lines = []
    for first, last in spans:
        own: list[tuple[int, str]] = []
        outer: dict[int, str] = {}
        for column in zone:
            text = _own_text(grid, first, last, column)
            if text:
                own.append((column, text))
                if not is_of_which(text):
                    over[column] = text
                for deeper in zone:
                    if deeper > column:
                        over.pop(deeper, None)
            spanning = text or grid.text(first, column).strip()
            if not spanning or is_of_which(spanning):
                spanning = over.get(column, "")
            if spanning:
                outer[column] = spanning
        own = [each for each in own if not is_of_which(each[1])] or own
        start, label = _label(own, values, [before.get(column) == text for column, text in own])
        before = dict(own)
        at = own[start][0] if own else (zone[-1] if zone else 0)
        above = [outer[column] for column in zone if column < at and column in outer]
        keys = dict.fromkeys(normalise(text).key for text in reversed(above))
        lines.append(Line(index=first, text=label, outer=tuple(keys), last=last, at=at))
    return lines


def _own_text(grid: Grid, first: int, last: int, column: int) -> str:
    """The text that begins in the line; "" where one begins before it."""
    for row in range(first, last + 1) if last - first < 50 else (first, last):
        if grid.is_filled(row, column):
            return grid.text(row, column).strip()
    return ""


def _label(
    own: Sequence[tuple[int, str]], values: Container[str], again: Sequence[bool]
) -> tuple[int, str]:
    """(number of the first part, text) of a line's label.

    It is the innermost text that names an item with values. A label may be printed in several cells
    (结/果/维/持), and below or beside it may stand what names nothing (甲, 1, the year). What the
    line before has in the same place is a group's label, repeated, where another text follows.
    """
    texts = [text for _, text in own]
    end = len(texts)
    while end > 1 and not any(character.isalpha() for character in texts[end - 1]):
        end -= 1  # the number of the column stands below its head
    for start in range(end - 1):
        whole = "".join(texts[start:end])
        if _is_known(whole, values):
            return start, whole
    naming = [start for start, text in enumerate(texts) if not _names_nothing(text)]
    for start in reversed(range(len(texts))):
        is_group = again[start] and naming[-1:] > [start]
        if _is_known(texts[start], values) and not is_group:
            return start, texts[start]
    at = naming[-1] if naming else len(texts) - 1
    return (at, texts[at]) if texts else (0, "")


def _names_nothing(text: str) -> bool:
    """A number of the column, a letter for it, or a date."""
    return len(text) == 1 or not any(c.isalpha() and c not in "年月日度季上下半" for c in text)


def _is_known(text: str, known: Container[str]) -> bool:
    label = normalise(text)
    return label.key in known or label.full in known
