"""The value columns of a table as a tree, from the heads over them.

Comes in: a table whose columns are told apart. Goes out: its ``columns``. A group's head may be
merged over its columns, printed once, or printed in each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.model import Node, all_nodes
from tablecheck.drafting.numbering import cue_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import Span, TableSeen


def outline_columns(table: TableSeen) -> None:
    """Build the tree of a table's value columns from the heads over them."""
    carried: dict[int, tuple[str, int]] = {}
    paths: list[tuple[list[str], Span]] = []
    for span in table.values:
        path = _path(table, span, carried)
        paths.append((path, span))
    table.columns = _grouped(paths)
    for node in all_nodes(table.columns):
        cue = cue_of(node.label)
        node.of_which, node.total = cue.of_which, bool(cue.total)


def _path(table: TableSeen, span: Span, carried: dict[int, tuple[str, int]]) -> list[str]:
    """The heads over a column, the outermost first; group heads printed once are carried on."""
    texts: dict[int, str] = {}
    for row in table.heads:
        text = _head_text(table, row, span)
        if text:
            texts[row] = text
    deepest = max((row for row in texts if not _is_counter(texts[row])), default=0)
    for row in table.heads:
        if row in texts:
            carried[row] = (texts[row], span[0])
            for below in table.heads:
                if below > row and below not in texts:
                    carried.pop(below, None)
        elif row in carried and row < deepest:
            texts[row] = carried[row][0]
    path: list[str] = []
    for row in sorted(texts):
        text = " ".join(texts[row].split())
        if not path or path[-1] != text:
            path.append(text)
    named = [text for text in path if not _is_counter(text)]
    return named or path[:1]


def _is_counter(text: str) -> bool:
    """A number or letter of the column below its head (甲, 1, (2)); a year is none."""
    bare = text.strip().strip("()（）")
    return len(bare) <= 2 and (bare.isdigit() or bare in "甲乙丙丁ABCDEFabcdef")


def _head_text(table: TableSeen, row: int, span: Span) -> str:
    for column in range(span[0], span[1] + 1):
        text = table.grid.text(row, column).strip()
        if text and (row in table.grid.rows or text):
            return text
    return ""


def _grouped(paths: Sequence[tuple[list[str], Span]], depth: int = 0) -> list[Node]:
    """Columns side by side with the same outer head are one group."""
    nodes: list[Node] = []
    at = 0
    while at < len(paths):
        path, span = paths[at]
        head = path[depth] if depth < len(path) else ""
        end = at + 1
        while end < len(paths) and head and paths[end][0][depth : depth + 1] == [head]:
            end += 1
        same = list(paths[at:end])
        if len(path) == depth + 1:
            node = Node(head, span)
            deeper = [each for each in same[1:] if len(each[0]) > depth + 1]
            if len(deeper) == len(same) - 1:
                node.children = _grouped(deeper, depth + 1)
                nodes.append(node)
            else:
                nodes += [Node(each[0][-1], each[1]) for each in same]
        elif not head:
            nodes.append(Node("", span))
        elif any(len(each[0]) <= depth + 1 for each in same):
            nodes += [Node(each[0][-1], each[1]) for each in same]
        else:
            node = Node(head, heading=True)
            node.children = _grouped(same, depth + 1)
            nodes.append(node)
        at = end
    return nodes
