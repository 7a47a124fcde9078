"""Units of measure: names, synonyms, multiples; units written in heads and captions.

Comes in: the form's units as plain data. Goes out: ``UnitTable``, which resolves and converts.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tablecheck.values.exact import exact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from tablecheck.values.exact import Exact


class UnitTable:
    """The units of one form."""

    __slots__ = ("_by_spelling", "_multiple")

    def __init__(self, units: Iterable[tuple[str, Iterable[str], str, Fraction]]) -> None:
        """Args: (name, synonyms, base, factor) of each: 1 name = factor · base."""
        self._by_spelling: dict[str, str] = {}
        self._multiple: dict[str, tuple[str, Fraction]] = {}
        for name, synonyms, base, factor in units:
            for spelling in (name, *synonyms):
                self._by_spelling.setdefault(_bare(spelling), name)
            self._multiple[name] = (base, factor)

    def resolve(self, text: str) -> str | None:
        """The form's name of a unit as written (“（万元）” -> 万元), None where unknown."""
        return self._by_spelling.get(_bare(text))

    def conversion(self, written: str, wanted: str) -> Exact | None:
        """One ``written`` unit in ``wanted`` units (元, 万元 -> 1/10000), None across bases."""
        if written not in self._multiple or wanted not in self._multiple:
            return None
        base, factor = self._multiple[written]
        other, divisor = self._multiple[wanted]
        return exact(factor / divisor) if base == other else None

    def unit_in_label(self, text: str) -> str | None:
        """A unit written in a label, head or caption: “金额（万元）”, “单位：万元”; else None."""
        wide = unicodedata.normalize("NFKC", text)
        for match in re.finditer(r"\(([^()]{1,12})\)|(?:单位|unit)\s*:\s*([^\s,;)]{1,12})", wide):
            inside = match.group(1) or match.group(2)
            if self.resolve(inside) is not None:
                return inside
        return None


def _bare(text: str) -> str:
    wide = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    wide = re.sub(r"^(?:计量单位|单位|unit):?", "", wide)
    return wide.strip("()[]:")
