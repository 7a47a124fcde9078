"""All hard rules at once: bounds narrowed until nothing changes.

Comes in: instances of one component and starting intervals. Goes out: ``Narrowed``. Exact, sound
when stopped early, complete on acyclic hierarchies; cycles of equations are finished by
elimination (``narrow``).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from tablecheck.exact import exact, quotient
from tablecheck.record import record
from tablecheck.rules.judge import allowance, judge_atom
from tablecheck.rules.model import Verdict
from tablecheck.rules.trail import Trail
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear

ROUNDS = 60
"""Visits per instance after which slow convergence (x >= y + 1, y >= x) is left as it stands."""


@record
class Narrowed:
    """What propagation found.

    Attributes:
        intervals: Narrowed intervals of the component's keys.
        conflict: Numbers of the instances met when an interval became empty; empty where none did.
        trail: Why each bound is what it is.
    """

    intervals: dict[Key, Interval]
    conflict: frozenset[int]
    trail: Trail


def propagate(
    instances: Sequence[Instance],
    intervals: Mapping[Key, Interval],
    trail: Trail | None = None,
    goal: Key | None = None,
) -> Narrowed:
    """Narrow the intervals of every key that the instances tie.

    Args:
        instances: Numbered by their place.
        intervals: Where to start from.
        trail: What is known of these intervals' bounds; it is continued.
        goal: Stop when this key is a point.
    """
    trail = Trail() if trail is None else trail
    watching: dict[Key, list[int]] = {}
    for number, instance in enumerate(instances):
        for key in keys_of(instance):
            watching.setdefault(key, []).append(number)
    state = {key: _inwards(intervals[key]) for key in watching}
    queue = deque(range(len(instances)))
    waiting = set(queue)
    for _ in range(ROUNDS * len(instances)):
        if not queue:
            break
        number = queue.popleft()
        waiting.discard(number)
        visit = _Visit(number, state, trail)
        if not visit.narrows(instances[number]):
            return Narrowed(state, trail.instances(visit.met) | {number}, trail)
        if goal in visit.changed and state[goal].is_point:
            break
        for key in visit.changed:
            for other in watching[key]:
                if other not in waiting:
                    waiting.add(other)
                    queue.append(other)
    return Narrowed(state, frozenset(), trail)


def keys_of(instance: Instance) -> tuple[Key, ...]:
    """Every key that an instance names, each once."""
    if instance.whole is not None:
        return (instance.whole, *instance.parts)
    return tuple(
        dict.fromkeys(key for clause in instance.clauses for atom in clause for key in _named(atom))
    )


def _named(atom: Linear) -> list[Key]:
    """Every key of a comparison, those of its denominator too."""
    below = () if atom.requires is None else atom.requires.terms
    return [key for _, key in (*atom.terms, *below)]


def _inwards(interval: Interval) -> Interval:
    """An interval of whole numbers with whole ends."""
    low, high = interval.low, interval.high
    if not interval.integer or (isinstance(low, int | None) and isinstance(high, int | None)):
        return interval
    low = None if low is None else -(-low // 1)
    high = None if high is None else high // 1
    inner = Interval(low, high, True)
    return interval if inner.is_empty else inner


class _Visit:
    """One instance at work on the shared intervals.

    Attributes:
        changed: Keys that it narrowed.
        met: Events that made it fail.
    """

    __slots__ = ("changed", "met", "number", "state", "trail")

    def __init__(self, number: int, state: dict[Key, Interval], trail: Trail) -> None:
        self.number = number
        self.state = state
        self.trail = trail
        self.changed: list[Key] = []
        self.met: list[int] = []

    def narrows(self, instance: Instance) -> bool:
        """Narrow every key of an instance; False where it cannot hold."""
        for clause in instance.clauses:
            atom, events = (clause[0], []) if len(clause) == 1 else self._forced(clause)
            if atom is not None and not self._tighten(atom, events):
                return False
        return True

    def _forced(self, clause: tuple[Linear, ...]) -> tuple[Linear | None, list[int]]:
        """The one comparison of a clause that must hold, and why the others cannot."""
        left = None
        events: list[int] = []
        for atom in clause:
            verdict = judge_atom(atom, self.state)
            if verdict is Verdict.FAILS:
                events += self.trail.behind(_named(atom))
            elif left is not None or verdict is Verdict.HOLDS:
                return None, []
            else:
                left = atom
        return left or clause[0], events

    def _tighten(self, atom: Linear, events: list[int]) -> bool:
        off = allowance(atom, self.state)
        if off is None:
            return True
        if atom.requires is not None:
            events = [*events, *self.trail.behind(key for _, key in atom.requires.terms)]
        if atom.op == "!=":
            self.met = [*events, *self.trail.behind(key for _, key in atom.terms)]
            return judge_atom(atom, self.state) is not Verdict.FAILS
        return (atom.op in (">=", ">") or self._at_most(atom, 1, off, events)) and (
            atom.op in ("<=", "<") or self._at_most(atom, -1, off, events)
        )

    def _at_most(self, atom: Linear, sign: int, off: Exact, events: list[int]) -> bool:
        """Narrow by sign · left side <= sign · constant, from the least values of the others."""
        state = self.state
        strict = atom.op in ("<", ">")
        room: Exact = atom.constant * sign + off
        is_open = is_fixed = 0  # keys without a least value; keys that hold one value
        for coefficient, key in atom.terms:
            interval = state[key]
            factor = coefficient * sign
            end = interval.low if factor > 0 else interval.high
            is_fixed += interval.is_point
            if end is None:
                is_open += 1
            else:
                room -= factor * end
        if not is_open and (room < 0 or (strict and room == 0)):
            self.met = [*events, *self._behind(atom, sign)]
            return False
        if is_open > 1 or is_fixed == len(atom.terms):
            return True
        for coefficient, key in atom.terms:
            interval = state[key]
            factor = coefficient * sign
            end = interval.low if factor > 0 else interval.high
            if interval.is_point or (is_open and end is not None):
                continue
            limit = _divide(room if end is None else room + factor * end, factor)
            cut = _cut(interval, limit, upper=factor > 0, strict=strict)
            if cut is None:
                continue
            causes = [*events, *self._behind(atom, sign, but=key)]
            bound, opposite = self.trail.upper, self.trail.lower
            if factor < 0:
                bound, opposite = opposite, bound
            if cut.is_empty:
                self.met = [*causes, *((opposite[key],) if key in opposite else ())]
                return False
            bound[key] = self.trail.add(frozenset((self.number,)), causes)
            state[key] = cut
            self.changed.append(key)
        return True

    def _behind(self, atom: Linear, sign: int, but: Key | None = None) -> list[int]:
        """Events that set the least values of a comparison's keys."""
        lower, upper = self.trail.lower, self.trail.upper
        return [
            side[key]
            for coefficient, key in atom.terms
            if key != but and key in (side := lower if coefficient * sign > 0 else upper)
        ]


def _divide(number: Exact, by: Exact) -> Exact:
    if by == 1:
        return number
    return -number if by == -1 else quotient(number, by)


def _cut(interval: Interval, limit: Exact, *, upper: bool, strict: bool) -> Interval | None:
    """An interval with one nearer end, maybe empty; None where the limit is no nearer."""
    if interval.integer:
        if upper:
            limit = -(-limit // 1) - 1 if strict else limit // 1
        else:
            limit = limit // 1 + 1 if strict else -(-limit // 1)
    elif not isinstance(limit, int):
        limit = exact(limit)
    low, high = interval.low, interval.high
    if upper:
        if high is not None and high <= limit:
            return None
        return Interval(low, limit, interval.integer)
    if low is not None and low >= limit:
        return None
    return Interval(limit, high, interval.integer)
