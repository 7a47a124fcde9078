"""What could have happened: repairs with their values, each with how likely it is.

Comes in: repairs and acts. Goes out: ``Explanation``, checked against every hard rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.diagnosis.model import Change
from tablecheck.diagnosis.search import Repair
from tablecheck.record import record
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.diagnosis.acts import Act
    from tablecheck.diagnosis.cells import Cells, Guess
    from tablecheck.diagnosis.model import Budget
    from tablecheck.diagnosis.system import System
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key

MOST_GUESSES = 8
"""Values of one cell that are tried where the rules leave two cells open."""


@record
class Explanation:
    """Cells with what should stand there.

    Attributes:
        changes: In the order of the table; ``new`` is None where the rules leave a range.
        score: How likely, against the table as stated; the soft rules not counted.
        reason: The likeliest slip or act.
        state: Intervals of the changed cells, for the soft rules.
    """

    changes: tuple[Change, ...]
    score: float
    reason: str
    state: Mapping[Key, Interval]


class Explainer:
    """Turns repairs and acts into explanations over one system."""

    __slots__ = ("_budget", "_cells", "_system", "_wider")

    def __init__(
        self, system: System, cells: Cells, budget: Budget, wider: System | None = None
    ) -> None:
        self._system = system
        self._cells = cells
        self._budget = budget
        self._wider = wider

    def of_repair(self, repair: Repair) -> Iterator[Explanation]:
        """Values that the rules force, or that a slip speaks for, and the range they leave."""
        if len(repair.intervals) == 1:
            repair = Repair({key: self._but_stated(key, i) for key, i in repair.intervals.items()})
        values = self._forced(repair.intervals)
        loose = [key for key in repair.intervals if key not in values]
        if not loose:
            guesses = [self._cells.guess(key, value[0]) for key, value in values.items()]
            found = self._checked(dict(zip(values, guesses, strict=True)))
            if found is not None:
                yield found
            return
        if len(loose) == 1 and len(repair.intervals) == 1:
            (key,) = loose
            for guess in self._guesses(key, repair.intervals[key]):
                found = self._checked({key: guess})
                if found is not None:
                    yield found
        else:
            yield from self._tried(repair, loose)
        yield self._range(repair)

    def of_act(self, act: Act) -> Explanation | None:
        """An act on several cells, where the rules can hold after it."""
        given = {
            key: self._cells.domain(key) if value is None else self._cells.holding(key, value)
            for key, value in act.values.items()
        }
        outcome = self._system.check(given)
        if outcome.conflict is not None:
            return None
        score = act.chance
        changes = []
        state: dict[Key, Interval] = {}
        for key in sorted(act.values, key=self._cells.order.__getitem__):
            old, left = self._cells.stated(key), outcome.intervals[key]
            new = act.values[key]
            if new is None:
                new = self._cells.only_value(key, left)
            if new == old:
                continue
            state[key] = left if new is None else self._cells.holding(key, new)
            if new is not None:
                score *= self._cells.prior.ratio(key, new, old)
            elif old is not None:
                score /= self._cells.prior.of_stated(key, old)
            changes.append(_change(key, old, new, left, act.reason))
        if not changes or not self._holds(state):
            return None
        return Explanation(tuple(changes), score, act.reason, state)

    def with_one_more(self, act: Act, key: Key) -> Explanation | None:
        """An act and a slip in one more cell."""
        given = {
            each: self._cells.holding(each, value)
            for each, value in act.values.items()
            if value is not None
        }
        outcome = self._system.check({**given, key: self._cells.domain(key)})
        if outcome.conflict is not None:
            return None
        value = self._cells.only_value(key, outcome.intervals[key])
        if value is None or value == self._cells.stated(key):
            return None
        guess = self._cells.guess(key, value)
        first = self.of_act(act)
        if first is None:
            return None
        change = Change(key, self._cells.stated(key), value, value, value, guess.reason)
        changes = sorted((*first.changes, change), key=lambda each: self._cells.order[each.key])
        state = {**first.state, key: self._cells.holding(key, value)}
        if not self._holds(state):
            return None
        return Explanation(tuple(changes), first.score * guess.score, _common(changes), state)

    def _guesses(self, key: Key, left: Interval) -> list[Guess]:
        """Values that something speaks for: a slip, the text, last year, or the soft rules."""
        guesses = self._cells.guesses(key, left)
        if self._wider is not None:
            outcome = self._wider.check({key: self._cells.domain(key)})
            if outcome.conflict is None:
                value = self._cells.only_value(key, outcome.intervals[key])
                if value is not None and all(guess.value != value for guess in guesses):
                    guesses.append(self._cells.guess(key, value, as_part=True))
        return guesses

    def _but_stated(self, key: Key, left: Interval) -> Interval:
        """A range without the stated number at its end: that one cannot be."""
        stated = self._cells.stated(key)
        if not left.integer or stated is None or left.is_point:
            return left
        if left.low == stated:
            return Interval(left.low + 1, left.high, True)
        return Interval(left.low, stated - 1, True) if left.high == stated else left

    def _forced(self, intervals: Mapping[Key, Interval]) -> dict[Key, tuple[Exact]]:
        values = {}
        for key, left in intervals.items():
            value = self._cells.only_value(key, left)
            if value is not None:
                values[key] = (value,)
        return values

    def _tried(self, repair: Repair, loose: list[Key]) -> Iterator[Explanation]:
        """Values of one loose cell that a slip speaks for, and what they force of the others."""
        for key in loose:
            guesses = self._cells.guesses(key, repair.intervals[key])
            guesses.sort(key=lambda guess: -guess.score)
            for guess in guesses[:MOST_GUESSES]:
                given = {other: self._cells.domain(other) for other in repair.intervals}
                given[key] = self._cells.holding(key, guess.value)
                if self._budget.is_spent:
                    return
                outcome = self._system.check(given)
                if outcome.conflict is not None:
                    continue
                rest = {each: left for each, left in outcome.intervals.items() if each != key}
                values = self._forced(rest)
                if len(values) < len(rest):
                    continue
                others = {each: self._cells.guess(each, v[0], True) for each, v in values.items()}
                found = self._checked({key: guess, **others})
                if found is not None:
                    yield found

    def _checked(self, guesses: Mapping[Key, Guess]) -> Explanation | None:
        """Given values as an explanation, where every hard rule can hold with them."""
        state = {key: self._cells.holding(key, guess.value) for key, guess in guesses.items()}
        changes = []
        score = 1.0
        for key in sorted(guesses, key=self._cells.order.__getitem__):
            guess = guesses[key]
            old = self._cells.stated(key)
            if guess.value == old:
                return None
            score *= guess.score
            changes.append(Change(key, old, guess.value, guess.value, guess.value, guess.reason))
        if score <= 0 or not self._holds(state):
            return None
        return Explanation(tuple(changes), score, _common(changes), state)

    def _range(self, repair: Repair) -> Explanation:
        score = 1.0
        changes = []
        for key in sorted(repair.intervals, key=self._cells.order.__getitem__):
            left = repair.intervals[key]
            value = self._cells.only_value(key, left)
            if value is None:
                score *= self._cells.unexplained(key, left)
            else:
                score *= self._cells.guess(key, value).score
            changes.append(_change(key, self._cells.stated(key), value, left, "unexplained"))
        return Explanation(tuple(changes), score, "unexplained", repair.intervals)

    def _holds(self, state: Mapping[Key, Interval]) -> bool:
        return self._system.check(state).conflict is None


def _change(key: Key, old: Exact | None, new: Exact | None, left: Interval, reason: str) -> Change:
    low, high = (left.low, left.high) if new is None else (new, new)
    return Change(key, old, new, low, high, reason)


def _common(changes: list[Change]) -> str:
    reasons = {change.reason for change in changes}
    return reasons.pop() if len(reasons) == 1 else "several-slips"
