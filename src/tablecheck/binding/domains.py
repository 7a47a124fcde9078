"""What an indicator's domain allows: as an interval, and which keyword a number offends.

Comes in: a ``Domain`` of the form. Goes out: intervals and keywords of JSON Schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from tablecheck.exact import Exact
    from tablecheck.form.model import Domain


def domain_interval(domain: Domain | None) -> Interval:
    """Every value that the domain allows."""
    if domain is None:
        return Interval(None, None)
    above, below = domain.exclusive_minimum, domain.exclusive_maximum
    if domain.integer:  # whole numbers above 0 begin at 1
        above = None if above is None else above // 1 + 1
        below = None if below is None else -(-below // 1) - 1
    lows = [v for v in (domain.minimum, above) if v is not None]
    highs = [v for v in (domain.maximum, below) if v is not None]
    if domain.enum:
        lows.append(min(domain.enum))
        highs.append(max(domain.enum))
    low = exact(max(lows)) if lows else None
    high = exact(min(highs)) if highs else None
    if domain.integer:
        low = None if low is None else -(-low // 1)
        high = None if high is None else high // 1
    return Interval(low, high, domain.integer)


def offended_keyword(domain: Domain | None, low: Exact, high: Exact) -> str:
    """The keyword that no number from low to high meets, "" where all can be met."""
    if domain is None:
        return ""
    if domain.minimum is not None and high < domain.minimum:
        return "minimum"
    if domain.exclusive_minimum is not None and high <= domain.exclusive_minimum:
        return "exclusiveMinimum"
    if domain.maximum is not None and low > domain.maximum:
        return "maximum"
    if domain.exclusive_maximum is not None and low >= domain.exclusive_maximum:
        return "exclusiveMaximum"
    if low == high:
        if domain.integer and not isinstance(low, int):
            return "integer"
        if domain.multiple_of is not None and low % domain.multiple_of:
            return "multipleOf"
        if domain.enum and low not in domain.enum:
            return "enum"
    return ""
