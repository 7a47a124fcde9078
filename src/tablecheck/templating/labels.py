"""The labels of a table's rows: set in by level, or merged over the rows that they group.

Comes in: items and their rows. Goes out: boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.templating.model import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Item


def label_boxes(
    items: Sequence[Item],
    row_of: Mapping[str, int],
    first: int,
    last: int,
    *,
    is_nested: bool,
    texts: Mapping[str, str],
) -> list[Box]:
    """A box for each label between two columns.

    Args:
        items: In printed order.
        row_of: The line of each item that has one.
        first: The first column of labels.
        last: The last one.
        is_nested: Groups have no line: each is merged over the lines below it.
        texts: What is printed, where it is not the item's label.
    """
    boxes = []
    below = _lines_below(items, row_of)
    for item in items:
        text = texts.get(item.code, item.label) if item.printed else ""
        if not is_nested:
            spot = (row_of[item.code], first)
            boxes.append(Box(spot, "label", text, across=last - first, indent=item.depth))
        elif item.code in row_of:
            column = min(first + item.depth, last)
            spot = (row_of[item.code], column)
            boxes.append(Box(spot, "label", text, across=last - column))
        elif below[item.code]:
            lines = below[item.code]
            spot = (min(lines), min(first + item.depth, last))
            boxes.append(Box(spot, "label", text, down=max(lines) - min(lines)))
    return boxes


def _lines_below(items: Sequence[Item], row_of: Mapping[str, int]) -> dict[str, list[int]]:
    """The lines of all items at any depth below each."""
    below: dict[str, list[int]] = {item.code: [] for item in items}
    parent = {item.code: item.parent for item in items}
    for code, row in row_of.items():
        above = parent[code]
        while above is not None:
            below[above].append(row)
            above = parent[above]
    return below
