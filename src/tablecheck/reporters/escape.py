r"""Text from files made harmless at the edge where it is printed.

Comes in: any text. Goes out: the same with control, format and surrogate characters shown as
``\\x1b``, and cut at 200 characters. Imports nothing: a start of the command comes by here.
"""

from __future__ import annotations

LONGEST = 200
_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))
"""Blanks that str.isprintable does not count, though they only take room."""
_LINE_BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_OPENERS = "“‘《〈【〔（("


def printable(text: str, longest: int | None = LONGEST) -> str:
    """A text that a terminal prints as it is read: nothing moves, colours or reorders.

    ``##`` loses its second sign: build agents carry out ``##vso[…]`` anywhere in a line.
    """
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    if "##" in text:
        text = text.replace("##", "#\\x23")
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in _SPACES else _code(ord(each)) for each in text
    )


def one_line(text: str, longest: int | None = LONGEST) -> str:
    """Printable text for a line of its own: line ends and runs of blanks are a single blank."""
    words = text.translate(_LINE_BLANKS).replace("\u3000", " ").replace("\u00a0", " ").split(" ")
    return printable(" ".join(filter(None, words)), longest)


def leading(text: str, longest: int | None = LONGEST) -> str:
    """One line that may stand first in a line: in quotes where it could pass for a command."""
    shown = one_line(text, longest)
    first = shown[:1]
    return shown if first.isalnum() or (first and first in _OPENERS) else f"“{shown}”"


def leading_path(path: str) -> str:
    """A path that may stand first in a line; ``./`` where it could pass for a command."""
    shown = one_line(path)
    return shown if shown[:1].isalnum() or shown[:1] in ("/", ".", "_") else f"./{shown}"


def in_json(document: str) -> str:
    r"""JSON text whose strings hold such characters as ``\\u001b`` only, also DEL, C1 and bidi."""
    if document.isprintable():
        return document
    return "".join(
        each if each.isprintable() or each in _SPACES else _json_code(ord(each))
        for each in document
    )


def _code(number: int) -> str:
    if number < 0x100:
        return f"\\x{number:02x}"
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is no text
        return f"\\x{number - 0xDC00:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _json_code(number: int) -> str:
    if number < 0x10000:
        return f"\\u{number:04x}"
    high, low = divmod(number - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
