"""A delimited text with some fields written anew; every other byte stays as it is.

Comes in: bytes and the fields' new texts. Goes out: bytes in the same encoding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.csv import delimiter_of
from tablecheck.readers.csv_places import fields
from tablecheck.readers.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def fixed_csv(data: bytes, encoding: str | None, values: Mapping[tuple[int, int], str]) -> bytes:
    """The text with the values in their fields.

    Args:
        data: As read.
        encoding: As given by the person, None where it was told from the bytes.
        values: (record, field) -> new text, plain numbers; a record must have the field.
    """
    text = decoded(data, encoding)
    # The decoder takes off a byte order mark and a Ctrl-Z at the end: both stay in the copy.
    name = next(each for each in (encoding, *_ENCODINGS) if each and _holds(data, each, text))
    whole = data.decode(name)
    at = whole.index(text) if text else 0
    made, done = [whole[:at]], 0
    for record, field, start, end in fields(text, delimiter_of(text)):
        value = values.get((record, field))
        if value is not None:
            made += [text[done:start], _as_written(text[start:end], value)]
            done = end
    return "".join((*made, text[done:], whole[at + len(text) :])).encode(name)


def has_field(data: bytes, encoding: str | None, place: tuple[int, int]) -> bool:
    """The text has such a (record, field)."""
    text = decoded(data, encoding)
    return any((record, field) == place for record, field, _, _ in fields(text, delimiter_of(text)))


def _holds(data: bytes, encoding: str, text: str) -> bool:
    try:
        return data.decode(encoding).removeprefix("\ufeff").rstrip("\x1a") == text
    except UnicodeDecodeError:
        return False


def _as_written(before: str, value: str) -> str:
    """The value with the quotes, or the blanks around, that the field had."""
    if before.startswith('"'):
        return f'"{value}"'
    stripped = before.strip()
    return before.replace(stripped, value, 1) if stripped else value
