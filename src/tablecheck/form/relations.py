"""The rules of one table: relations on items and expressions between codes.

Comes in: the table's JSON and its items. Goes out: ``Rule`` values; FormErrors with the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.form.expression import ExpressionError, codes_of, parse
from tablecheck.form.model import Rule, RuleKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.form.model import Item
    from tablecheck.form.source import Document

_LATER = ("years", "rounded", "tolerance")


class RuleReader:
    """Reads the rules of one table."""

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
        self._items = {"rows": rows, "columns": columns}

    def rules(self) -> tuple[Rule, ...]:
        """Rules that are switched on: relations in printed order, then expressions."""
        found: list[Rule] = []
        for axis in ("rows", "columns"):
            for value, owner, at in self._relations(
                self._table[axis], f"{self._pointer}/{axis}", axis
            ):
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

    def _children(self, axis: str, code: str) -> list[str] | None:
        items = self._items[axis]
        if all(item.code != code for item in items):
            return None
        return [item.code for item in items if item.parent == code and not item.heading]

    def _is_value(self, axis: str, code: str) -> bool:
        return any(
            item.code == code and not item.heading and item.role == "value"
            for item in self._items[axis]
        )

    def _relation(self, value: dict[str, Any], owner: str, at: str, axis: str) -> Rule:
        over = value.get("over", owner)
        if isinstance(over, str):
            parts = self._children(axis, over)
            if parts is None:
                self._unknown(over, f"{at}/over", axis)
        else:
            parts = list(over)
            for code in parts:
                if self._children(axis, code) is None:
                    self._unknown(code, f"{at}/over", axis)
        if not parts:
            self._document.fail(
                "TC903", at, "这条关系没有分项", "the relation has no parts to speak of"
            )
        if owner in parts or len(set(parts)) != len(parts):
            self._document.fail(
                "TC903",
                at,
                "合计不能是自己的分项，分项不能重复",
                "an item cannot be its own part, nor a part stand twice",
            )
        for code in (owner, *parts):
            if not self._is_value(axis, code):
                self._document.fail(
                    "TC903",
                    at,
                    f"“{code}”没有数值，不能参加这条关系",
                    f"“{code}” holds no values, so no relation can use it",
                )
        return Rule(
            kind=RuleKind(value["is"]),
            axis=axis,
            whole=owner,
            parts=tuple(parts),
            **self._common(value, at, axis),
        )

    def _expression(self, value: dict[str, Any], at: str) -> Rule:
        axis = value.get("axis", "rows")
        try:
            clauses = parse(value["expect"], lambda code: self._children(axis, code))
        except ExpressionError as error:
            code = "TC902" if error.later else "TC903" if error.unknown else "TC901"
            self._document.fail(code, f"{at}/expect", error.zh, error.en)
        codes = codes_of(clauses)
        for code in codes:
            if not self._is_value(axis, code):
                self._document.fail(
                    "TC903",
                    f"{at}/expect",
                    f"“{code}”没有数值",
                    f"“{code}” holds no values, so no rule can use it",
                )
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
        for key in _LATER:
            if key in value:
                self._document.fail(
                    "TC902",
                    f"{at}/{key}",
                    f"这个版本还不计算“{key}”，请先删去",
                    f"this version does not evaluate “{key}” yet; leave it out for now",
                )
        only = value.get("in")
        other = "columns" if axis == "rows" else "rows"
        for code in only or ():
            if not self._is_value(other, code):
                self._unknown(code, f"{at}/in", other)
        return {
            "id": value["id"],
            "severity": Severity(value["severity"]),
            "basis": value["basis"],
            "only": None if only is None else tuple(only),
            "message": value.get("message"),
        }

    def _unknown(self, code: str, pointer: str, axis: str) -> None:
        from tablecheck.form.grammar import near_miss

        near = near_miss(code, [item.code for item in self._items[axis]])
        self._document.fail(
            "TC903",
            pointer,
            f"没有代码为“{code}”的项" + (f"，是不是“{near}”" if near else ""),
            f"no item has the code “{code}”" + (f", did you mean “{near}”" if near else ""),
        )
