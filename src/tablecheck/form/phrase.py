"""Phrases in which the text around a table states a number, or says that there was nothing.

Comes in: text such as ``行政复议{案件|}{n}{件|宗}``. Goes out: the phrase as parts; ``PhraseError``
with a plain sentence. Also ``spoken``, the shape in which phrases and texts are compared.

Grammar::

    phrase = { words | "{n}" | "{…}" | "{" words "|" words { "|" words } "}" }

``{n}`` is the number, ``{…}`` (also ``{*}``) at most 30 characters of the same clause without a
digit, ``{a|b|}`` one of several words, here or nothing.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from tablecheck.record import record

LONGEST = 200
MOST_WORDS = 20
MOST_GAPS = 3
LEAST_FIXED = 2
"""Characters that a phrase holds besides its number: ``{n}件`` alone would be found everywhere."""


class PartKind(StrEnum):
    """What one part of a phrase takes of a text."""

    WORDS = "words"  # one of several words
    GAP = "gap"  # a few characters that do not matter
    NUMBER = "number"  # the number that the phrase states


@record
class Part:
    """One part of a phrase; ``words`` are ``spoken``, the longest first."""

    kind: PartKind
    words: tuple[str, ...] = ()


class PhraseError(ValueError):
    """A phrase is not one; ``zh`` and ``en`` are one plain sentence."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@lru_cache(maxsize=4096)
def parse_phrase(text: str) -> tuple[Part, ...]:
    """The parts of a phrase.

    Raises:
        PhraseError: Not of the grammar, or so short that it would be found anywhere.
    """
    if len(text) > LONGEST:
        raise PhraseError(
            f"句式超过 {LONGEST} 个字符", f"the phrase is longer than {LONGEST} characters"
        )
    parts = []
    rest = text
    while rest:
        before, opened, after = rest.partition("{")
        if "}" in before:
            raise PhraseError("句式里“}”没有对应的“{”", "a “}” without its “{”")
        if spoken(before):
            parts.append(Part(PartKind.WORDS, (spoken(before),)))
        if not opened:
            break
        inside, closed, rest = after.partition("}")
        if not closed or "{" in inside:
            raise PhraseError("句式里“{”没有对应的“}”", "a “{” without its “}”")
        parts.append(_placeholder(inside.strip()))
    _refuse_vague(parts)
    return tuple(parts)


def fixed_words(text: str) -> list[str]:
    """What stands outside the braces of a phrase: words that a text must hold, told cheaply."""
    return [spoken(piece.rpartition("}")[2]) for piece in text.split("{")]


def _placeholder(inside: str) -> Part:
    if inside == "n":
        return Part(PartKind.NUMBER)
    if inside in ("…", "……", "...", "*"):
        return Part(PartKind.GAP)
    words = tuple(dict.fromkeys(spoken(word) for word in inside.split("|")))
    if "|" not in inside or words == ("",):
        raise PhraseError(
            f"句式看不懂“{{{inside}}}”，应为 {{n}}、{{…}} 或 {{甲|乙}}",
            f"“{{{inside}}}” is no part of a phrase: {{n}}, {{…}} or {{one|other}}",
        )
    if len(words) > MOST_WORDS:
        raise PhraseError(
            f"一处并列超过 {MOST_WORDS} 个词", f"more than {MOST_WORDS} words in one place"
        )
    return Part(PartKind.WORDS, tuple(sorted(words, key=len, reverse=True)))


def _refuse_vague(parts: list[Part]) -> None:
    kinds = [part.kind for part in parts]
    gaps, numbers = kinds.count(PartKind.GAP), kinds.count(PartKind.NUMBER)
    beside = any(one == other == PartKind.GAP for one, other in pairwise(kinds))
    if gaps > MOST_GAPS or beside:
        raise PhraseError(
            f"{{…}} 不能相邻，也不能超过 {MOST_GAPS} 个",
            f"a phrase has at most {MOST_GAPS} gaps {{…}}, with words between them",
        )
    if numbers > 1:
        raise PhraseError("句式里有几个 {n}", "a phrase has several {n}")
    fixed = sum(min(map(len, part.words)) for part in parts if part.words)
    if fixed < LEAST_FIXED:
        raise PhraseError(
            f"句式里固定的文字不足 {LEAST_FIXED} 个字",
            f"a phrase needs at least {LEAST_FIXED} characters of its own",
        )
    ends = (parts[0], parts[-1])
    if any(end.kind is PartKind.GAP or "" in end.words for end in ends):
        raise PhraseError(
            "句式的开头和结尾要有固定的文字或 {n}",
            "a phrase begins and ends with words or {n}, not with what may be left out",
        )


def spoken(text: str) -> str:
    """A text without white space, widths, case and Kangxi radicals; 12 34 stays two numbers."""
    if text.isascii():
        kept = text
    else:
        # NFKC makes 121 of 12① and 23 of 2³: what is a digit only to the eye is no digit here.
        if any(sign.isdigit() and not sign.isdecimal() for sign in text):
            text = "".join(
                " " if sign.isdigit() and not sign.isdecimal() else sign for sign in text
            )
        kept = unicodedata.normalize("NFKC", text)
        if not kept.isprintable():
            kept = "".join(
                sign for sign in kept if sign.isspace() or unicodedata.category(sign)[0] != "C"
            )
    pieces = kept.split()
    joined = pieces[:1]
    for one, other in pairwise(pieces):
        joined.append(f" {other}" if one[-1].isdigit() and other[0].isdigit() else other)
    return "".join(joined).casefold()
