"""The draft as a form's JSON: readable, and in the same order each time.

Comes in: the tables of the draft. Goes out: JSON values, and their text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tablecheck.drafting.model import all_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import Node

Json = dict[str, Any]
WIDTH = 100
"""Characters of a line at most, where a value fits into one."""


def items_json(nodes: Sequence[Node], axis: str) -> list[Json]:
    """A tree as the form's ``rows`` or ``columns``."""
    return [_item(node, axis) for node in nodes]


def _item(node: Node, axis: str) -> Json:
    item: Json = {"code": node.code, "label": node.label}
    if node.heading and (axis == "rows" or not node.children):
        item["heading"] = True
    if axis == "columns" and node.children and not node.heading:
        item["heading"] = False
    if node.role != "value":
        item["role"] = node.role
    if node.unit:
        item["unit"] = node.unit[0] if len(node.unit) == 1 else list(node.unit)
    if node.value is not None:
        item["value"] = node.value
    if not node.required and not node.heading:
        item["required"] = False
    if not node.printed:
        item["printed"] = False
    if node.relations:
        item["relations"] = node.relations
    if node.children:
        item[axis] = [_item(child, axis) for child in node.children]
    return item


def used_units(trees: Sequence[Sequence[Node]]) -> list[str]:
    """Names of all units of the trees, in printed order."""
    return list(dict.fromkeys(u for tree in trees for n in all_nodes(tree) for u in n.unit))


def form_text(form: Json) -> str:
    """The JSON text of a form: short values in one line, others one key a line."""
    return _shown(form, 0) + "\n"


def _shown(value: object, indent: int) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, dict | list):
        return flat
    inner, outer = " " * (indent + 1), " " * indent
    if isinstance(value, dict):
        lines = [
            f"{inner}{json.dumps(k, ensure_ascii=False)}: {_shown(v, indent + 1)}"
            for k, v in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{outer}}}"
    return "[\n" + ",\n".join(inner + _shown(each, indent + 1) for each in value) + f"\n{outer}]"
