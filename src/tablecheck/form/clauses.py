"""What logic makes of comparisons: conjunctions of disjunctions, bounded in size.

Comes in: clauses of ``Atom``. Goes out: clauses; ``ExpressionError`` with a plain sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.form.model import Atom

MOST_ATOMS = 5000
NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "=": "!=", "!=": "="}

Clauses = tuple[tuple["Atom", ...], ...]


class ExpressionError(ValueError):
    """An expression is not one.

    Attributes:
        zh, en: One plain sentence.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def negation(clauses: Clauses) -> Clauses:
    """The clauses that hold where the given ones do not (De Morgan, multiplied out)."""
    result: Clauses = ((),)
    for clause in clauses:
        negated = tuple((replace(atom, op=NEGATED[atom.op]),) for atom in clause)
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


def any_of(alternatives: Sequence[Clauses]) -> Clauses:
    """The clauses that hold where one of several does."""
    if all(len(each) == 1 for each in alternatives):
        return bounded((tuple(atom for ((*clause,),) in alternatives for atom in clause),))
    result = alternatives[0]
    for each in alternatives[1:]:
        result = either_of(result, each)
    return result


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
