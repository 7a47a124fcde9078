"""Whether linear comparisons can hold together: exact, whatever the size of the numbers.

Comes in: comparisons and intervals. Goes out: ``Outcome``: a point where they hold, or those that
cannot hold together, or neither within the budget. Dual simplex without an objective, by the rule
of the smallest index, which ends; whole numbers are not branched on, so "possible" may be wrong of
them, "impossible" never is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import quotient
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Linear
    from tablecheck.values.interval import Interval

    Value = tuple[Exact, Exact]
    """A number, and how many infinitesimals more (for strict comparisons)."""


class Budget:
    """How much work may still be done: numbers touched, long ones more than once; no seconds."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, work: int) -> None:
        """Take it; where ``left`` is not above 0, the work is to be left."""
        self.left -= work


@record
class Outcome:
    """What was found.

    Attributes:
        possible: They can hold together; None: not decided within the budget.
        used: Numbers of comparisons that cannot hold together (with the intervals), else empty.
        point: Where they hold.
    """

    possible: bool | None
    used: frozenset[int] = frozenset()
    point: Mapping[Key, Exact] | None = None


def feasible(
    comparisons: Sequence[Linear], intervals: Mapping[Key, Interval], budget: Budget
) -> Outcome:
    """Whether comparisons hold together somewhere in the intervals.

    Args:
        comparisons: Numbered by their place; ``!=`` and ratios are left out, which keeps
            "impossible" true.
        intervals: Of every key named.
        budget: Shared by several calls.
    """
    tableau = _Tableau(intervals, budget)
    for number, atom in enumerate(comparisons):
        if atom.op == "!=" or atom.requires is not None:
            continue
        if not tableau.add(number, atom) or budget.left <= 0:
            break
    if tableau.conflict is None and budget.left > 0:
        tableau.solve()
    if tableau.conflict is not None:
        return Outcome(False, tableau.conflict)
    return Outcome(None) if budget.left <= 0 else Outcome(True, point=tableau.point())


class _Row:
    """A variable as ``value`` plus multiples of those that are 0 now."""

    __slots__ = ("terms", "value")

    def __init__(self, value: Value, terms: dict[int, Exact]) -> None:
        self.value = value
        self.terms = terms

    def take(self, factor: Exact, other: _Row) -> None:
        """Add ``factor`` times another row."""
        terms = self.terms
        for name, coefficient in other.terms.items():
            total = _whole(terms.get(name, 0) + factor * coefficient)
            if total:
                terms[name] = total
            else:
                terms.pop(name, None)
        real, tiny = self.value
        more, less = other.value
        self.value = (_whole(real + factor * more), _whole(tiny + factor * less))


class _Tableau:
    """Variables that are at least 0, some of them as sums of the others.

    Attributes:
        conflict: Numbers of the comparisons that cannot hold together, once it is known.
    """

    def __init__(self, intervals: Mapping[Key, Interval], budget: Budget) -> None:
        self._intervals = intervals
        self._budget = budget
        self._rows: dict[int, _Row] = {}
        self._of: dict[Key, _Row] = {}
        self._fixed: set[int] = set()
        self._number: dict[int, int] = {}
        self._count = 0
        self.conflict: frozenset[int] | None = None

    def add(self, number: int, atom: Linear) -> bool:
        """Put in one comparison; False where it cannot hold with the equations before it."""
        off = atom.tolerance + atom.slack
        if atom.op == "=" and not off:
            return self._equal(number, self._sum(atom))
        if atom.op in ("<=", "<", "="):
            self._at_least(number, atom, -1, off)
        if atom.op in (">=", ">", "="):
            self._at_least(number, atom, 1, off)
        return True

    def solve(self) -> None:
        """Bring every variable to 0 or above."""
        while True:
            bad = min((name for name, row in self._rows.items() if row.value < (0, 0)), default=-1)
            if bad < 0:
                return
            row = self._rows[bad]
            enter = min(
                (name for name, by in row.terms.items() if by > 0 and name not in self._fixed),
                default=-1,
            )
            if enter < 0:
                self.conflict = self._behind((bad, *row.terms))
                return
            self._pivot(bad, enter)
            if self._budget.left <= 0:
                return

    def point(self) -> dict[Key, Exact]:
        """A value for each key; of strict comparisons the bound itself."""
        found = {}
        for key, written in self._of.items():
            total = written.value[0]
            for name, factor in written.terms.items():
                if name in self._rows:
                    total += factor * self._rows[name].value[0]
            found[key] = total
        return found

    def _at_least(self, number: int, atom: Linear, sign: int, off: Exact) -> None:
        row = self._sum(atom)
        if sign < 0:
            row = _Row((-row.value[0], 0), {name: -by for name, by in row.terms.items()})
        strict = atom.op in ("<", ">")
        whole = strict and self._is_whole(atom)
        real = row.value[0] + off - (1 if whole else 0)
        row.value = (real, -1 if strict and not whole else 0)
        self._rows[self._named(number)] = self._substituted(row)

    def _equal(self, number: int, written: _Row) -> bool:
        row = self._substituted(written)
        name = self._named(number)
        self._fixed.add(name)
        self._rows[name] = row
        enter = min((each for each in row.terms if each not in self._fixed), default=-1)
        if enter >= 0:
            self._pivot(name, enter)
            return True
        if row.value[0]:
            self.conflict = self._behind((name, *row.terms))
            return False
        del self._rows[name]
        return True

    def _sum(self, atom: Linear) -> _Row:
        """Left side less constant, in variables that are at least 0."""
        total = _Row((-atom.constant, 0), {})
        for coefficient, key in atom.terms:
            total.take(coefficient, self._variable(key))
            self._budget.spend(_weight(coefficient))
        return total

    def _variable(self, key: Key) -> _Row:
        if key not in self._of:
            low, high = self._intervals[key].low, self._intervals[key].high
            name = self._named(None)
            if low is not None:
                self._of[key] = _Row((low, 0), {name: 1})
                if high is not None:
                    self._rows[self._named(None)] = _Row((high - low, 0), {name: -1})
            elif high is not None:
                self._of[key] = _Row((high, 0), {name: -1})
            else:
                self._of[key] = _Row((0, 0), {name: 1, self._named(None): -1})
        return self._of[key]

    def _substituted(self, row: _Row) -> _Row:
        for name in [name for name in row.terms if name in self._rows]:
            factor = row.terms.pop(name)
            row.take(factor, self._rows[name])
            self._budget.spend(len(self._rows[name].terms) * _weight(factor))
        self._budget.spend(len(row.terms) + 1)
        return row

    def _pivot(self, leave: int, enter: int) -> None:
        """Exchange two variables."""
        row = self._rows.pop(leave)
        by = row.terms.pop(enter)
        scale = quotient(-1, by)
        terms = {name: _whole(scale * factor) for name, factor in row.terms.items()}
        terms[leave] = -scale
        real, tiny = row.value
        made = _Row((_whole(scale * real), _whole(scale * tiny)), terms)
        work = len(terms) + len(self._rows)
        for other in self._rows.values():
            factor = other.terms.pop(enter, 0)
            if factor:
                other.take(factor, made)
                work += len(terms) * _weight(factor)
        self._rows[enter] = made
        self._budget.spend(work)

    def _is_whole(self, atom: Linear) -> bool:
        return isinstance(atom.constant, int) and all(
            isinstance(by, int) and self._intervals[key].integer for by, key in atom.terms
        )

    def _named(self, number: int | None) -> int:
        self._count += 1
        if number is not None:
            self._number[self._count] = number
        return self._count

    def _behind(self, names: Sequence[int]) -> frozenset[int]:
        return frozenset(self._number[name] for name in names if name in self._number)


def _whole(number: Exact) -> Exact:
    return number if isinstance(number, int) or number.denominator != 1 else number.numerator


def _weight(number: Exact) -> int:
    """How much more a long number costs than a short one."""
    return 1 + (number.numerator.bit_length() + number.denominator.bit_length()) // 32
