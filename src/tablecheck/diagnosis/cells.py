"""One cell under suspicion: what it holds, what it could hold, and how a slip explains it.

Comes in: dataset, clues, prior, lines. Goes out: ``Cells``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.diagnosis.prior import size
from tablecheck.diagnosis.slips import (
    ARBITRARY,
    COPIED,
    STRAY,
    Around,
    chances,
    origins,
    shrink,
)
from tablecheck.exact import exact, is_decimal, plain, quotient
from tablecheck.record import record
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.diagnosis.layout import Lines
    from tablecheck.diagnosis.model import Clues
    from tablecheck.diagnosis.prior import Prior
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset

MULTIPLES = (10_000,)
"""Factors by which a unit is mistaken where the form does not say."""


@record
class Guess:
    """A value for one cell: how likely it is, compared to the cell as stated, and why."""

    value: Exact
    score: float
    reason: str


class Cells:
    """Every cell with its clues."""

    __slots__ = ("_around", "_clues", "_lines", "dataset", "order", "prior")

    def __init__(self, dataset: Dataset, clues: Clues, prior: Prior, lines: Lines) -> None:
        self.dataset = dataset
        self.prior = prior
        self.order: Mapping[Key, int] = {key: n for n, key in enumerate(dataset.intervals)}
        self._clues = clues
        self._lines = lines
        self._around: dict[Key, Around] = {}

    def stated(self, key: Key) -> Exact | None:
        """The number in a cell, the middle where it is rounded; None for a blank."""
        if key not in self.dataset.stated:
            return None
        interval = self.dataset.intervals[key]
        low, high = interval.low, interval.high
        if low == high or low is None or high is None:
            return low if low is not None else high
        return exact(quotient(low + high, 2))

    def written(self, key: Key) -> str:
        """Its digits as written."""
        written = self._clues.written.get(key)
        if written is not None and _is_number(written):
            return written
        return plain(self.stated(key) or 0)

    def domain(self, key: Key) -> Interval:
        """All that a released cell may hold."""
        domain = self._clues.domains.get(key)
        if domain is not None:
            return domain
        interval = self.dataset.intervals[key]
        return Interval(None, None, interval.integer) if key in self.dataset.stated else interval

    def holding(self, key: Key, value: Exact) -> Interval:
        """The interval of a cell that states ``value``, as exact as it is now."""
        stated = self.stated(key)
        interval = self.dataset.intervals[key]
        if stated is None or interval.is_point or interval.low is None or interval.high is None:
            return Interval(value, value, interval.integer)
        return Interval(
            exact(value - (stated - interval.low)),
            exact(value + (interval.high - stated)),
            interval.integer,
        )

    def only_value(self, key: Key, left: Interval) -> Exact | None:
        """The one number, with the decimals of the cell, that lies in what the rules leave."""
        if left.low is None or left.high is None:
            return None
        if left.is_point:
            return left.low
        if self.dataset.intervals[key].is_point:
            return None
        step = quotient(1, 10 ** len(self.written(key).partition(".")[2]))
        first = -(-left.low // step)
        return exact(first * step) if first == left.high // step else None

    def guess(self, key: Key, value: Exact, as_part: bool = False) -> Guess:
        """How likely a value is to have stood there, and the likeliest reason."""
        stated = self.stated(key)
        if stated is None:
            return Guess(value, 1.0, "unexplained")
        found = chances(value, stated, self.written(key), self.around(key))
        if not found:
            return Guess(value, 0.0, "unexplained")
        ratio = self.prior.ratio(key, value, stated, as_part)
        reason = max(found, key=found.__getitem__)
        return Guess(value, self.prior.wrong(key) * sum(found.values()) * ratio, reason)

    def guesses(self, key: Key, left: Interval) -> list[Guess]:
        """Values in a range that a slip, the text or the previous period speaks for."""
        stated = self.stated(key)
        if stated is None:
            return []
        candidates = list(origins(self.written(key), self.around(key).multiples))
        for source in (self._clues.told, self._clues.previous):
            if key in source:
                candidates.append(source[key])
        found = []
        for value in dict.fromkeys(candidates):
            if value == stated or not _within(value, left):
                continue
            named = chances(value, stated, self.written(key), self.around(key))
            named.pop("copied-neighbour", None)
            if not named:
                continue
            reason = max(named, key=named.__getitem__)
            score = sum(named.values()) * self.prior.ratio(key, value, stated, True)
            found.append(Guess(value, self.prior.wrong(key) * score, reason))
        return found

    def unexplained(self, key: Key, left: Interval) -> float:
        """How likely it is that any value of a range stood there and no slip explains it."""
        stated = self.stated(key)
        if stated is None:
            return 1.0
        digits = len(self.written(key).lstrip("-").replace(".", "").lstrip("0")) or 1
        least = 0.0 if left.low is None or left.low < 0 else size(left.low)
        most = 1e300 if left.high is None else max(0.0, float(min(left.high, 10**300)))
        spread = ARBITRARY / 9 * shrink(digits - 1)
        places = len(self.written(key).partition(".")[2])
        low, high = 1 / shrink(digits - 1 - places), 1 / shrink(digits - places)
        if digits == 1:
            low = 0.0
        alike = self.prior.mass(key, max(low, least), min(high, most))
        any_size = self.prior.mass(key, least, min(most, 1e12))
        around = self.around(key).neighbours
        copied = COPIED * around.count(stated) / len(around) if around else 0.0
        mass = spread * alike + (spread * STRAY + copied) * any_size
        return self.prior.wrong(key) * mass / self.prior.of_stated(key, stated)

    def around(self, key: Key) -> Around:
        """Neighbours and units of a cell."""
        around = self._around.get(key)
        if around is None:
            values = (self.stated(other) for other in self._lines.beside.get(key, ()))
            money = self._clues.multiples.get(key)
            around = self._around[key] = Around(
                neighbours=tuple(value for value in values if value is not None),
                multiples=money or MULTIPLES,
                money=bool(money),
            )
        return around


def _within(value: Exact, interval: Interval) -> bool:
    return (
        (interval.low is None or value >= interval.low)
        and (interval.high is None or value <= interval.high)
        and (not interval.integer or isinstance(value, int))
        and is_decimal(value)
    )


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
