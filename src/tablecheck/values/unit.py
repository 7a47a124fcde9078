"""Units of measure: names, synonyms, multiples; units written in heads and captions.

Comes in: the form's units as plain data. Goes out: ``UnitTable``, which resolves and converts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from tablecheck.exact import quotient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.exact import Exact

_LONGEST = 60
"""Characters above which a text names no unit."""
_NO_UNIT = frozenset("-‐‑‒–—―−─/·.")


class UnitTable:
    """The units of one form."""

    __slots__ = ("_by_folded", "_by_spelling", "_multiple")

    def __init__(self, units: Iterable[tuple[str, Iterable[str], str, Exact]]) -> None:
        """Args: (name, synonyms, base, factor) of each: 1 name = factor · base."""
        self._by_spelling: dict[str, str] = {}
        self._multiple: dict[str, tuple[str, Exact]] = {}
        for name, synonyms, base, factor in units:
            for spelling in (name, *synonyms):
                self._by_spelling.setdefault(_bare(spelling), name)
            self._multiple[name] = (base, factor)
        self._by_folded: dict[str, str | None] = {}
        for spelling, name in self._by_spelling.items():
            # mW is not MW: a spelling without regard to case counts only where it is one unit's.
            known = self._by_folded.setdefault(spelling.casefold(), name)
            if known != name:
                self._by_folded[spelling.casefold()] = None

    def resolve(self, text: str) -> str | None:
        """The form's name of a unit as written (“（单位：万元）” -> 万元), None where unknown."""
        if len(text) > _LONGEST:
            return None
        bare = _bare(text)
        return self._by_spelling.get(bare) or self._by_folded.get(bare.casefold())

    def conversion(self, written: str, wanted: str) -> Exact | None:
        """One ``written`` unit in ``wanted`` units (元, 万元 -> 1/10000), None across bases."""
        if written not in self._multiple or wanted not in self._multiple:
            return None
        base, factor = self._multiple[written]
        other, divisor = self._multiple[wanted]
        return quotient(factor, divisor) if base == other else None

    def unit_in_label(self, text: str) -> str | None:
        """The unit written in a label, head or caption, as written: “金额（万元）” -> 万元.

        Only what stands in brackets or behind “单位：” is a unit; None where none of it is known
        or where two known ones stand there.
        """
        wide = unicodedata.normalize("NFKC", text)
        found: dict[str, str] = {}
        for match in _statement().finditer(wide):
            inside = (match.group(1) or match.group(2)).strip()
            # “单位:万元 2018年”: what follows the unit is another statement.
            for part in (inside, *inside.split()[:1]):
                name = self.resolve(part)
                if name is not None:
                    found.setdefault(name, re.sub(_PREFIX, "", part, flags=re.IGNORECASE))
                    break
        return next(iter(found.values())) if len(found) == 1 else None


def is_no_unit(text: str) -> bool:
    """The text of a unit cell says “no unit here”: nothing, or a run of one sign (—, --, /)."""
    signs = "".join(unicodedata.normalize("NFKC", text).split())
    return not signs or (len(set(signs)) == 1 and signs[0] in _NO_UNIT)


_PREFIX = r"^(?:(?:计量单位|单位)\s*:?|units?\s*:)\s*"


@cache
def _statement() -> re.Pattern[str]:
    return re.compile(
        r"[(\[【〔]([^()\[\]【】〔〕]{1,40})[)\]】〕]|(?:单位|\bunits?)\s*:\s*([^,;:()\[\]]{1,40})",
        re.IGNORECASE,
    )


def _bare(text: str) -> str:
    wide = "".join(unicodedata.normalize("NFKC", text).split())
    shorter = wide.strip("()[]【】〔〕:,;")
    shorter = re.sub(_PREFIX, "", shorter, flags=re.IGNORECASE).strip("()[]【】〔〕:,;")
    # A unit may itself be called 单位.
    return shorter or wide
