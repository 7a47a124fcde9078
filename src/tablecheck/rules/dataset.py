"""What the rules are evaluated on: an interval for every key of the form, maybe of the last period.

Comes in: intervals from observations and domains. Goes out: ``Dataset``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.values.interval import Interval


@record
class Dataset:
    """Intervals by key, and how each was come by.

    Attributes:
        intervals: Every value key of the form. A stated number is a point (or narrow interval); a
            blank and an unknown cell are the indicator's whole domain. Keys of the previous period
            may stand here too; one that does not is taken as any number.
        stated: Keys with a number that takes part.
        blank: Keys that are blank (or marked missing): only these are deduced or must hold.
            Keys in neither set are unknown (unreadable, error value, missing row, suppressed …).
            Keys of the previous period are never among them.
        slack: Half a unit of the last stated decimal, by key; only rules over rounded values ask.
    """

    intervals: dict[Key, Interval]
    stated: frozenset[Key]
    blank: frozenset[Key]
    slack: Mapping[Key, Exact] = MappingProxyType({})
