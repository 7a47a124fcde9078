"""The rows, or the columns, of a table as the rules name them.

Comes in: items. Goes out: ``Axis``: which codes hold values, and what stands below a code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Item

    Axes = Mapping[str, "Axis"]
    """Both axes of a table: ``rows`` and ``columns``."""


OTHER = {"rows": "columns", "columns": "rows"}
"""The other axis of each."""


class Axis:
    """What the rules ask of the rows, or of the columns.

    Attributes:
        values: Codes that hold values, in printed order.
        below: Code -> codes that hold values right below it.
    """

    __slots__ = ("_children", "_deep", "below", "values")

    def __init__(self, items: Sequence[Item]) -> None:
        self.values = {i.code: None for i in items if i.holds_values}
        self.below: dict[str, list[str]] = {item.code: [] for item in items}
        self._children: dict[str, list[str]] = {}
        self._deep: dict[str, list[str]] = {}
        for item in items:
            if item.parent is not None:
                self._children.setdefault(item.parent, []).append(item.code)
                if item.code in self.values:
                    self.below[item.parent].append(item.code)

    def meant(self, code: str, spread: str) -> Sequence[str]:
        """The code itself, the values right below it (``*``), or at any depth below it (``**``)."""
        if not spread:
            return [code]
        return self.below[code] if spread == "*" else self._at_any_depth(code)

    def _at_any_depth(self, code: str) -> list[str]:
        if code not in self._deep:
            found: list[str] = []
            for child in self._children.get(code, ()):
                found += [child] if child in self.values else []
                found += self._at_any_depth(child)
            self._deep[code] = found
        return self._deep[code]


def axes_of(rows: Sequence[Item], columns: Sequence[Item]) -> Axes:
    """Both axes of a table."""
    return {"rows": Axis(rows), "columns": Axis(columns)}
