"""The totals of members, as each item of the form says how it rolls up.

Comes in: a form and members. Goes out: for each value cell what the total is, or may be. A blank of
one member leaves a total open; what the filed total may be is judged with the blank's whole domain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.domains import domain_interval
from tablecheck.binding.observe import value_items
from tablecheck.exact import exact
from tablecheck.record import record
from tablecheck.rules.model import Verdict
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Form, Item, Key
    from tablecheck.rollup.members import Member

SUM, BOUNDED, NONE = "sum", "bounded", "none"


@record
class Total:
    """What the members give for one value cell.

    Attributes:
        key: The cell.
        item, column: Its row and its column.
        rollup: ``sum``, ``bounded`` or ``none``.
        known: The total as far as every member counts: a point for sums; None where a member's
            cell is open, or where the item does not roll up.
        possible: What a total of all members may be, those that are not at hand included.
        open: Members whose cell is open.
        slack: How far rounding may have moved the sum.
    """

    key: Key
    item: Item
    column: Item
    rollup: str
    known: Interval | None
    possible: Interval
    open: tuple[Member, ...]
    slack: Exact = 0

    def verdict(self, filed: Interval, slack: Exact) -> Verdict:
        """Whether a filed total is what its members allow.

        Args:
            filed: The number that is filed.
            slack: How far rounding may have moved it.
        """
        if self.rollup == NONE or filed.low is None or filed.high is None:
            return Verdict.UNDECIDED
        slack += self.slack
        low, high = self.possible.low, self.possible.high
        if low is not None and filed.high < low - slack:
            return Verdict.FAILS
        if high is not None and filed.low > high + slack:
            return Verdict.FAILS
        is_sure = self.rollup == BOUNDED or self.possible.is_point
        if self.known == self.possible and is_sure:
            return Verdict.HOLDS
        return Verdict.UNDECIDED

    @property
    def value(self) -> Exact | None:
        """The one number of the total; None where there is none."""
        return self.known.low if self.known is not None and self.known.is_point else None


def totals_of(form: Form, members: Sequence[Member], absent: int = 0) -> dict[Key, Total]:
    """The total of each value cell, in the form's order.

    Args:
        form: The form of all members.
        members: Those that count.
        absent: Members that are known to be missing: they may hold anything.
    """
    found: dict[Key, Total] = {}
    for table in form.tables:
        for item in value_items(table.rows):
            for column in value_items(table.columns):
                key = (table.code, item.code, column.code)
                found[key] = _total(key, item, column, members, absent)
    return found


def rollup_of(item: Item, column: Item) -> str:
    """How a cell rolls up: the looser of what its row and its column say."""
    both = (item.rollup, column.rollup)
    return NONE if NONE in both else BOUNDED if BOUNDED in both else SUM


def _total(key: Key, item: Item, column: Item, members: Sequence[Member], absent: int) -> Total:
    rollup = rollup_of(item, column)
    if rollup == NONE or not members:
        anything = Interval(None, None)
        return Total(key, item, column, rollup, None, anything, ())
    cells = [member.values[key] for member in members]
    open_members = tuple(member for member in members if key in member.open)
    missing = [domain_interval(item.domain or column.domain)] * absent
    combine = _sum if rollup == SUM else _bounds
    return Total(
        key=key,
        item=item,
        column=column,
        rollup=rollup,
        known=None if open_members else combine(cells),
        possible=combine([*cells, *missing]),
        open=open_members,
        slack=exact(sum(member.slack.get(key, 0) for member in members)),
    )


def _sum(cells: Iterable[Interval]) -> Interval:
    cells = list(cells)
    return Interval(_end(cells, "low", _added), _end(cells, "high", _added))


def _bounds(cells: Iterable[Interval]) -> Interval:
    """From the largest to all of them together: several may count the same thing."""
    cells = list(cells)
    lows = [cell.low for cell in cells if cell.low is not None]
    return Interval(max(lows, default=None), _end(cells, "high", _added))


def _end(
    cells: Sequence[Interval], name: str, combine: Callable[[Sequence[Exact]], Exact]
) -> Exact | None:
    ends: list[Exact | None] = [getattr(cell, name) for cell in cells]
    known = [end for end in ends if end is not None]
    return combine(known) if len(known) == len(ends) else None


def _added(numbers: Sequence[Exact]) -> Exact:
    return exact(sum(numbers))
