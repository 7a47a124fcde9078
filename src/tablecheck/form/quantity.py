"""What stands on one side of a comparison: linear terms, a ratio, absolute values.

Comes in: terms with exact coefficients. Goes out: clauses of linear ``Atom``; ``ExpressionError``
where no linear comparison says the same.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tablecheck.exact import quotient
from tablecheck.form.clauses import ExpressionError, any_of, bounded, too_complex
from tablecheck.form.model import Atom
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.exact import Exact
    from tablecheck.form.clauses import Clauses
    from tablecheck.form.model import Ref

    Linear = tuple[dict[Ref, Exact], Exact]
    """Coefficient by reference, and a constant."""

ZERO: Linear = ({}, 0)
MOST_ABSOLUTES = 4


@record
class Quantity:
    """A number that depends on cells: ``linear + above / below + Σ factor · |absolute|``.

    Attributes:
        linear: The sum of plain terms.
        above, below: Numerator and denominator; ``below`` is None where nothing is divided.
        absolutes: (factor, what the bars hold).
    """

    linear: Linear = ZERO
    above: Linear = ZERO
    below: Linear | None = None
    absolutes: tuple[tuple[Exact, Quantity], ...] = ()

    @property
    def number(self) -> Exact | None:
        """Its value where it names no cell, else None."""
        plain = self.below is None and not self.absolutes and not self.linear[0]
        return self.linear[1] if plain else None

    @property
    def size(self) -> int:
        """How many terms the comparisons that it unfolds to have, about."""
        below = self.below[0] if self.below is not None else ()
        own = len(self.linear[0]) + len(self.above[0]) + len(below)
        inner = sum(each.size for _, each in self.absolutes)
        return (own + inner + 1) << min(len(self.absolutes), MOST_ABSOLUTES)


def total_of(refs: Iterable[Ref]) -> Quantity:
    """The sum of cells."""
    terms: dict[Ref, Exact] = {}
    for ref in refs:
        terms[ref] = terms.get(ref, 0) + 1
    return Quantity((terms, 0))


def plus(one: Quantity, other: Quantity, scale: Exact = 1) -> Quantity:
    """One quantity plus ``scale`` times another.

    Raises:
        ExpressionError: Both divide, by different things.
    """
    if one.below is not None and other.below is not None and one.below != other.below:
        raise _two_divisions()
    return Quantity(
        linear=_added(one.linear, other.linear, scale),
        above=_added(one.above, other.above, scale),
        below=other.below if one.below is None else one.below,
        absolutes=(
            *one.absolutes,
            *((scale * factor, inner) for factor, inner in other.absolutes if scale),
        ),
    )


def times(one: Quantity, other: Quantity) -> Quantity:
    """The product; at most one of the two names a cell."""
    number, scaled = (one.number, other) if other.number is None else (other.number, one)
    if number is None:
        raise ExpressionError(
            "两个指标不能相乘，关系必须是线性的",
            "two indicators are multiplied, but a rule must be linear",
        )
    return plus(Quantity(), scaled, number)


def divided(one: Quantity, by: Quantity) -> Quantity:
    """The ratio; a rule divides by a number, or once by a sum of indicators."""
    if by.number is not None:
        if not by.number:
            raise ExpressionError("除数为 0", "a number is divided by 0")
        return plus(Quantity(), one, quotient(1, by.number))
    if by.below is not None or by.absolutes or one.below is not None:
        raise _two_divisions()
    return Quantity(
        above=one.linear,
        below=by.linear,
        absolutes=tuple((factor, divided(inner, by)) for factor, inner in one.absolutes),
    )


def absolute(inner: Quantity) -> Quantity:
    """The value without its sign."""
    if inner.absolutes:
        raise ExpressionError("abs 里不能再有 abs", "abs cannot stand inside abs")
    if inner.number is not None:
        return Quantity(({}, max(inner.number, -inner.number)))
    return Quantity(absolutes=((1, inner),))


def compared(left: Quantity, op: str, right: Quantity) -> Clauses:
    """``left op right`` with every cell on the left.

    Raises:
        ExpressionError: No cell is left, or no linear comparison says it.
    """
    both = plus(left, right, -1)
    on_left = left.linear[0].keys() | left.above[0].keys()
    if not both.absolutes:
        return ((_atom(both, op, on_left),),)
    rising = {factor > 0 for factor, _ in both.absolutes}
    if len(rising) > 1 or op in ("=", "!="):
        raise ExpressionError(
            "abs 只能用 <、<=、>、>= 与别的数比较，比较式一边只能有同号的 abs",
            "abs can only be compared by <, <=, > or >=, and not with another abs",
        )
    if len(both.absolutes) > MOST_ABSOLUTES:
        raise too_complex()
    on_left |= {
        ref for _, inner in left.absolutes for ref in inner.linear[0].keys() | inner.above[0]
    }
    # The greatest of all choices of signs is the absolute value: a bound from above holds for each
    # choice, one from below for one of them.
    chosen = [
        ((_atom(_signed(both, signs), op, on_left),),)
        for signs in product((1, -1), repeat=len(both.absolutes))
    ]
    if rising == {op in ("<", "<=")}:
        return bounded(tuple(clause for each in chosen for clause in each))
    return any_of(chosen)


def _signed(both: Quantity, signs: tuple[int, ...]) -> Quantity:
    result = Quantity(both.linear, both.above, both.below)
    for sign, (factor, inner) in zip(signs, both.absolutes, strict=True):
        result = plus(result, inner, sign * factor)
    return result


def _atom(both: Quantity, op: str, on_left: Iterable[Ref]) -> Atom:
    terms, constant = both.linear
    requires = None
    if both.below is not None:
        if terms:
            raise ExpressionError(
                "比率只能与数比较",
                "a ratio can only be compared with a number, for a rule must be linear",
            )
        below, shift = both.below
        terms, constant = _added(both.above, both.below, constant)
        requires = Atom(tuple((factor, ref) for ref, factor in below.items()), ">", -shift)
    if not terms:
        raise ExpressionError("比较式里没有指标", "a comparison names no indicator")
    first = [ref for ref in terms if ref in on_left]
    rest = [ref for ref in terms if ref not in on_left] if len(first) < len(terms) else []
    return Atom(
        terms=tuple((terms[ref], ref) for ref in (*first, *rest)),
        op=op,
        constant=-constant,
        left=len(first),
        requires=requires,
    )


def _added(one: Linear, other: Linear, scale: Exact) -> Linear:
    """One linear term plus ``scale`` times another; what cancels is left out."""
    if not other[0] and not other[1]:
        return one
    terms = dict(one[0])
    for ref, coefficient in other[0].items():
        total = terms.get(ref, 0) + scale * coefficient
        if total:
            terms[ref] = total
        else:
            terms.pop(ref, None)
    return terms, one[1] + scale * other[1]


def _two_divisions() -> ExpressionError:
    return ExpressionError(
        "一个比较里只能除以一个指标（或一个合计）",
        "a comparison can divide only once by an indicator, or by a sum of them",
    )
