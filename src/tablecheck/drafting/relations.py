"""Relations of the draft: sums that were proved, and what the labels say where no value can tell.

Comes in: tables of one layout. Goes out: relations on nodes, rules of the table, remarks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.allowed import (
    ENOUGH,
    allowed_kind,
    exceeds,
    is_shown,
    is_structure,
    is_union,
    over_of,
    places,
    support_of,
    units_differ,
)
from tablecheck.drafting.balances import find_balances
from tablecheck.drafting.codes import give_codes, is_numbered
from tablecheck.drafting.evidence import marks_that_add_nothing
from tablecheck.drafting.flows import find_flows
from tablecheck.drafting.formulas import formula_sums
from tablecheck.drafting.hints import hints_of
from tablecheck.drafting.matrix import matrices
from tablecheck.drafting.model import Remark, all_nodes
from tablecheck.drafting.outline import lift
from tablecheck.drafting.said import counts_once, said_subsets, said_sums, said_unions
from tablecheck.drafting.sums import find_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.matrix import Matrix
    from tablecheck.drafting.model import Node, TableSeen
    from tablecheck.drafting.sums import Sum

NEAR = 20
"""A place where a sum fails by less than the twentieth part is told: it may be an error."""


_NAMES = {
    "sum": "sum",
    "at_least_sum": "at-least",
    "at_least_each": "of-which",
    "union": "union",
}


class Relations:
    """The relations of one table.

    Attributes:
        rules: Expressions, as the table's ``rules``.
        remarks: What was unsure.
        zeros: Marks without which sums hold, so that they mean 0.
    """

    def __init__(
        self, code: str, tables: Sequence[TableSeen], ids: set[str], years: Sequence[int] = ()
    ) -> None:
        self.code = code
        self.years = years
        self.tables = tables
        self.rules: list[dict[str, object]] = []
        self.remarks: list[Remark] = []
        self.zeros: set[str] = set()
        self._ids = ids

    def find(self) -> None:
        """Prove sums, put the trees right, give codes, and write every relation."""
        first = self.tables[0]
        by_row, by_column = matrices(self.tables)
        found = []
        for matrix, tree in ((by_row, first.rows), (by_column, first.columns)):
            computed = formula_sums(first, first.formulas, rows=tree is first.rows)
            sums = find_sums(matrix, hints_of(tree, matrix.lines, computed))
            for each in sums:
                lift(tree, matrix.lines[each.whole], [matrix.lines[part] for part in each.parts])
            found.append(sums)
            pairs = [(each.whole, each.parts) for each in sums]
            self.zeros |= marks_that_add_nothing(matrix, pairs)
        give_codes(first.rows, numbered=is_numbered(first.rows))
        give_codes(first.columns, numbered=False)
        for matrix, tree, axis, sums in zip(
            (by_row, by_column),
            (first.rows, first.columns),
            ("rows", "columns"),
            found,
            strict=True,
        ):
            for each in sums:
                self._add_sum(matrix, tree, axis, each)
            self._add_said(matrix, tree, axis, sums)
            self._add_subsets(matrix, tree, axis)
            self._add_balances(matrix, axis, sums)
            self._add_flows(matrix, tree, axis)

    def _add_balances(self, matrix: Matrix, axis: str, sums: Sequence[Sum]) -> None:
        hidden = {part for each in sums for part in each.parts}
        for balance in find_balances(matrix, hidden):
            terms = [f"[{matrix.lines[n].code}]" for n in (*balance.left, *balance.right)]
            rule: dict[str, object] = {
                "id": self._id("balance", ""),
                "expect": f"{terms[0]} + {terms[1]} = {terms[2]} + {terms[3]}",
                "severity": "error" if balance.support >= ENOUGH else "warning",
                "basis": "inferred",
            }
            if axis == "columns":
                rule["axis"] = "columns"
            if balance.rounded:
                rule["rounded"] = {"base": matrix.base} if matrix.base else True
            self.rules.append(rule)

    def _add_flows(self, matrix: Matrix, tree: Sequence[Node], axis: str) -> None:
        groups = [tree, *(node.children for node in all_nodes(tree) if node.children)]
        years = self.years if len(self.years) == len(self.tables) else ()
        for flow in find_flows(matrix, groups, years):
            rule: dict[str, object] = {
                "id": self._id("carried" if "previous" in flow.expect else "stock", ""),
                "expect": flow.expect,
                "severity": "warning",
                "basis": "inferred",
            }
            if axis == "columns":
                rule["axis"] = "columns"
            self.rules.append(rule)

    def _add_sum(self, matrix: Matrix, tree: Sequence[Node], axis: str, each: Sum) -> None:
        whole = matrix.lines[each.whole]
        parts = [matrix.lines[part] for part in each.parts]
        relation = self._relation("sum", axis, tree, whole, parts)
        proof = each.proof
        is_sure = proof.support >= ENOUGH and not proof.fails and is_structure(tree, whole, parts)
        relation["severity"] = (
            "error" if is_sure or (each.said and proof.support >= ENOUGH) else "warning"
        )
        only = places(matrix, proof)
        if proof.fails:
            if not only:
                return
            relation["in"] = only
            self._tell_failing(matrix, each, whole)
        if proof.rounded:
            relation["rounded"] = {"base": matrix.base} if matrix.base else True
        if each.computed and not proof.fails:
            relation["severity"] = "error"
        elif proof.support < ENOUGH:
            self.remarks.append(
                Remark(
                    self._place(whole),
                    f"“{whole.label}”为各分项之和，只有 {proof.support} 处数据支持",
                    f"only {proof.support} place shows “{whole.label}” to be the sum of its parts",
                )
            )
        whole.relations.append(relation)

    def _relation(
        self, kind: str, axis: str, tree: Sequence[Node], whole: Node, parts: Sequence[Node]
    ) -> dict[str, object]:
        relation: dict[str, object] = {
            "id": self._id(whole.code, _NAMES[kind]),
            "is": kind,
        }
        over = over_of(tree, whole, parts)
        if over is not None:
            relation["over"] = over
        relation |= {"severity": "warning", "basis": "inferred"}
        return relation

    def _id(self, code: str, kind: str) -> str:
        plain = "".join(c if c.isascii() else "" for c in code).strip("-.")
        base = ".".join(each for each in (self.code, plain, kind) if each)[:70]
        name, number = base, 2
        while name in self._ids:
            name, number = f"{base}-{number}", number + 1
        self._ids.add(name)
        return name

    def _tell_failing(self, matrix: Matrix, each: Sum, whole: Node) -> None:
        """Say where a sum nearly holds: the table may be wrong there."""
        for place in each.proof.fails:
            total = matrix.values[each.whole][place] or 0
            computed = sum(matrix.values[part][place] or 0 for part in each.parts)
            if abs(total - computed) * NEAR > abs(total):
                continue
            other = matrix.node_of(place)
            self.remarks.append(
                Remark(
                    self._place(whole),
                    f"“{whole.label}”在“{other.label}”不等于各分项之和，这里没有列入关系；"
                    "请核对数据或关系",
                    f"“{whole.label}” is not the sum of its parts in “{other.label}”, which the "
                    "relation leaves out; check the number, or the relation",
                )
            )

    def _add_said(
        self, matrix: Matrix, tree: Sequence[Node], axis: str, sums: Sequence[Sum]
    ) -> None:
        """What the labels and the tree say, where no value speaks against it."""
        line = {id(node): number for number, node in enumerate(matrix.lines)}
        known = {each.whole for each in sums}
        for whole, parts in said_sums(tree):
            if line[id(whole)] in known or units_differ(whole, parts):
                continue
            kind = allowed_kind(matrix, line[id(whole)], [line[id(part)] for part in parts])
            if kind is None:
                continue
            whole.relations.append(self._relation(kind, axis, tree, whole, parts))
            if kind == "sum" and not is_shown(matrix, line, whole, parts):
                self.remarks.append(
                    Remark(
                        self._place(whole),
                        f"“{whole.label}”像是各分项之和，但没有数据可以证明",
                        f"“{whole.label}” looks like the sum of its parts, but no number proves it",
                    )
                )
        for whole, parts in said_unions(tree):
            numbers = [line[id(part)] for part in parts]
            if not counts_once(whole.label) or units_differ(whole, parts):
                continue
            if not is_union(matrix, line[id(whole)], numbers):
                continue
            relation = self._relation("union", axis, tree, whole, parts)
            whole.relations.append(relation)

    def _add_subsets(self, matrix: Matrix, tree: Sequence[Node], axis: str) -> None:
        line = {id(node): number for number, node in enumerate(matrix.lines)}
        for whole, parts in said_subsets(tree):
            numbers = [line[id(part)] for part in parts]
            if exceeds(matrix, line[id(whole)], numbers) or units_differ(whole, parts):
                continue
            relation = self._relation("at_least_each", axis, tree, whole, parts)
            support = support_of(matrix, line[id(whole)], numbers)
            relation["severity"] = "error" if support >= ENOUGH else "warning"
            whole.relations.append(relation)

    def _place(self, node: Node) -> str:
        from tablecheck.sheet import a1

        table = self.tables[0]
        row, column = node.span[0], (table.labels or [1])[-1]
        if node in all_nodes(table.columns):
            row, column = (table.heads or [1])[-1], node.span[0]
        name = table.name
        cell = a1(*table.grid.address(max(row, 1), max(column, 1)))
        return cell if name is None else f"{name}!{cell}"
