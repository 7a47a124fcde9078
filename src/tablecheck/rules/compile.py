"""A form's rules made concrete: linear constraints over keys.

Comes in: a form. Goes out: one ``Instance`` per rule and column (rules on rows), or per rule and
row (rules on columns).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.form.model import RuleKind
from tablecheck.rules.model import Instance, Linear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.form.model import Form, Item, Key, Rule, Table

Clauses = tuple[tuple[Linear, ...], ...]


def compile_rules(form: Form) -> tuple[Instance, ...]:
    """Every rule of the form in every place where it holds, in the form's order."""
    return tuple(
        instance for table in form.tables for rule in table.rules for instance in _of(table, rule)
    )


def _of(table: Table, rule: Rule) -> Iterator[Instance]:
    across = table.columns if rule.axis == "rows" else table.rows
    for other in across:
        if not _holds_values(other) or (rule.only is not None and other.code not in rule.only):
            continue
        yield _instance(table, rule, other.code)


def _holds_values(item: Item) -> bool:
    return item.role == "value" and not item.heading


def _instance(table: Table, rule: Rule, other: str) -> Instance:
    on_rows = rule.axis == "rows"

    def key(code: str) -> Key:
        return (table.code, code, other) if on_rows else (table.code, other, code)

    whole = None if rule.whole is None else key(rule.whole)
    parts = tuple(key(code) for code in rule.parts)
    if rule.kind is RuleKind.EQUATION or whole is None:
        clauses: Clauses = tuple(
            tuple(
                Linear(
                    terms=tuple((exact(c), key(code)) for c, code in atom.terms),
                    op=atom.op,
                    constant=exact(atom.constant),
                )
                for atom in clause
            )
            for clause in rule.clauses
        )
    else:
        clauses = _relation(rule.kind, whole, parts)
    return Instance(
        rule=rule,
        table=table.code,
        column=other if on_rows else None,
        row=None if on_rows else other,
        whole=whole,
        parts=parts,
        clauses=clauses,
    )


def _relation(kind: RuleKind, whole: Key, parts: Sequence[Key]) -> Clauses:
    against_sum = ((1, whole), *((-1, part) for part in parts))
    each_below = tuple((Linear(((1, part), (-1, whole)), "<=", 0),) for part in parts)
    if kind is RuleKind.AT_LEAST_EACH:
        return each_below
    if kind is RuleKind.UNION:
        return (*each_below, (Linear(against_sum, "<=", 0),))
    op = {RuleKind.SUM: "=", RuleKind.AT_LEAST_SUM: ">=", RuleKind.AT_MOST_SUM: "<="}[kind]
    return ((Linear(against_sum, op, 0),),)
