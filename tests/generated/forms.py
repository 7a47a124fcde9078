"""A form made from a seed: tables of two trees, and the relations between their items.

Goes out: ``Made``, which holds the form's JSON and, apart from it, the trees and the relations in
the generator's own terms, so that tests judge by arithmetic of their own.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generated.words import EN, ZH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from generated.words import Words

NUMBERS = (
    (),
    ("{zh}、", "（{zh}）", "{n}.", "（{n}）"),
    ("{zh}、", "（{zh}）", "{n}.", "{n}）"),
    ("", "（{zh}）", "{n}.", ""),
    ("{n}.", "（{n}）", "", ""),
)
ENGLISH_NUMBERS = ((), ("{n}.", "{a}.", "({n})", ""), ("{n}.", "", "", ""))
SHARED, TWINS = 0.2, 0.1
"""Shares of forms whose tables draw labels from a few, and of tables with another one's rows."""
MOST_ROWS = 20
"""Labels of its own from which a table grows no deeper."""
_ZH = "一二三四五六七八九十"


@dataclass
class Node:
    """A row or a column: a heading, or one with values of its own.

    ``relation`` is over its children, or over ``over`` where that is given.
    """

    code: str
    label: str
    heading: bool = False
    relation: str = ""
    over: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    unit: str = ""

    def below(self) -> Iterator[Node]:
        """Itself and all that stands below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.below()


@dataclass
class Law:
    """A relation as the generator knows it: ``sum``, ``union``, ``balance`` …

    ``parts`` of a balance are (left, right); of ``same`` it is the cell of another table.
    """

    id: str
    table: str
    axis: str
    kind: str
    whole: Any
    parts: Any


@dataclass
class MadeTable:
    """One table of a made form."""

    code: str
    title: str
    corner: str
    rows: list[Node]
    columns: list[Node]
    unit_at: str = ""
    numbered: bool = False
    balance: tuple[str, str, str, str] | None = None
    pinned: dict[tuple[str, str], tuple[str, str, str]] = field(default_factory=dict)

    def items(self, axis: str) -> list[Node]:
        """All rows, or all columns, in printed order."""
        return [node for top in getattr(self, axis) for node in top.below()]


@dataclass
class Made:
    """A form, and what the generator knows of it."""

    words: Words
    tables: list[MadeTable]
    json: dict[str, Any] = field(default_factory=dict)
    laws: list[Law] = field(default_factory=list)


def make_form(chance: Random, tables: int | None = None) -> Made:
    """A form with one to four tables."""
    words = chance.choice((ZH, ZH, EN))
    count = tables or chance.choice((1, 1, 2, 3, 4))
    names = list(words.indicators)
    chance.shuffle(names)
    sections = list(words.sections)
    chance.shuffle(sections)
    made = Made(words, [])
    # Tables of one form may have most labels in common, or all of them.
    shared = names[: 2 * MOST_ROWS + 5] if chance.random() < SHARED else None
    for number in range(count):
        if shared:
            names = chance.sample(shared, len(shared))
        table = _table(chance, words, f"t{number + 1}", names, sections)
        if made.tables and chance.random() < TWINS:
            table = _with_rows_of(chance.choice(made.tables), table)
        made.tables.append(table)
    for number, table in enumerate(made.tables[1:], 1):
        if chance.random() < 0.4:
            _pin(chance, table, made.tables[chance.randrange(number)])
    made.laws = [law for table in made.tables for law in _laws(table)]
    made.json = _json(made)
    return made


def _table(
    chance: Random, words: Words, code: str, names: list[str], sections: list[str]
) -> MadeTable:
    section = sections.pop()
    rows = _Rows(chance, words, names, sections).make()
    columns = _columns(chance, words)
    table = MadeTable(
        code=code,
        title=f"{section}{'' if words.chinese else ' '}{chance.choice(words.titles)}",
        corner=chance.choice(words.corner),
        rows=rows,
        columns=columns,
    )
    table.unit_at = chance.choice(("", "", "column", "column", "label", "head"))
    same = chance.choice(words.units)
    for node in table.items("rows"):
        if table.unit_at and not node.heading:
            node.unit = same if table.unit_at == "head" else chance.choice(words.units)
    table.numbered = chance.random() < 0.2
    tops = [node for node in rows if not node.heading]
    plain = [node.code for node in tops if not node.children and not node.relation]
    wholes = [node.code for node in tops if node.children]
    if len(plain) >= 3 and wholes and chance.random() < 0.5:
        table.balance = (plain[0], plain[1], wholes[0], plain[-1])
    _number(chance, words, rows)
    return table


def _with_rows_of(other: MadeTable, table: MadeTable) -> MadeTable:
    """A table by other columns with the same rows as one before it."""
    return MadeTable(
        code=table.code,
        title=table.title,
        corner=other.corner,
        rows=deepcopy(other.rows),
        columns=table.columns,
        unit_at=other.unit_at,
        balance=other.balance,
    )


class _Rows:
    """Grows a tree of rows of the least size that is a table."""

    def __init__(self, chance: Random, words: Words, names: list[str], sections: list[str]) -> None:
        self._chance = chance
        self._words = words
        self._names = names
        self._sections = sections
        self._enough = max(len(names) - MOST_ROWS, 0)
        self._depth = chance.choice((1, 2, 2, 3, 3, 4)) if len(names) >= 2 * MOST_ROWS else 1
        self._repeated = chance.choice(words.parts) if chance.random() < 0.4 else None

    def make(self) -> list[Node]:
        tops = [self._node(f"{n}", 1) for n in range(1, self._chance.randint(2, 5) + 1)]
        if len([n for top in tops for n in top.below() if not n.heading]) < 3:
            tops += [Node(f"{len(tops) + n}", self._names.pop()) for n in (1, 2, 3)]
        all_have_values = all(not node.heading for node in tops)
        if all_have_values and self._chance.random() < 0.25:
            tops.append(self._total(f"{len(tops) + 1}", tops))
        return tops

    def _node(self, code: str, depth: int) -> Node:
        chance = self._chance
        if depth >= self._depth or chance.random() < 0.35 or len(self._names) < self._enough:
            return Node(code, self._names.pop())
        heading = chance.random() < 0.45 and len(self._sections) > 4
        node = Node(code, self._sections.pop() if heading else self._names.pop(), heading)
        if self._repeated and chance.random() < 0.6:
            labels = self._repeated
            node.children = [Node(f"{code}.{n}", label) for n, label in enumerate(labels, 1)]
        else:
            node.children = [
                self._node(f"{code}.{n}", depth + 1) for n in range(1, chance.randint(2, 4) + 1)
            ]
        plain = all(not child.heading for child in node.children)
        if heading and plain and chance.random() < 0.4:
            node.children.append(self._total(f"{code}.{len(node.children) + 1}", node.children))
        if not heading and any(not child.heading for child in node.children):
            kinds = ("sum", "sum", "sum", "union", "at_least_each", "at_least_sum", "")
            node.relation = chance.choice(kinds)
        return node

    def _total(self, code: str, siblings: list[Node]) -> Node:
        label = self._chance.choice(self._words.total[:2])
        return Node(code, label, relation="sum", over=[node.code for node in siblings])


def _columns(chance: Random, words: Words) -> list[Node]:
    """Value columns: one; a few; groups with equal heads; a total before or after its parts."""
    kind = chance.choice(("one", "flat", "flat", "groups", "groups", "deep", "leading"))
    heads = chance.sample(words.heads, 4)
    groups = chance.sample(words.groups, 3)
    total, under = chance.choice(words.total[:2]), list(chance.choice(words.under))
    if kind == "one":
        return [Node("n", chance.choice(words.count))]
    if kind == "flat":
        columns = [Node(f"c{n}", head) for n, head in enumerate(heads[: chance.randint(2, 4)], 1)]
        return _with_total(chance, columns, total)
    if kind == "leading":
        parts = [Node(f"c{n}", head) for n, head in enumerate(heads[:3], 1)]
        relation = chance.choice(("sum", "at_least_each", "at_least_sum"))
        return [Node("all", total, relation=relation, children=parts), Node("c9", heads[3])]
    if kind == "groups":
        columns = [
            _group(f"g{n}", group, under, total if chance.random() < 0.5 else "")
            for n, group in enumerate(groups[: chance.randint(1, 3)], 1)
        ]
        if chance.random() < 0.6:
            columns.insert(0, Node("c1", heads[0]))
        return _with_total(chance, columns, words.total[1 - words.total.index(total)])
    outer = Node("o", groups[2], heading=True)
    outer.children = [
        Node("o1", heads[0]),
        _group("o2", groups[0], under, ""),
        _group("o3", groups[1], under, total if chance.random() < 0.5 else ""),
    ]
    return _with_total(chance, [outer, Node("c8", heads[1])], total)


def _group(code: str, label: str, under: list[str], total: str) -> Node:
    children = [Node(f"{code}.{n}", head) for n, head in enumerate(under, 1)]
    if total:
        over = [child.code for child in children]
        children.append(Node(f"{code}.t", total, relation="sum", over=over))
    return Node(code, label, heading=True, children=children)


def _with_total(chance: Random, columns: list[Node], total: str) -> list[Node]:
    if chance.random() < 0.4:
        return columns
    # A total is of what has none of its own below it, and of the totals that stand in groups.
    over = [code for column in columns for code in _free(column)]
    return [*columns, Node("all", total, relation="sum", over=over)]


def _free(node: Node) -> list[str]:
    totals = [child for child in node.children if child.over]
    if totals:
        return [totals[0].code]
    own = [] if node.heading else [node.code]
    return own + [code for child in node.children for code in _free(child)]


def _number(chance: Random, words: Words, rows: list[Node]) -> None:
    style = chance.choice(NUMBERS if words.chinese else ENGLISH_NUMBERS)
    of_which = chance.random() < 0.4

    def dress(nodes: list[Node], depth: int, parent: Node | None) -> None:
        pattern = style[depth] if depth < len(style) else ""
        for n, node in enumerate(nodes):
            front = pattern.format(zh=_ZH[n % 10], n=n + 1, a="abcdefghij"[n % 10])
            if front and not words.chinese:
                front += " "
            is_part = parent is not None and not parent.heading and parent.relation != "sum"
            if of_which and n == 0 and is_part:
                front = "其中：" if words.chinese else "of which: "
            dress(node.children, depth + 1, node)
            node.label = front + node.label

    dress(rows, 0, None)


def _pin(chance: Random, table: MadeTable, other: MadeTable) -> None:
    """A cell of the table is a cell of another one, as the number of cases in both."""
    used = set(table.balance or ())
    rows = [n.code for n in table.items("rows") if is_free(n) and n.code not in used]
    columns = [n.code for n in table.items("columns") if is_free(n)]
    if rows and columns:
        row = chance.choice([n.code for n in other.items("rows") if not n.heading])
        column = chance.choice([n.code for n in other.items("columns") if not n.heading])
        table.pinned[chance.choice(rows), chance.choice(columns)] = (other.code, row, column)


def is_free(node: Node) -> bool:
    """It has values that no relation ties to what stands below it."""
    return not node.heading and not node.children and not node.relation


def parts_of(node: Node) -> list[str]:
    """What the node's relation is over."""
    return node.over or [child.code for child in node.children if not child.heading]


def _laws(table: MadeTable) -> Iterator[Law]:
    for axis in ("rows", "columns"):
        for node in table.items(axis):
            if node.relation:
                name = f"{table.code}.{axis}.{node.code}"
                yield Law(name, table.code, axis, node.relation, node.code, parts_of(node))
    if table.balance:
        a, b, c, d = table.balance
        yield Law(f"{table.code}.balance", table.code, "rows", "balance", None, ([a, b], [c, d]))
    for place, cell in table.pinned.items():
        yield Law(f"{table.code}.same", table.code, "", "same", (table.code, *place), cell)


def _json(made: Made) -> dict[str, Any]:
    return {
        "id": "made",
        "version": "1",
        "title": "年度统计报表" if made.words.chinese else "Annual statistics",
        "language": "zh" if made.words.chinese else "en",
        "value": {"type": "integer", "minimum": 0},
        "units": {unit: {} for unit in made.words.units},
        "tables": [_table_json(table, made) for table in made.tables],
    }


def _table_json(table: MadeTable, made: Made) -> dict[str, Any]:
    columns: list[dict[str, Any]] = [{"code": "what", "label": table.corner, "role": "label"}]
    if table.unit_at == "column":
        unit = "单位" if made.words.chinese else "Unit"
        columns.append({"code": "unit", "label": unit, "role": "unit"})
    if table.numbered:
        number = "行次" if made.words.chinese else "Line"
        columns.append({"code": "line", "label": number, "role": "number"})
    rules = []
    for law in made.laws:
        if law.table == table.code and law.kind == "balance":
            left, right = law.parts
            text = " = ".join(" + ".join(f"[{code}]" for code in side) for side in (left, right))
            rules.append({"id": law.id, "expect": text, "severity": "error", "basis": "official"})
        elif law.table == table.code and law.kind == "same":
            (_, row, column), (other, there, at) = law.whole, law.parts
            text = f"[{row}@{column}] = [{other}!{there}@{at}]"
            rules.append({"id": law.id, "expect": text, "severity": "error", "basis": "official"})
    return {
        "code": table.code,
        "title": table.title,
        "columns": [*columns, *_items(table, "columns")],
        "rows": _items(table, "rows"),
        **({"rules": rules} if rules else {}),
    }


def _items(table: MadeTable, axis: str) -> list[dict[str, Any]]:
    return [_item(table, node, axis) for node in getattr(table, axis)]


def _item(table: MadeTable, node: Node, axis: str) -> dict[str, Any]:
    value: dict[str, Any] = {"code": node.code, "label": node.label}
    if node.heading or node.children:
        value["heading"] = node.heading  # a column with columns below is one unless it says so
    if node.unit:
        value["unit"] = node.unit
    if node.relation:
        value["relations"] = [
            {
                "id": f"{table.code}.{axis}.{node.code}",
                "is": node.relation,
                "severity": "error",
                "basis": "wording",
                **({"over": node.over} if node.over else {}),
            }
        ]
    if node.children:
        value[axis] = [_item(table, child, axis) for child in node.children]
    return value
