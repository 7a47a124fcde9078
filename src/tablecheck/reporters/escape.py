r"""Text from files made harmless at the edge where it is printed.

Comes in: any text. Goes out: the same with control, format and surrogate characters shown as
``\\x1b``, and cut at 200 characters.
"""

from __future__ import annotations

import unicodedata

LONGEST = 200
_SHOWN_AS = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def printable(text: str, longest: int | None = LONGEST) -> str:
    """A text that a terminal prints as it is read: nothing moves, colours or reorders."""
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _code(character) if unicodedata.category(character) in _SHOWN_AS else character
        for character in text
    )


def one_line(text: str, longest: int | None = LONGEST) -> str:
    """Printable text with every white space a single blank, for a line of its own."""
    return printable(" ".join(text.split()), longest)


def _code(character: str) -> str:
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
