"""Tables that are not printed as the form has them: what a hurried clerk does to labels and rows.

What is left must be bound right or not at all; only wrong is wrong.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from generated.forms import Node, is_free

if TYPE_CHECKING:
    from random import Random

    from generated.forms import Made, MadeTable
    from generated.tables import Values

DAMAGES = ("misspelt", "deleted", "inserted", "rows reordered", "columns reordered")


def damaged(made: Made, values: Values, chance: Random, what: str) -> tuple[Made, Values]:
    """The form as it is printed after all, and the numbers to print."""
    made, values = deepcopy(made), dict(values)
    for table in made.tables:
        if what == "misspelt":
            for node in table.items("rows"):
                if chance.random() < 0.2:
                    node.label = _misspelt(node.label, chance)
        elif what == "columns reordered":
            chance.shuffle(table.columns)
        else:
            _change(table, table.rows, values, chance, what)
    return made, values


def _change(table: MadeTable, nodes: list[Node], values: Values, chance: Random, what: str) -> None:
    for node in nodes:
        _change(table, node.children, values, chance, what)
    if what == "rows reordered":
        chance.shuffle(nodes)
    elif what == "deleted":
        kept = [node for node in nodes if not is_free(node) or chance.random() > 0.15]
        nodes[:] = kept or nodes
    elif nodes and chance.random() < 0.3:
        code = f"new{chance.randrange(10**9)}"
        columns = {column for table_code, _, column in values if table_code == table.code}
        values |= {(table.code, code, column): chance.randint(0, 5000) for column in columns}
        nodes.insert(chance.randint(0, len(nodes)), Node(code, _new_label(chance)))


def _misspelt(label: str, chance: Random) -> str:
    """One character left out, doubled or taken for another one; never a numbering."""
    letters = [n for n, character in enumerate(label) if character.isalpha() and n >= 3]
    if len(letters) < 3:
        return label
    at = chance.choice(letters[1:])
    other = chance.choice(("", label[at] * 2, "某" if label[at] > "z" else "q"))
    return label[:at] + other + label[at + 1 :]


def _new_label(chance: Random) -> str:
    first = chance.choice(("志愿服务", "应急演练", "档案查阅", "Library", "Parking", "Canteen"))
    second = chance.choice(("活动次数", "参与人次", "投入时长", " visits", " places", " meals"))
    return first + second
