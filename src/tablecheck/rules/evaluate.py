"""Everything that the rules say of a dataset: verdicts, deductions, contradictions, amounts.

Comes in: instances and a dataset. Goes out: ``Evaluation``. Nothing is deduced in a component
with a failing rule or a contradiction; soft rules never deduce.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.rules.amounts import must_hold
from tablecheck.rules.eliminate import determined
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Contradiction, Deduction, Evaluation, Judged, Verdict
from tablecheck.rules.propagate import Narrowed, keys_of, propagate
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance, MustHold
    from tablecheck.values.exact import Exact

MOST_SUPPORT = 4
"""Independent derivations that are counted of one deduced value."""


def evaluate(instances: Sequence[Instance], dataset: Dataset) -> Evaluation:
    """Judge every instance and draw what the hard ones force together."""
    verdicts = tuple(Judged(each, judge(each, dataset.intervals)) for each in instances)
    failed_keys = {
        key for each in verdicts if each.verdict is Verdict.FAILS for key in keys_of(each.instance)
    }
    deductions: dict[Key, Deduction] = {}
    contradictions: list[Contradiction] = []
    ranges: dict[Key, tuple[Exact | None, Exact | None]] = {}
    sound: set[int] = set()
    intervals = dict(dataset.intervals)
    for component in components(instances):
        keys = {key for instance in component for key in keys_of(instance)}
        if not keys.isdisjoint(failed_keys) or all(intervals[key].is_point for key in keys):
            continue
        narrowed = narrow(component, dataset.intervals)
        if narrowed.conflict:
            contradictions.append(_contradiction(component, narrowed, dataset))
            continue
        sound.update(id(instance) for instance in component)
        for key in keys & dataset.blank:
            interval = narrowed.intervals[key]
            if interval.is_point and interval.low is not None:
                deductions[key] = _deduction(key, interval.low, component, narrowed, dataset)
                intervals[key] = interval
            elif interval != dataset.intervals[key]:
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


def components(instances: Sequence[Instance]) -> list[list[Instance]]:
    """Hard instances grouped by the cells that they share."""
    leader: dict[Key, Key] = {}

    def find(key: Key) -> Key:
        leader.setdefault(key, key)
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    hard = [each for each in instances if each.rule.severity is Severity.ERROR and each.clauses]
    for instance in hard:
        keys = keys_of(instance)
        for key in keys[1:]:
            leader[find(key)] = find(keys[0])
    groups: dict[Key, list[Instance]] = {}
    for instance in hard:
        groups.setdefault(find(keys_of(instance)[0]), []).append(instance)
    return list(groups.values())


def narrow(component: Sequence[Instance], intervals: Mapping[Key, Interval]) -> Narrowed:
    """Propagation and elimination in turn, until neither brings anything new."""
    narrowed = propagate(component, intervals)
    while not narrowed.conflict:
        found, conflict = determined(component, narrowed.intervals, narrowed.reasons)
        if conflict:
            return Narrowed(narrowed.intervals, narrowed.reasons, conflict)
        news = {k: v for k, v in found.items() if not narrowed.intervals[k].is_point}
        if not news:
            break
        reasons = dict(narrowed.reasons)
        state = dict(narrowed.intervals)
        for key, (value, used) in news.items():
            own = state[key]
            below = own.low is not None and value < own.low
            above = own.high is not None and value > own.high
            if below or above or (own.integer and not isinstance(value, int)):
                return Narrowed(state, reasons, used | reasons.get(key, frozenset()))
            state[key] = Interval(value, value, own.integer)
            reasons[key] = used
        again = propagate(component, {**intervals, **state})
        merged = {
            key: again.reasons.get(key, frozenset()) | reasons.get(key, frozenset())
            for key in {*again.reasons, *reasons}
        }
        narrowed = Narrowed(again.intervals, merged, again.conflict)
    return narrowed


def _contradiction(
    component: Sequence[Instance], narrowed: Narrowed, dataset: Dataset
) -> Contradiction:
    """A minimal set of contradicting instances, by leaving out one after the other."""
    kept = [component[number] for number in sorted(narrowed.conflict)]
    if not narrow(kept, dataset.intervals).conflict:
        kept = list(component)
    for instance in list(kept):
        fewer = [each for each in kept if each is not instance]
        if fewer and narrow(fewer, dataset.intervals).conflict:
            kept = fewer
    keys = list(dict.fromkeys(key for instance in kept for key in keys_of(instance)))
    stated = [key for key in keys if key in dataset.stated]
    return Contradiction(instances=tuple(kept), keys=tuple(stated or keys))


def _deduction(
    key: Key, value: Exact, component: Sequence[Instance], narrowed: Narrowed, dataset: Dataset
) -> Deduction:
    direct = [
        instance
        for instance in component
        if key in keys_of(instance)
        and (alone := propagate([instance], dataset.intervals).intervals[key]).is_point
        and alone.low == value
    ]
    if direct:
        rules = tuple(dict.fromkeys(instance.rule.id for instance in direct))
        return Deduction(key=key, value=value, because=rules, support=len(direct))
    used = [component[number] for number in sorted(narrowed.reasons.get(key, frozenset()))]
    rules = tuple(dict.fromkeys(instance.rule.id for instance in used))
    return Deduction(
        key=key, value=value, because=rules, support=_support(key, component, used, dataset)
    )


def _support(
    key: Key, component: Sequence[Instance], used: Sequence[Instance], dataset: Dataset
) -> int:
    """How many derivations without a common instance there are; one is known."""
    left = [each for each in component if all(each is not other for other in used)]
    count = 1
    while count < MOST_SUPPORT and any(key in keys_of(each) for each in left):
        again = narrow(left, dataset.intervals)
        if again.conflict or not again.intervals[key].is_point:
            break
        count += 1
        gone = again.reasons.get(key, frozenset())
        left = [each for number, each in enumerate(left) if number not in gone]
    return count


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
