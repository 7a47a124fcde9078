"""The grammar of a number that somebody typed: ``１,２３４``, ``(12)``, ``1.26万元``, ``12①``.

Comes in: text and the form's units and number signs. Goes out: a ``Reading``, or None where the
text is no number. Digits are ASCII or full-width ones; nothing is normalised before they are read,
since NFKC turns 12① into 121 and 2³ into 23.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tablecheck.exact import exact, quotient
from tablecheck.values.reading import Reading, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

MULTIPLIERS = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
"""Multipliers that may stand behind a number, the longer ones first."""
_LOOK_ALIKE_DASHES = str.maketrans("‐‑‒–−―─", "-----——")
_INVISIBLE = (
    "\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u2060"
    "\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u2800\u3164\ufe0e\ufe0f\ufeff\uffa0"
)
REVERSAL = "\u202e"
"""Shows what follows it from right to left, so that 12 looks like 21: never stripped."""
SPACES = " \u00a0\u2007\u2009\u202f"


def without_invisible(text: str) -> tuple[str, str]:
    """A text without white space around it or invisible characters, and which of these it had."""
    if text.isascii():
        return text.strip(), ""
    found = sorted(set(text).intersection(_INVISIBLE))
    kept = text.translate(dict.fromkeys(map(ord, found))).strip() if found else text.strip()
    if not kept.strip(REVERSAL):
        return "", ""
    return kept, " ".join(f"U+{ord(character):04X}" for character in found)


def ascii_forms(text: str) -> str:
    """A text with full-width signs and digits, and the minus signs, as ASCII ones."""
    return text if text.isascii() else text.translate(_ascii_table())


def meaning_of_mark(bare: str, marks: Mapping[str, str]) -> str | None:
    """What the form says of a mark; width, case and how long a dash is drawn do not count."""
    meaning = marks.get(bare)
    if meaning is None and marks and len(bare) <= 400:
        wanted = _mark_form(bare)
        for mark, word in marks.items():
            if _mark_form(mark) == wanted:
                return word
    return meaning


@lru_cache(maxsize=32)
def grammar(units: frozenset[str], thousands: str | None, decimal: str | None) -> Grammar:
    """The grammar of one form; without number signs of its own that of 1,234.5."""
    if decimal is None:
        decimal = "," if thousands == "." else "."
    if thousands is None and decimal == ".":
        thousands = ","
    return Grammar(units, None if thousands == decimal else thousands, decimal)


class Grammar:
    """Reads numbers with one form's units and number signs."""

    __slots__ = ("_by_folded", "_by_spelling", "_number")

    def __init__(self, units: frozenset[str], thousands: str | None, decimal: str) -> None:
        self._number = _number_pattern(thousands, decimal)
        self._by_spelling = {_spelling(unit): unit for unit in sorted(units, reverse=True)}
        self._by_folded: dict[str, str | None] = {}
        for spelling, unit in self._by_spelling.items():
            folded = spelling.casefold()
            # mW is not MW: a spelling without regard to case counts only where it is one unit's.
            self._by_folded[folded] = None if folded in self._by_folded else unit

    def read(
        self, bare: str, *, text: str = "", is_text: bool = False, note: str = ""
    ) -> Reading | None:
        """The reading of a trimmed text, None where it is no number.

        Args:
            bare: Without white space around it or invisible characters.
            text: As written, for the reading.
            is_text: For the reading.
            note: What was stripped so far.
        """
        kept, notes = ascii_forms(bare), [note] if note else []
        if kept[:1] in ("'", "‘", "’"):
            kept = kept[1:].lstrip()
            notes.append("'")
        match = self._number.match(kept)
        if match is None:
            return None
        sign, rest = match["sign"], match["rest"]
        if match["open"]:
            inside, closed, after = rest.partition(")")
            if not closed or sign or (inside.strip() and after.strip()):
                return None
            rest = inside + after
            notes.append("()")
        elif sign == "+":
            notes.append("+")
        part = match["part"] or match["fraction"] or ""
        whole = "".join(filter(str.isdigit, match["whole"] or ""))
        value = quotient(int(whole + part), 10 ** len(part))
        suffix = self._suffix(rest)
        if suffix is None:
            rest, mark = _footnote(rest.strip())
            suffix = self._suffix(rest) if mark else None
            # 10² may be a hundred, or ten with a footnote.
            if suffix is None or (value == 10 and not rest and mark[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
                return None
            notes.append(mark)
        multiplier, unit = suffix
        negative = sign == "-" or bool(match["open"])
        low = high = -value if negative else value
        decimals = len(part)
        if multiplier:
            factor = MULTIPLIERS[multiplier]
            half = quotient(1, 2 * 10**decimals)
            near, far = max(value - half, 0) * factor, (value + half) * factor
            low, high = (exact(-far), exact(-near)) if negative else (exact(near), exact(far))
            decimals -= len(str(factor)) - 1
        return Reading(
            Status.NUMBER,
            text,
            low,
            high,
            decimals,
            is_text=is_text,
            unit=unit or None,
            multiplier=multiplier or None,
            note=" ".join(notes),
        )

    def unit(self, text: str) -> str | None:
        """A known unit as the form spells it; width, white space and case do not count."""
        spelling = _spelling(text)
        return self._by_spelling.get(spelling) or self._by_folded.get(spelling.casefold())

    def _suffix(self, rest: str) -> tuple[str, str] | None:
        """(multiplier, unit) that the text behind a number says; None where it is neither."""
        if not rest.strip():
            return "", ""
        word = _spelling(rest)
        if word.startswith("(") and word.endswith(")"):
            word = word[1:-1]
            unit = self.unit(word)
            return None if unit is None else ("", unit)
        unit = self.unit(word)
        if unit is not None:
            return "", unit
        if word in ("%", "‰"):
            return "", word
        for multiplier in MULTIPLIERS:
            if word.startswith(multiplier):
                unit = self.unit(word[len(multiplier) :]) if word != multiplier else ""
                if unit is not None:
                    return multiplier, unit
        return None


def _number_pattern(thousands: str | None, decimal: str) -> re.Pattern[str]:
    point = re.escape(decimal)
    whole = "[0-9]+"
    if thousands is not None:
        sign = f"[{SPACES}]" if thousands in SPACES else re.escape(thousands)
        sign = "['’]" if thousands == "'" else sign
        # A grouped number does not begin with 0: 0,123 is a decimal comma.
        whole = rf"[1-9][0-9]{{0,2}}(?:{sign}[0-9]{{3}})+(?![0-9])|[0-9]+"
    return re.compile(
        r"(?P<sign>[-+]?)(?P<open>\(\s*)?"
        rf"(?:(?P<whole>{whole})(?:{point}(?P<part>[0-9]+))?|{point}(?P<fraction>[0-9]+))"
        rf"(?P<rest>.*)\Z",
        re.DOTALL,
    )


def _footnote(rest: str) -> tuple[str, str]:
    """What stands behind a number, without the footnote mark at its end, and this mark."""
    match = _footnote_pattern().fullmatch(rest)
    return (match.group(1), match.group(2)) if match else (rest, "")


def footnote_in(note: str) -> str:
    """The footnote mark among what was stripped from a number, "" where there was none."""
    return next((part for part in note.split() if _footnote(part)[1] == part), "")


@cache
def _footnote_pattern() -> re.Pattern[str]:
    return re.compile(
        # Superscript letters of provisional, revised and the like; ʰ ᵐ ⁿ ˢ ᵗ ˣ mean other things.
        r"(.*?)\s*((?:[\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf⁰¹²³⁴-⁹ᵃᵇᶜᵉᶠᵖʳ]"
        r"|[\[【][0-9a-z]{1,2}[\]】]|\(注[0-9]{0,2}\))+)",
        re.DOTALL,
    )


@lru_cache(maxsize=4096)
def _spelling(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=4096)
def _mark_form(text: str) -> str:
    wide = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    # A clerk who types ―― or －－ means the form's — or -; NFKC leaves … as three dots.
    return re.sub(r"(-|—|\.\.\.)\1+", r"\1", wide.translate(_LOOK_ALIKE_DASHES))


@cache
def _ascii_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table.update(zip(map(ord, "\u3000−﹣﹢﹐﹒﹪﹙﹚"), " --+,.%()", strict=True))
    return table
