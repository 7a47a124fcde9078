"""Why a blank can hold one value only, and how many rules say so independently.

Comes in: a consistent component, narrowed. Goes out: ``Deduction``. Searches are bounded: the
support may be counted too low, never too high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.rules.model import Deduction
from tablecheck.rules.narrow import narrow
from tablecheck.rules.propagate import keys_of, propagate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance
    from tablecheck.rules.propagate import Narrowed
    from tablecheck.values.interval import Interval

MOST_SUPPORT = 4
"""Independent derivations that are counted of one deduced value."""

MOST_NEAR = 40
"""Instances among which a further derivation is searched."""

MOST_PRUNED = 12
"""Instances of a derivation up to which each is tried for being needed."""

MOST_VISITS = 3000
"""Instances narrowed in searches of one component, so that large tables stay quick."""


class Forcing:
    """What forces the deduced values of one component (``without_points``)."""

    __slots__ = ("_alone", "_component", "_intervals", "_narrowed", "_over", "_visits")

    def __init__(
        self,
        component: Sequence[Instance],
        intervals: Mapping[Key, Interval],
        narrowed: Narrowed,
    ) -> None:
        self._component = component
        self._intervals = intervals
        self._narrowed = narrowed
        self._alone: dict[int, Mapping[Key, Interval]] = {}
        self._visits = 0
        self._over: dict[Key, list[int]] = {}
        for number, instance in enumerate(component):
            for key in keys_of(instance):
                self._over.setdefault(key, []).append(number)

    def deduction(self, key: Key, value: Exact) -> Deduction:
        """A blank's only value with its reasons."""
        direct = [number for number in self._over[key] if self._forces_alone(number, key)]
        if direct:
            because, count = direct, len(direct)
        else:
            events = self._narrowed.trail.behind((key,))
            because = self._needed(sorted(self._narrowed.trail.instances(events)), key)
            count = 1
        gone = set(because)
        while count < MOST_SUPPORT and (again := self._another(key, gone)):
            gone.update(again)
            count += 1
        rules = dict.fromkeys(self._component[number].rule.id for number in because)
        return Deduction(key=key, value=value, because=tuple(rules), support=count)

    def _forces_alone(self, number: int, key: Key) -> bool:
        if number not in self._alone:
            found = propagate([self._component[number]], self._intervals)
            self._alone[number] = found.intervals
        return self._alone[number][key].is_point

    def _needed(self, numbers: list[int], key: Key) -> list[int]:
        """Those of a derivation's instances without which it does not force the key."""
        if len(numbers) > MOST_PRUNED:
            return numbers
        kept = numbers
        for number in numbers:
            fewer = [each for each in kept if each != number]
            if fewer and self._forces(fewer, key):
                kept = fewer
        return kept

    def _forces(self, numbers: Sequence[int], key: Key) -> Narrowed | None:
        """What these instances say, where they force the key."""
        self._visits += len(numbers)
        if self._visits > MOST_VISITS:
            return None
        found = narrow([self._component[number] for number in numbers], self._intervals, key)
        interval = found.intervals.get(key)
        return found if interval is not None and interval.is_point else None

    def _another(self, key: Key, gone: set[int]) -> list[int]:
        """A derivation without the instances that are gone; [] where none is found."""
        near = [number for number in self._over[key] if number not in gone]
        if not near or not self._may_force(near, key):
            return []
        while len(further := self._around(near, gone)) > len(near) and len(further) <= MOST_NEAR:
            near = further
        near.reverse()  # from afar towards the key
        found = self._forces(near, key)
        if found is None:
            return []
        events = found.trail.behind((key,))
        return [near[number] for number in sorted(found.trail.instances(events))]

    def _may_force(self, near: list[int], key: Key) -> bool:
        """Whether these force the key if every other blank is as narrow as it ever gets."""
        intervals = {**self._narrowed.intervals, key: self._intervals[key]}
        self._visits += len(near)
        found = propagate([self._component[number] for number in near], intervals)
        return found.intervals[key].is_point

    def _around(self, near: list[int], gone: set[int]) -> list[int]:
        """The instances, then those that share a cell with them."""
        keys = [key for number in near for key in keys_of(self._component[number])]
        more = [number for key in keys for number in self._over[key] if number not in gone]
        return list(dict.fromkeys([*near, *more]))
