"""Labels made comparable: numbering, notes, spaces and widths taken off.

Comes in: a label as a file or a form has it. Goes out: ``Label`` and similarities from 0 to 1.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from tablecheck.record import record

_CHINESE = "一二三四五六七八九十百"
DEEPEST_NOTE = 10
"""Brackets in brackets that are taken off; a hostile label nests them 16,000 deep."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@record
class Label:
    """A label ready to compare.

    Attributes:
        key: Without numbering, “其中”, bracketed notes, spaces; NFKC, case folded.
        full: The same with its bracketed notes.
        number: The numbering taken off (``（一）`` -> ``(一)``), "" where none.
    """

    key: str
    full: str
    number: str


@cache
def _numbering() -> re.Pattern[str]:
    digits = rf"[{_CHINESE}]+"
    return re.compile(
        rf"(?:第?{digits}[、.]|\({digits}\)、?|\(\d{{1,2}}\)、?|\d{{1,2}}\)|[{_CIRCLED}]"
        r"|[A-Z]?\d{1,2}(?:\.\d{1,2})+[.、]?(?=[^\d.])|\d{1,2}[.、](?!\d)|[A-Z][.)、](?![A-Z]\.)(?=\S)"
        r"|[IVX]{1,4}[.)、])"
    )


@cache
def _of_which() -> re.Pattern[str]:
    return re.compile(r"(?:其中|of\s*which|thereof|including)[:,]?", re.IGNORECASE)


@cache
def _note() -> re.Pattern[str]:
    return re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@lru_cache(maxsize=65536)
def normalise(text: str) -> Label:
    """The comparable parts of a label; equal keys mean the same indicator."""
    kept = text if text.isascii() else _widths(text)
    kept = "".join(kept.split())
    numbers = []
    while True:
        match = _of_which().match(kept) or _numbering().match(kept)
        if match is None or not kept[match.end() :].strip(":"):
            break  # nothing but numbering: then it is the label
        numbers.append(match.group())
        kept = kept[match.end() :]
    full = kept.rstrip(":").casefold()
    key = full
    for _ in range(DEEPEST_NOTE):
        if "(" not in key and "[" not in key:
            break
        shorter = _note().sub("", key)
        if shorter == key or not shorter.strip(":"):
            break
        key = shorter
    return Label(key=key.rstrip(":"), full=full, number="".join(numbers))


def is_of_which(text: str) -> bool:
    """The text says no more than that parts of the whole before it follow."""
    return bool(_of_which().fullmatch(normalise(text).full))


def _widths(text: str) -> str:
    text = text.replace("︰", ":")  # NFKC makes two dots of this vertical colon
    # NFKC turns ① into a bare 1, which would glue numbering to the label: keep those as they are.
    if any(character in _CIRCLED for character in text):
        kept = "".join(c if c in _CIRCLED else unicodedata.normalize("NFKC", c) for c in text)
    else:
        kept = unicodedata.normalize("NFKC", text)
    if not kept.isprintable():
        kept = "".join(c for c in kept if c.isspace() or unicodedata.category(c)[0] != "C")
    for written, meant in (("【", "["), ("】", "]"), ("〔", "("), ("〕", ")")):
        if written in kept:
            kept = kept.replace(written, meant)
    return kept


def similarity(one: str, other: str) -> float:
    """How alike two keys are, 0 to 1; a key that the other begins with counts as .9 at least."""
    if one == other:
        return 1.0
    if not one or not other or max(len(one), len(other)) > LONGEST:
        return 0.0
    short, long = sorted((one, other), key=len)
    # What the lengths alone rule out need not be compared letter by letter.
    ratio = _ratio(one, other) if 4 * len(short) >= len(long) else 0.0
    if len(short) >= 4 and long.startswith(short):
        return max(ratio, 0.9)
    return ratio


LONGEST = 300
"""Characters beyond which a key is a text, not a label to compare."""


@lru_cache(maxsize=65536)
def _ratio(one: str, other: str) -> float:
    # difflib, not rapidfuzz: only leftovers are compared, and rapidfuzz costs 2.6 × `python -c
    # pass` at import, more than all comparisons of a table (docs/decisions/0003-versions.md).
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()
