"""Lines and characters of the fields of a delimited text, as an editor counts them.

Comes in: bytes and the fields asked for. Goes out: (record, field) -> (line, character), from 1.
Only formats that point into files need it. May import decoding, csv.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.errors import ReadError
from tablecheck.readers.csv import delimiter_of
from tablecheck.readers.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


def text_places(
    data: bytes, encoding: str | None, wanted: AbstractSet[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Where fields begin; those that the text does not have are left out."""
    try:
        text = decoded(data, encoding)
    except ReadError:
        return {}
    last = max((record for record, _ in wanted), default=0)
    found = {}
    for record, field, line, character in _fields(text, delimiter_of(text)):
        if record > last:
            break
        if (record, field) in wanted:
            found[record, field] = (line, character)
    return found


def _fields(text: str, delimiter: str) -> Iterator[tuple[int, int, int, int]]:
    """(record, field, line, character) of every field, in order."""
    record = field = line = character = 1
    starts, is_quoted, was_quoted = True, False, False
    for sign in text.replace("\r\n", "\n").replace("\r", "\n"):
        if starts:
            yield record, field, line, character
        if sign == '"':
            # A doubled quote closes and opens again; one inside a bare field is a sign like others.
            was_quoted = was_quoted or starts
            is_quoted = was_quoted and not is_quoted
        starts = False
        character += 1
        if sign == "\n":
            line, character = line + 1, 1
        if is_quoted:
            continue
        if sign == "\n":
            record, field, starts, was_quoted = record + 1, 1, True, False
        elif sign == delimiter:
            field, starts, was_quoted = field + 1, True, False
