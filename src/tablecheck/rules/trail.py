"""Why a bound is what it is: who narrowed it, and from which other bounds.

Comes in: events, as propagation and elimination make them. Goes out: the instances behind a bound.
Reasons are read backwards and only when asked for; most bounds are never asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.form.model import Key


class Trail:
    """Events in their order; an event's causes are earlier events.

    Attributes:
        lower: Key -> number of the event that set its lower bound; none for a stated bound.
        upper: The same for its upper bound.
    """

    __slots__ = ("_events", "lower", "upper")

    def __init__(self) -> None:
        self._events: list[tuple[frozenset[int], list[int]]] = []
        self.lower: dict[Key, int] = {}
        self.upper: dict[Key, int] = {}

    def add(self, instances: frozenset[int], causes: list[int]) -> int:
        """Number of a new event: what these instances say, given what earlier events set."""
        self._events.append((instances, causes))
        return len(self._events) - 1

    def behind(self, keys: Iterable[Key]) -> list[int]:
        """Events that set a bound of these keys."""
        return [side[key] for key in keys for side in (self.lower, self.upper) if key in side]

    def instances(self, events: Iterable[int]) -> frozenset[int]:
        """Numbers of all instances that these events go back to."""
        found: set[int] = set()
        seen = set(events)
        left = list(seen)
        while left:
            instances, causes = self._events[left.pop()]
            found |= instances
            for cause in causes:
                if cause not in seen:
                    seen.add(cause)
                    left.append(cause)
        return frozenset(found)
