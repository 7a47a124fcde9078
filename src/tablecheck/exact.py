"""Exact numbers: whole ones are ``int``, all others ``Fraction``; never binary float.

Comes in: decimals as written. Goes out: numbers that add, compare and print exactly. ``fractions``
is imported only where a number is not whole: it brings decimal along, 2 ms of every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    Exact = int | Fraction


def exact(number: Decimal | int | Fraction | str) -> Exact:
    """The same number as ``int`` where it is whole, else as ``Fraction``."""
    if isinstance(number, int):
        return number
    from fractions import Fraction

    fraction = Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else fraction


def quotient(number: Exact, by: Exact) -> Exact:
    """``number`` divided by ``by``, exactly; never ``/``, which makes a float of two ints."""
    if isinstance(number, int) and isinstance(by, int) and number % by == 0:
        return number // by
    from fractions import Fraction

    return exact(Fraction(number) / by)


def plain(number: Exact) -> str:
    """A plain decimal string without exponent: 3.5 -> '3.5', 100 -> '100'.

    A number that no decimal can say (1/3) is cut at 12 decimals.
    """
    if number.denominator == 1:  # a sum of fractions may be a whole Fraction
        return str(number.numerator)
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    places = max(twos, fives) if rest == 1 else 12
    scaled = number * 10**places
    digits = str(abs(int(scaled))).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    text = f"{sign}{digits[:-places]}.{digits[-places:]}"
    return text if rest == 1 else text.rstrip("0").rstrip(".")


def is_decimal(number: Exact) -> bool:
    """A finite decimal says it exactly (7/2 does, 1/3 does not)."""
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1
