"""Which cells of a template compute themselves, and from which others.

Comes in: the form's rules in their places. Goes out: cell -> terms. Only what cannot be otherwise
is computed: hard rules that say “=”, hold in every year and are not loosened by rounding or a
tolerance; each cell from one rule, and none from itself by way of others. What is left over by a
subtraction is not computed: it would swallow every slip in the other cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.form.model import RuleKind, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance

    Terms = tuple[tuple[Exact, Key], ...]
    """A cell from others: Σ coefficient · cell."""


def computed_cells(
    instances: Iterable[Instance], cells: Collection[Key], optional: Collection[Key] = ()
) -> dict[Key, Terms]:
    """The cells that compute themselves, those of sums first.

    Args:
        instances: The form's rules in their places.
        cells: The value cells of the sheet.
        optional: Those that may stay blank; nothing is computed from them.
    """
    found: dict[Key, Terms] = {}
    able = [each for each in instances if _is_exact(each)]
    for instance in sorted(able, key=lambda each: each.rule.kind is not RuleKind.SUM):
        for key, terms in _solved(instance):
            parts = [part for _, part in terms]
            if key in found or not all(part in cells for part in (key, *parts)):
                continue
            if any(part in optional for part in parts):
                continue
            if not _reaches(parts, key, found):
                found[key] = terms
                break
    return found


def _is_exact(instance: Instance) -> bool:
    rule = instance.rule
    return (
        rule.severity is Severity.ERROR
        and rule.kind in (RuleKind.SUM, RuleKind.EQUATION)
        and rule.years == (None, None)
        and not rule.tolerance
        and not instance.rounded
        and len(instance.clauses) == 1
        and len(instance.clauses[0]) == 1
        and instance.clauses[0][0].op == "="
        and instance.clauses[0][0].constant == 0
        and instance.clauses[0][0].requires is None
    )


def _solved(instance: Instance) -> Iterable[tuple[Key, Terms]]:
    """The cell that stands alone on a side, from the other side."""
    atom = instance.clauses[0][0]
    for own, other in (
        (atom.terms[: atom.left], atom.terms[atom.left :]),
        (atom.terms[atom.left :], atom.terms[: atom.left]),
    ):
        if len(own) != 1 or abs(own[0][0]) != 1 or not other:
            continue
        sign, key = own[0]
        terms = tuple((exact(-coefficient * sign), part) for coefficient, part in other)
        if all(coefficient > 0 for coefficient, _ in terms):
            yield key, terms


def _reaches(start: Iterable[Key], end: Key, found: dict[Key, Terms]) -> bool:
    """One of the cells is computed from ``end``, or is it."""
    seen: set[Key] = set()
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key == end:
            return True
        if key not in seen and key in found:
            waiting += [part for _, part in found[key]]
        seen.add(key)
    return False
