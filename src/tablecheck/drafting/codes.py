"""Codes of rows and columns: from the numbering, else from the labels.

Comes in: trees. Goes out: the same with codes, unique in each tree, which do not change when values
do or when a row is added behind.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tablecheck.binding.labels import normalise
from tablecheck.drafting.model import all_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import Node

LONGEST = 24
"""Characters that a label gives to a code at most."""
LONG = 200
_MOST = 60
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d"})


def give_codes(nodes: Sequence[Node], *, numbered: bool) -> None:
    """Give every node a code.

    Args:
        nodes: A tree of rows or columns.
        numbered: The tree prints its numbering, so that places make good codes (1.3.2).
    """
    taken: set[str] = set()
    _down(nodes, "", taken, numbered=numbered)


def is_numbered(nodes: Sequence[Node]) -> bool:
    """Most labels of a tree print their numbering; a long list is numbered in any case."""
    every = all_nodes(nodes)
    return 2 * sum(bool(node.numbered) for node in every) >= len(every) or len(every) > LONG


def _down(nodes: Sequence[Node], above: str, taken: set[str], *, numbered: bool) -> None:
    for place, node in enumerate(nodes, start=1):
        if numbered:
            code = f"{above}.{place}" if above else str(place)
        else:
            own = slug(node.label) or str(place)
            code = own if own not in taken else f"{above}.{own}" if above else own
        node.code = _unique(code[-_MOST:], taken)
        taken.add(node.code)
        _down(node.children, node.code, taken, numbered=numbered)


def _unique(code: str, taken: set[str]) -> str:
    if code not in taken:
        return code
    number = 2
    while f"{code[: _MOST - 4]}-{number}" in taken:
        number += 1
    return f"{code[: _MOST - 4]}-{number}"


def slug(label: str) -> str:
    """A short code from a label: “Grades 1 to 3” -> grades-1-to-3; Chinese stays as it is."""
    if any("一" <= c <= "鿿" for c in label):
        words = normalise(label).key
    else:
        bare = re.sub(r"^\W*(?:\d{1,2}[.)]|[A-Z]\.(?!\s?[A-Z]\.))\s*", "", label)
        words = re.sub(r"\([^()]*\)", " ", bare).strip() or bare
    words = words.casefold().translate(_LETTERS)
    # No accents, no signs: what is left are letters, digits and Chinese characters.
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    kept = re.sub(r"[^a-z0-9一-鿿]+", "-", plain).strip("-")
    return kept[:LONGEST].strip("-")
