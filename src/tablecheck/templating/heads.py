"""The heads of a table's columns as merged boxes: groups over what they group.

Comes in: items as a tree and where each leaf stands. Goes out: boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.templating.model import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Item


def parents_of(items: Sequence[Item]) -> frozenset[str]:
    """Codes of items with others below them."""
    return frozenset(item.parent for item in items if item.parent is not None)


def leaves_of(items: Sequence[Item]) -> list[Item]:
    """Items with nothing below them, in printed order."""
    parents = parents_of(items)
    return [item for item in items if item.code not in parents]


def depth_of(items: Sequence[Item]) -> int:
    """How many levels the items have."""
    return max((item.depth for item in items), default=0) + 1


def head_boxes(
    items: Sequence[Item],
    column_of: Mapping[str, int],
    top: int,
    levels: int,
    texts: Mapping[str, str],
) -> list[Box]:
    """A box for each head.

    Args:
        items: In printed order.
        column_of: Column of each leaf that stands in the sheet.
        top: Row of the outermost heads.
        levels: Rows of heads; a leaf goes down to the last.
        texts: What is printed, where it is not the item's label.
    """
    spans: dict[str, list[int]] = {}
    by_code = {item.code: item for item in items}
    for code, column in column_of.items():
        at: str | None = code
        while at is not None:
            spans.setdefault(at, []).append(column)
            at = by_code[at].parent
    boxes = []
    for item in items:
        columns = spans.get(item.code)
        if not columns:
            continue
        boxes.append(
            Box(
                (top + item.depth, min(columns)),
                "head",
                texts.get(item.code, item.label),
                down=levels - 1 - item.depth if item.code in column_of else 0,
                across=max(columns) - min(columns),
            )
        )
    return boxes
