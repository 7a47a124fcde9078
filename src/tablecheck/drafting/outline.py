"""The rows of a table as a tree, and its columns.

Comes in: a table whose columns are told apart. Goes out: its ``rows`` and ``columns``. A group's
label in a cell of its own stands over what is beside it; within one column numbering decides, then
indents, then 其中 and totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.lines import joined_lines
from tablecheck.drafting.model import Node, all_nodes
from tablecheck.drafting.numbering import Cue, cue_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import Span, TableSeen

_WITHOUT_NUMBERS = ("of which", "plain", "head")
_LEVEL = tuple[str, int]
"""A level of the tree that is open: (style of numbering or “indent”, indent)."""


def outline_rows(table: TableSeen) -> None:
    """Build the tree of a table's rows."""
    grid, zone = table.grid, _zone(table)
    values = [column for first, last in table.values for column in range(first, last + 1)]
    spans = joined_lines(grid, table.body, zone, values)
    if not zone:
        # Rows without labels are known by their place, so all of them count.
        table.rows = [_unlabelled(span) for span in spans if _has_value(table, span)]
        return
    entries: list[tuple[int, str, Span]] = []
    for span in spans:
        own = [(c, text) for c in zone if (text := _own_text(table, span, c)).strip()]
        # What a format indents looks like spaces before the text.
        own = [(c, " " * (2 * table.indents.get((span[0], c), 0)) + text) for c, text in own]
        entries += [
            (column, text, span if place == len(own) - 1 else (0, 0))
            for place, (column, text) in enumerate(own)
        ]
    table.rows = _nested(table, entries)


def _zone(table: TableSeen) -> list[int]:
    """Label columns that group, and the one that names each row; codes and translations aside."""
    grid = table.grid
    filled = {
        column: {row for row in table.body if grid.is_filled(row, column)}
        for column in table.labels
    }
    columns = [column for column in table.labels if filled[column]]
    kept: list[int] = []
    for column in columns:
        beside = [c for c in kept if _beside(filled[c], filled[column])]
        if not beside:
            kept.append(column)
            continue
        # Both name every row: the longer texts are its label.
        rival = beside[-1]
        if _length(table, column) > _length(table, rival):
            kept.remove(rival)
            kept.append(column)
            table.notes.append(rival)
        else:
            table.notes.append(column)
    table.labels = sorted(kept)
    return table.labels


def _beside(outer: set[int], inner: set[int]) -> bool:
    """Both columns have a text in almost every row that has one in either."""
    return len(outer & inner) >= 0.8 * len(outer | inner) and len(outer & inner) >= 2


def _length(table: TableSeen, column: int) -> float:
    texts = [table.grid.text(row, column).strip() for row in table.body]
    return sum(sum(c.isalpha() for c in text) for text in texts) / max(len(texts), 1)


def _own_text(table: TableSeen, span: Span, column: int) -> str:
    for row in range(span[0], span[1] + 1):
        if table.grid.is_filled(row, column):
            return table.grid.text(row, column).rstrip()
    return ""


def _unlabelled(span: Span) -> Node:
    node = Node("", span)
    node.printed = False
    return node


def _has_value(table: TableSeen, span: Span) -> bool:
    return not table.readings or any(r in table.filled for r in range(span[0], span[1] + 1))


def _nested(table: TableSeen, entries: Sequence[tuple[int, str, Span]]) -> list[Node]:
    """Entries as trees: those of the outermost column first, the others below them."""
    if not entries:
        return []
    outermost = min(column for column, _, _ in entries)
    groups: list[tuple[str, Span, list[tuple[int, str, Span]]]] = []
    for column, text, span in entries:
        if column == outermost or not groups:
            groups.append((text, span, []))
        else:
            groups[-1][2].append((column, text, span))
    nodes, cues = [], []
    for text, span, inner in groups:
        node = Node(text.strip(), span)
        node.heading = span == (0, 0) or not _holds_values(table, span)
        node.children = _nested(table, inner)
        nodes.append(node)
        cues.append(cue_of(text))
    return _tree(nodes, cues)


def _holds_values(table: TableSeen, span: Span) -> bool:
    """A value stands in the row; in a blank table a unit, or no sign that says there is none."""
    if any(row in table.filled for row in range(span[0], span[1] + 1)):
        return True
    if not table.unit_column:
        return not table.readings
    from tablecheck.values.unit import is_no_unit

    return not is_no_unit(table.grid.text(span[0], table.unit_column))


def _tree(nodes: Sequence[Node], cues: Sequence[Cue]) -> list[Node]:
    """Siblings as printed, put below one another by what their labels say."""
    top: list[Node] = []
    stack: list[tuple[_LEVEL, Node]] = []
    least = min(cue.indent for cue in cues)
    by_indent = len({cue.indent for cue in cues if not cue.style}) > 1
    for node, cue in zip(nodes, cues, strict=True):
        node.of_which, node.total, node.numbered = cue.of_which, bool(cue.total), cue.counter
        plain = "of which" if cue.of_which else "head" if node.heading else "plain"
        key: _LEVEL = (cue.style or plain, cue.indent - least)
        _close(stack, key, cue, node, by_indent=by_indent)
        (stack[-1][1].children if stack else top).append(node)
        stack.append((key, node))
    return top


def _close(
    stack: list[tuple[_LEVEL, Node]], key: _LEVEL, cue: Cue, node: Node, *, by_indent: bool
) -> None:
    """Take from the stack what a new line is not below of."""
    styles = [style for (style, _), _ in stack]
    if cue.style:
        if cue.style in styles:
            del stack[styles.index(cue.style) :]
        else:
            _drop(stack, *_WITHOUT_NUMBERS)
        return
    numbered = any(style not in _WITHOUT_NUMBERS for style in styles)
    if cue.of_which:
        if "of which" in styles:
            del stack[styles.index("of which") :]
        elif by_indent and not numbered:
            # 其中 indented less than what it is part of stands below the nearest line all the same.
            while len(stack) > 1 and stack[-1][0][1] > key[1]:
                stack.pop()
        return
    if by_indent and not numbered:
        while stack and stack[-1][0][1] >= key[1]:
            stack.pop()
        return
    if node.heading and not numbered:
        del stack[:]
        return
    if cue.total == "all" and "of which" not in styles:
        del stack[styles.index("head") + 1 if "head" in styles else 0 :]
        return
    if "of which" in styles:
        at = styles.index("of which")
        # What adds up is no part of it; neither is a line that is indented less.
        del stack[at - 1 if cue.total and at else at :]
        return
    if "plain" in styles:
        del stack[styles.index("plain") :]
    elif stack and not stack[-1][1].heading:
        stack.pop()


def _drop(stack: list[tuple[_LEVEL, Node]], *styles: str) -> None:
    while stack and stack[-1][0][0] in styles:
        stack.pop()


def lift(tree: list[Node], whole: Node, parts: Sequence[Node]) -> None:
    """Lines that add up to the next line are siblings of it, not children of the line before."""
    for siblings in (tree, *(node.children for node in all_nodes(tree))):
        for place, node in enumerate(siblings[:-1]):
            if siblings[place + 1] is whole and node.children and node.children == list(parts):
                siblings[place + 1 : place + 1] = node.children
                node.children = []
                return
