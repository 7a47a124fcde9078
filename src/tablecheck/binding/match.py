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

LONGEST_GAP = 30
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
        gaps: What its gaps took.
    """

    start: int
    end: int
    figure: Figure | None
    unit_at: int
    gaps: tuple[str, ...]


def may_match(parts: Sequence[Part], text: str) -> bool:
    """The words that the phrase cannot do without stand in a text."""
    return all(any(word in text for word in part.words) for part in parts if part.words)


def matches(parts: Sequence[Part], sentence: Sentence) -> list[Match]:
    """Where a phrase stands in a sentence, the shortest match for each end, in order."""
    reached = sorted(_begun(parts[0], sentence), key=lambda each: each.start)
    gap = False
    for part in parts[1:]:
        if part.kind is PartKind.GAP:
            gap = True
            continue
        step = _number_after if part.kind is PartKind.NUMBER else _words_after
        further = [each for state in reached for each in step(state, part, sentence, gap)]
        # Of two ways to one place the later start is the tighter match.
        reached = list({(each.end, each.unit_at): each for each in further}.values())
        gap = False
    return sorted(reached, key=lambda each: (each.end, each.start))


def _begun(part: Part, sentence: Sentence) -> Iterator[Match]:
    if part.kind is PartKind.NUMBER:
        for figure in sentence.figures:
            yield from _taken(figure, figure.start, ())
        return
    for word in part.words:
        at = sentence.text.find(word)
        while at >= 0:
            end = at + len(word)
            yield Match(start=at, end=end, figure=None, unit_at=end, gaps=())
            at = sentence.text.find(word, at + 1)


def _taken(figure: Figure, start: int, gaps: tuple[str, ...]) -> Iterator[Match]:
    """The number without its multiplier (16万元 in 万元), then with it (in 元)."""
    for end in {figure.end, figure.scaled_end}:
        yield Match(start=start, end=end, figure=figure, unit_at=end, gaps=gaps)


def _number_after(state: Match, part: Part, sentence: Sentence, gap: bool) -> Iterator[Match]:
    at = bisect_left(sentence.figures, state.end, key=lambda figure: figure.start)
    for figure in sentence.figures[at : at + 1]:
        if figure.start == state.end:
            yield from _taken(figure, state.start, state.gaps)
        elif gap and figure.start - state.end <= LONGEST_GAP:
            between = sentence.text[state.end : figure.start]
            if _ENDS_A_GAP.isdisjoint(between):
                yield from _taken(figure, state.start, (*state.gaps, between))


def _words_after(state: Match, part: Part, sentence: Sentence, gap: bool) -> Iterator[Match]:
    text = sentence.text
    for word in part.words:
        last = state.end + (LONGEST_GAP if gap else 0)
        at = text.find(word, state.end, last + len(word))
        while at >= 0:
            between = text[state.end : at]
            if not _ENDS_A_GAP.isdisjoint(between):
                break
            yield _longer(state, at + len(word), (between,) if gap and between else ())
            if not gap:
                break
            at = text.find(word, at + 1, last + len(word))


def _longer(state: Match, end: int, gaps: tuple[str, ...]) -> Match:
    return Match(
        start=state.start,
        end=end,
        figure=state.figure,
        unit_at=state.unit_at if state.figure else end,
        gaps=(*state.gaps, *gaps),
    )
