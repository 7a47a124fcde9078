"""Rules along one axis as rules of a VTL hierarchical ruleset.

Comes in: a rule and the places where it holds. Goes out: comparisons of code items. Such a rule
says one thing of codes, the same in every place: no factors, no constants, no alternatives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import value_items
from tablecheck.exporting.comparisons import text, years_filter
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tablecheck.form.model import Rule, Table
    from tablecheck.rules.model import Instance, Linear

_TURNED = {"<=": ">=", "<": ">", "=": "=", ">=": "<=", ">": "<"}


@record
class Along:
    """Where rules of one ruleset hold.

    Attributes:
        variable: ``INDICATOR`` or ``DIMENSION``: whose codes they compare.
        across: Codes on the other axis where they hold; None: everywhere.
        years: First and last year; None where open.
    """

    variable: str
    across: tuple[str, ...] | None
    years: tuple[int | None, int | None]

    def where(self) -> str:
        """The filter of the dataset, "" where they hold everywhere."""
        filters = []
        if self.across is not None:
            other = "DIMENSION" if self.variable == "INDICATOR" else "INDICATOR"
            filters.append(f"{other} in {{{', '.join(map(text, self.across))}}}")
        filters += years_filter(self.years)
        return f"[filter {' and '.join(filters)}]" if filters else ""


@record
class CodeRule:
    """A comparison of a code item with others.

    Attributes:
        left: The code on the left.
        right: Those on the right.
        text: As VTL writes it.
    """

    left: str
    right: tuple[str, ...]
    text: str


def along_axis(
    rule: Rule, table: Table, instances: Sequence[Instance]
) -> tuple[Along, list[CodeRule]] | None:
    """Where the rule holds and its comparisons of codes; None where it is no such rule."""
    at = 1 if rule.axis == "rows" else 2
    first = instances[0]
    places = [each.column if rule.axis == "rows" else each.row for each in instances]
    if any(len(clause) != 1 for clause in first.clauses):
        return None
    for instance, place in zip(instances, places, strict=True):
        keys = [key for clause in instance.clauses for atom in clause for _, key in atom.terms]
        if any(key[0] != table.code or key[3 - at] != place for key in keys):
            return None
    comparisons = [code_rule(clause[0], at, rule.whole) for clause in first.clauses]
    if None in comparisons:
        return None
    others = value_items(table.columns if rule.axis == "rows" else table.rows)
    everywhere = len(places) == len(others)
    along = Along(
        "INDICATOR" if at == 1 else "DIMENSION",
        None if everywhere else tuple(place for place in places if place is not None),
        rule.years,
    )
    return along, [each for each in comparisons if each is not None]


def code_rule(atom: Linear, at: int, whole: str | None) -> CodeRule | None:
    """A comparison with one code item on its left; None where VTL's rules cannot say it.

    Args:
        atom: The comparison.
        at: Which part of a key the codes are.
        whole: The code to stand on the left; None: the first.
    """
    plain = atom.constant == 0 and atom.requires is None and not atom.tolerance
    if not plain or atom.op not in _TURNED or len(atom.terms) < 2:
        return None
    if any(abs(coefficient) != 1 for coefficient, _ in atom.terms):
        return None
    sign, key = next((term for term in atom.terms if term[1][at] == whole), atom.terms[0])
    op = atom.op if sign == 1 else _TURNED[atom.op]
    right = [(-coefficient * sign, other[at]) for coefficient, other in atom.terms if other != key]
    right.sort(key=lambda term: term[0] < 0)  # a sum begins with what is added
    told = " ".join(f"{'+' if coefficient > 0 else '-'} '{code}'" for coefficient, code in right)
    return CodeRule(
        left=key[at],
        right=tuple(code for _, code in right),
        text=f"'{key[at]}' {op} {told.removeprefix('+ ')}",
    )


def without_cycles(rules: Iterable[tuple[str, CodeRule]]) -> list[list[tuple[str, CodeRule]]]:
    """Named rules as few rulesets in which no code is made up of itself, as engines demand."""
    sets: list[list[tuple[str, CodeRule]]] = []
    below: list[dict[str, set[str]]] = []
    for name, rule in rules:
        able = (
            number
            for number, known in enumerate(below)
            if not any(_reaches(code, rule.left, known) for code in rule.right)
        )
        number = next(able, len(sets))
        if number == len(sets):
            sets.append([])
            below.append({})
        sets[number].append((name, rule))
        below[number].setdefault(rule.left, set()).update(rule.right)
    return sets


def _reaches(start: str, end: str, below: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        code = waiting.pop()
        if code == end:
            return True
        if code not in seen:
            seen.add(code)
            waiting += below.get(code, ())
    return False
