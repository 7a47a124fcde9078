"""Labels of the form in a sheet, cut where one table ends and another begins.

Comes in: hits in reading order. Goes out: the hits of each table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.binding.grid import Grid

Hit = tuple[int, int, str]
"""(row, column, key) of a text that is a label of the form."""


def split_hits(
    grid: Grid, hits: Sequence[Hit], breaks: Sequence[int], counts: Mapping[str, int]
) -> list[list[Hit]]:
    """Hits cut where another table begins; pieces that go on (on a new page) are one."""
    groups: list[list[Hit]] = []
    under = 0
    for piece, head in _pieces(hits, breaks):
        if groups and not head and _is_right_below(grid, groups[-1][-1][0], piece[0][0]):
            last = {hit[1:] for hit in groups[-1] if hit[0] == groups[-1][-1][0]}
            new = [hit for hit in piece if hit[1:] not in last]
        else:
            new = piece
        if not groups or (new and _is_again(groups[-1], new, counts, is_headed=head > 0)):
            goes_on = False
        elif head:
            before = [hit for hit in groups[-1] if hit[0] > under]
            goes_on = under > 0 and _is_dense(grid, under, before) and _is_dense(grid, head, piece)
        else:
            goes_on = not _has_other_heads(grid, groups[-1][-1][0], piece[0][0])
        if goes_on:
            groups[-1].extend(piece)
        else:
            groups.append(piece)
        under = head or (under if goes_on else 0)
    return groups


def _is_right_below(grid: Grid, above: int, below: int) -> bool:
    """Nothing stands between two rows; a label that both have is that of a group, repeated."""
    return bisect_right(grid.rows, above) == bisect_left(grid.rows, below)


def _is_dense(grid: Grid, head: int, hits: Sequence[Hit]) -> bool:
    """Of the rows with numbers, from a head to the last hit, the form's labels name enough.

    Labels count once: 其他 and 总计, which every table has, are no evidence.
    """
    rows = grid.rows[bisect_right(grid.rows, head) : bisect_right(grid.rows, hits[-1][0])]
    held = sum(any(grid.is_number(row, column) for column in grid.columns(row)) for row in rows)
    return 3 * len({key for _, _, key in hits}) > held


def _pieces(hits: Sequence[Hit], breaks: Sequence[int]) -> list[tuple[list[Hit], int]]:
    """Runs of hits in rows right below one another, and the form's heads that precede them."""
    pieces: list[tuple[list[Hit], int]] = []
    at = last = 0
    for hit in hits:
        passed = 0
        while at < len(breaks) and breaks[at] < hit[0]:
            passed, at = breaks[at], at + 1
        if passed or hit[0] > last + 1 or not pieces:
            pieces.append(([], passed))
        pieces[-1][0].append(hit)
        last = hit[0]
    return pieces


def _is_again(
    before: Sequence[Hit], piece: Sequence[Hit], counts: Mapping[str, int], *, is_headed: bool
) -> bool:
    """Most rows of a piece, or of what is before it, stand once more than the form has them.

    A single row without heads does so in its own column only: beside it may stand another table's
    total.
    """
    fewest = min(len({row for row, _, _ in piece}), len({row for row, _, _ in before}))
    own = _rows_over([(row, (column, key)) for row, column, key in before], piece, counts)
    if 2 * own >= fewest:
        return True
    every = _rows_over([(row, (0, key)) for row, _, key in before], piece, counts)
    return every >= 2 - is_headed and 2 * every >= fewest


def _rows_over(
    before: Sequence[tuple[int, tuple[int, str]]], piece: Sequence[Hit], counts: Mapping[str, int]
) -> int:
    """Rows of a piece of which each label stands before as often as the form has it."""
    rows: dict[tuple[int, str], set[int]] = {}
    for row, name in before:
        rows.setdefault(name, set()).add(row)
    over: dict[int, bool] = {}
    for row, column, key in piece:
        found = rows.get((column, key)) or rows.get((0, key)) or ()
        over[row] = over.get(row, True) and len(found) >= counts.get(key, 1)
    return sum(over.values())


def _has_other_heads(grid: Grid, above: int, below: int) -> bool:
    """Between two rows, and apart from what is above, stands a row of texts only, as heads are."""
    last, apart = above, False
    for row in grid.rows[bisect_right(grid.rows, above) : bisect_left(grid.rows, below)]:
        filled = [column for column in grid.columns(row) if grid.is_filled(row, column)]
        texts = [column for column in filled if not is_mark(grid.text(row, column))]
        apart = apart or row > last + 1 or len(texts) < 2
        if apart and len(texts) >= 2 and not any(grid.is_number(row, c) for c in texts):
            return True
        last = row
    return False


def is_mark(text: str) -> bool:
    """The text is a mark such as — or 无, which may stand where a number does."""
    return text.strip() == "无" or not any(character.isalnum() for character in text)
