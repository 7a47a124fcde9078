"""What would explain a filed total that is not the sum of its members.

Comes in: the cells that differ. Goes out: acts, likeliest first: one member left out or counted
twice throughout, a number of one member left out, counted twice or mistyped, the total mistyped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.diagnosis.slips import Around, chances
from tablecheck.exact import exact, plain
from tablecheck.findings import Words
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rollup.members import Member

LEFT_OUT, TWICE, MISTYPED, TOTAL = "left-out", "counted-twice", "member-mistyped", "total-mistyped"
WHOLE_MEMBER = 0.3
"""How often a difference is a whole member; a single number of one is left out less often."""
ONE_NUMBER = 0.03
MOST_ACTS = 3


@record
class Difference:
    """One cell whose filed total is not the sum: both as exact numbers."""

    key: Key
    filed: Exact
    computed: Exact

    @property
    def imbalance(self) -> Exact:
        """Filed minus computed."""
        return exact(self.filed - self.computed)


@record
class Act:
    """What may have happened.

    Attributes:
        what: ``left-out``, ``counted-twice``, ``member-mistyped`` or ``total-mistyped``.
        member: Whose number; None of the total itself.
        cells: How many of the differing cells it explains.
        reason: Of a mistyped number, the slip.
        value: What the number was taken for, or should be; plain decimal.
        weight: To sort by.
    """

    what: str
    member: Member | None
    cells: int
    reason: str
    value: str
    weight: float


def whole_members(
    differences: Sequence[Difference], agreeing: Sequence[Key], members: Sequence[Member]
) -> list[Act]:
    """Members whose numbers, left out or counted twice, explain most of what differs.

    Args:
        differences: Cells that differ.
        agreeing: Cells that do not: the member must hold 0 there, or the act is none.
        members: Those that count.
    """
    gaps = {each.key: each.imbalance for each in differences}
    acts = []
    for member in members:
        numbers = {key: _number(member, key) for key in (*gaps, *agreeing)}
        if any(numbers[key] for key in agreeing):
            continue
        for what, sign in ((LEFT_OUT, -1), (TWICE, 1)):
            told = sum(gap == sign * (numbers[key] or 0) for key, gap in gaps.items())
            if told > 1 and 2 * told > len(gaps):
                acts.append(Act(what, member, told, "", "", WHOLE_MEMBER * told / len(gaps)))
    return sorted(acts, key=lambda act: -act.weight)[:MOST_ACTS]


def explained_by(act: Act, differences: Sequence[Difference]) -> frozenset[Key]:
    """The cells that an act of a whole member explains."""
    sign = -1 if act.what == LEFT_OUT else 1
    return frozenset(
        each.key
        for each in differences
        if act.member is not None
        and (number := _number(act.member, each.key)) is not None
        and each.imbalance == sign * number
    )


def acts_of(difference: Difference, members: Sequence[Member]) -> tuple[Act, ...]:
    """What would explain one cell, likeliest first."""
    gap, key = difference.imbalance, difference.key
    acts: list[Act] = []
    for member in members:
        number = _number(member, key)
        if number is None:
            continue
        for what, sign in ((LEFT_OUT, -1), (TWICE, 1)):
            if number and gap == sign * number:
                acts.append(Act(what, member, 1, "", plain(number), ONE_NUMBER))
        typed = exact(number + gap)
        slip = _slip(number, typed)
        if slip is not None:
            weight = slip[1] / len(members)
            acts.append(Act(MISTYPED, member, 1, slip[0], plain(typed), weight))
    slip = _slip(difference.computed, difference.filed)
    if slip is not None:
        acts.append(Act(TOTAL, None, 1, slip[0], plain(difference.computed), slip[1]))
    return tuple(sorted(acts, key=lambda act: -act.weight)[:MOST_ACTS])


def told_acts(acts: Sequence[Act], name: str) -> Words | None:
    """The acts as things to do, likeliest first; None without any.

    Args:
        acts: As found.
        name: The cell of the filed total.
    """
    if not acts:
        return None
    told = [_told(act, name) for act in acts]
    return Words("；".join(each.zh for each in told), "; ".join(each.en for each in told))


def _told(act: Act, name: str) -> Words:
    member = "" if act.member is None else act.member.name
    if act.what in (LEFT_OUT, TWICE):
        zh, en = ("漏加", "left out") if act.what == LEFT_OUT else ("加了两次", "counted twice")
        return Words(
            f"核对“{member}”的 {act.value} 是否{zh}",
            f"check whether the {act.value} of “{member}” was {en}",
        )
    from tablecheck.reporters.suggestion import SLIPS

    slip = SLIPS.get(act.reason, Words("录错", "mistyped"))
    if act.what == MISTYPED:
        return Words(
            f"核对“{member}”的数是否按 {act.value} 录入（{slip.zh}）",
            f"check whether the number of “{member}” was entered as {act.value} ({slip.en})",
        )
    return Words(
        f"核对 {name} 是否应为 {act.value}（{slip.zh}）",
        f"check whether {name} should be {act.value} ({slip.en})",
    )


def _number(member: Member, key: Key) -> Exact | None:
    return None if key in member.open else member.values[key].low


def _slip(right: Exact, wrong: Exact) -> tuple[str, float] | None:
    """The likeliest slip of the hand by which one number is typed as another; None: none."""
    if right == wrong or wrong < 0:
        return None
    found: Mapping[str, float] = chances(right, wrong, plain(wrong), Around())
    named = {name: chance for name, chance in found.items() if name != "unexplained"}
    if not named:
        return None
    best = max(named, key=lambda name: named[name])
    return best, named[best]
