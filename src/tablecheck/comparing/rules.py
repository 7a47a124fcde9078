"""Rules of two forms compared: by id, then by what they say.

Comes in: two forms and how tables and items of the older one are called in the newer. Goes out:
``Change`` values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.comparing.model import Change, Kind, Named
from tablecheck.comparing.written import RULE_KEYS, changed_keys
from tablecheck.form.axis import OTHER
from tablecheck.form.describe import says
from tablecheck.form.model import PREVIOUS, RuleKind
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.form.model import Atom, Form, Ref, Rule

    Codes = Mapping[tuple[str, str, str], str]
    """(table, axis, code) of the older form -> code in the newer one."""

_GONE = "\0"
"""Behind the code of an item that the newer form lacks: another one may have its code there."""


def rule_changes(
    before: Form, after: Form, tables: Mapping[str, str], codes: Codes
) -> Iterator[Change]:
    """Rules added, changed and removed; codes that only changed their name change no rule."""
    renamed = _Renamed(tables, codes)
    old = {
        rule.id: (renamed.table(table.code), rule, renamed.rule(table.code, rule))
        for table in before.tables
        for rule in table.rules
    }
    new = {rule.id: (table.code, rule) for table in after.tables for rule in table.rules}
    same = {name: name for name in new if name in old}
    left = {_meaning(*old[name][::2]): name for name in old if name not in new}
    for name, (table, rule) in new.items():
        if name not in same and (found := left.pop(_meaning(table, rule), None)) is not None:
            same[name] = found
    for name, (table, rule) in new.items():
        told = Named(name, says(rule))
        if name not in same:
            yield Change(Kind.ADDED, "rule", table, after=told)
            continue
        home, original, mapped = old[same[name]]
        keys = _keys(home, mapped, table, rule, original)
        if keys:
            named = Named(original.id, says(original))
            yield Change(Kind.CHANGED, "rule", table, named, told, keys=keys)
    kept = set(same.values())
    for name, (home, rule, _) in old.items():
        if name not in kept:
            yield Change(Kind.REMOVED, "rule", home, before=Named(name, says(rule)))


def _meaning(table: str, rule: Rule) -> object:
    return (table, rule.kind, rule.axis, rule.whole, rule.parts, rule.clauses, rule.only)


def _keys(
    home: str, mapped: Rule, table: str, rule: Rule, original: Rule
) -> tuple[tuple[str, str, str], ...]:
    """What differs, in the codes of the newer form."""
    found: list[tuple[str, str, str]] = []
    if original.id != rule.id:
        found.append(("id", original.id, rule.id))
    if home != table:
        found.append(("table", home, table))
    alike = (mapped.kind, mapped.axis, mapped.whole) == (rule.kind, rule.axis, rule.whole)
    if alike and rule.kind is not RuleKind.EQUATION:
        gone = [code for code in mapped.parts if code not in rule.parts]
        new = [code for code in rule.parts if code not in mapped.parts]
        if gone or new:
            found.append(("over", ", ".join(gone).replace(_GONE, ""), ", ".join(new)))
    elif not alike or mapped.clauses != rule.clauses:
        found.append(("expect", says(original), says(rule)))
    if mapped.only != rule.only:
        one, other = (", ".join(only or ()) for only in (original.only, rule.only))
        found.append(("in", one, other))
    return (*found, *changed_keys(original, rule, RULE_KEYS))


class _Renamed:
    """Rules of the older form in the codes of the newer one; what is gone is marked."""

    def __init__(self, tables: Mapping[str, str], codes: Codes) -> None:
        self._tables = tables
        self._codes = codes

    def table(self, code: str) -> str:
        """The table's code in the newer form."""
        return self._tables.get(code, code)

    def rule(self, table: str, rule: Rule) -> Rule:
        """The rule in the newer form's codes."""

        def called(code: str, axis: str = rule.axis, of: str = table) -> str:
            return self._codes.get((of, axis, code), code + _GONE)

        def ref(each: Ref) -> Ref:
            name, code, other = each
            own = name.removeprefix(PREVIOUS)
            across = None if other is None else called(other, OTHER[rule.axis], own)
            lead = PREVIOUS if name.startswith(PREVIOUS) else ""
            return (lead + self.table(own), called(code, rule.axis, own), across)

        def atom(each: Atom) -> Atom:
            below = None if each.requires is None else atom(each.requires)
            terms = tuple((factor, ref(at)) for factor, at in each.terms)
            return replace(each, terms=terms, requires=below)

        return replace(
            rule,
            whole=None if rule.whole is None else called(rule.whole),
            parts=tuple(called(code) for code in rule.parts),
            clauses=tuple(tuple(atom(each) for each in clause) for clause in rule.clauses),
            only=None
            if rule.only is None
            else tuple(called(code, OTHER[rule.axis]) for code in rule.only),
        )
