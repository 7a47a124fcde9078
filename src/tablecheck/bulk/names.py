"""Names of reporting units: which may be the total row's, and which stand twice.

Comes in: the form's words for the total row; names as they pass by. Goes out: an expression, and
the rows of each name that several rows bear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from polars import Expr, Series

_EXOTIC = (
    r"[^\u4e00-\u9fffA-Za-zＡ-Ｚａ-ｚ0-9０-９ \u3000（）()【】\[\]〔〕、，。,.：:；;·—_/&'’\-－]"
)
_WIDE = 0xFEE0
"""From an ASCII sign to its full-width form."""


def may_mean(labels: Iterable[str]) -> Callable[[Expr], Expr]:
    """True for each name that could hold one of some labels, and for some that do not.

    A name in which other than plain letters and signs stand is let through: only ``normalise``
    knows what becomes of it.
    """
    pattern = "|".join([_EXOTIC, *map(_pattern, labels)])
    return lambda name: name.str.contains(pattern)


def _pattern(key: str) -> str:
    return ".*".join(_variants(sign) for sign in key) or "^$"


def _variants(sign: str) -> str:
    import re

    signs = {sign, sign.upper(), sign.lower()}
    signs |= {chr(ord(each) + _WIDE) for each in signs if "!" <= each <= "~"}
    return "[" + "".join(sorted(re.escape(each) for each in signs)) + "]"


class Names:
    """The names of all units with their rows."""

    def __init__(self) -> None:
        self._names: list[Series] = []
        self._rows: list[Series] = []

    def add(self, names: Series, at: Series, first: int) -> None:
        """Names of some rows, by their positions from the row ``first``."""
        import polars

        self._names.append(names)
        self._rows.append(at.cast(polars.UInt32) + first)

    def twice(self) -> list[tuple[str, list[int]]]:
        """Each name that several rows bear, with those rows, in the order of the file."""
        import polars

        if not self._names:
            return []
        frame = polars.DataFrame(
            {"name": polars.concat(self._names), "row": polars.concat(self._rows)}
        )
        again = frame.filter(polars.col("name").is_duplicated())
        found: dict[str, list[int]] = {}
        for name, row in again.sort("row").iter_rows():
            found.setdefault(name, []).append(row)
        return sorted(found.items(), key=lambda each: each[1][0])
