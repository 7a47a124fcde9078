"""What an explanation asks of the blanks, and how likely that is.

Three blanks are all 0 more often than one is exactly 4,711.

Comes in: hard instances with blanks, and a state. Goes out: a factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import RuleKind
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tablecheck.diagnosis.prior import Prior
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval

KINDS = (RuleKind.SUM, RuleKind.UNION, RuleKind.AT_LEAST_EACH)


class Blanks:
    """Wholes with blank parts."""

    __slots__ = ("_dataset", "_over", "_prior", "_state")

    def __init__(self, instances: Iterable[Instance], dataset: Dataset, prior: Prior) -> None:
        self._dataset = dataset
        self._prior = prior
        self._state = dict(dataset.intervals)
        self._over: dict[Key, list[Instance]] = {}
        for instance in instances:
            if instance.rule.kind not in KINDS or dataset.blank.isdisjoint(instance.parts):
                continue
            for key in keys_of(instance):
                self._over.setdefault(key, []).append(instance)

    def factor(self, changed: Mapping[Key, Interval]) -> float:
        """How much likelier the blanks are as they must be after changes, against as stated."""
        touched = {id(each): each for key in changed for each in self._over.get(key, ())}
        if not touched:
            return 1.0
        factor = 1.0
        for instance in touched.values():
            factor /= self._chance(instance) or 1.0  # what cannot be as stated bounds nothing
        self._state.update(changed)
        for instance in touched.values():
            factor *= self._chance(instance)
        for key in changed:
            self._state[key] = self._dataset.intervals[key]
        return factor

    def _chance(self, instance: Instance) -> float:
        """Chance that an instance's blanks are as its stated cells ask; 0 where they cannot."""
        whole = None if instance.whole is None else _point(self._state[instance.whole])
        if whole is None:
            return 1.0
        blanks = [key for key in instance.parts if not self._state[key].is_point]
        stated = [_point(self._state[key]) for key in instance.parts]
        total = sum((each for each in stated if each is not None), start=0)
        if not blanks or whole < 0:
            return 1.0
        if instance.rule.kind is RuleKind.SUM:
            return self._together(blanks, whole - total)
        within = 1.0
        for key in blanks:
            within *= self._prior.up_to(key, whole)
        if instance.rule.kind is RuleKind.UNION and total < whole:
            short = 1.0
            for key in blanks:
                short *= self._prior.up_to(key, whole - total - 1)
            return max(0.0, within - short)
        return within

    def _together(self, blanks: Sequence[Key], amount: Exact) -> float:
        """Chance that blanks add up to an amount."""
        if amount < 0:
            return 0.0
        alone = self._prior.value(blanks[0], amount)
        if len(blanks) == 1:
            return alone
        zero = self._prior.up_to(blanks[0], 0)
        if amount == 0:
            return float(zero ** len(blanks))
        return float(alone / (1 - zero) * (1 - zero ** len(blanks)))


def _point(interval: Interval) -> Exact | None:
    return interval.low if interval.is_point else None
