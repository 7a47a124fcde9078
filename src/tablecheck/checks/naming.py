"""What a value cell is called: by its row, in a cross-tab by its row and its column.

Comes in: a table of the form and a cell's codes. Goes out: names for sentences, labels for places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import value_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.form.model import Item, Table

AND = " · "
VAGUE = 2
"""Characters of a name (其他, 总计) up to which it is told with the one above it."""


def cell_name(table: Table, row: str, column: str) -> str:
    """The indicator without numbering and notes, for a sentence: 重复申请 · 自然人."""
    return AND.join(short_label(item.label) for item in _named(table, row, column))


def cell_label(table: Table, row: str, column: str) -> str:
    """The form's full labels of a cell."""
    return AND.join(item.label for item in _named(table, row, column))


def item_name(items: Sequence[Item], code: str) -> str:
    """A row or a column for a sentence, told from others of its label: 行政复议 · 总计."""
    return AND.join(short_label(item.label) for item in _path(code, items))


def _named(table: Table, row: str, column: str) -> list[Item]:
    rows, columns = value_items(table.rows), value_items(table.columns)
    if len(columns) == 1:
        return [item for item in rows if item.code == row]
    told = _path(column, table.columns)
    if len(rows) == 1 and not rows[0].printed:
        return told
    return [*_path(row, table.rows), *told]


def _path(code: str, items: Sequence[Item]) -> list[Item]:
    """An item, after those above it that it takes to tell it from the others."""
    by_code = {item.code: item for item in items}
    path = [by_code[code]]
    own, values = short_label(path[0].label), value_items(items)
    same = [each for each in values if short_label(each.label) == own]
    if len(same) > 1 or len(own) <= VAGUE:
        above = path[0].parent
        while above is not None and not all(_is_under(above, each, by_code) for each in values):
            path.insert(0, by_code[above])
            above = path[0].parent
            names = [short_label(item.label) for item in path]
            if sum(_ends(each, names, by_code) for each in same) == 1:
                break
    return path


def _is_under(above: str, item: Item, by_code: dict[str, Item]) -> bool:
    while item.parent is not None and item.parent != above:
        item = by_code[item.parent]
    return item.parent == above


def _ends(item: Item, names: list[str], by_code: dict[str, Item]) -> bool:
    """The names of an item and of those above it end with these."""
    at: Item | None = item
    for name in reversed(names):
        if at is None or short_label(at.label) != name:
            return False
        at = None if at.parent is None else by_code[at.parent]
    return True


def short_label(label: str) -> str:
    """A label without numbering, “其中” and bracketed notes, as a sentence names it."""
    kept = label.strip()
    for lead in ("其中：", "其中:"):
        kept = kept.removeprefix(lead).strip()
    kept = _unnumbered(kept)
    bare = kept
    while (opened := max(bare.rfind("（"), bare.rfind("("))) > 0:
        closed = min((at for sign in "）)" if (at := bare.find(sign, opened)) >= 0), default=-1)
        if closed < 0:
            break
        bare = bare[:opened] + bare[closed + 1 :]
    return bare.strip() or kept or label.strip()


_NUMERALS = frozenset("一二三四五六七八九十0123456789０１２３４５６７８９")


def _unnumbered(label: str) -> str:
    """A label without the （一）, 一、, 1. or ① that it begins with."""
    if label[:1] in ("（", "("):
        closed = min((at for sign in "）)" if (at := label.find(sign)) > 0), default=-1)
        if 0 < closed <= 4 and all(sign in _NUMERALS for sign in label[1:closed]):
            return label[closed + 1 :].strip() or label
        return label
    digits = len(label) - len(label.lstrip("".join(_NUMERALS)))
    if 0 < digits < len(label) and label[digits] in "、.．" and label[digits + 1 : digits + 2]:
        rest = label[digits + 1 :]
        return label if rest[0].isdigit() else rest.strip()
    return label[1:].strip() if label[:1] and "①" <= label[0] <= "⑳" else label
