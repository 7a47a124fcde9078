"""Components of rules, and what all rules of one say together.

Comes in: instances and intervals. Goes out: groups of instances; ``Narrowed``: propagation and, for
cycles of equations, elimination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.rules.eliminate import determined
from tablecheck.rules.propagate import Narrowed, keys_of, propagate
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance
    from tablecheck.values.exact import Exact


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


def narrow(component: Sequence[Instance], intervals: Mapping[Key, Interval]) -> Narrowed:
    """Propagation and elimination in turn, until neither brings anything new."""
    narrowed = propagate(component, intervals)
    while not narrowed.conflict:
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
        narrowed = propagate(component, state, trail)
    return narrowed


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
