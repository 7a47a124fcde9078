"""What a checked file tells a diagnosis, and what a diagnosis tells the report.

Comes in: a ``Case``. Goes out: ``Clues``; diagnoses as the report has them, and the findings that
each of them explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.domains import domain_interval
from tablecheck.binding.observe import Standing
from tablecheck.checks.said import text_values
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.diagnosis.model import Clues
from tablecheck.exact import plain, quotient
from tablecheck.form.model import is_previous
from tablecheck.record import replace
from tablecheck.report import CellChange, Diagnosed, Suggested
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.binding.observe import Observation
    from tablecheck.checks.case import Case
    from tablecheck.diagnosis.model import Change, Diagnosis, Suggestion
    from tablecheck.exact import Exact
    from tablecheck.findings import Finding
    from tablecheck.form.model import Form, Key

MOST_TOLD = 20
"""Suggestions of a diagnosis that the report has."""


def diagnosed(
    case: Case, findings: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Diagnosed, ...]]:
    """The findings, each with the number of its diagnosis, and the diagnoses."""
    found = diagnose(case.instances, case.dataset, clues_of(case))
    told = [(each, _explained(each, findings)) for each in found]
    kept = [(each, numbers) for each, numbers in told if numbers]
    of = {number: place for place, (_, numbers) in enumerate(kept) for number in numbers}
    marked = tuple(
        replace(finding, diagnosis=of[number]) if number in of else finding
        for number, finding in enumerate(findings)
    )
    return marked, tuple(_reported(case, each) for each, _ in kept)


def clues_of(case: Case) -> Clues:
    """What the file says of its cells beyond their numbers."""
    observed = case.observations
    stated = [key for key in observed if key in case.dataset.stated]
    previous = case.previous
    before = previous.observations if previous is not None and previous.is_compared else {}
    text = text_values(case)
    return Clues(
        written={key: _written(observed[key]) for key in stated},
        positions={
            key: (seen.sheet, *seen.place)
            for key, seen in observed.items()
            if seen.place is not None
        },
        formulas=frozenset(key for key in stated if _is_formula(case, key)),
        previous={
            key: seen.low
            for key, seen in before.items()
            if seen.standing is Standing.STATED and seen.low is not None and seen.low == seen.high
        },
        told={key: values[0] for key, values in text.items() if len(values) == 1},
        multiples={key: m for key in stated if (m := _multiples(case.form, observed[key]))},
        domains={
            key: domain_interval(seen.item.domain or seen.column.domain)
            for key, seen in observed.items()
        },
        fixed=frozenset(
            key
            for key in case.dataset.intervals
            if is_previous(key) or observed[key].item.fixed or observed[key].column.fixed
        ),
        weights=_weights(observed),
    )


def _weights(observed: Mapping[Key, Observation]) -> dict[Key, Exact]:
    weights = {key: seen.item.weight * seen.column.weight for key, seen in observed.items()}
    return {key: weight for key, weight in weights.items() if weight != 1}


def _written(seen: Observation) -> str:
    """The digits of a number as they were typed: with the zeros at its end."""
    number = plain(seen.low) if seen.low is not None else ""
    if seen.reading is None or (seen.unit is not None and seen.unit.factor is not None):
        return number
    lacking = seen.reading.decimals - len(number.partition(".")[2])
    if lacking <= 0:
        return number
    return number + ("" if "." in number else ".") + "0" * lacking


def _is_formula(case: Case, key: Key) -> bool:
    seen = case.observations[key]
    bound = case.binding.tables.get(key[0])
    if bound is None or seen.place is None:
        return False
    cell = bound.region.grid.sheet.cells.get(seen.place)
    return cell is not None and cell.formula


def _multiples(form: Form, seen: Observation) -> tuple[Exact, ...]:
    """Factors by which the unit of an amount may be mistaken: 10000 for 元 in 万元."""
    name = next(iter(seen.item.units or seen.column.units), "")
    unit = form.units.get(name)
    if unit is None:
        return ()
    others = [u for u in form.units.values() if u.base == unit.base and u.factor != unit.factor]
    return tuple(dict.fromkeys(quotient(unit.factor, other.factor) for other in others))


def _explained(diagnosis: Diagnosis, findings: Sequence[Finding]) -> list[int]:
    """Numbers of the findings that tell of the diagnosis's rules."""
    keys_by_rule: dict[str | None, set[Key]] = {}
    for instance in diagnosis.instances:
        keys = {key for key in keys_of(instance) if not is_previous(key)}
        keys_by_rule.setdefault(instance.rule.id, set()).update(keys)
        keys_by_rule.setdefault(None, set()).update(keys)
    numbers = []
    for number, finding in enumerate(findings):
        at = finding.at
        if finding.code[:3] not in ("TC4", "TC5") or at is None or at.row is None:
            continue
        if finding.code in ("TC406", "TC407", "TC408"):
            continue
        key = (at.table or "", at.row, at.column or "")
        if key in keys_by_rule.get(finding.rule, ()):
            numbers.append(number)
    return numbers


def _reported(case: Case, diagnosis: Diagnosis) -> Diagnosed:
    return Diagnosed(
        search=diagnosis.search,
        soft=diagnosis.soft,
        rules=len(diagnosis.instances),
        suggestions=tuple(_suggested(case, each) for each in diagnosis.suggestions[:MOST_TOLD]),
    )


def _suggested(case: Case, suggestion: Suggestion) -> Suggested:
    return Suggested(
        confidence=suggestion.confidence,
        reason=suggestion.reason,
        changes=tuple(_changed(case, each) for each in suggestion.changes),
    )


def _changed(case: Case, change: Change) -> CellChange:
    return CellChange(
        at=case.place(change.key),
        name=case.name(change.key),
        old=_shown(change.old),
        new=_shown(change.new),
        low=_shown(change.low),
        high=_shown(change.high),
        perhaps=_shown(change.perhaps),
        reason=change.reason,
    )


def _shown(number: Exact | None) -> str | None:
    return None if number is None else plain(number)
