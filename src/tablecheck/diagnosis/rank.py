"""Explanations ranked: shares of all that could have happened.

Comes in: explanations and the soft rules. Goes out: suggestions with confidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.diagnosis.model import CERTAIN, LIKELY, Suggestion
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.diagnosis.explain import Explanation
    from tablecheck.form.model import Key

ELSE = 0.001
"""Share of what nobody thought of."""

INCOMPLETE = 0.05
"""Further share where the search was cut short."""

MOST_SUGGESTIONS = 12
"""Suggestions of one diagnosis that are kept."""

LEAST = 0.001
"""Confidence below which a suggestion is not worth a line."""

FEW = 2
LEAST_OF_MANY = 0.01
"""The same for suggestions that change more than a few cells."""

SOFT_CAP = 0.979
"""The most that a suggestion can reach by soft rules."""


class _Group:
    """Explanations that propose the same."""

    __slots__ = ("best", "hard", "score", "values")

    def __init__(self, best: Explanation) -> None:
        self.best = best
        self.hard = self.score = 0.0
        self.values = tuple((change.key, change.new) for change in best.changes)

    @property
    def is_range(self) -> bool:
        return any(value is None for _, value in self.values)

    @property
    def cells(self) -> tuple[Key, ...]:
        return tuple(key for key, _ in self.values)


def rank(
    explanations: Sequence[tuple[Explanation, float]],
    *,
    as_stated: float,
    others: float,
    complete: bool,
) -> tuple[Suggestion, ...]:
    """Suggestions, likeliest first.

    Args:
        explanations: Each with the factor that the soft rules give it.
        as_stated: Score of the numbers being right as they are; 0 where a hard rule fails.
        others: Score of explanations that were not looked for.
        complete: The search was not cut short.
    """
    groups = _grouped(explanations)
    share = ELSE + (0 if complete else INCOMPLETE)
    total = sum(group.score for group in groups)
    total = (total + as_stated + others) / (1 - share)
    hard = (sum(group.hard for group in groups) + others) / (1 - share)
    if total <= 0:
        return ()
    _ranges(groups, total)
    # Stable: what scores alike stays in the order of the search, which is that of the table.
    groups.sort(key=lambda group: -group.score)
    return tuple(
        Suggestion(
            confidence=_confidence(group, total, hard, soft_only=as_stated > 0),
            reason=group.best.reason,
            changes=group.best.changes,
        )
        for group in groups[:MOST_SUGGESTIONS]
        if group.score >= (LEAST if len(group.values) <= FEW else LEAST_OF_MANY) * total
    )


def _grouped(explanations: Sequence[tuple[Explanation, float]]) -> list[_Group]:
    groups: dict[tuple[tuple[Key, object], ...], _Group] = {}
    best: dict[tuple[tuple[Key, object], ...], float] = {}
    for explanation, factor in explanations:
        values = tuple((change.key, change.new) for change in explanation.changes)
        group = groups.setdefault(values, _Group(explanation))
        group.hard += explanation.score
        group.score += explanation.score * factor
        if explanation.score > best.get(values, 0.0):
            best[values] = explanation.score
            group.best = explanation
    return list(groups.values())


def _ranges(groups: list[_Group], total: float) -> None:
    """Fold values that are not likely enough into the range of their cells."""
    hinted: dict[tuple[Key, ...], float] = {}
    ranges = {group.cells: group for group in groups if group.is_range}
    for group in list(groups):
        whole = ranges.get(group.cells)
        if whole is None or group is whole or group.is_range or group.score >= LIKELY * total:
            continue
        whole.score += group.score
        whole.hard += group.hard
        groups.remove(group)
        if group.score > hinted.get(group.cells, 0.0):
            hinted[group.cells] = group.score
            whole.best = _with_hints(whole.best, group.best)


def _with_hints(wide: Explanation, narrow: Explanation) -> Explanation:
    """A range that names the value in it for which a slip speaks."""
    if narrow.reason == "unexplained":
        return wide
    changes = tuple(
        change if change.new is not None else replace(change, perhaps=hint.new, reason=hint.reason)
        for change, hint in zip(wide.changes, narrow.changes, strict=True)
    )
    return replace(wide, changes=changes)


def _confidence(group: _Group, total: float, hard: float, *, soft_only: bool) -> float:
    confidence = group.score / total
    if confidence >= CERTAIN and (soft_only or hard <= 0 or group.hard / hard < CERTAIN):
        return SOFT_CAP
    return int(confidence * 10_000) / 10_000  # down: what is shown as .98 is .98
