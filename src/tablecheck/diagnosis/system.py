"""The hard rules as constants and few unknowns, to try many changes of few cells quickly.

Comes in: hard instances and a dataset. Goes out: ``System``, which says what contradicts as stated,
and whether the rules can hold with some cells released or set. What a rule means is left to
``judge`` and ``narrow``: only the sums over stated cells are kept here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record, replace
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Linear, Verdict
from tablecheck.rules.narrow import narrow
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from tablecheck.diagnosis.model import Budget
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval


@record
class Conflict:
    """Cells that cannot all be true together.

    Attributes:
        keys: Stated cells that may be changed.
        numbers: The instances that say so.
    """

    keys: frozenset[Key]
    numbers: frozenset[int]


@record
class Outcome:
    """What follows from releasing or setting cells.

    Attributes:
        intervals: What the rules leave to the cells concerned; {} with a conflict.
        conflict: Why the rules cannot hold; None where none is met.
    """

    intervals: Mapping[Key, Interval]
    conflict: Conflict | None


class _Sum:
    """One comparison, its stated cells summed up."""

    __slots__ = ("atom", "coefficients", "open", "requires", "rest")

    def __init__(self, atom: Linear, intervals: Mapping[Key, Interval]) -> None:
        self.coefficients = {key: coefficient for coefficient, key in atom.terms}
        self.atom = atom
        self.requires = None if atom.requires is None else _Sum(atom.requires, intervals)
        self.rest = atom.constant
        self.open: list[tuple[Exact, Key]] = []
        for coefficient, key in atom.terms:
            interval = intervals[key]
            if interval.is_point and interval.low is not None:
                self.rest -= coefficient * interval.low
            else:
                self.open.append((coefficient, key))

    def reduced(self, base: Mapping[Key, Interval], given: Mapping[Key, Interval]) -> Linear:
        """The comparison over its unknowns only."""
        rest = self.rest
        terms = self.open
        for key, interval in given.items():
            coefficient = self.coefficients.get(key)
            if coefficient is None:
                continue
            old = base[key]
            if old.is_point and old.low is not None:
                rest += coefficient * old.low
            else:
                terms = [term for term in terms if term[1] != key]
            if interval.is_point and interval.low is not None:
                rest -= coefficient * interval.low
            else:
                terms = [*terms, (coefficient, key)]
        return Linear(
            terms=tuple(terms),
            op=self.atom.op,
            constant=rest,
            requires=None if self.requires is None else self.requires.reduced(base, given),
            tolerance=self.atom.tolerance,
            slack=self.atom.slack,
        )

    def unknown(self) -> list[Key]:
        """Keys that are no points, those of the denominator too."""
        below = [] if self.requires is None else self.requires.unknown()
        return [*below, *(key for _, key in self.open)]


class System:
    """Instances over one dataset, ready for trials.

    Attributes:
        instances: Hard ones, and soft ones that are to hold; conflicts number them.
        conflicts: What contradicts as stated.
    """

    __slots__ = (
        "_base",
        "_broken",
        "_budget",
        "_equal",
        "_free",
        "_group",
        "_groups",
        "_known",
        "_over",
        "_state",
        "_sums",
        "conflicts",
        "instances",
    )

    def __init__(
        self,
        instances: Sequence[Instance],
        dataset: Dataset,
        budget: Budget,
        fixed: frozenset[Key] = frozenset(),
    ) -> None:
        self.instances = instances
        self._base = dataset.intervals
        self._state = dict(dataset.intervals)
        self._free = dataset.stated - fixed
        self._budget = budget
        self._over: dict[Key, list[int]] = {}
        self._sums: list[list[list[_Sum]]] = []
        for number, instance in enumerate(instances):
            for key in keys_of(instance):
                self._over.setdefault(key, []).append(number)
            self._sums.append(
                [[_Sum(atom, self._base) for atom in clause] for clause in instance.clauses]
            )
        self._known: dict[int, tuple[Instance | None, Verdict]] = {}
        self._groups: list[list[int]] = []
        self._group: dict[int, int] = {}
        self._gather()
        self.conflicts = self._stated_conflicts()
        self._broken = {number for each in self.conflicts for number in each.numbers}
        self._equal: dict[int, frozenset[Key]] = {}

    def over(self, key: Key) -> Sequence[int]:
        """Numbers of the instances over a cell."""
        return self._over.get(key, ())

    def holds_alone(self, key: Key, line: frozenset[Key]) -> bool:
        """An equation that holds has no other cell of a line: this one is not changed alone."""
        for number in self._over.get(key, ()):
            if number in self._group or number in self._broken:
                continue
            if number not in self._equal:
                self._equal[number] = self._equation(number)
            others = self._equal[number] - {key}
            if key in self._equal[number] and others.isdisjoint(line):
                return True
        return False

    def _equation(self, number: int) -> frozenset[Key]:
        """Cells of an instance's exact equation; none where it is no equation."""
        for clause in self._sums[number]:
            atom = clause[0].atom
            exact = not atom.tolerance and not atom.slack and atom.requires is None
            if len(clause) == 1 and atom.op == "=" and exact:
                return frozenset(clause[0].coefficients)
        return frozenset()

    def check(self, given: Mapping[Key, Interval]) -> Outcome:
        """What the rules say with some cells released (their domains) or set (points).

        Conflicts as stated that no given cell touches are not looked at again.
        """
        near = {number for key in given for number in self._over.get(key, ())}
        groups = {self._group[number] for number in near if number in self._group}
        far = {number for group in groups for number in self._groups[group]} - near
        self._budget.spend(1 + len(near))
        self._state.update(given)
        try:
            outcome = self._outcome(sorted(near), given)
            if outcome.conflict is None and far:
                # Most trials fail on the rules over the cells themselves.
                self._budget.spend(len(far))
                outcome = self._outcome([*sorted(near), *sorted(far)], given, far)
            return outcome
        finally:
            for key in given:
                self._state[key] = self._base[key]

    def _outcome(
        self, numbers: list[int], given: Mapping[Key, Interval], untouched: Container[int] = ()
    ) -> Outcome:
        left: list[Instance] = []
        of: list[int] = []
        for number in numbers:
            if number in untouched:
                instance, verdict = self._as_stated(number)
            else:
                instance = self._reduced(number, given)
                verdict = Verdict.HOLDS if instance is None else judge(instance, self._state)
            if verdict is Verdict.FAILS:
                return Outcome({}, self._conflict((number,), given))
            if verdict is Verdict.UNDECIDED and instance is not None:
                left.append(instance)
                of.append(number)
        if not left:
            return Outcome(dict(given), None)
        self._budget.spend(len(left))
        narrowed = narrow(left, self._state)
        if narrowed.conflict:
            return Outcome({}, self._conflict([of[n] for n in narrowed.conflict], given))
        return Outcome({key: narrowed.intervals.get(key, given[key]) for key in given}, None)

    def _as_stated(self, number: int) -> tuple[Instance | None, Verdict]:
        """An instance none of whose cells is released or set."""
        known = self._known.get(number)
        if known is None:
            instance = self._reduced(number, {})
            verdict = Verdict.HOLDS if instance is None else judge(instance, self._base)
            known = self._known[number] = instance, verdict
        return known

    def _reduced(self, number: int, given: Mapping[Key, Interval]) -> Instance | None:
        """An instance over its unknowns, with what is settled left out; None: it holds."""
        clauses = []
        for clause in self._sums[number]:
            atoms = tuple(each.reduced(self._base, given) for each in clause)
            if len(atoms) == 1 and not atoms[0].terms and _holds(atoms[0]):
                continue
            clauses.append(atoms)
        if not clauses:
            return None
        return replace(self.instances[number], whole=None, parts=(), clauses=tuple(clauses))

    def _conflict(self, numbers: Iterable[int], given: Iterable[Key]) -> Conflict:
        given = set(given)
        found = frozenset(numbers)
        keys = (key for number in found for key in keys_of(self.instances[number]))
        return Conflict(
            frozenset(key for key in keys if key in self._free and key not in given), found
        )

    def _gather(self) -> None:
        """Group instances that share unknowns: what one of them says may decide another."""
        leader: dict[Key, int] = {}
        for number, sums in enumerate(self._sums):
            unknown = {key for clause in sums for each in clause for key in each.unknown()}
            if not unknown:
                continue
            members = [number]
            for group in {leader[key] for key in unknown if key in leader}:
                members += self._groups[group]
                self._groups[group] = []
            self._groups.append(sorted(members))
            for member in members:
                for key in keys_of(self.instances[member]):
                    if key in unknown or key in leader:
                        leader[key] = len(self._groups) - 1
        for place, gathered in enumerate(self._groups):
            for number in gathered:
                self._group[number] = place

    def _stated_conflicts(self) -> list[Conflict]:
        found = []
        for number in range(len(self.instances)):
            if number not in self._group:
                outcome = self._outcome([number], {})
                if outcome.conflict is not None:
                    found.append(outcome.conflict)
        for group in self._groups:
            if not group:
                continue
            failing = [
                number
                for number in group
                if judge(self.instances[number], self._base) is Verdict.FAILS
            ]
            found += [self._conflict((number,), ()) for number in failing]
            if not failing:
                self._budget.spend(len(group))
                outcome = self._outcome(group, {})
                if outcome.conflict is not None:
                    found.append(outcome.conflict)
        return found


def _holds(atom: Linear) -> bool:
    """A comparison of constants that holds; others are judged."""
    if atom.requires is not None:
        return False
    constant = atom.constant
    if atom.op == "=":
        return constant == 0
    if atom.op == "<=":
        return constant >= 0
    return atom.op == ">=" and constant <= 0
