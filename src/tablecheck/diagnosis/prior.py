"""How likely a value is before the rules are asked.

Comes in: the stated numbers and clues. Goes out: ``Prior``, which compares two values of a cell.
"""

from __future__ import annotations

from math import exp, log, log1p, pow
from typing import TYPE_CHECKING

from tablecheck.form.model import RuleKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.diagnosis.model import Clues
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance

WRONG = 0.005
"""Chance that a cell is typed wrong at all."""

FORMULA = 0.1
"""How much less suspect a cell with a formula is."""

SMALL = 4
"""Numbers up to about this are equally likely; above, each order of magnitude is."""

LARGEST = 10**300
"""Numbers above count as this."""

SAME = 0.3
"""Share of values that are as in the previous period."""

NEAR = 0.45
"""Share of values of the previous period's magnitude."""

TOLD = 0.95
"""Chance that a cell holds what the text around the table says."""


class Prior:
    """Chances of values, relative to those stated."""

    __slots__ = ("_clues", "_judged", "_open", "_parts", "_span", "_zero")

    def __init__(self, instances: Iterable[Instance], dataset: Dataset, clues: Clues) -> None:
        self._clues = clues
        sums = [each for each in instances if each.rule.kind is RuleKind.SUM]
        hard = {each.whole for each in sums if is_hard(each)}
        whole = {
            each.whole for each in sums if is_hard(each) and dataset.stated.issuperset(each.parts)
        }
        soft = {
            each.whole
            for each in sums
            if not is_hard(each) and dataset.stated.issuperset(each.parts)
        }
        self._judged = frozenset(key for key in soft - hard if key is not None)
        self._open = frozenset(key for key in hard - whole if key is not None)
        self._parts = frozenset(dataset.intervals) - hard - self._judged
        sizes = [size(dataset.intervals[key].low or 0) for key in self._parts & dataset.stated]
        zeros = sum(each == 0 for each in sizes)
        self._zero = (zeros + 1) / (len(sizes) + 2.5)
        largest = max(sizes, default=0.0)
        self._span = max(log(largest + 10.0) - log(SMALL), 3.0)

    def wrong(self, key: Key) -> float:
        """Chance that a cell is typed wrong."""
        chance = pow(WRONG, float(self._clues.weights.get(key, 1)))
        return chance * FORMULA if key in self._clues.formulas else chance

    def ratio(self, key: Key, new: Exact, old: Exact | None, as_part: bool = False) -> float:
        """How much likelier the value ``new`` is than ``old``, before any rule.

        Args:
            key: The cell.
            new: What should stand there.
            old: What does; None for a blank.
            as_part: The rules do not determine it, whatever it is in the form.
        """
        ratio = 1.0
        if key in self._parts or (as_part and key not in self._judged | self._open):
            # A blank may be anything, so as stated its chance is 1.
            ratio = self.value(key, new) / (1.0 if old is None else self.value(key, old))
        told = self._clues.told.get(key)
        if told is not None:
            ratio *= _told(new == told) / _told(old == told)
        return ratio

    def value(self, key: Key, value: Exact) -> float:
        """Chance of a value among all."""
        plain = self._zero if value == 0 else (1 - self._zero) * self._density(size(value))
        previous = self._clues.previous.get(key)
        if previous is None:
            return plain
        near = 0.0
        if value and previous:
            apart = log(size(value)) - log(size(previous))
            near = exp(-apart * apart / 0.5) / size(value) / 1.25
        same = SAME if value == previous else 0.0
        return same + NEAR * near + (1 - SAME - NEAR) * plain

    def is_judged(self, key: Key) -> bool:
        """A soft rule, and no hard one, makes it the total of stated parts."""
        return key in self._judged

    def of_stated(self, key: Key, stated: Exact) -> float:
        """Chance of a stated value; 1 for a total of which soft rules or its blank parts tell."""
        return 1.0 if key in self._judged or key in self._open else self.value(key, stated)

    def up_to(self, key: Key, most: Exact) -> float:
        """Chance of a value from 0 to ``most``."""
        if most < 0:
            return 0.0
        return min(1.0, self._zero + (self.mass(key, 1.0, size(most)) if most >= 1 else 0.0))

    def mass(self, key: Key, low: float, high: float) -> float:
        """Chance of a value from ``low`` to ``high``, both positive."""
        if high < low:
            return 0.0
        middle = log1p((high - low + 1) / (low + SMALL)) / self._span
        return (1 - self._zero) * min(1.0, middle)

    def _density(self, value: float) -> float:
        return 1.0 / (value + SMALL) / self._span


def _told(is_so: bool) -> float:
    return TOLD if is_so else (1 - TOLD) / 100


def size(number: Exact) -> float:
    """A number's magnitude, for logarithms; beyond what a float holds, the largest."""
    amount = -number if number < 0 else number
    return float(amount) if amount < LARGEST else float(LARGEST)


def is_hard(instance: Instance) -> bool:
    """Its failure is an error."""
    return instance.rule.severity is Severity.ERROR
