"""One table of the draft as the form's JSON.

Comes in: a table as seen, with those of the same layout in other files. Goes out: its JSON; remarks
are added to a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.codes import slug
from tablecheck.drafting.domains import give_domains
from tablecheck.drafting.model import Node, Remark, all_nodes, value_nodes
from tablecheck.drafting.relations import Relations
from tablecheck.drafting.surround import give_units, table_title
from tablecheck.drafting.write import Json, items_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import TableSeen


def table_json(
    code: str,
    group: Sequence[TableSeen],
    ids: set[str],
    remarks: list[Remark],
    years: Sequence[int],
    zeros: set[str],
) -> Json:
    """The JSON of a table; ids of its rules are added to those of the form."""
    first = group[0]
    give_units(first)
    value = give_domains(group)
    _give_required(group)
    relations = Relations(code, group, ids, years)
    relations.find()
    remarks += relations.remarks
    zeros |= relations.zeros
    table: Json = {"code": code}
    title = table_title(first)
    if title:
        table["title"] = title
    if value is not None:
        table["value"] = value
    table["columns"] = [*_other_columns(first), *items_json(first.columns, "columns")]
    table["rows"] = items_json(first.rows, "rows")
    if relations.rules:
        table["rules"] = relations.rules
    return table


def name_blanks(table: TableSeen, remarks: list[Remark]) -> None:
    """Give a name to rows without labels; leave out columns that nothing names."""
    zh = language_of([table.rows, table.columns]) == "zh"
    for node in all_nodes(table.rows):
        node.label = node.label or ("数值" if zh else "Value")
    nodes = value_nodes(table.columns)
    unnamed = [node for node in nodes if not node.label]
    if len(nodes) == 1:
        nodes[0].label = nodes[0].label or ("数值" if zh else "Value")
        return
    for node in unnamed:
        from tablecheck.sheet import column_letters

        letters = column_letters(node.span[0])
        remarks.append(
            Remark(
                letters,
                f"{letters} 列没有列名，没有列入表式",
                f"column {letters} has no head, so it is not in the form",
            )
        )
        node.label = ""
    table.columns = _without_unnamed(table.columns)


def _without_unnamed(nodes: Sequence[Node]) -> list[Node]:
    kept = []
    for node in nodes:
        node.children = _without_unnamed(node.children)
        if node.label:
            kept.append(node)
        else:
            kept += node.children
    return kept


def _give_required(group: Sequence[TableSeen]) -> None:
    """A row, or a column, that a table leaves blank somewhere is not required."""
    if all(table.is_blank() for table in group):
        return
    filled = [table for table in group if not table.is_blank()]
    rows, columns = value_nodes(group[0].rows), value_nodes(group[0].columns)
    gaps = {
        (i, j)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
        if any(table.reading(row, column) is None for table in filled)
    }
    for j, column in enumerate(columns):
        if sum((i, j) in gaps for i in range(len(rows))) * 2 > len(rows) and len(columns) > 1:
            column.required = False
    for i, row in enumerate(rows):
        if any((i, j) in gaps for j, column in enumerate(columns) if column.required):
            row.required = False


def _other_columns(table: TableSeen) -> list[Json]:
    """The columns of labels, units, running numbers and remarks, from left to right."""
    zh = language_of([table.rows, table.columns]) == "zh"
    roles = dict.fromkeys(table.numbers, "number") | dict.fromkeys(table.notes, "note")
    if table.unit_column:
        roles[table.unit_column] = "unit"
    if table.labels:
        roles[table.labels[-1]] = "label"
    taken = {node.code for node in all_nodes(table.columns)}
    items: list[Json] = []
    for column in sorted(roles):
        label = _head_of(table, column)
        role = roles[column]
        if not label and role not in ("label", "unit"):
            continue
        default = {"label": "指标" if zh else "Item", "unit": "单位" if zh else "Unit"}
        code = slug(label) if label else role
        if not code or code in taken:
            code = f"{role}-{column}"
        taken.add(code)
        items.append({"code": code, "label": label or default[role], "role": role})
    return items


def _head_of(table: TableSeen, column: int) -> str:
    for row in reversed(table.heads):
        text = " ".join(table.grid.text(row, column).split())
        if text and any(c.isalpha() for c in text) and (len(text) > 1 or not text.isascii()):
            return text
    return ""


def language_of(trees: Sequence[Sequence[Node]]) -> str:
    """``zh`` where a third of the letters is Chinese, else ``en``."""
    labels = "".join(node.label for tree in trees for node in all_nodes(tree))
    letters = [c for c in labels if c.isalpha()]
    chinese = sum("一" <= c <= "鿿" for c in letters)
    return "zh" if chinese * 3 > len(letters) else "en"
