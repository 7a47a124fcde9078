"""Phrases found in a sentence: which number it states, and what the gaps took.

Comes in: the parts of a phrase and a ``Sentence``. Goes out: ``Match`` values. A small matcher of
our own, not a regular expression: places reached are kept once each, so that no text and no phrase
takes longer than its length times a constant.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tablecheck.form.phrase import PartKind
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.form.phrase import Part
    from tablecheck.values.prose import Figure

    State = tuple[int, int, int, int, int, tuple[tuple[int, int], ...]]
    """Minus what the gaps took, minus the start, end, unit_at, figure (-1: none), gaps."""

LONGEST_GAP = 30
LONGEST_MATCH = 300
"""Characters from the beginning of a phrase to its number."""
_ENDS_A_GAP = frozenset(",;:0123456789")
"""A gap stays in its clause and passes no number."""


@record
class Sentence:
    """A sentence as ``spoken``, with the numbers in it, in order."""

    text: str
    figures: tuple[Figure, ...]


@record
class Match:
    """A phrase found.

    Attributes:
        start, end: What it takes of the sentence.
        figure: Its number, None where the phrase has none.
        unit_at: Where what follows the number begins; ``end`` where it has none.
        gaps: (start, end) of what its gaps took.
    """

    start: int
    end: int
    figure: Figure | None
    unit_at: int
    gaps: tuple[tuple[int, int], ...]

    def owns(self, start: int, end: int) -> bool:
        """A stretch of the sentence is of the phrase's own words."""
        inside = self.start <= start and end <= self.end
        return inside and all(end <= left or right <= start for left, right in self.gaps)


def may_match(parts: Sequence[Part], text: str) -> bool:
    """The words that the phrase cannot do without stand in a text."""
    for part in parts:
        for word in part.words:
            if word in text:
                break
        else:
            if part.words:
                return False
    return True


def matches(parts: Sequence[Part], sentence: Sentence) -> list[Match]:
    """Where a phrase stands in a sentence, the tightest match for each end, in order."""
    text, figures = sentence.text, sentence.figures
    starts = [figure.start for figure in figures]
    reached = list(_begun(parts, text, figures, starts))
    gap = False
    for part in parts[1:]:
        if not reached:
            return []
        if part.kind is PartKind.GAP:
            gap = True
            continue
        further: list[State] = []
        for state in reached:
            if part.kind is PartKind.NUMBER:
                further += _number_after(state, text, figures, starts, gap)
            else:
                further += _words_after(state, part.words, text, gap)
        # Of two ways to one place the tighter one is kept, then the longer: it comes last.
        further.sort()
        reached = list({state[2:4]: state for state in further}.values())
        gap = False
    found = [
        Match(-start, end, None if figure < 0 else figures[figure], unit_at, gaps)
        for _, start, end, unit_at, figure, gaps in reached
    ]
    return sorted(found, key=lambda each: (each.end, each.start))


def _begun(
    parts: Sequence[Part], text: str, figures: Sequence[Figure], starts: Sequence[int]
) -> Iterator[State]:
    if parts[0].kind is PartKind.NUMBER:
        for number, figure in enumerate(figures):
            yield from _taken((0, -figure.start, 0, 0, -1, ()), figure, number)
        return
    states_number = any(part.kind is PartKind.NUMBER for part in parts)
    for word in parts[0].words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if states_number:
                # Only what a number follows in time is worth going on with.
                next_one = bisect_left(starts, end)
                if next_one == len(starts):
                    break
                if starts[next_one] - at > LONGEST_MATCH:
                    at = text.find(word, starts[next_one] - LONGEST_MATCH)
                    continue
            yield 0, -at, end, end, -1, ()
            at = text.find(word, at + 1)


def _taken(state: State, figure: Figure, number: int) -> Iterator[State]:
    """The number without its multiplier (16万元 in 万元), then with it (in 元)."""
    slack, start, _, _, _, gaps = state
    yield slack, start, figure.end, figure.end, number, gaps
    if figure.scaled_end > figure.end:
        yield slack, start, figure.scaled_end, figure.scaled_end, number, gaps


def _number_after(
    state: State, text: str, figures: Sequence[Figure], starts: Sequence[int], gap: bool
) -> Iterator[State]:
    slack, start, end, unit_at, _, gaps = state
    number = bisect_left(starts, end)
    if number == len(starts):
        return
    at = starts[number]
    if at > end:
        if not gap or at - end > LONGEST_GAP or not _ENDS_A_GAP.isdisjoint(text[end:at]):
            return
        state = (slack - (at - end), start, end, unit_at, -1, (*gaps, (end, at)))
    yield from _taken(state, figures[number], number)


def _words_after(state: State, words: Sequence[str], text: str, gap: bool) -> Iterator[State]:
    slack, start, end, unit_at, figure, gaps = state
    reach = 0
    if gap:
        between = text[end : end + LONGEST_GAP]
        reach = next((at for at, sign in enumerate(between) if sign in _ENDS_A_GAP), len(between))
    for word in words:
        at = text.find(word, end, end + reach + len(word))
        while at >= 0:
            here = at + len(word)
            taken = (*gaps, (end, at)) if at > end else gaps
            yield slack - (at - end), start, here, unit_at if figure >= 0 else here, figure, taken
            at = text.find(word, at + 1, end + reach + len(word))
