"""Consoles of any encoding: characters that they lack are mapped, then shown as ``?``.

Comes in: stdout and stderr. Goes out: the same streams, which never raise for a character; ``say``
and ``OutputError`` for the one line that tells what went wrong.
"""

from __future__ import annotations

import codecs
import os
import sys
from typing import TextIO

_MAPPED = {
    "×": "x",
    "÷": "/",
    "√": "v",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
    "Σ": "sum",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "–": "-",
    "−": "-",
    "·": ".",
    "•": "*",
    "、": ",",
    "。": ".",
    "〈": "<",
    "〉": ">",
    "《": "<<",
    "》": ">>",
    "「": '"',
    "」": '"',
    "【": "[",
    "】": "]",
    "\u3000": " ",
    "│": "|",
    "┃": "|",
    "║": "|",
    "├": "|",
    "└": "`",
}


class OutputError(Exception):
    """Something could not be written; the file, or "" for standard output, and why."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"{target or 'standard output'}: {reason}")
        self.target = target
        self.reason = reason

    def line(self, lang: str) -> str:
        """The one line that tells it."""
        if lang == "zh":
            return f"tablecheck: 写不了{self.target or '标准输出'}：{self.reason}"
        return f"tablecheck: cannot write {self.target or 'standard output'}: {self.reason}"


def make_safe() -> None:
    """Give stdout and stderr an error handler of our own, before anything prints."""
    codecs.register_error("tablecheck", _replace)
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream)


def say(line: str) -> None:
    """Tell one line on stderr, where there is one."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def silence() -> None:
    """Point stdout at nothing, so that its closing at exit says nothing either."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
    except OSError:
        return


def _reconfigure(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="tablecheck")


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(map(_mapped, lost)), error.end


def _mapped(character: str) -> str:
    number = ord(character)
    if 0xFF01 <= number <= 0xFF5E:  # full-width forms of ASCII
        return chr(number - 0xFEE0)
    return _MAPPED.get(character) or ("-" if 0x2500 <= number <= 0x257F else "?")
