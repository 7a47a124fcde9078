"""What fails together: conflicts that share cells.

Comes in: a system's conflicts and failing soft rules. Goes out: ``Trouble`` values, each of which
is diagnosed by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record, replace
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.diagnosis.cells import Cells
    from tablecheck.diagnosis.system import Conflict, System
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance


@record
class Trouble:
    """Failing instances whose cells hang together.

    Attributes:
        hard: Failing or contradicting hard instances.
        soft: Failing soft ones.
        conflicts: Sets of stated cells that cannot all be right.
        keys: Every cell of the conflicts.
    """

    hard: tuple[Instance, ...]
    soft: tuple[Instance, ...]
    conflicts: tuple[frozenset[Key], ...]
    keys: frozenset[Key]


def troubles_of(
    system: System, failing: Sequence[Instance], stated: frozenset[Key]
) -> list[Trouble]:
    """Conflicts that share cells, together; a soft rule joins what it shares cells with.

    Args:
        system: With the conflicts of the hard rules.
        failing: Soft instances that fail.
        stated: Cells that may be changed.
    """
    single = [_of(system, [conflict]) for conflict in system.conflicts]
    for instance in failing:
        keys = frozenset(key for key in keys_of(instance) if key in stated)
        single.append(Trouble((), (instance,), (keys,), keys))
    return _joined(single)


def together(troubles: Sequence[Trouble]) -> Trouble:
    """Several troubles as one."""
    hard = {id(each): each for trouble in troubles for each in trouble.hard}
    return Trouble(
        hard=tuple(hard.values()),
        soft=tuple(each for trouble in troubles for each in trouble.soft),
        conflicts=tuple(keys for trouble in troubles for keys in trouble.conflicts),
        keys=frozenset(key for trouble in troubles for key in trouble.keys),
    )


def split(system: System, trouble: Trouble, cells: Cells) -> list[Trouble]:
    """A trouble of many errors in parts, around cells that alone settle all rules over them.

    Such a cell explains two failing rules or more by one value (a row and a column that miss the
    same amount). What no such cell explains stays together.
    """
    conflicts = [each for each in system.conflicts if not each.keys.isdisjoint(trouble.keys)]
    over: dict[Key, list[int]] = {}
    for number, conflict in enumerate(conflicts):
        for key in conflict.keys:
            over.setdefault(key, []).append(number)
    settling = [
        key
        for key in sorted(over, key=cells.order.__getitem__)
        if len(over[key]) > 1 and system.check({key: cells.domain(key)}).conflict is None
    ]
    groups = _grouped([frozenset(over[key]) for key in settling])
    found = [
        _of(system, [conflicts[number] for number in sorted({n for k in group for n in over[k]})])
        for group in ([settling[place] for place in group] for group in groups)
    ]
    settled = {number for key in settling for number in over[key]}
    rest = [each for number, each in enumerate(conflicts) if number not in settled]
    parts = [*found, *_joined([_of(system, [conflict]) for conflict in rest])]
    return _with_soft(parts, trouble.soft) if found and len(parts) > 1 else []


def _with_soft(parts: Sequence[Trouble], soft: Sequence[Instance]) -> list[Trouble]:
    """Each failing soft rule told with the first part that shares a cell with it."""
    told: list[list[Instance]] = [[] for _ in parts]
    for instance in soft:
        keys = keys_of(instance)
        place = next((n for n, part in enumerate(parts) if not part.keys.isdisjoint(keys)), 0)
        told[place].append(instance)
    return [replace(part, soft=tuple(each)) for part, each in zip(parts, told, strict=True)]


def _joined(troubles: Sequence[Trouble]) -> list[Trouble]:
    """Troubles that share cells, directly or through others, as one."""
    groups = _grouped([trouble.keys for trouble in troubles])
    return [together([troubles[number] for number in group]) for group in groups]


def _grouped(sets: Sequence[frozenset[object]]) -> list[list[int]]:
    """Places of sets that hang together by common members, in order."""
    leader = list(range(len(sets)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    first: dict[object, int] = {}
    for place, members in enumerate(sets):
        for member in members:
            one, other = sorted((find(first.setdefault(member, place)), find(place)))
            leader[other] = one
    groups: dict[int, list[int]] = {}
    for place in range(len(sets)):
        groups.setdefault(find(place), []).append(place)
    return list(groups.values())


def _of(system: System, conflicts: Sequence[Conflict]) -> Trouble:
    numbers = sorted({number for each in conflicts for number in each.numbers})
    return Trouble(
        hard=tuple(system.instances[number] for number in numbers),
        soft=(),
        conflicts=tuple(each.keys for each in conflicts),
        keys=frozenset(key for each in conflicts for key in each.keys),
    )
