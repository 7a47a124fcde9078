"""Rules that say the same, in whatever words.

Comes in: the rules of a form. Goes out: pairs of ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import quotient
from tablecheck.form.model import RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.exact import Exact
    from tablecheck.form.model import Atom, Ref, Rule

_TURNED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<", "=": "=", "!=": "!="}
_OPS = {RuleKind.SUM: "=", RuleKind.AT_LEAST_SUM: ">=", RuleKind.AT_MOST_SUM: "<="}


def twins(rules: Iterable[tuple[str, Rule]]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of rules that say the same of the same cells, the earlier one first."""
    first: dict[object, str] = {}
    found = []
    for table, rule in rules:
        where = (rule.axis, None if rule.only is None else frozenset(rule.only), rule.years)
        same = first.setdefault((table, where, rule.tolerance, _meaning(table, rule)), rule.id)
        if same != rule.id:
            found.append((same, rule.id))
    return tuple(found)


def _meaning(table: str, rule: Rule) -> object:
    if rule.kind is RuleKind.EQUATION:
        return frozenset(frozenset(_comparison(atom) for atom in clause) for clause in rule.clauses)
    whole: Ref = (table, rule.whole or "", None)
    below = frozenset(
        frozenset([_said({(table, part, None): 1, whole: -1}, "<=", 0)]) for part in rule.parts
    )
    if rule.kind is RuleKind.AT_LEAST_EACH:
        return below
    terms: dict[Ref, Exact] = {whole: 1}
    terms.update({(table, part, None): -1 for part in rule.parts})
    if rule.kind is RuleKind.UNION:
        return below | {frozenset([_said(terms, "<=", 0)])}
    return frozenset([frozenset([_said(terms, _OPS[rule.kind], 0)])])


def _comparison(atom: Atom) -> object:
    said = _said({ref: factor for factor, ref in atom.terms}, atom.op, atom.constant)
    return said if atom.requires is None else (said, _comparison(atom.requires))


def _said(terms: dict[Ref, Exact], op: str, constant: Exact) -> object:
    """A comparison with the factor of its first cell 1, so that sides and multiples are one."""
    lead = terms[min(terms, key=repr)]
    scaled = frozenset((ref, quotient(factor, lead)) for ref, factor in terms.items())
    return scaled, op if lead > 0 else _TURNED[op], quotient(constant, lead)
