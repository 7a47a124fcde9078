"""What diagnosis takes and gives.

Comes in: nothing. Goes out: ``Clues``, ``Budget``, ``Diagnosis``, ``Suggestion`` and ``Change``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.report import CERTAIN as CERTAIN
from tablecheck.report import LIKELY as LIKELY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval


@record
class Clues:
    """What is known of the cells beyond their numbers; all of it may be left out.

    Attributes:
        written: Digits as written, without separators and unit (``1250.50``); else the number's.
        positions: Key -> (sheet, row, column), for neighbours; else the order of the keys.
        formulas: Cells with a formula, which are less suspect.
        previous: The previous period's values.
        told: Values that the text around the table states.
        multiples: Factors by which an amount's unit may be mistaken (10000: 元 for 万元).
        domains: All that a cell may hold; else any number, whole where the stated one must be.
        fixed: Cells that are not to be changed (another period's, another file's).
        weights: How much less suspect a cell is than others: 2 is as unlikely as two slips.
    """

    written: Mapping[Key, str] = MappingProxyType({})
    positions: Mapping[Key, tuple[str | None, int, int]] = MappingProxyType({})
    formulas: frozenset[Key] = frozenset()
    previous: Mapping[Key, Exact] = MappingProxyType({})
    told: Mapping[Key, Exact] = MappingProxyType({})
    multiples: Mapping[Key, tuple[Exact, ...]] = MappingProxyType({})
    domains: Mapping[Key, Interval] = MappingProxyType({})
    fixed: frozenset[Key] = frozenset()
    weights: Mapping[Key, Exact] = MappingProxyType({})


@record
class Change:
    """One cell of a suggestion.

    Attributes:
        key: The cell.
        old: The stated number; None for a blank.
        new: What it should say; None where only a range is known.
        low, high: Range of what the rules allow, both ``new`` where that is given; None: open.
        reason: What happened to this cell.
        perhaps: Of a range, the value that ``reason`` speaks for; not likely enough to be ``new``.
    """

    key: Key
    old: Exact | None
    new: Exact | None
    low: Exact | None
    high: Exact | None
    reason: str
    perhaps: Exact | None = None


@record
class Suggestion:
    """One explanation: with these changes every hard rule can hold.

    Attributes:
        confidence: Its share of all explanations, from 0 to 1.
        reason: ``transposed-digits`` … (the slugs of ``slips`` and ``acts``); ``unexplained``
            where nothing but the rules speaks for it, ``several-slips`` where changes differ.
        changes: In the order of the table.
    """

    confidence: float
    reason: str
    changes: tuple[Change, ...]


@record
class Diagnosis:
    """Why some rules fail together.

    Attributes:
        instances: The failing (or contradicting) instances that the suggestions explain.
        suggestions: Likeliest first; () where no repair was found.
        search: ``complete`` where all repairs of up to two cells were seen (three where two were
            not enough), else ``incomplete``.
        soft: No hard rule fails: the numbers may be right as they are.
    """

    instances: tuple[Instance, ...]
    suggestions: tuple[Suggestion, ...]
    search: str
    soft: bool = False


class Budget:
    """Work that may be done: steps, which are the same everywhere, and seconds as a last guard."""

    __slots__ = ("_clock", "_kept", "_until", "steps")

    def __init__(self, steps: int = 60_000, seconds: float = 1.5) -> None:
        from time import monotonic

        self.steps = steps
        self._kept = 0
        self._clock = monotonic
        self._until = monotonic() + seconds

    def spend(self, steps: int) -> bool:
        """Take some steps; False where none are left."""
        self.steps -= steps
        if self.steps > 0 and self._clock() > self._until:
            self.steps = 0
        return not self.is_spent

    def keep(self, share: float) -> None:
        """Hold back a share of what is left for later; 0 gives all of it."""
        self._kept = int(self.steps * share)

    @property
    def is_spent(self) -> bool:
        """Nothing is left."""
        return self.steps <= self._kept or self.steps <= 0
