"""Consoles of any encoding: characters that they lack are mapped, then shown as ``?``.

Comes in: stdout and stderr. Goes out: the same streams, which never raise for a character.
"""

from __future__ import annotations

import codecs
import sys
from typing import TextIO

_MAPPED = {
    "×": "x",
    "√": "v",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
    "Σ": "sum",
    "─": "-",
    "│": "|",
    "├": "|",
    "└": "`",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "−": "-",
    "·": ".",
    "：": ":",
    "，": ",",
    "。": ".",
    "；": ";",
    "（": "(",
    "）": ")",
    "、": ",",
}


def make_safe() -> None:
    """Give stdout and stderr an error handler of our own, before anything prints."""
    codecs.register_error("tablecheck", _replace)
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream)


def _reconfigure(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="tablecheck")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_MAPPED.get(character, "?") for character in lost), error.end
