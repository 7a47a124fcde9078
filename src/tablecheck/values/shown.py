"""What a number format shows: dates, percentages, thousands.

Comes in: a format code as a workbook has it. Goes out: whether it shows a date, and by how much it
scales. Source: ECMA-376 part 1, 18.8.31 numFmts.
"""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=1024)
def is_date_format(code: str) -> bool:
    """The format shows a number as a date or a time."""
    bare = _bare(code).lower()
    if not bare or bare == "general":
        return False
    return bool(re.search(r"[ymdhs]", re.sub(r"e[+-]|general|am/pm|a/p", "", bare)))


@lru_cache(maxsize=1024)
def scale_of(code: str) -> tuple[int, str]:
    """(power of ten by which the shown number differs, sign shown): ``0.0%`` -> (2, '%')."""
    bare = _bare(code).split(";")[0]
    if "%" in bare:
        return 2 * bare.count("%"), "%"
    commas = re.search(r"[0#?](,+)(?![0#?,])", bare)
    return (-3 * len(commas.group(1)), "") if commas else (0, "")


def _bare(code: str) -> str:
    without = re.sub(r'"[^"]*"|\\.|_.|\*.', "", code)
    return re.sub(r"\[(?!h|m|s)[^\]]*\]", "", without, flags=re.IGNORECASE)
