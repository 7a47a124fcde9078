"""Which texts are numbers that a spreadsheet can hold.

Comes in: the text of a numeric cell. Goes out: whether it is one. Imports nothing of the project.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def number_matcher() -> Callable[[str], object]:
    """A function that is true of digits as files store them: ``12``, ``0.5``, ``1E+2``.

    Not of NaN or Infinity, other scripts' digits, ``1_000``, nor exponents of four digits, whose
    exact value would fill the memory. Compiled at first use.
    """
    import re

    return re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII).fullmatch
