"""What a cell may hold: an interval of exact numbers, maybe only whole ones.

Comes in: bounds. Goes out: ``Interval``. ``None`` is an open end (no bound on that side).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.exact import Exact


@record
class Interval:
    """All numbers from ``low`` to ``high``; both ends belong to it.

    Attributes:
        low: Lower end, None for minus infinity.
        high: Upper end, None for plus infinity.
        integer: Only whole numbers are meant (propagation rounds its bounds inwards).
    """

    low: Exact | None
    high: Exact | None
    integer: bool = False

    @property
    def is_point(self) -> bool:
        """One value only."""
        return self.low is not None and self.low == self.high

    @property
    def is_empty(self) -> bool:
        """No value at all."""
        return self.low is not None and self.high is not None and self.low > self.high
