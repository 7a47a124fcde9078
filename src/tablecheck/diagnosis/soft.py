"""What soft rules say of an explanation: they rank, they never decide.

Comes in: soft instances and a state. Goes out: a factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import RuleKind
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tablecheck.diagnosis.cells import Cells
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval

KEPT = 0.95
"""Share of tables in which a soft rule holds."""


UNDECIDED = 0.5
"""Chance of a rule that may hold or not."""


class Soft:
    """Soft instances around some cells."""

    __slots__ = ("_base", "_cells", "_over", "_state")

    def __init__(self, instances: Iterable[Instance], cells: Cells) -> None:
        self._cells = cells
        self._state = dict(cells.dataset.intervals)
        self._over: dict[Key, list[Instance]] = {}
        self._base: dict[int, float] = {}
        for instance in instances:
            for key in keys_of(instance):
                self._over.setdefault(key, []).append(instance)

    def factor(self, changed: Mapping[Key, Interval]) -> float:
        """How much likelier the soft rules make the table with changes, against as stated."""
        touched = self._touched(changed)
        if not touched:
            return 1.0
        for instance in touched:
            if id(instance) not in self._base:
                self._base[id(instance)] = self._chance(instance)
        self._state.update(changed)
        factor = 1.0
        for instance in touched:
            factor *= self._chance(instance) / self._base[id(instance)]
        for key in changed:
            self._state[key] = self._cells.dataset.intervals[key]
        return factor

    def fails(self, instances: Iterable[Instance], changed: Mapping[Key, Interval]) -> bool:
        """One of these rules fails after changes."""
        self._state.update(changed)
        failing = any(judge(each, self._state) is Verdict.FAILS for each in instances)
        for key in changed:
            self._state[key] = self._cells.dataset.intervals[key]
        return failing

    def around(self, keys: Iterable[Key]) -> Sequence[Instance]:
        """Soft instances over some of these cells."""
        return self._touched(keys)

    def _touched(self, changed: Iterable[Key]) -> Sequence[Instance]:
        touched = {id(each): each for key in changed for each in self._over.get(key, ())}
        return tuple(touched.values())

    def _chance(self, instance: Instance) -> float:
        """Chance of a table in which the rule stands like this.

        A total that is the sum of its parts has no choice; one that is not may be anything.
        """
        verdict = judge(instance, self._state)
        whole = instance.whole
        free = 1.0
        if instance.rule.kind is RuleKind.SUM and whole is not None:
            interval = self._state[whole]
            if interval.is_point and interval.low is not None:
                free = self._cells.prior.value(whole, interval.low)
        if verdict is Verdict.HOLDS:
            return KEPT
        if verdict is Verdict.FAILS or (whole is not None and self._cells.prior.is_judged(whole)):
            return (1 - KEPT) * free  # of a range of values, one at the most is the sum
        return UNDECIDED
