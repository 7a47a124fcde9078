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
    line = begin = 1
    at = start = 0
    for record, field, first, _ in fields(text, delimiter_of(text)):
        if record > last:
            break
        while at < first:
            at, is_end = (
                at + 1,
                text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n"),
            )
            if is_end:
                line, start = line + 1, at
        if (record, field) in wanted:
            found[record, field] = (line, first - start + begin)
    return found


def fields(text: str, delimiter: str) -> Iterator[tuple[int, int, int, int]]:
    """(record, field, start, end) of every field, quotes included, in order; from 1 and from 0."""
    record = field = 1
    start = at = 0
    is_quoted = was_quoted = False
    while at < len(text):
        sign = text[at]
        if sign == '"':
            # A doubled quote closes and opens again; one inside a bare field is a sign like others.
            was_quoted = was_quoted or at == start
            is_quoted = was_quoted and not is_quoted
        elif not is_quoted and sign in (delimiter, "\n", "\r"):
            yield record, field, start, at
            if sign == delimiter:
                field += 1
            else:
                record, field = record + 1, 1
                at += text[at : at + 2] == "\r\n"
            start, was_quoted = at + 1, False
        at += 1
    if start < len(text) or field > 1:
        yield record, field, start, len(text)
