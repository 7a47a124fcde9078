"""What blanks must hold: rules that fail if every blank were 0.

Comes in: an undecided instance. Goes out: ``MustHold`` or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import exact, quotient
from tablecheck.rules.judge import allowance, bounds, judge_atom
from tablecheck.rules.model import MustHold, Verdict
from tablecheck.rules.propagate import keys_of
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear


def must_hold(
    instance: Instance,
    intervals: Mapping[Key, Interval],
    stated: frozenset[Key],
    blank: frozenset[Key],
) -> MustHold | None:
    """The amount that an instance's blanks must hold together, None where 0 would do.

    Args:
        instance: Undecided over the stated intervals.
        intervals: With deduced values filled in.
        stated: Keys with a number.
        blank: Blank keys whose value is not deduced.
    """
    keys = keys_of(instance)
    blanks = [key for key in keys if key in blank]
    if not blanks or any(intervals[key].low is None for key in blanks):
        return None
    empty = {key: intervals[key] for key in keys}
    for key in blanks:
        low = intervals[key].low
        empty[key] = Interval(low, low, intervals[key].integer)
    short: Exact | None = None
    helping: list[Key] = []
    lone = False
    for clause in instance.clauses:
        if any(judge_atom(atom, empty) is not Verdict.FAILS for atom in clause):
            continue
        if any(allowance(atom, intervals) is None for atom in clause):
            continue  # a denominator is known only if its blanks are 0
        able = [key for atom in clause for key in _raising(atom, empty) if key in blank]
        if not able:
            return None
        amount = _shortage(clause[0], empty, able) if len(clause) == 1 else None
        if amount is None and any((empty[key].low or 0) < 0 for key in able):
            continue  # above their least values, and yet maybe not above 0
        if amount is not None and (short is None or amount > short):
            short = amount
        helping += [key for key in able if key not in helping]
        lone = lone or len(clause) == len(able) == 1
    if not helping:
        return None
    wholes = [key for key in keys if key not in helping]
    return MustHold(
        instance=instance,
        blanks=tuple(helping),
        at_least=short,
        all_parts_blank=_all_parts_blank(instance, stated, blank, () if lone else wholes),
    )


def _raising(atom: Linear, empty: Mapping[Key, Interval]) -> list[Key]:
    """Keys that bring a failing comparison nearer to holding when they grow."""
    side = _side(atom, empty)
    return [key for coefficient, key in atom.terms if coefficient * side > 0]


def _side(atom: Linear, empty: Mapping[Key, Interval]) -> int:
    """1 where the left side must grow for a failing comparison to hold, -1 where it must shrink."""
    if atom.op in ("<=", "<"):
        return -1
    if atom.op in (">=", ">"):
        return 1
    low, _ = bounds(atom, empty)
    return -1 if low is not None and low > atom.constant + (allowance(atom, empty) or 0) else 1


def _shortage(atom: Linear, empty: Mapping[Key, Interval], able: list[Key]) -> Exact | None:
    """What the blanks of one comparison must hold together, in their own unit; None if not > 0."""
    low, high = bounds(atom, empty)
    side = _side(atom, empty)
    if (low if side < 0 else high) is None:
        return None
    gap = (low or 0) - atom.constant if side < 0 else atom.constant - (high or 0)
    gap -= allowance(atom, empty) or 0
    steps = {coefficient * side for coefficient, key in atom.terms if key in able}
    if len(steps) != 1 or gap < 0:
        return None
    # What they hold is what they grow by and the least values that they start from.
    least = sum((empty[key].low or 0 for key in able), start=0)
    amount = exact(quotient(gap, steps.pop()) + least)
    if all(empty[key].integer for key in able):
        # Above a bound that itself does not belong: the next whole number.
        amount = amount // 1 + 1 if atom.op in ("<", ">") else -(-amount // 1)
    return amount if amount > 0 else None


def _all_parts_blank(
    instance: Instance, stated: frozenset[Key], blank: frozenset[Key], wholes: Sequence[Key]
) -> bool:
    # Of [x] <= [y] with y blank, y is no part of x: a comparison with one blank has no wholes.
    if instance.whole is not None:
        return instance.whole in stated and all(part in blank for part in instance.parts)
    return bool(wholes) and all(key in stated for key in wholes)
