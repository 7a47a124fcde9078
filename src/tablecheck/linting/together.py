"""What the rules of a form say together: contradictions, fixed values, rules that others imply.

Comes in: the rules over a table in which nothing is filled. Goes out: ``Together``. What is told is
proved; what the budget does not reach is named as not decided.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tablecheck.linting.implied import Premises
from tablecheck.linting.peel import peeled
from tablecheck.record import record
from tablecheck.rules.feasible import Budget, feasible
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.narrow import components, narrow
from tablecheck.rules.propagate import keys_of
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.linting.blank import Blank
    from tablecheck.rules.model import Instance, Linear
    from tablecheck.rules.propagate import Narrowed

WORK = 100_000
"""Numbers touched for a question, three times as many for the third: a second at the most."""
LEAST_SHARE = 1_500
"""Of that, what each rule may be asked with."""
MOST_SHRUNK = 60
"""Rules of a contradiction up to which those that are not needed are left out."""


@record
class Clash:
    """Rule instances that no table can satisfy together.

    Attributes:
        instances: Without any one of them the others can hold, where they are few.
        year: In which they all hold; None: always.
    """

    instances: tuple[Instance, ...]
    year: int | None


@record
class Fixed:
    """A cell that can hold one value only, whatever is filled in; ``because`` are rule ids."""

    key: Key
    value: Exact
    because: tuple[str, ...]


@record
class Implied:
    """A rule that others imply; ``because`` are their ids, () where the allowed values do."""

    rule: str
    because: tuple[str, ...]


class Together:
    """What follows from the rules; each answer is found once, when it is asked for."""

    def __init__(self, blank: Blank) -> None:
        self._blank = blank
        self._intervals = {} if blank.is_large else blank.intervals
        self._undecided: dict[str, dict[str, None]] = {"clash": {}, "fixed": {}, "implied": {}}
        self._narrowed: list[tuple[Sequence[Instance], Narrowed]] = []

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """Contradictions, each once for all the places and years in which it is the same."""
        budget = Budget(WORK)
        found: dict[frozenset[str], Clash] = {}
        for year, instances in self._by_year():
            for group in self._clashing(instances, budget):
                names = frozenset(each.rule.id for each in group)
                if not any(other <= names for other in found):
                    found[names] = Clash(tuple(group), year)
        return tuple(found.values())

    @cached_property
    def fixed(self) -> tuple[Fixed, ...]:
        """Cells that the hard rules alone determine; () where they contradict."""
        if self.clashes:
            return ()
        budget = Budget(WORK)
        found: dict[Key, Fixed] = {}
        for component, narrowed in self._narrowed:
            for each in self._fixed_in(component, narrowed, budget):
                found.setdefault(each.key, each)
        return tuple(found.values())

    @cached_property
    def implied(self) -> tuple[Implied, ...]:
        """Rules that the others imply wherever they hold; of two that say the same, the later."""
        if self.clashes:
            return ()
        rules = [rule.id for table in self._blank.form.tables for rule in table.rules]
        budget = Budget(3 * WORK)
        share = max(LEAST_SHARE, 2 * budget.left // max(len(rules), 1))
        questions = [_Questions(each, self._intervals) for _, each in self._by_year()]
        dropped: dict[str, Implied] = {}
        for rule in reversed(rules if questions else []):
            own = Budget(min(share, budget.left))
            spent = own.left
            because = self._because(rule, questions, dropped, own)
            budget.spend(spent - own.left)
            if because is not None:
                dropped[rule] = Implied(rule, because)
        return tuple(reversed(dropped.values()))

    @property
    def undecided(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of rules of which the budget left a question open, by the question."""
        return {question: tuple(ids) for question, ids in self._undecided.items() if ids}

    def _by_year(self) -> Iterator[tuple[int | None, tuple[Instance, ...]]]:
        if self._blank.is_large:
            ids = {rule.id: None for table in self._blank.form.tables for rule in table.rules}
            for each in self._undecided.values():
                each.update(ids)
            return
        yield from self._blank.instances.items()

    def _clashing(
        self, instances: Sequence[Instance], budget: Budget
    ) -> Iterator[Sequence[Instance]]:
        alone = [each for each in instances if judge(each, self._intervals) is Verdict.FAILS]
        for each in alone:
            yield [each]
        bad = {id(each) for each in alone}
        for component in components([each for each in instances if id(each) not in bad]):
            narrowed = narrow(component, self._intervals)
            if narrowed.conflict:
                yield self._least(component, narrowed.conflict, budget)
                continue
            if not self._holds_at_least_values(component):
                rows, owners = linear(peeled(component, self._intervals))
                outcome = feasible(rows, self._intervals, budget)
                if outcome.possible is False:
                    yield self._least(component, {owners[n] for n in outcome.used}, budget)
                    continue
                if outcome.possible is None:
                    self._undecided["clash"].update((each.rule.id, None) for each in component)
            self._narrowed.append((component, narrowed))

    def _holds_at_least_values(self, component: Sequence[Instance]) -> bool:
        """A table in which every cell holds its least value, mostly 0, satisfies the rules."""
        lows = {
            key: Interval(low, low)
            for instance in component
            for key in keys_of(instance)
            if (low := self._intervals[key].low) is not None
        }
        return all(
            all(key in lows for key in keys_of(each)) and judge(each, lows) is Verdict.HOLDS
            for each in component
        )

    def _least(
        self, component: Sequence[Instance], numbers: Collection[int], budget: Budget
    ) -> Sequence[Instance]:
        kept = [component[number] for number in sorted(numbers)]
        if not self._fails(kept, budget):
            kept = list(component)
        for each in kept if len(kept) <= MOST_SHRUNK else ():
            fewer = [other for other in kept if other is not each]
            if fewer and self._fails(fewer, budget):
                kept = fewer
        return kept

    def _fails(self, instances: Sequence[Instance], budget: Budget) -> bool:
        if narrow(instances, self._intervals).conflict:
            return True
        rows, _ = linear(enumerate(instances))
        return feasible(rows, self._intervals, budget).possible is False

    def _fixed_in(
        self, component: Sequence[Instance], narrowed: Narrowed, budget: Budget
    ) -> Iterator[Fixed]:
        open_keys = []
        for key, interval in narrowed.intervals.items():
            if self._intervals[key].is_point:
                continue
            if interval.is_point and interval.low is not None:
                numbers = narrowed.trail.instances(narrowed.trail.behind((key,)))
                yield _fixed(key, interval.low, [component[n] for n in sorted(numbers)])
            elif interval.low is not None:
                open_keys.append(key)
        yield from self._at_their_least(component, open_keys, budget)

    def _at_their_least(
        self, component: Sequence[Instance], keys: list[Key], budget: Budget
    ) -> Iterator[Fixed]:
        """Cells that can never be above their least value: asked of all first."""
        tried = [keys, *([key] for key in keys)]
        for group in tried:
            raised = {**self._intervals, **{key: _above(self._intervals[key]) for key in group}}
            rows, owners = linear(peeled(component, raised))
            outcome = feasible(rows, raised, budget)
            if outcome.possible is None:
                self._undecided["fixed"].update((each.rule.id, None) for each in component)
                return
            if outcome.possible and group is keys:
                return
            if not outcome.possible and group is not keys:
                by = [component[number] for number in sorted({owners[n] for n in outcome.used})]
                yield _fixed(group[0], self._intervals[group[0]].low or 0, by)

    def _because(
        self,
        rule: str,
        questions: Sequence[_Questions],
        dropped: Mapping[str, Implied],
        budget: Budget,
    ) -> tuple[str, ...] | None:
        """Ids of rules that imply one, in every year and place; None where they do not."""
        because: dict[str, None] = {}
        places = 0
        for each in questions:
            for instance in each.of_rule.get(rule, ()):
                by = each.premises.imply(instance, dropped.keys(), budget)
                if by is None:
                    if each.premises.is_cut:
                        self._undecided["implied"][rule] = None
                    return None
                because.update(dict.fromkeys(by))
                places += 1
        return tuple(because) if places else None


class _Questions:
    """The rules of one span of years: by rule, and as premises."""

    def __init__(self, instances: Sequence[Instance], intervals: Mapping[Key, Interval]) -> None:
        self.premises = Premises(instances, intervals)
        self.of_rule: dict[str, list[Instance]] = {}
        for instance in instances:
            self.of_rule.setdefault(instance.rule.id, []).append(instance)


def linear(instances: Iterable[tuple[int, Instance]]) -> tuple[list[Linear], list[int]]:
    """The comparisons of numbered instances that must hold whatever else does; their numbers."""
    rows: list[Linear] = []
    owners: list[int] = []
    for number, instance in instances:
        for clause in instance.clauses:
            if len(clause) == 1:
                rows.append(clause[0])
                owners.append(number)
    return rows, owners


def _above(interval: Interval) -> Interval:
    """The interval from 1 above its least value, as far as it reaches."""
    low, high = interval.low, interval.high
    if low is None:
        return interval
    above = low + 1 if high is None or high >= low + 1 else high
    return Interval(above, high, interval.integer)


def _fixed(key: Key, value: Exact, by: Sequence[Instance]) -> Fixed:
    return Fixed(key, value, tuple(dict.fromkeys(each.rule.id for each in by)))
