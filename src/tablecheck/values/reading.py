"""The result of reading one value cell: what is written, what it means, what was stripped.

Comes in: nothing. Goes out: ``Status`` and ``Reading``, which ``number.read_cell`` builds.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.exact import Exact


class Status(StrEnum):
    """What kind of thing stands in a value cell."""

    NUMBER = "number"
    BLANK = "blank"  # nothing, or white space only
    MISSING = "missing"  # a mark that the form calls missing: counts as a blank
    NOT_APPLICABLE = "not-applicable"  # a mark: no value can stand here
    SUPPRESSED = "suppressed"  # a mark: a value exists and is not published
    UNREADABLE = "unreadable"  # not a number; `offered` may hold a reading
    DOUBTFUL = "doubtful"  # two numbers, by signs that fit the table alike; `either` holds them
    ERROR = "error-value"  # #REF! …
    UNCOMPUTED = "not-computed"  # a formula never computed


@record
class Reading:
    """One value cell, read by the strict grammar.

    Attributes:
        status: What kind of thing it is.
        text: As written, untrimmed ("" for a blank).
        low: NUMBER and SUPPRESSED: lower end, in the unit as written times the glued multiplier.
        high: Upper end; equal to ``low`` for a plain number.
        decimals: Stated decimals (``1.50`` -> 2; ``1.26万`` -> -2), for rounding.
        is_text: The cell stores text where the format could store a number (never in CSV).
        unit: A unit glued to the number (``98条`` -> ``条``; ``12.5%`` -> ``%``), else None.
        multiplier: A multiplier glued to it (``1.26万`` -> ``万``), else None.
        note: What else was stripped, for the message (``①``, ``'``), else "".
        offered: UNREADABLE: the number that is probably meant (``约9`` -> 9), else None.
        either: DOUBTFUL: the numbers that it may be, that of the usual signs first; else ().
        shown: Where the number format shows another number than is stored (0.125 as 12.5%):
            what is shown; else "".
    """

    status: Status
    text: str
    low: Exact | None = None
    high: Exact | None = None
    decimals: int = 0
    is_text: bool = False
    unit: str | None = None
    multiplier: str | None = None
    note: str = ""
    offered: Exact | None = None
    shown: str = ""
    either: tuple[Exact, ...] = ()
