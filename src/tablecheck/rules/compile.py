"""A form's rules made concrete: linear constraints over keys.

Comes in: a form, and the form of the previous period's file. Goes out: one ``Instance`` per rule
and column (rules on rows), or per rule and row (rules on columns).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.form.model import RuleKind, is_previous, needs_previous, of_previous, refs_of
from tablecheck.rules.model import Instance, Linear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Atom, Form, Item, Key, Ref, Rounding, Rule, Table

Clauses = tuple[tuple[Linear, ...], ...]


def compile_rules(
    form: Form, *, year: int | None = None, previous: Form | None = None
) -> tuple[Instance, ...]:
    """Every rule of the form in every place where it holds, in the form's order.

    Args:
        form: The form.
        year: Of the file; a rule of other years is left out. None: not known, all rules hold.
        previous: The form of the previous period's file, maybe another one of the family. Rules
            that compare with that period are left out without it, and where it lacks a cell.
    """
    cells = _Cells(form, previous)
    return tuple(
        instance
        for table in form.tables
        for rule in table.rules
        if _serves(rule, year) and (previous is not None or not needs_previous(rule))
        for instance in _of(table, rule, cells)
    )


def _serves(rule: Rule, year: int | None) -> bool:
    first, last = rule.years
    return year is None or ((first is None or first <= year) and (last is None or year <= last))


class _Cells:
    """The cells of a form and of the form of the previous period.

    Attributes:
        any_rounded: The values of some item are rounded.
    """

    def __init__(self, form: Form, previous: Form | None) -> None:
        self._rows: dict[str, dict[str, Item]] = {}
        self._columns: dict[str, dict[str, Item]] = {}
        for each, prefix in ((form, ""), (previous, of_previous(("", "", ""))[0])):
            for table in each.tables if each is not None else ():
                self._rows[prefix + table.code] = _values(table.rows)
                self._columns[prefix + table.code] = _values(table.columns)
        items = (
            item
            for side in (self._rows, self._columns)
            for each in side.values()
            for item in each.values()
        )
        self.any_rounded = any(item.rounded is not None for item in items)

    def __contains__(self, key: Key) -> bool:
        table, row, column = key
        return row in self._rows.get(table, ()) and column in self._columns.get(table, ())

    def across(self, table: str, axis: str) -> dict[str, Item]:
        """Value items of the axis along which a rule holds again and again."""
        return (self._columns if axis == "rows" else self._rows)[table]

    def rounding(self, key: Key) -> Rounding | None:
        """How the form says that a cell is rounded."""
        table, row, column = key
        return self._rows[table][row].rounded or self._columns[table][column].rounded


def _values(items: Sequence[Item]) -> dict[str, Item]:
    return {item.code: item for item in items if item.holds_values}


def _of(table: Table, rule: Rule, cells: _Cells) -> Iterator[Instance]:
    refs = refs_of(rule.clauses)
    if refs and all(other is not None for _, _, other in refs):
        places: Sequence[str | None] = (None,)
    else:
        across = cells.across(table.code, rule.axis)
        places = [code for code in across if rule.only is None or code in rule.only]
    for place in places:
        instance = _instance(table, rule, refs, place, cells)
        if all(key in cells for key in instance.parts if is_previous(key)):
            yield instance


def _instance(
    table: Table, rule: Rule, refs: Sequence[Ref], place: str | None, cells: _Cells
) -> Instance:
    on_rows = rule.axis == "rows"

    def key(ref: Ref) -> Key:
        name, code, other = ref
        across = place or "" if other is None else other
        return (name, code, across) if on_rows else (name, across, code)

    whole = None if rule.whole is None else key((table.code, rule.whole, None))
    if rule.kind is RuleKind.EQUATION or whole is None:
        parts = tuple(key(ref) for ref in refs)
        clauses: Clauses = tuple(
            tuple(_linear(atom, key, rule.tolerance) for atom in clause) for clause in rule.clauses
        )
    else:
        parts = tuple(key((table.code, code, None)) for code in rule.parts)
        clauses = _relation(rule, whole, parts)
    return Instance(
        rule=rule,
        table=table.code,
        column=place if on_rows else None,
        row=None if on_rows else place,
        whole=whole,
        parts=parts,
        clauses=clauses,
        rounded=_rounded(rule, parts if whole is None else (whole, *parts), cells),
    )


def _linear(atom: Atom, key: Callable[[Ref], Key], tolerance: Exact) -> Linear:
    return Linear(
        terms=tuple((exact(coefficient), key(ref)) for coefficient, ref in atom.terms),
        op=atom.op,
        constant=exact(atom.constant),
        left=atom.left,
        requires=None if atom.requires is None else _linear(atom.requires, key, 0),
        tolerance=tolerance if atom.op in ("=", "<=", ">=") else 0,
    )


def _relation(rule: Rule, whole: Key, parts: Sequence[Key]) -> Clauses:
    kind, tolerance = rule.kind, rule.tolerance
    against_sum = ((1, whole), *((-1, part) for part in parts))
    if kind in (RuleKind.AT_LEAST_EACH, RuleKind.UNION):
        each_below = tuple(
            (Linear(((1, part), (-1, whole)), "<=", 0, left=1, tolerance=tolerance),)
            for part in parts
        )
        if kind is RuleKind.AT_LEAST_EACH:
            return each_below
        return (*each_below, (Linear(against_sum, "<=", 0, left=1, tolerance=tolerance),))
    op = {RuleKind.SUM: "=", RuleKind.AT_LEAST_SUM: ">=", RuleKind.AT_MOST_SUM: "<="}[kind]
    return ((Linear(against_sum, op, 0, left=1, tolerance=tolerance),),)


def _rounded(rule: Rule, keys: Sequence[Key], cells: _Cells) -> tuple[tuple[Key, Rounding], ...]:
    if rule.exact or not (rule.rounded or cells.any_rounded):
        return ()
    found = ((key, rule.rounded or (cells.rounding(key) if key in cells else None)) for key in keys)
    return tuple((key, rounding) for key, rounding in found if rounding is not None)
