"""What is quoted of a sentence: the match and what stands around it, as the file writes it.

Comes in: a sentence and places in its ``spoken`` form. Goes out: text of at most ``QUOTED``
characters.
"""

from __future__ import annotations

from tablecheck.form.phrase import spoken

QUOTED = 40
"""Characters that are quoted around a number."""
_COMMAS = " ，,、；;：:"


def quoted(original: str, start: int, end: int) -> str:
    """The part of a sentence around a match in its ``spoken`` form, as the file writes it."""
    places = _places(original)
    if end > len(places):
        return shortened(original.strip())
    first, last = places[start], places[end - 1]
    least = last + 1 - first
    if least >= QUOTED - 2:
        return shortened(original[first : last + 1])
    # What stands before it first, then what follows.
    room = QUOTED - 2 - least
    begin = max(first - room, 0)
    finish = min(len(original), last + 1 + room - (first - begin))
    # No half words of a language that has spaces.
    while begin < first and _is_inside_word(original, begin):
        begin += 1
    while finish > last + 1 and _is_inside_word(original, finish):
        finish -= 1
    cut = original[begin:finish]
    before = "…" if original[:begin].strip() else ""
    after = "…" if original[finish:].strip() else ""
    cut = cut.lstrip(_COMMAS) if before else cut.lstrip()
    return before + (cut.rstrip(_COMMAS) if after else cut.rstrip()) + after


def _is_inside_word(text: str, at: int) -> bool:
    beside = text[at - 1 : at + 1] if 0 < at < len(text) else ""
    return beside.isascii() and beside.isalnum()


def shortened(text: str) -> str:
    """A text of at most ``QUOTED`` characters: a long one without its middle."""
    half = (QUOTED - 1) // 2
    return text if len(text) <= QUOTED else f"{text[:half]}…{text[-half:]}"


def _places(original: str) -> list[int]:
    """For each character of the ``spoken`` form where it comes from."""
    places = []
    for at, sign in enumerate(original):
        if sign.isspace():
            # Between two digits a space stays.
            left, right = original[:at].rstrip()[-1:], original[at:].lstrip()[:1]
            if left.isdecimal() and right.isdecimal() and not original[at - 1 : at].isspace():
                places.append(at)
            continue
        places += [at] * len(spoken(sign))
    return places
