"""Text made harmless in a part of a workbook, and how much room it takes.

Comes in: any text. Goes out: XML text that a spreadsheet shows as it is read: never a formula, a
control character or markup.
"""

from __future__ import annotations

import re
import unicodedata

from tablecheck.reporters.escape import printable

LONGEST = 8000
"""Characters of one text; a cell holds 32,767."""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def shown_text(text: str) -> str:
    """The text with its line ends, control and format characters shown as codes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(printable(line, None) for line in lines)[:LONGEST]


def xml_text(text: str) -> str:
    """The same as XML; ``_x001b_``, which a spreadsheet would decode, stays what it is."""
    harmless = _CODE.sub("_x005F_", shown_text(text))
    return "".join(_ESCAPES.get(each, each) for each in harmless)


def attribute_text(text: str) -> str:
    """Text of one line for an attribute."""
    return xml_text(" ".join(text.split("\n")))


def width_of(text: str) -> int:
    """Columns of a console, or digits of a cell, that a text takes."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def lines_of(text: str, width: int) -> int:
    """Lines that a text takes in a box of so many digits."""
    return sum(max(1, -(-width_of(line) // max(width, 1))) for line in text.split("\n"))
