"""Everything that the rules say of a dataset: verdicts, deductions, contradictions, amounts.

Comes in: instances and a dataset. Goes out: ``Evaluation``. Nothing is deduced in a component
with a failing rule or a contradiction; soft rules never deduce.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity, is_previous
from tablecheck.record import replace
from tablecheck.rules.amounts import must_hold
from tablecheck.rules.deduce import Forcing
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Contradiction, Deduction, Evaluation, Judged, Verdict
from tablecheck.rules.narrow import components, narrow, without_points
from tablecheck.rules.propagate import keys_of
from tablecheck.rules.rounding import with_slack
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance, MustHold


MOST_VISITS = 10_000
"""Instances narrowed in search of a minimal contradiction: of up to 100 it is always minimal."""


def evaluate(instances: Sequence[Instance], dataset: Dataset) -> Evaluation:
    """Judge every instance and draw what the hard ones force together."""
    dataset = _complete(instances, dataset)
    verdicts = tuple(_judged(each, dataset) for each in instances)
    instances = [each.instance for each in verdicts]
    failed = [each.instance for each in verdicts if each.verdict is Verdict.FAILS]
    failed_keys = {key for each in failed for key in keys_of(each)}
    hard_failed = {id(each) for each in failed if each.rule.severity is Severity.ERROR}
    deductions: dict[Key, Deduction] = {}
    contradictions: list[Contradiction] = []
    ranges: dict[Key, tuple[Exact | None, Exact | None]] = {}
    sound: set[int] = set()
    intervals = dict(dataset.intervals)
    for component in components(instances):
        keys = dict.fromkeys(key for instance in component for key in keys_of(instance))
        if all(intervals[key].is_point for key in keys):
            continue
        if any(id(instance) in hard_failed for instance in component):
            continue
        open_part = without_points(component, dataset.intervals)
        narrowed = narrow(open_part, dataset.intervals)
        if narrowed.conflict:
            numbers = _minimal(open_part, narrowed.conflict, dataset.intervals)
            contradictions.append(_contradiction([component[n] for n in numbers], dataset))
            continue
        if not failed_keys.isdisjoint(keys):
            continue
        sound.update(id(instance) for instance in component)
        forcing = Forcing(open_part, dataset.intervals, narrowed)
        for key, interval in narrowed.intervals.items():
            if key not in dataset.blank or interval == dataset.intervals[key]:
                continue
            if interval.is_point and interval.low is not None:
                deductions[key] = forcing.deduction(key, interval.low)
                intervals[key] = interval
            else:
                ranges[key] = (interval.low, interval.high)
    amounts = _amounts(verdicts, intervals, dataset, frozenset(deductions), sound, failed_keys)
    order = {key: number for number, key in enumerate(dataset.intervals)}
    return Evaluation(
        verdicts=verdicts,
        deductions=tuple(deductions[key] for key in sorted(deductions, key=order.__getitem__)),
        contradictions=tuple(contradictions),
        must_hold=amounts,
        ranges=ranges,
    )


def _complete(instances: Sequence[Instance], dataset: Dataset) -> Dataset:
    """A dataset that knows every key; of what it does not say anything may be true."""
    known = dataset.intervals
    lacking = [key for each in instances for key in keys_of(each) if key not in known]
    if not lacking:
        return dataset
    return replace(dataset, intervals={**known, **dict.fromkeys(lacking, Interval(None, None))})


def _judged(instance: Instance, dataset: Dataset) -> Judged:
    loose = with_slack(instance, dataset)
    verdict = judge(loose, dataset.intervals)
    return Judged(
        instance=loose,
        verdict=verdict,
        by_rounding=loose is not instance
        and verdict is Verdict.HOLDS
        and judge(instance, dataset.intervals) is Verdict.FAILS,
    )


def _minimal(
    instances: Sequence[Instance], conflict: frozenset[int], intervals: Mapping[Key, Interval]
) -> list[int]:
    """Numbers of instances that contradict, by leaving out one after the other."""
    kept = sorted(conflict)
    if not narrow([instances[n] for n in kept], intervals).conflict:
        kept = list(range(len(instances)))
    for number in kept[: MOST_VISITS // len(kept)]:
        fewer = [each for each in kept if each != number]
        if fewer and narrow([instances[n] for n in fewer], intervals).conflict:
            kept = fewer
    return kept


def _contradiction(instances: Sequence[Instance], dataset: Dataset) -> Contradiction:
    keys = list(dict.fromkeys(key for instance in instances for key in keys_of(instance)))
    keys.sort(key=is_previous)
    stated = [key for key in keys if key in dataset.stated]
    return Contradiction(instances=tuple(instances), keys=tuple(stated or keys))


def _amounts(
    verdicts: Sequence[Judged],
    intervals: Mapping[Key, Interval],
    dataset: Dataset,
    deduced: frozenset[Key],
    sound: set[int],
    failed_keys: set[Key],
) -> tuple[MustHold, ...]:
    blank = dataset.blank - deduced
    found: list[MustHold] = []
    told: list[frozenset[Key]] = []
    open_ones = [each.instance for each in verdicts if each.verdict is Verdict.UNDECIDED]
    for instance in sorted(open_ones, key=lambda each: each.rule.severity is not Severity.ERROR):
        hard = instance.rule.severity is Severity.ERROR
        keys = frozenset(keys_of(instance))
        if hard and id(instance) not in sound:
            continue
        if not hard and (not keys.isdisjoint(failed_keys) or any(keys <= other for other in told)):
            continue
        amount = must_hold(instance, intervals, dataset.stated, blank)
        if amount is not None and (hard or amount.all_parts_blank):
            found.append(amount)
            told.append(keys)
    return tuple(found)
