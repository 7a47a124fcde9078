"""A made table as it is printed: one block of cells and merges, in any of many layouts.

Goes in: a table of a made form, its values and a ``Layout``. Goes out: ``Block`` with the place of
every value cell. What stands around the blocks, and in which file, is ``written``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from generated.forms import MadeTable, Node
    from generated.tables import Key, Values
    from generated.words import Words

Place = tuple[int, int]
Value = str | int

LABELS = ("plain", "indented", "merged", "once", "repeated")
HEADS = ("merged", "once")
DRESSES = ("", "spaces", "nbsp", "wide", "radicals")
RADICALS = str.maketrans("人行工文用立自", "⼈⾏⼯⽂⽤⽴⾃")


@dataclass(frozen=True)
class Layout:
    """How a table is printed.

    Attributes:
        labels: ``plain`` and ``indented``: in one column. Else a column a level, in which a group
            is ``merged`` over its rows, printed ``once``, or ``repeated``.
        heads: Groups of columns are ``merged``, or printed ``once``.
        vertical: Chinese heads are ``lines`` of one character, or of one ``cells`` each.
        corner: The head of the labels says something else.
        number_line: A row 甲 1 2 3 below the heads.
        sequence: A column of running numbers before the labels.
        multiplied: Each column is several physical ones, tied by merges.
        doubled: Each row is two physical ones, tied by merges.
        empty_column, empty_row: One is put in somewhere.
        remarks: A last column 备注 with texts that hold numbers.
        pages: The heads stand once more somewhere in the body.
        dress: How labels are written: with spaces, wide signs, Kangxi radicals.
    """

    labels: str = "plain"
    heads: str = "merged"
    vertical: str = ""
    corner: bool = False
    number_line: bool = False
    sequence: bool = False
    multiplied: bool = False
    doubled: bool = False
    empty_column: bool = False
    empty_row: bool = False
    remarks: bool = False
    pages: bool = False
    dress: str = ""

    @property
    def has_merges(self) -> bool:
        return (
            "merged" in (self.labels, self.heads)
            or self.vertical == "cells"
            or self.multiplied
            or self.doubled
        )


FLAT = Layout(heads="once")


def random_layout(chance: Random, *, merges: bool = True) -> Layout:
    """A layout with some of everything."""
    some = lambda share: chance.random() < share  # noqa: E731
    vertical = chance.choice(("", "", "", "lines", "cells"))
    layout = Layout(
        labels=chance.choice(LABELS),
        heads=chance.choice(HEADS),
        vertical=vertical,
        corner=some(0.1),
        number_line=some(0.2),
        sequence=some(0.15),
        multiplied=some(0.2),
        doubled=some(0.1) and vertical != "cells",
        empty_column=some(0.1),
        empty_row=some(0.1),
        remarks=some(0.1),
        pages=some(0.1),
        dress=chance.choice(DRESSES) if some(0.4) else "",
    )
    return layout if merges else without_merges(layout)


def without_merges(layout: Layout) -> Layout:
    """The layout as a file without merges can have it."""
    return replace(
        layout,
        labels="once" if layout.labels == "merged" else layout.labels,
        heads="once",
        vertical="" if layout.vertical == "cells" else layout.vertical,
        multiplied=False,
        doubled=False,
    )


@dataclass
class Block:
    """Cells from (1, 1), merged ranges (top, left, bottom, right), where each value stands."""

    cells: dict[Place, Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    at: dict[Key, Place] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    body_top: int = 1

    def put(self, row: int, column: int, value: Value, bottom: int = 0, right: int = 0) -> None:
        """Put a value, merged down to ``bottom`` and ``right`` where they are given."""
        self.cells[row, column] = value
        bottom, right = max(bottom, row), max(right, column)
        if (bottom, right) != (row, column):
            self.merges.append((row, column, bottom, right))
        self.height, self.width = max(self.height, bottom), max(self.width, right)

    def spread(self, rows: Callable[[int], int], columns: Callable[[int], int]) -> Block:
        """The block with its lines elsewhere: ``rows(n)`` is where line n begins.

        What a line grew by is merged with it, unless it had no cell.
        """
        new = Block(height=rows(self.height + 1) - 1, width=columns(self.width + 1) - 1)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in self.merges}
        under = {
            (r, c)
            for top, left, bottom, right in self.merges
            for r in range(top, bottom + 1)
            for c in range(left, right + 1)
        }
        for r in range(1, self.height + 1):
            for c in range(1, self.width + 1):
                if (r, c) in under and (r, c) not in merged:
                    continue
                bottom, right = merged.get((r, c), (r, c))
                if (r, c) in self.cells:
                    new.put(
                        rows(r), columns(c), self.cells[r, c], rows(bottom + 1) - 1,
                        columns(right + 1) - 1,
                    )  # fmt: skip
        new.at = {key: (rows(r), columns(c)) for key, (r, c) in self.at.items()}
        new.body_top = rows(self.body_top)
        return new

    def with_empty(self, *, row: int = 0, column: int = 0) -> Block:
        """The block with an empty line put in before a line; merges over it grow."""
        move_row = lambda r: r + (0 < row <= r)  # noqa: E731
        move_column = lambda c: c + (0 < column <= c)  # noqa: E731
        return Block(
            cells={(move_row(r), move_column(c)): v for (r, c), v in self.cells.items()},
            merges=[
                (move_row(t), move_column(x), move_row(b), move_column(y))
                for t, x, b, y in self.merges
            ],
            at={key: (move_row(r), move_column(c)) for key, (r, c) in self.at.items()},
            height=self.height + bool(row),
            width=self.width + bool(column),
            body_top=move_row(self.body_top),
        )


def print_table(
    table: MadeTable, values: Values, words: Words, layout: Layout, chance: Random
) -> Block:
    """The table as a block."""
    block = _Printer(table, values, words, layout).block()
    if layout.pages:
        block = _on_two_pages(block, chance)
    if layout.multiplied:
        starts = [1]
        for _ in range(block.width):
            starts.append(starts[-1] + chance.choice((1, 2, 2, 3)))
        block = block.spread(lambda row: row, lambda column: starts[column - 1])
    if layout.doubled:
        block = block.spread(lambda row: 2 * row - 1, lambda column: column)
    if layout.empty_column:
        block = block.with_empty(column=chance.randint(2, block.width))
    if layout.empty_row:
        block = block.with_empty(row=chance.randint(block.body_top + 1, block.height))
    return block


def _on_two_pages(block: Block, chance: Random) -> Block:
    """The block with its heads once more, above a row into which no merge reaches."""
    top = block.body_top
    free = [
        row
        for row in range(top + 1, block.height + 1)
        if not any(above < row <= bottom for above, _, bottom, _ in block.merges)
    ]
    if not free:
        return block
    at, heads = chance.choice(free), top - 1
    new = block.spread(lambda row: row + heads * (row >= at), lambda column: column)
    # What is above grew down to the new place: it ends where it did.
    new.merges = [
        (t, x, b if t >= at else min(b, at - 1), y)
        for t, x, b, y in new.merges
        if (t >= at or t < at - 1 or (t, x) != (min(b, at - 1), y))
    ]
    for row, column in [place for place in block.cells if place[0] < top]:
        new.cells[row + at - 1, column] = block.cells[row, column]
    new.merges += [(t + at - 1, x, b + at - 1, y) for t, x, b, y in block.merges if b < top]
    return new


class _Printer:
    """Prints one table; holds what its rows and columns share."""

    def __init__(self, table: MadeTable, values: Values, words: Words, layout: Layout) -> None:
        self._table = table
        self._values = values
        self._words = words
        self._layout = layout
        self._block = Block()
        self._in_one = layout.labels in ("plain", "indented")
        self._depth = 1 if self._in_one else _depth(table.rows)
        self._first = 2 if layout.sequence else 1
        extra = [name for name in ("column",) if table.unit_at == name]
        self._unit = self._first + self._depth if extra else 0
        self._line = self._first + self._depth + len(extra) if table.numbered else 0
        self._values_from = self._first + self._depth + len(extra) + bool(table.numbered)
        self._levels = _depth(table.columns)
        leaves = [n for n in table.items("columns") if not n.children and self._is_cut(n)]
        self._cut = max((len(node.label) for node in leaves), default=1)
        if layout.vertical == "cells" and words.chinese and 1 < self._cut <= 4:
            self._head_rows = self._levels + self._cut - 1
        else:
            self._cut, self._head_rows = 1, self._levels

    def block(self) -> Block:
        columns = self._heads()
        row = self._head_rows + 1
        if self._layout.number_line:
            self._number_line(row, columns)
            row += 1
        self._block.body_top = row
        self._body(row, columns)
        if self._layout.remarks:
            self._remarks()
        return self._block

    def _remarks(self) -> None:
        column, bottom = self._block.width + 1, self._head_rows
        head = "备注" if self._words.chinese else "Remarks"
        self._block.put(1, column, head, bottom if self._layout.heads == "merged" else 0)
        text = "含上年结转 3 件" if self._words.chinese else "3 of them carried over"
        for row in range(self._block.body_top, self._block.height + 1, 3):
            self._block.put(row, column, text)

    def _is_cut(self, node: Node) -> bool:
        """The head stands lowest and may be printed a character a cell."""
        return len(node.code.split(".")) == self._levels

    def _heads(self) -> dict[int, str]:
        put, merged = self._block.put, self._layout.heads == "merged"
        bottom = self._head_rows if merged else 0
        corner = self._table.corner
        if self._layout.corner:
            corner = "（见填表说明）" if self._words.chinese else "(see the notes)"
        if self._table.unit_at == "head" and self._words.chinese and not self._layout.corner:
            corner += f"（单位：{self._table.rows[0].unit or self._table.items('rows')[1].unit}）"
        right = self._first + self._depth - 1 if merged else 0
        put(1, self._first, self._write(corner), bottom, right)
        chinese = self._words.chinese
        if self._layout.sequence:
            put(1, 1, "序号" if chinese else "No.", bottom)
        if self._unit:
            put(1, self._unit, "单位" if chinese else "Unit", bottom)
        if self._line:
            put(1, self._line, "行次" if chinese else "Line", bottom)
        columns: dict[int, str] = {}
        at = self._values_from
        for node in self._table.columns:
            at = self._head(node, 1, at, columns)
        return columns

    def _head(self, node: Node, level: int, at: int, columns: dict[int, str]) -> int:
        """Print a head and those below it from a column on; where the next one begins."""
        put, merged = self._block.put, self._layout.heads == "merged"
        start = at
        if not node.heading:
            columns[at] = node.code
            if self._cut > 1 and level == self._levels:
                for n, character in enumerate(node.label):
                    put(level + n, at, character)
            else:
                text = self._write(node.label)
                if self._layout.vertical == "lines" and self._words.chinese and len(text) <= 6:
                    text = "\n".join(node.label)
                put(level, at, text, self._head_rows if merged else 0)
            at += 1
        below = at
        for child in node.children:
            at = self._head(child, level + 1, at, columns)
        if node.heading:
            put(level, start, self._write(node.label), 0, at - 1 if merged else 0)
        elif node.children:
            put(level, below, self._words.of_which, 0, at - 1 if merged else 0)
        return at

    def _number_line(self, row: int, columns: dict[int, str]) -> None:
        signs = "甲乙丙丁戊己" if self._words.chinese else "ABCDEF"
        for n, column in enumerate(range(self._first, self._values_from)):
            self._block.put(row, column, signs[n])
        for n, column in enumerate(columns, 1):
            self._block.put(row, column, n)

    def _body(self, row: int, columns: dict[int, str]) -> None:
        number = 0
        for node, depth, over in _flat(self._table.rows):
            if node.heading and not self._in_one:
                continue
            if self._in_one:
                indent = "　" * depth if self._layout.labels == "indented" else ""
                self._block.put(row, self._first, indent + self._label(node))
            else:
                self._labels(node, depth, over, row)
            if not node.heading:
                number += 1
                self._line_of(node, row, number, columns)
            elif self._unit:
                self._block.put(row, self._unit, "—")
            if self._layout.sequence:
                self._block.put(row, 1, row - self._block.body_top + 1)
            row += 1

    def _line_of(self, node: Node, row: int, number: int, columns: dict[int, str]) -> None:
        if self._unit:
            self._block.put(row, self._unit, node.unit)
        if self._line:
            self._block.put(row, self._line, number)
        for column, code in columns.items():
            key = (self._table.code, node.code, code)
            if self._values[key] is not None:
                self._block.put(row, column, self._values[key])
            self._block.at[key] = (row, column)

    def _labels(self, node: Node, depth: int, over: list[Node], row: int) -> None:
        """A row's labels in several columns, an outer one each."""
        style = self._layout.labels
        right = self._first + self._depth - 1 if style == "merged" else 0
        self._block.put(row, self._first + depth, self._label(node), 0, right)
        for level, above in enumerate(over):
            rows = [each for each in above.below() if not each.heading]
            rows = rows if above.heading else rows[1:]
            is_first = rows[0] is node
            if is_first or style == "repeated":
                is_whole = not above.heading and style != "repeated"
                text = self._words.of_which if is_whole else self._label(above)
                bottom = row + len(rows) - 1 if style == "merged" else 0
                self._block.put(row, self._first + level, text, bottom)

    def _label(self, node: Node) -> str:
        text = node.label
        if self._table.unit_at == "label" and node.unit:
            text += f"（{node.unit}）" if self._words.chinese else f" ({node.unit})"
        return self._write(text)

    def _write(self, text: str) -> str:
        dress = self._layout.dress
        if dress == "spaces" and self._words.chinese:
            return text[:2] + " " + text[2:] if len(text) > 2 else "　".join(text)
        if dress == "nbsp":
            return f"\u00a0 {text}\u00a0"
        if dress == "wide":
            return text.replace("(", "（").replace(")", "）").replace(",", "，")
        return text.translate(RADICALS) if dress == "radicals" else text


def _flat(
    nodes: list[Node], depth: int = 0, over: tuple[Node, ...] = ()
) -> list[tuple[Node, int, list[Node]]]:
    found: list[tuple[Node, int, list[Node]]] = []
    for node in nodes:
        found.append((node, depth, list(over)))
        found += _flat(node.children, depth + 1, (*over, node))
    return found


def _depth(nodes: list[Node]) -> int:
    return 1 + max((_depth(node.children) for node in nodes if node.children), default=0)
