"""Components of rules, and what all rules of one say together.

Comes in: instances and intervals. Goes out: groups of instances; ``Narrowed``: propagation and, for
cycles of equations, elimination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.record import replace
from tablecheck.rules.eliminate import determined
from tablecheck.rules.judge import judge_atom
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import Narrowed, keys_of, propagate
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear


def components(instances: Sequence[Instance]) -> list[list[Instance]]:
    """Hard instances grouped by the cells that they share."""
    leader: dict[Key, Key] = {}

    def find(key: Key) -> Key:
        leader.setdefault(key, key)
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    hard = [each for each in instances if each.rule.severity is Severity.ERROR and each.clauses]
    for instance in hard:
        keys = keys_of(instance)
        for key in keys[1:]:
            leader[find(key)] = find(keys[0])
    groups: dict[Key, list[Instance]] = {}
    for instance in hard:
        groups.setdefault(find(keys_of(instance)[0]), []).append(instance)
    return list(groups.values())


def without_points(
    component: Sequence[Instance], intervals: Mapping[Key, Interval]
) -> list[Instance]:
    """The same instances, with keys of one value gone into the constants.

    Most cells are filled, so what is left to narrow is small. What holds already is left out; the
    numbers of the instances stay.
    """
    return [
        replace(
            instance,
            whole=None,
            parts=(),
            clauses=tuple(
                clause
                for each in instance.clauses
                if (clause := tuple(_without_points(atom, intervals) for atom in each))
                and not any(not atom.terms and _holds(atom) for atom in clause)
            ),
        )
        for instance in component
    ]


def narrow(
    component: Sequence[Instance], intervals: Mapping[Key, Interval], goal: Key | None = None
) -> Narrowed:
    """Propagation and elimination in turn, until neither brings anything new or a goal is a point.

    Args:
        component: Instances, numbered by their place.
        intervals: Where to start from.
        goal: The one key that is asked about; None: all.
    """
    narrowed = propagate(component, intervals, goal=goal)
    while not narrowed.conflict:
        if goal in narrowed.intervals and narrowed.intervals[goal].is_point:
            break
        state, trail = narrowed.intervals, narrowed.trail
        found, conflict = determined(component, state)
        fixed = frozenset(key for key, interval in state.items() if interval.is_point)
        if conflict:
            behind = trail.behind(_constants(component, conflict, fixed))
            return Narrowed(state, conflict | trail.instances(behind), trail)
        if not found:
            break
        for key, (value, used) in found.items():
            behind = trail.behind(_constants(component, used, fixed))
            if not _belongs(value, state[key]):
                against = trail.instances([*behind, *trail.behind((key,))])
                return Narrowed(state, used | against, trail)
            state[key] = Interval(value, value, state[key].integer)
            trail.lower[key] = trail.upper[key] = trail.add(used, behind)
        narrowed = propagate(component, state, trail, goal)
    return narrowed


def _without_points(atom: Linear, intervals: Mapping[Key, Interval]) -> Linear:
    terms = []
    constant = atom.constant
    for coefficient, key in atom.terms:
        interval = intervals[key]
        if interval.is_point and interval.low is not None:
            constant -= coefficient * interval.low
        else:
            terms.append((coefficient, key))
    requires = atom.requires
    return replace(
        atom,
        terms=tuple(terms),
        constant=constant,
        requires=None if requires is None else _without_points(requires, intervals),
    )


def _holds(atom: Linear) -> bool:
    known = atom.requires is None or not atom.requires.terms
    return known and judge_atom(atom, {}) is Verdict.HOLDS


def _constants(
    component: Sequence[Instance], used: frozenset[int], fixed: frozenset[Key]
) -> list[Key]:
    """Keys that went into the equations as numbers."""
    keys = dict.fromkeys(key for number in sorted(used) for key in keys_of(component[number]))
    return [key for key in keys if key in fixed]


def _belongs(value: Exact, interval: Interval) -> bool:
    return (
        (interval.low is None or value >= interval.low)
        and (interval.high is None or value <= interval.high)
        and (not interval.integer or isinstance(value, int))
    )
