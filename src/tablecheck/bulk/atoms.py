"""Rules over columns of scaled whole numbers, without overflow.

Comes in: instances of one reporting unit. Goes out: expressions that are true only where the rule
surely holds, and the greatest value up to which they may be computed.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from polars import Expr

    from tablecheck.rules.model import Instance, Linear

POWERS = tuple(10**n for n in range(19))
ROOM = 1 << 62
"""No sum of a rule may reach this; a 64-bit number would wrap at twice as much."""
LEAST = 10**9
"""A limit below this would hand nearly everything to the exact stages."""


@record
class Scaled:
    """A column of numbers times a power of ten."""

    name: str
    decimals: int


@record
class Whole:
    """A comparison in whole numbers: Σ coefficient · column ``op`` constant ± tolerance."""

    terms: tuple[tuple[int, str], ...]
    op: str
    constant: int
    tolerance: int


def fits(
    instances: Sequence[Instance], columns: Mapping[str, Scaled], units: AbstractSet[str]
) -> int | None:
    """The greatest absolute value of a scaled number with which no rule overflows.

    Returns:
        None where a rule cannot be screened, or not with numbers of a useful size.
    """
    limit = 10**16
    for instance in instances:
        for clause in instance.clauses:
            for atom in clause:
                if not _is_simple(atom, columns, units):
                    return None
                for each in (atom, *([atom.requires] if atom.requires else [])):
                    whole = _whole(each, columns)
                    weight = sum(abs(coefficient) for coefficient, _ in whole.terms) or 1
                    left = ROOM - abs(whole.constant) - whole.tolerance
                    if left <= 0:
                        return None
                    limit = min(limit, left // weight)
    return limit if limit >= LEAST else None


def _is_simple(atom: Linear, columns: Mapping[str, Scaled], units: AbstractSet[str]) -> bool:
    if atom.slack or (atom.requires is not None and (atom.tolerance or atom.requires.requires)):
        return False
    terms = (*atom.terms, *(atom.requires.terms if atom.requires is not None else ()))
    return all(row in columns and unit in units for _, (_, row, unit) in terms)


def _whole(atom: Linear, columns: Mapping[str, Scaled]) -> Whole:
    from fractions import Fraction

    terms = [
        (Fraction(coefficient) / POWERS[columns[row].decimals], columns[row].name)
        for coefficient, (_, row, _) in atom.terms
    ]
    numbers = (*(each for each, _ in terms), Fraction(atom.constant), Fraction(atom.tolerance))
    by = lcm(*(number.denominator for number in numbers))
    return Whole(
        terms=tuple((int(coefficient * by), name) for coefficient, name in terms),
        op=atom.op,
        constant=int(atom.constant * by),
        tolerance=int(atom.tolerance * by),
    )


def holds(clause: Sequence[Linear], columns: Mapping[str, Scaled]) -> Expr:
    """One of the comparisons surely holds."""
    import polars

    return polars.any_horizontal(*(_holds(atom, columns) for atom in clause))


def _holds(atom: Linear, columns: Mapping[str, Scaled]) -> Expr:
    whole = _whole(atom, columns)
    left, constant, off = _sum(whole), whole.constant, whole.tolerance
    told = {
        "=": lambda: left.is_between(constant - off, constant + off),
        "<=": lambda: left <= constant + off,
        "<": lambda: left < constant,
        ">=": lambda: left >= constant - off,
        ">": lambda: left > constant,
        "!=": lambda: left != constant,
    }[atom.op]()
    if atom.requires is None:
        return told
    divisor = _whole(atom.requires, columns)
    return told & (_sum(divisor) > divisor.constant)


def _sum(whole: Whole) -> Expr:
    import polars

    left = polars.lit(0, dtype=polars.Int64)
    for coefficient, name in whole.terms:
        left = left + polars.col(name) * coefficient
    return left
