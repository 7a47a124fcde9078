"""What a copy may say that the file does not: blanks that rules force, numbers that are wrong.

Comes in: a ``Case`` and what the person accepts. Goes out: ``Fix`` values in the order of the form.
Every one of them leaves all hard rules possible; nothing here writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.binding.settle import possible
from tablecheck.diagnosis.clues import clues_of
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.exact import plain
from tablecheck.form.model import Severity
from tablecheck.record import record, replace
from tablecheck.report import CERTAIN
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import keys_of
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Place
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Evaluation

DEDUCED, ZERO, SUGGESTED = "deduced", "zero", "suggested"
LEAST_SUPPORT = 2
"""Sets of rules with none in common that must force a blank before it is written unasked."""


@record
class Accepted:
    """What the person accepts beyond blanks that two independent rules force.

    Attributes:
        single: Blanks that one rule forces.
        zeros: Other blanks as 0, where the hard rules allow it.
        suggestions: Numbers of which a diagnosis is almost certain.
    """

    single: bool = False
    zeros: bool = False
    suggestions: bool = False


@record
class Fix:
    """One value to write.

    Attributes:
        key: The cell.
        at: Where it stands.
        name: The indicator's labels, for a sentence.
        old: What is stated, plain decimal; None for a blank.
        new: What to write, plain decimal.
        kind: ``deduced``, ``zero`` or ``suggested``.
        because: Ids of the rules that force or explain it.
        support: ``deduced``: how many sets of rules force it independently.
        confidence: ``suggested``: how sure the diagnosis is; else 1.
    """

    key: Key
    at: Place
    name: str
    old: str | None
    new: str
    kind: str
    because: tuple[str, ...]
    support: int = 0
    confidence: float = 1.0


def fixes_of(case: Case, accepted: Accepted) -> tuple[Fix, ...]:
    """What a copy of the file may say, in the form's order."""
    found = {fix.key: fix for fix in _suggested(case)} if accepted.suggestions else {}
    dataset = _with(case.dataset, found.values())
    evaluation = evaluate(case.instances, dataset)
    for fix in _deduced(case, evaluation, single=accepted.single):
        found.setdefault(fix.key, fix)
    if accepted.zeros:
        for fix in _zeros(case, _with(dataset, found.values()), evaluation):
            found.setdefault(fix.key, fix)
    order = {key: number for number, key in enumerate(case.observations)}
    return tuple(found[key] for key in sorted(found, key=order.__getitem__))


def _suggested(case: Case) -> Iterable[Fix]:
    """Changes of diagnoses that are almost certain; a diagnosis of soft rules never is."""
    for diagnosis in diagnose(case.instances, case.dataset, clues_of(case)):
        best = diagnosis.suggestions[0] if diagnosis.suggestions else None
        if diagnosis.soft or best is None or best.confidence < CERTAIN:
            continue
        if any(change.new is None for change in best.changes):
            continue
        rules = tuple(dict.fromkeys(each.rule.id for each in diagnosis.instances))
        for change in best.changes:
            if change.new is not None:
                yield replace(
                    _fix(case, change.key, change.new, SUGGESTED, rules),
                    old=None if change.old is None else plain(change.old),
                    confidence=best.confidence,
                )


def _deduced(case: Case, evaluation: Evaluation, *, single: bool) -> Iterable[Fix]:
    for each in possible(evaluation.deductions, dict(case.observations)):
        if single or each.support >= LEAST_SUPPORT:
            fix = _fix(case, each.key, each.value, DEDUCED, each.because)
            yield replace(fix, support=each.support)


def _zeros(case: Case, dataset: Dataset, evaluation: Evaluation) -> Iterable[Fix]:
    """Blanks that may all be 0 at once: those of a hard rule that would fail are left alone."""
    must = {key for each in evaluation.must_hold for key in each.blanks}
    keys = [
        key
        for key in case.observations
        if key in dataset.blank and key not in must and _may_be_zero(dataset.intervals[key])
    ]
    while True:
        tried = {**dataset.intervals, **{key: Interval(0, 0) for key in keys}}
        wrong = {
            key
            for instance in case.instances
            if instance.rule.severity is Severity.ERROR and judge(instance, tried) is Verdict.FAILS
            for key in keys_of(instance)
        }
        left = [key for key in keys if key not in wrong]
        if len(left) == len(keys):
            break
        keys = left
    return [_fix(case, key, 0, ZERO, ()) for key in keys]


def _may_be_zero(interval: Interval) -> bool:
    return (interval.low is None or interval.low <= 0) and (
        interval.high is None or interval.high >= 0
    )


def _fix(case: Case, key: Key, value: Exact, kind: str, because: tuple[str, ...]) -> Fix:
    return Fix(
        key=key,
        at=case.place(key),
        name=case.name(key),
        old=None,
        new=plain(value),
        kind=kind,
        because=because,
    )


def _with(dataset: Dataset, fixes: Iterable[Fix]) -> Dataset:
    """The dataset as it is once the fixes are written."""
    from tablecheck.exact import exact

    values: Mapping[Key, Exact] = {fix.key: exact(fix.new) for fix in fixes}
    return replace(
        dataset,
        intervals={
            **dataset.intervals,
            **{key: Interval(v, v, dataset.intervals[key].integer) for key, v in values.items()},
        },
        stated=dataset.stated | frozenset(values),
        blank=dataset.blank - frozenset(values),
    )


def is_writable(case: Case, fix: Fix) -> bool:
    """The cell is one that a person filled, or left blank: no formula, and it is there."""
    seen = case.observations[fix.key]
    bound = case.binding.tables.get(fix.key[0])
    if bound is None or seen.place is None or seen.standing is Standing.UNKNOWN:
        return False
    cell = bound.region.grid.sheet.cells.get(seen.place)
    return cell is None or not cell.formula
