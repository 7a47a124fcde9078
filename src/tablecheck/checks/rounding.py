"""How far rules are off, and whether rounding would make them so.

Comes in: a ``Case`` and instances. Goes out: distances, and a note for the reason of a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.findings import Words
from tablecheck.record import replace
from tablecheck.rules.judge import allowance, bounds, judge_atom
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear
    from tablecheck.values.interval import Interval

_NOTE = Words(
    "；差额在四舍五入范围内，若数值经过舍入，可在表式中声明 rounded",
    "; the imbalance is no more than rounding makes: if the values are rounded, let the form say "
    "so (rounded)",
)


def broken_atoms(
    instance: Instance, intervals: Mapping[Key, Interval]
) -> Iterator[tuple[Linear, Exact]]:
    """Comparisons that would fail without rounding, with how far each is off its constant."""
    for clause in instance.clauses:
        atom = replace(clause[0], slack=0)
        if len(clause) > 1 or any(key not in intervals for _, key in atom.terms):
            continue
        if judge_atom(atom, intervals) is Verdict.FAILS:
            low, high = bounds(atom, intervals)
            off = allowance(atom, intervals) or 0
            if low is not None and low > atom.constant:
                yield clause[0], low - atom.constant - off
            elif high is not None and high < atom.constant:
                yield clause[0], atom.constant - high - off


def rounding_note(case: Case, instance: Instance) -> Words:
    """That rounding would explain a failing rule whose form does not say so; else nothing."""
    if instance.rounded:
        return Words("", "")
    atoms = list(broken_atoms(instance, case.dataset.intervals))
    if not atoms or not any(_may_be_rounded(case, key) for a, _ in atoms for _, key in a.terms):
        return Words("", "")
    for atom, off in atoms:
        able: Exact = 0
        for coefficient, key in atom.terms:
            able += max(coefficient, -coefficient) * _half_unit(case, key)
        if off > able:
            return Words("", "")
    return _NOTE


def with_note(reason: Words, note: Words) -> Words:
    """A reason with a note behind it."""
    return Words(reason.zh + note.zh, reason.en + note.en)


def _half_unit(case: Case, key: Key) -> Exact:
    return case.dataset.slack.get(key, 0) if key in case.dataset.stated else 0


def _may_be_rounded(case: Case, key: Key) -> bool:
    """The cell states decimals, or its unit is a multiple; counts are not rounded."""
    if key not in case.observations or key not in case.dataset.stated:
        return False
    reading = case.observations[key].reading
    return case.has_multiple_unit(key) or (reading is not None and reading.decimals > 0)
