"""Linear comparisons and what logic makes of them: conjunctions of disjunctions, bounded in size.

Comes in: linear terms with exact coefficients. Goes out: clauses of ``Atom``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Atom

if TYPE_CHECKING:
    from tablecheck.exact import Exact

    Linear = tuple[dict[str, Exact], Exact]
    """Coefficient by code, and a constant."""

MOST_ATOMS = 5000
NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "=": "!=", "!=": "="}

Clauses = tuple[tuple[Atom, ...], ...]
ZERO: Linear = ({}, 0)


class ExpressionError(ValueError):
    """An expression is not one.

    Attributes:
        zh, en: One plain sentence.
        later: A coming version evaluates it.
        unknown: The code that no item has, else None.
    """

    def __init__(
        self, zh: str, en: str, *, later: bool = False, unknown: str | None = None
    ) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.later = later
        self.unknown = unknown


def added(one: Linear, other: Linear, scale: Exact) -> Linear:
    """One linear term plus ``scale`` times another; what cancels is left out."""
    terms = dict(one[0])
    for code, coefficient in other[0].items():
        total = terms.get(code, 0) + scale * coefficient
        if total:
            terms[code] = total
        else:
            terms.pop(code, None)
    return terms, one[1] + scale * other[1]


def atom_of(left: Linear, op: str, right: Linear) -> Atom:
    """``left op right`` with every indicator on the left.

    Raises:
        ExpressionError: No indicator is left.
    """
    terms, constant = added(left, right, -1)
    if not terms:
        raise ExpressionError("比较式里没有指标", "a comparison names no indicator")
    return Atom(
        terms=tuple((coefficient, code) for code, coefficient in terms.items()),
        op=op,
        constant=-constant,
    )


def negation(clauses: Clauses) -> Clauses:
    """The clauses that hold where the given ones do not (De Morgan, multiplied out)."""
    result: Clauses = ((),)
    for clause in clauses:
        negated = tuple((Atom(a.terms, NEGATED[a.op], a.constant),) for a in clause)
        result = either_of(result, negated)
    return result


def either_of(left: Clauses, right: Clauses) -> Clauses:
    """The clauses that hold where one of two does.

    Raises:
        ExpressionError: They would be too many.
    """
    # The size is known beforehand: no form makes us build what is then refused.
    size = sum(map(len, left)) * len(right) + sum(map(len, right)) * len(left)
    if size > MOST_ATOMS:
        raise too_complex()
    return tuple((*one, *other) for one in left for other in right)


def bounded(clauses: Clauses) -> Clauses:
    """The clauses themselves, or ExpressionError where they are too many."""
    if sum(map(len, clauses)) > MOST_ATOMS:
        raise too_complex()
    return clauses


def too_complex() -> ExpressionError:
    """The error of an expression that unfolds to too much."""
    return ExpressionError(
        f"表达式展开后超过 {MOST_ATOMS} 个比较",
        f"the expression unfolds to more than {MOST_ATOMS} comparisons",
    )
