"""The rules of one table: relations on items and expressions between codes.

Comes in: the table's JSON and its items. Goes out: ``Rule`` values; FormErrors with the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.form.clauses import ExpressionError
from tablecheck.form.expression import codes_of, parse
from tablecheck.form.model import Rule, RuleKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.form.model import Item
    from tablecheck.form.source import Document

MOST_PARTS = 50_000
_LATER = ("years", "rounded", "tolerance")


class RuleReader:
    """Reads the rules of one table.

    Attributes:
        ids: (id, pointer) of every rule read, also of those that are switched off.
    """

    def __init__(
        self,
        document: Document,
        table: dict[str, Any],
        pointer: str,
        rows: Sequence[Item],
        columns: Sequence[Item],
    ) -> None:
        self._document = document
        self._table = table
        self._pointer = pointer
        self._axes = {"rows": _Axis(rows), "columns": _Axis(columns)}
        self._part_count = 0
        self.ids: list[tuple[str, str]] = []

    def rules(self) -> tuple[Rule, ...]:
        """Rules that are switched on: relations in printed order, then expressions."""
        found: list[Rule] = []
        for axis in ("rows", "columns"):
            items = self._table[axis]
            for value, owner, at in self._relations(items, f"{self._pointer}/{axis}", axis):
                rule = self._relation(value, owner, at, axis)
                if value.get("enabled", True):
                    found.append(rule)
        for number, value in enumerate(self._table.get("rules", ())):
            rule = self._expression(value, f"{self._pointer}/rules/{number}")
            if value.get("enabled", True):
                found.append(rule)
        return tuple(found)

    def _relations(
        self, values: Sequence[dict[str, Any]], pointer: str, axis: str
    ) -> Iterator[tuple[dict[str, Any], str, str]]:
        for number, value in enumerate(values):
            at = f"{pointer}/{number}"
            for place, relation in enumerate(value.get("relations", ())):
                yield relation, value["code"], f"{at}/relations/{place}"
            yield from self._relations(value.get(axis, ()), f"{at}/{axis}", axis)

    def _relation(self, value: dict[str, Any], owner: str, at: str, axis: str) -> Rule:
        items = self._axes[axis]
        over = value.get("over", owner)
        place = f"{at}/over" if "over" in value else at
        for code in (over,) if isinstance(over, str) else over:
            if code not in items.below:
                self._unknown(code, place, axis)
        parts = items.below[over] if isinstance(over, str) else list(over)
        self._count(len(parts), at)
        if not parts:
            self._document.fail(
                "TC903",
                at,
                f"“{over}”下没有填数的项，这条关系没有分项",
                f"the relation has no parts: nothing below “{over}” holds values",
            )
        if owner in parts or len(set(parts)) != len(parts):
            self._document.fail(
                "TC903",
                at,
                "合计不能是自己的分项，分项不能重复",
                "an item cannot be its own part, nor a part stand twice",
            )
        for code in (owner, *parts):
            self._must_hold_values(code, at, axis)
        return Rule(
            kind=RuleKind(value["is"]),
            axis=axis,
            whole=owner,
            parts=tuple(parts),
            **self._common(value, at, axis),
        )

    def _expression(self, value: dict[str, Any], at: str) -> Rule:
        axis = value.get("axis", "rows")
        place = f"{at}/expect"

        def children(code: str) -> Sequence[str] | None:
            below = self._axes[axis].below.get(code)
            self._count(len(below or ()), place)
            return below

        try:
            clauses = parse(value["expect"], children)
        except ExpressionError as error:
            if error.unknown is not None:
                self._unknown(error.unknown, place, axis)
            self._document.fail("TC902" if error.later else "TC901", place, error.zh, error.en)
        codes = codes_of(clauses)
        for code in codes:
            self._must_hold_values(code, place, axis)
        return Rule(
            kind=RuleKind.EQUATION,
            axis=axis,
            whole=None,
            parts=codes,
            clauses=clauses,
            expression=value["expect"],
            **self._common(value, at, axis),
        )

    def _common(self, value: dict[str, Any], at: str, axis: str) -> dict[str, Any]:
        self.ids.append((value["id"], f"{at}/id"))
        for key in _LATER:
            if key in value:
                self._document.later(f"{at}/{key}", key)
        other = "columns" if axis == "rows" else "rows"
        only = value.get("in")
        for code in only or ():
            if code not in self._axes[other].below:
                self._unknown(code, f"{at}/in", other)
            self._must_hold_values(code, f"{at}/in", other)
        return {
            "id": value["id"],
            "severity": Severity(value["severity"]),
            "basis": value["basis"],
            "only": None if only is None else tuple(only),
            "message": value.get("message"),
        }

    def _count(self, parts: int, at: str) -> None:
        self._part_count += parts
        if self._part_count > MOST_PARTS:
            self._document.fail(
                "TC901",
                at,
                f"这张表的关系合计超过 {MOST_PARTS} 个分项",
                f"the rules of this table name more than {MOST_PARTS} parts",
            )

    def _must_hold_values(self, code: str, at: str, axis: str) -> None:
        if code not in self._axes[axis].values:
            self._document.fail(
                "TC903",
                at,
                f"“{code}”没有数值，不能参加关系",
                f"“{code}” holds no values, so no rule can use it",
            )

    def _unknown(self, code: str, pointer: str, axis: str) -> None:
        from tablecheck.form.grammar import near_miss

        near = near_miss(code, list(self._axes[axis].below))
        self._document.fail(
            "TC903",
            pointer,
            f"没有代码为“{code}”的项" + (f"，是不是“{near}”" if near else ""),
            f"no item has the code “{code}”" + (f", did you mean “{near}”" if near else ""),
        )


class _Axis:
    """What the rules ask of the rows, or of the columns."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.values = {i.code for i in items if not i.heading and i.role == "value"}
        self.below: dict[str, list[str]] = {item.code: [] for item in items}
        for item in items:
            if item.parent is not None and item.code in self.values:
                self.below[item.parent].append(item.code)
