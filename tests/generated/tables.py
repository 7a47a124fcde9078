"""Numbers that satisfy a made form, and which of its relations any numbers break.

Every relation on rows is homogeneous and kept by sums, so rows are filled column by column and
totals over columns are sums of such columns: both axes hold at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generated.forms import is_free, parts_of

if TYPE_CHECKING:
    from random import Random

    from generated.forms import Law, Made, MadeTable, Node

Key = tuple[str, str, str]
Values = dict[Key, int]
"""Numbers by cell; a file may be written with None, a blank, in some."""


def fill(made: Made, chance: Random, most: int = 5000) -> Values:
    """Numbers for every value cell that satisfy every relation of the form."""
    values: Values = {}
    for table in made.tables:
        columns: dict[str, dict[str, int]] = {}
        for node in table.columns:
            _column(node, table, columns, values, chance, most)
        for column, vector in columns.items():
            values |= {(table.code, row, column): n for row, n in vector.items()}
    return values


def _column(
    node: Node,
    table: MadeTable,
    columns: dict[str, dict[str, int]],
    values: Values,
    chance: Random,
    most: int,
) -> None:
    for child in node.children:
        _column(child, table, columns, values, chance, most)
    if node.heading:
        return
    if not node.relation:
        pinned = {
            row: values[cell] for (row, column), cell in table.pinned.items() if column == node.code
        }
        columns[node.code] = _vector(table, pinned, chance, most)
        return
    parts = [columns[code] for code in parts_of(node)]
    if node.relation != "sum":
        parts.append(_vector(table, {}, chance, most))
    columns[node.code] = {row: sum(part[row] for part in parts) for row in parts[0]}


def _vector(table: MadeTable, pinned: dict[str, int], chance: Random, most: int) -> dict[str, int]:
    vector: dict[str, int] = {}
    for node in table.rows:
        _row(node, vector, pinned, chance, most)
    if table.balance:
        a, b, c, d = table.balance
        whole = vector[c] + vector[d]
        vector[b] = chance.randint(0, whole)
        vector[a] = whole - vector[b]
        # A total over these rows follows them.
        for node in table.rows:
            if node.over:
                vector[node.code] = sum(vector[code] for code in node.over)
    return vector


def _row(
    node: Node, vector: dict[str, int], pinned: dict[str, int], chance: Random, most: int
) -> None:
    for child in node.children:
        _row(child, vector, pinned, chance, most)
    if node.heading:
        return
    if is_free(node) or not node.relation:
        small = chance.random() < 0.2
        vector[node.code] = pinned.get(node.code, chance.randint(0, 3 if small else most))
        return
    parts = [vector[code] for code in parts_of(node)]
    low, high = {
        "sum": (sum(parts), sum(parts)),
        "union": (max(parts), sum(parts)),
        "at_least_each": (max(parts), max(parts) + most),
        "at_least_sum": (sum(parts), sum(parts) + most),
    }[node.relation]
    vector[node.code] = chance.randint(low, high)


def broken(made: Made, values: Values) -> set[tuple[str, str | None, str | None]]:
    """(rule, row, column) of every relation that the numbers break; the other axis is None."""
    found: set[tuple[str, str | None, str | None]] = set()
    tables = {table.code: table for table in made.tables}
    for law in made.laws:
        if law.kind == "same":
            if values[law.whole] != values[law.parts]:
                found.add((law.id, None, None))
            continue
        other = "columns" if law.axis == "rows" else "rows"
        for node in tables[law.table].items(other):
            if not node.heading and not _holds(law, values, node.code):
                is_row = law.axis == "rows"
                found.add((law.id, None if is_row else node.code, node.code if is_row else None))
    return found


def cells_of(law: Law, other: str) -> list[Key]:
    """The cells that a relation ties at one place of the other axis."""
    if law.kind == "same":
        return [law.whole, law.parts]
    codes = [*law.parts[0], *law.parts[1]] if law.kind == "balance" else [law.whole, *law.parts]
    return [_key(law, code, other) for code in codes]


def _key(law: Law, code: str, other: str) -> Key:
    return (law.table, code, other) if law.axis == "rows" else (law.table, other, code)


def _holds(law: Law, values: Values, other: str) -> bool:
    if law.kind == "balance":
        left, right = (sum(values[_key(law, code, other)] for code in side) for side in law.parts)
        return left == right
    whole = values[_key(law, law.whole, other)]
    parts = [values[_key(law, code, other)] for code in law.parts]
    return {
        "sum": whole == sum(parts),
        "union": max(parts) <= whole <= sum(parts),
        "at_least_each": all(part <= whole for part in parts),
        "at_least_sum": whole >= sum(parts),
    }[law.kind]
