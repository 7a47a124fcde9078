"""Rules that can be met whatever else is filled in, taken off one after the other.

Comes in: instances and intervals. Goes out: those that are left. A total that no other rule names
can be made the sum of its parts; then its parts' rules are looked at. Of a tree nothing is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear
    from tablecheck.values.interval import Interval


def peeled(
    instances: Sequence[Instance], intervals: Mapping[Key, Interval]
) -> list[tuple[int, Instance]]:
    """The instances that are left, with their numbers: all can hold together where these can."""
    left = dict(enumerate(instances))
    over: dict[Key, set[int]] = {}
    for number, instance in left.items():
        for key in keys_of(instance):
            over.setdefault(key, set()).add(number)
    queue = [key for key, numbers in over.items() if len(numbers) == 1]
    while queue:
        key = queue.pop()
        if len(over[key]) != 1:
            continue
        (number,) = over[key]
        if not _meets(left[number], key, intervals):
            continue
        for other in keys_of(left.pop(number)):
            over[other].discard(number)
            if len(over[other]) == 1:
                queue.append(other)
    return list(left.items())


def _meets(instance: Instance, key: Key, intervals: Mapping[Key, Interval]) -> bool:
    """Whatever its other cells hold, this one can be chosen so that the instance holds."""
    if len(instance.clauses) != 1 or len(instance.clauses[0]) != 1:
        return False
    atom, interval = instance.clauses[0][0], intervals[key]
    factor = next((by for by, each in atom.terms if each == key), 0)
    if atom.requires is not None or not factor or interval.high is not None:
        return False
    if atom.op in ("<=", "<"):
        return factor < 0
    if atom.op in (">=", ">"):
        return factor > 0
    if atom.op != "=" or (interval.integer and not _is_whole(atom, factor, intervals)):
        return False
    least = _least(atom, key, factor, intervals)
    return interval.low is None or (least is not None and least >= interval.low)


def _is_whole(atom: Linear, factor: Exact, intervals: Mapping[Key, Interval]) -> bool:
    return (
        factor in (1, -1)
        and isinstance(atom.constant, int)
        and all(isinstance(by, int) and intervals[each].integer for by, each in atom.terms)
    )


def _least(
    atom: Linear, key: Key, factor: Exact, intervals: Mapping[Key, Interval]
) -> Exact | None:
    """The least value that an equation asks of one of its cells, by the sign of its factor."""
    if factor not in (1, -1):
        return None
    total = atom.constant * factor
    for by, each in atom.terms:
        if each == key:
            continue
        part = -by * factor
        end = intervals[each].low if part > 0 else intervals[each].high
        if end is None:
            return None
        total += part * end
    return total
