"""Where the parts of a form stand in its JSON.

Comes in: the form's JSON. Goes out: ``Pointers``: a JSON pointer for each item, rule and text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class Pointers:
    """JSON pointers by what the form calls its parts.

    Attributes:
        tables: By table code.
        items: By (table code, ``rows`` or ``columns``, code).
        rules: By rule id; of relations, rules and texts, also of those that are switched off.
    """

    def __init__(self, value: dict[str, Any]) -> None:
        self.tables: dict[str, str] = {}
        self.items: dict[tuple[str, str, str], str] = {}
        self.rules: dict[str, str] = {}
        for number, table in enumerate(value["tables"]):
            at = f"/tables/{number}"
            self.tables[table["code"]] = at
            for axis in ("rows", "columns"):
                self._walk(table["code"], axis, table[axis], f"{at}/{axis}")
            self._ids(table.get("rules", ()), f"{at}/rules")
        self._ids(value.get("text", ()), "/text")

    def _walk(self, table: str, axis: str, items: Sequence[dict[str, Any]], at: str) -> None:
        for number, item in enumerate(items):
            here = f"{at}/{number}"
            self.items[table, axis, item["code"]] = here
            self._ids(item.get("relations", ()), f"{here}/relations")
            self._walk(table, axis, item.get(axis, ()), f"{here}/{axis}")

    def _ids(self, values: Sequence[dict[str, Any]], at: str) -> None:
        for number, value in enumerate(values):
            self.rules[value["id"]] = f"{at}/{number}"
