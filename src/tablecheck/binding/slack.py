"""How far rounding may have moved each stated number: half a unit of its last decimal.

Comes in: observations. Goes out: a mapping for the rules, worked out only where one asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tablecheck.exact import exact

if TYPE_CHECKING:
    from tablecheck.binding.observe import Observation
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key


class HalfUnits(Mapping["Key", "Exact"]):
    """Half a unit of the last decimal that a cell states, in the indicator's unit.

    Lazy, since fractions are imported for it, and few forms round.
    """

    __slots__ = ("_observations",)

    def __init__(self, observations: Mapping[Key, Observation]) -> None:
        self._observations = observations

    def __getitem__(self, key: Key) -> Exact:
        """Half a unit of one cell."""
        return half_unit(self._observations[key])

    def __iter__(self) -> Iterator[Key]:
        """Keys of all cells."""
        return iter(self._observations)

    def __len__(self) -> int:
        """Number of cells."""
        return len(self._observations)


def half_unit(seen: Observation) -> Exact:
    """Half a unit of the last stated decimal: 1/20 for 12.5, 5000 for 3 万元 in 元.

    0 for a cell without a number, for a blank that means 0, and for 1.26万, whose interval says it.
    """
    reading = seen.reading
    if reading is None or reading.low is None or reading.multiplier:
        return 0
    from fractions import Fraction

    half = Fraction(1, 2) / Fraction(10) ** reading.decimals
    factor = None if seen.unit is None else seen.unit.factor
    if factor is not None and seen.low == reading.low * factor:
        half *= factor
    return exact(half)
