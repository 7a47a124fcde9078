"""How a table writes numbers: 1,234.5 or 1.234,5 or 1 234,5, told from its own cells.

Comes in: the texts of a table's value cells and what the form says of number signs. Goes out:
``Told``: the signs to read with, and those that fit as well and read a text as another number.
Nothing is guessed: the usual signs are out only where two cells refuse them, so that no slip in one
cell turns a table round; others are out where one does and the usual ones read every cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.values.written import SPACES, grammar, without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.exact import Exact

_THIN = frozenset("\u00a0\u2007\u2009\u202f")
"""Spaces that nobody types between two numbers."""
_SIGNS = frozenset(f".,'’{SPACES}")
_LONGEST = 40
"""Characters above which a text tells nothing of number signs."""
_SLIPS = 10
"""Cells that must refuse other signs for each cell that refuses the best ones."""


@record
class Signs:
    """A thousands sign (None: none is used) and a decimal sign."""

    thousands: str | None
    decimal: str


@record
class Told:
    """What the cells of a table tell.

    Attributes:
        signs: To read with; the usual ones where nothing speaks against them.
        rivals: Others that fit as well and read some text as another number.
    """

    signs: Signs
    rivals: tuple[Signs, ...] = ()


KNOWN = (
    Signs(",", "."),
    Signs(".", ","),
    Signs(" ", ","),
    Signs(" ", "."),
    Signs("'", "."),
    Signs("'", ","),
)


def usual_signs(thousands: str | None, decimal: str | None) -> Signs:
    """The signs that a form states, the usual ones where it states none."""
    if decimal is None:
        decimal = "," if thousands == "." else "."
    if thousands is None and decimal == ".":
        thousands = ","
    return Signs(None if thousands == decimal else thousands, decimal)


def format_of(
    cells: Iterable[tuple[str, bool]],
    *,
    units: frozenset[str] = frozenset(),
    thousands: str | None = None,
    decimal: str | None = None,
) -> Told:
    """The number signs that a table's own cells show.

    Args:
        cells: (text, must be a whole number) of every value cell that is typed as text.
        units: Names that may be glued to a number.
        thousands: As the form states; None: not stated.
        decimal: As the form states; None: not stated.
    """
    usual = usual_signs(thousands, decimal)
    telling = [
        (bare, whole)
        for text, whole in cells
        if (bare := without_invisible(text)[0]) and len(bare) <= _LONGEST and _signs_in(bare)
    ]
    if not telling:
        return Told(usual)
    able = [usual, *(each for each in KNOWN if each != usual and _agrees(each, thousands, decimal))]
    columns = [[_number(bare, each, units) for bare, _ in telling] for each in able]
    rows = [
        (bare, _allowed(row, whole=whole))
        for (bare, whole), row in zip(telling, zip(*columns, strict=True), strict=True)
    ]
    return _told(able, [(bare, row) for bare, row in rows if any(n is not None for n in row)])


def _told(able: Sequence[Signs], rows: Sequence[tuple[str, Sequence[Exact | None]]]) -> Told:
    refused = [sum(row[n] is None for _, row in rows) for n in range(len(able))]
    best = refused.index(min(refused))
    # The usual signs, where they read every cell, need no second witness against others.
    needed = max(2, _SLIPS * refused[best]) if refused[0] else 1
    left = [n for n in range(len(able)) if n == best or refused[n] < needed]
    if 0 not in left:
        return Told(able[best], tuple(able[n] for n in left if _differ(rows, best, n)))
    rivals = tuple(able[n] for n in left if _differ(rows, 0, n))
    # One cell of two signs, or with a no-break space, reads itself, but turns no other cell round.
    if not rivals and all(_is_plain(bare) for bare, row in rows if row[0] is None):
        return Told(able[best] if refused[0] > refused[best] else able[0])
    return Told(able[0], rivals)


def _differ(rows: Sequence[tuple[str, Sequence[Exact | None]]], one: int, other: int) -> bool:
    """Both signs read some text, as different numbers."""
    return any(
        row[one] is not None and row[other] is not None and row[one] != row[other]
        for _, row in rows
    )


def _agrees(signs: Signs, thousands: str | None, decimal: str | None) -> bool:
    same = thousands is None or signs.thousands == (" " if thousands in SPACES else thousands)
    return same and decimal in (None, signs.decimal)


def _signs_in(bare: str) -> str:
    """The signs of a text that stand between its digits, or as ``.5`` before them."""
    digits = [place for place, sign in enumerate(bare) if sign.isdecimal()]
    if not digits:
        return ""
    before = bare[max(digits[0] - 1, 0) : digits[0]]
    between = bare[digits[0] : digits[-1]]
    return "".join(sign for sign in between if sign in _SIGNS) + before.strip("-+" + SPACES)


def _is_plain(bare: str) -> bool:
    """A text leaves no doubt by itself: two signs, or a space of the typographer's."""
    signs = _signs_in(bare)
    return len(signs.replace(" ", "")) > 1 or len(set(signs)) > 1 or not _THIN.isdisjoint(signs)


def _number(bare: str, signs: Signs, units: frozenset[str]) -> Exact | None:
    reading = grammar(units, signs.thousands, signs.decimal).read(bare)
    return None if reading is None else reading.low


def _allowed(row: Sequence[Exact | None], *, whole: bool) -> Sequence[Exact | None]:
    """A count has no decimals: signs that give it some refuse it, if others make it whole."""
    if not whole or not any(isinstance(number, int) for number in row):
        return row
    return [number if isinstance(number, int) else None for number in row]
