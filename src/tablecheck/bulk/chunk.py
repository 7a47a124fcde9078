"""A few thousand rows of a file as columns of texts.

Comes in: rows. Goes out: ``Chunk``, which readers build and the screen and the exact stages read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.sheet import Cell, CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from polars import DataFrame


@record
class Chunk:
    """Rows that follow one another.

    Attributes:
        first: Number of its first row in the sheet, from 1.
        frame: A column of texts for each column of the sheet, ``c1``, ``c2`` …; null: blank.
        kinds: What a column stores, by its number, where that is not text.
    """

    first: int
    frame: DataFrame
    kinds: Mapping[int, CellKind]

    def rows(self, at: Sequence[int]) -> Iterator[tuple[int, dict[int, Cell]]]:
        """(Row of the sheet, cells by column) of some rows, by their position from 0."""
        kinds = [self.kinds.get(n, CellKind.TEXT) for n in range(1, self.frame.width + 1)]
        for position, texts in zip(at, self.frame[list(at)].iter_rows(), strict=True):
            cells = {
                column: Cell(_kind(kind, text), text)
                for column, (kind, text) in enumerate(zip(kinds, texts, strict=True), 1)
                if text
            }
            yield self.first + position, cells


def _kind(kind: CellKind, text: str) -> CellKind:
    """NaN and infinity are no numbers, whatever the column is."""
    is_none = kind is CellKind.NUMBER and not text[-1].isdigit()
    return CellKind.TEXT if is_none else kind


def name_of(column: int) -> str:
    """What a column of the sheet is called in a frame."""
    return f"c{column}"


def frame_of(rows: Sequence[Sequence[str]], width: int) -> DataFrame:
    """Records as a frame; short ones end in blanks, and ``""`` is a blank."""
    import polars

    width = max(width, max(map(len, rows), default=0))
    columns: dict[str, list[str | None]] = {name_of(n): [] for n in range(1, width + 1)}
    for number, column in enumerate(columns.values()):
        column.extend((row[number] or None) if number < len(row) else None for row in rows)
    return polars.DataFrame(columns, schema=dict.fromkeys(columns, polars.String))
