"""What fails together: conflicts that share cells.

Comes in: a system's conflicts and failing soft rules. Goes out: ``Trouble`` values, each of which
is diagnosed by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    """

    hard: tuple[Instance, ...]
    soft: tuple[Instance, ...]
    conflicts: tuple[frozenset[Key], ...]

    @property
    def keys(self) -> frozenset[Key]:
        """Every cell of the conflicts."""
        return frozenset(key for keys in self.conflicts for key in keys)


def troubles_of(
    system: System, failing: Sequence[Instance], stated: frozenset[Key]
) -> list[Trouble]:
    """Conflicts that share cells, together; a soft rule joins what it shares cells with."""
    troubles: list[Trouble] = []
    for conflict in system.conflicts:
        troubles = _merged(troubles, _of(system, [conflict]))
    for instance in failing:
        keys = frozenset(key for key in keys_of(instance) if key in stated)
        troubles = _merged(troubles, Trouble((), (instance,), (keys,)))
    return troubles


def _merged(troubles: Iterable[Trouble], new: Trouble) -> list[Trouble]:
    apart: list[Trouble] = []
    joined: list[Trouble] = []
    for trouble in troubles:
        (apart if trouble.keys.isdisjoint(new.keys) else joined).append(trouble)
    return [*apart, together([*joined, new])]


def together(troubles: Sequence[Trouble]) -> Trouble:
    """Several troubles as one."""
    hard = {id(each): each for trouble in troubles for each in trouble.hard}
    return Trouble(
        tuple(hard.values()),
        tuple(each for trouble in troubles for each in trouble.soft),
        tuple(keys for trouble in troubles for keys in trouble.conflicts),
    )


def split(system: System, trouble: Trouble, cells: Cells) -> list[Trouble]:
    """A trouble of many errors in parts, around cells that alone settle all rules over them.

    Such a cell explains two failing rules or more by one value (a row and a column that miss the
    same amount). What no such cell explains stays together.
    """
    conflicts = [each for each in system.conflicts if not each.keys.isdisjoint(trouble.keys)]
    parts: list[set[int]] = []
    for key in sorted(trouble.keys, key=cells.order.__getitem__):
        over = {number for number, each in enumerate(conflicts) if key in each.keys}
        if len(over) < 2 or system.check({key: cells.domain(key)}).conflict is not None:
            continue
        joined = [part for part in parts if not part.isdisjoint(over)]
        parts = [part for part in parts if part.isdisjoint(over)]
        parts.append(over.union(*joined))
    if not parts:
        return []
    settled = set().union(*parts)
    found = [_of(system, [conflicts[number] for number in sorted(part)]) for part in parts]
    rest = [each for number, each in enumerate(conflicts) if number not in settled]
    left: list[Trouble] = []
    for conflict in rest:
        left = _merged(left, _of(system, [conflict]))
    return [*found, *left] if len(found) + len(left) > 1 else []


def _of(system: System, conflicts: Sequence[Conflict]) -> Trouble:
    numbers = sorted({number for each in conflicts for number in each.numbers})
    return Trouble(
        tuple(system.instances[number] for number in numbers),
        (),
        tuple(each.keys for each in conflicts),
    )
