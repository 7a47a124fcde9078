"""The texts that cells of an xlsx share.

Comes in: the shared strings part. Goes out: the texts by index. May import package, xlsx_names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.package import DEEPEST, Package, parse_part, text_over_limit, too_deep
from tablecheck.readers.refusals import over_limit
from tablecheck.readers.xlsx_names import short_names, unescaped

if TYPE_CHECKING:
    from tablecheck.readers.limits import Limits

_NAMES = short_names("si t rPh")


def read_strings(package: Package, part: str, limits: Limits) -> list[str]:
    """Texts in order; the runs of rich text are joined, phonetic guides left out."""
    scanner = _StringScanner(limits)
    parse_part(package, part, scanner, limits)
    return scanner.strings


class _StringScanner:
    __slots__ = ("_depth", "_in_phonetic", "_limits", "_runs", "strings", "text")

    def __init__(self, limits: Limits) -> None:
        self.text: list[str] = []
        self.strings: list[str] = []
        self._limits = limits
        self._depth = 0
        self._in_phonetic = False
        self._runs: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        tag = _NAMES.get(name)
        if tag == "t":
            self.text.clear()
        elif tag == "rPh":
            self._in_phonetic = True
        elif tag == "si":
            self._runs.clear()

    def end(self, name: str) -> None:
        self._depth -= 1
        tag = _NAMES.get(name)
        if tag == "t" and not self._in_phonetic:
            self._runs += self.text
        elif tag == "rPh":
            self._in_phonetic = False
        elif tag == "si":
            self._append("".join(self._runs))
        self.text.clear()

    def _append(self, string: str) -> None:
        if len(string) > self._limits.text:
            raise text_over_limit(self._limits)
        # The limit of cells bounds the strings too: an empty <si/> has five bytes in the file
        # and none in memory but its place in the list.
        if len(self.strings) >= 2 * self._limits.cells:
            raise over_limit("共享文本的条数", "too many shared texts", 2 * self._limits.cells)
        self.strings.append(unescaped(string))
