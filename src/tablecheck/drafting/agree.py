"""Several files of one layout: their tables put together, their differences told.

Comes in: the tables of each file. Goes out: for each table of the first file those of the others,
turned to its rows and columns; remarks on what differs.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tablecheck.binding.labels import normalise
from tablecheck.drafting.model import Remark, TableSeen, value_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import Node

LEAST = 0.6
"""Share of rows and columns that two tables must have in common to be one."""


def put_together(
    files: Sequence[Sequence[TableSeen]], names: Sequence[str]
) -> tuple[list[list[TableSeen]], list[Remark]]:
    """Each table of the first file with those of the other files that have its layout."""
    together = [[table] for table in files[0]]
    remarks: list[Remark] = []
    for tables, name in zip(files[1:], names[1:], strict=True):
        left = list(tables)
        for group in together:
            found = next((each for each in left if _alike(group[0], each) >= LEAST), None)
            if found is None:
                title = group[0].title[-1] if group[0].title else f"{group[0].name or ''}"
                remarks.append(
                    Remark(
                        name,
                        f"没有找到与“{title}”布局相同的表",
                        f"has no table like “{title}” of the first file",
                    )
                )
                continue
            left.remove(found)
            group.append(_turned(group[0], found, name, remarks))
        remarks += [
            Remark(
                name,
                f"第 {each.heads[0] if each.heads else each.body[0]} 行起的表在第一个文件中没有",
                f"the table from row {each.heads[0] if each.heads else each.body[0]} on is not in "
                "the first file",
            )
            for each in left
        ]
    return together, remarks


def _keys(nodes: Sequence[Node]) -> list[str]:
    return [normalise(node.label).full for node in value_nodes(nodes)]


def _alike(one: TableSeen, other: TableSeen) -> float:
    shares = [
        SequenceMatcher(None, _keys(a), _keys(b), autojunk=False).ratio()
        for a, b in ((one.rows, other.rows), (one.columns, other.columns))
    ]
    return min(shares)


def _turned(first: TableSeen, other: TableSeen, name: str, remarks: list[Remark]) -> TableSeen:
    """The other table with the rows and columns of the first, its values at their places."""
    rows = _matched(first.rows, other.rows, name, remarks, ("行", "row"))
    columns = _matched(first.columns, other.columns, name, remarks, ("列", "column"))
    turned = TableSeen(first.grid, first.heads, first.body)
    turned.rows, turned.columns = first.rows, first.columns
    for row, other_row in rows:
        for column, other_column in columns:
            reading = other.reading(other_row, other_column)
            if reading is not None:
                turned.readings[row.span[0], column.span[0]] = reading
    return turned


def _matched(
    first: Sequence[Node],
    other: Sequence[Node],
    name: str,
    remarks: list[Remark],
    words: tuple[str, str],
) -> list[tuple[Node, Node]]:
    ours, theirs = value_nodes(first), value_nodes(other)
    matcher = SequenceMatcher(None, _keys(first), _keys(other), autojunk=False)
    pairs: list[tuple[Node, Node]] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(ours[i:j], theirs[k:m], strict=True)
            continue
        zh, en = words
        remarks += [
            Remark(name, f"缺少“{n.label}”这一{zh}", f"lacks the {en} “{n.label}”")
            for n in ours[i:j]
        ]
        remarks += [
            Remark(
                name,
                f"多出“{n.label}”这一{zh}，没有采用",
                f"has a {en} more, “{n.label}”, which was not taken",
            )
            for n in theirs[k:m]
        ]
        for node in ours[i:j]:
            node.required = False
    return pairs
