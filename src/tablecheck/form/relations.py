"""The rules of one table: relations on items and expressions between codes.

Comes in: the table's JSON and the items of all tables. Goes out: ``Rule`` values; FormErrors with
the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.exact import exact
from tablecheck.form.axis import OTHER
from tablecheck.form.clauses import ExpressionError
from tablecheck.form.expression import parse, read_reference
from tablecheck.form.items import read_rounding
from tablecheck.form.model import Rule, RuleKind, Severity, refs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.form.axis import Axes, Axis
    from tablecheck.form.model import Ref
    from tablecheck.form.source import Document

MOST_PARTS = 50_000


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
        tables: Mapping[str, Axes],
        records: frozenset[str] = frozenset(),
    ) -> None:
        self._document = document
        self._table = table
        self._pointer = pointer
        self._tables = tables
        self._records = records
        self._axes = tables[table["code"]]
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
        over = value.get("over", owner)
        place = f"{at}/over" if "over" in value else at
        # A code alone stands for what is below it; in a list each stands for itself.
        listed = [over if "/" in over else f"{over}/*"] if isinstance(over, str) else over
        parts = [code for each in listed for code in self._parts(each, place, axis)]
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
            self._must_hold_values(self._axes[axis], code, at)
        return Rule(
            kind=RuleKind(value["is"]),
            axis=axis,
            whole=owner,
            parts=tuple(parts),
            **self._common(value, at, axis),
        )

    def _parts(self, text: str, place: str, axis: str) -> Sequence[str]:
        """The codes that one entry of ``over`` means: a code, ``code/*`` or ``code/**``."""
        (_, code, _), spread = read_reference(text, "")
        items = self._axes[axis]
        if code not in items.below:
            self._document.fail_unknown(place, code, items.below)
        return items.meant(code, spread)

    def _expression(self, value: dict[str, Any], at: str) -> Rule:
        axis = value.get("axis", "rows")
        place = f"{at}/expect"

        def expand(ref: Ref, spread: str) -> Sequence[str]:
            self._must_fit(ref, value.get("in"), place, axis)
            return self._codes(ref, spread, place, axis)

        try:
            clauses = parse(value["expect"], self._table["code"], expand)
        except ExpressionError as error:
            self._document.fail("TC901", place, error.zh, error.en)
        refs = refs_of(clauses)
        if "in" in value and all(other is not None for _, _, other in refs):
            self._document.fail(
                "TC901",
                f"{at}/in",
                "表达式用 @ 指定了每一项的位置，不能再用 in",
                "the expression fixes the place of every term by @, so `in` means nothing",
            )
        return Rule(
            kind=RuleKind.EQUATION,
            axis=axis,
            whole=None,
            parts=tuple(dict.fromkeys(code for _, code, _ in refs)),
            clauses=clauses,
            expression=value["expect"],
            **self._common(value, at, axis),
        )

    def _common(self, value: dict[str, Any], at: str, axis: str) -> dict[str, Any]:
        self.ids.append((value["id"], f"{at}/id"))
        if axis == "columns" and self._table["code"] in self._records:
            self._document.fail(
                "TC903",
                at,
                "一行一个单位的表，关系只能写在指标上",
                "a table with a row for each reporting unit has relations on its rows only",
            )
        other = self._axes[OTHER[axis]]
        only = value.get("in")
        for code in only or ():
            if code not in other.below:
                self._document.fail_unknown(f"{at}/in", code, other.below)
            self._must_hold_values(other, code, f"{at}/in")
        years = value.get("years", {})
        if years.get("from", 0) > years.get("to", years.get("from", 0)):
            self._document.fail("TC901", f"{at}/years", "起始年大于终止年", "“from” is after “to”")
        return {
            "id": value["id"],
            "severity": Severity(value["severity"]),
            "basis": value["basis"],
            "only": None if only is None else tuple(only),
            "message": value.get("message"),
            "years": (years.get("from"), years.get("to")),
            "tolerance": exact(value.get("tolerance", 0)),
            "rounded": read_rounding(value.get("rounded"), None),
            "exact": value.get("rounded") is False,
        }

    def _must_fit(self, ref: Ref, only: Sequence[str] | None, at: str, axis: str) -> None:
        """A reference to another table needs a place there in every column of the rule."""
        name, code, other = ref
        if name not in self._tables:
            self._document.fail_unknown(
                at, name, self._tables, "没有代码为“{}”的表", "no table has the code “{}”"
            )
        across = self._tables[name][OTHER[axis]]
        own = self._table["code"]
        if name in self._records and (other is not None or name != own):
            self._document.fail(
                "TC903",
                at,
                f"表“{name}”一行一个单位，不能指定其中一格",
                f"the table “{name}” has a row for each reporting unit, so none of its cells can "
                "be named from elsewhere",
            )
        if own in self._records and other is None and name != own:
            self._document.fail(
                "TC903",
                at,
                f"表“{own}”一行一个单位，别的表的指标请写明 [{name}!{code}@…]",
                f"“{own}” has a row for each reporting unit; say which cell of the other table is "
                f"meant by [{name}!{code}@…]",
            )
        if other is not None:
            if other not in across.below:
                self._document.fail_unknown(at, other, across.below)
            self._must_hold_values(across, other, at)
        elif name != self._table["code"]:
            lacking = [
                each for each in only or self._axes[OTHER[axis]].values if each not in across.values
            ]
            if lacking:
                zh, en = ("列", "column") if axis == "rows" else ("行", "row")
                self._document.fail(
                    "TC903",
                    at,
                    f"表“{name}”没有“{lacking[0]}”{zh}，请写明 [{name}!{code}@…]",
                    f"the table “{name}” has no {en} “{lacking[0]}”; say which by "
                    f"[{name}!{code}@…]",
                )

    def _codes(self, ref: Ref, spread: str, at: str, axis: str) -> Sequence[str]:
        """The codes that a reference of an expression means."""
        name, code, _ = ref
        items = self._tables[name][axis]
        if code not in items.below:
            self._document.fail_unknown(at, code, items.below)
        codes = items.meant(code, spread)
        self._count(len(codes), at)
        if not codes:
            raise ExpressionError(f"“{code}”没有分项", f"“{code}” has no value items below it")
        for each in codes:
            self._must_hold_values(items, each, at)
        return codes

    def _count(self, parts: int, at: str) -> None:
        self._part_count += parts
        if self._part_count > MOST_PARTS:
            self._document.fail(
                "TC901",
                at,
                f"这张表的关系合计超过 {MOST_PARTS} 个分项",
                f"the rules of this table name more than {MOST_PARTS} parts",
            )

    def _must_hold_values(self, items: Axis, code: str, at: str) -> None:
        if code not in items.values:
            self._document.fail(
                "TC903",
                at,
                f"“{code}”没有数值，不能参加关系",
                f"“{code}” holds no values, so no rule can use it",
            )
