"""Where in a JSON text a value stands: computed only when an error is told.

Comes in: the text. Goes out: the 1-based line of a JSON pointer, the place of a key that stands
twice, the line of a number. Imports nothing of the project.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Path = tuple[str | int, ...]


def pointer_of(path: Path) -> str:
    """A path of keys and indices as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def line_of(text: str, pointer: str) -> int | None:
    """Line of the key or element that a pointer names; None for a text that is no JSON.

    A pointer into nothing is shortened until it names something.
    """
    wanted = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    best, found = -1, None
    for path, _, start, _ in _places(text):
        size = len(path)
        if size == best + 1 and [str(part) for part in path] == wanted[:size]:
            best, found = size, start
            if best == len(wanted):
                break
    return None if found is None else _line(text, found)


def lines_of(text: str, pointers: Collection[str]) -> dict[str, int]:
    """The lines of many pointers, found in one pass; one that names nothing has none."""
    wanted = set(pointers)
    found: dict[str, int] = {}
    line = counted = 0
    for path, _, start, _ in _places(text):
        pointer = pointer_of(path)
        if pointer in wanted and pointer not in found:
            line += text.count("\n", counted, start)
            counted = start
            found[pointer] = line + 1
            if len(found) == len(wanted):
                break
    return found


def duplicate_of(text: str, key: str) -> tuple[str, int] | None:
    """Pointer and line of the second place of a key that stands twice in its object."""
    seen: set[Path] = set()
    for path, is_key, start, _ in _places(text):
        if is_key and path[-1] == key:
            if path in seen:
                return pointer_of(path), _line(text, start)
            seen.add(path)
    return None


def number_of(text: str, number: str) -> tuple[str, int] | None:
    """Pointer and line of the first bare word (a number, NaN) that is written so."""
    for path, is_key, start, end in _places(text):
        if not is_key and text[start:end] == number:
            return pointer_of(path), _line(text, start)
    return None


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _places(text: str) -> Iterator[tuple[Path, bool, int, int]]:
    """(path, is it a key, start, end) of each key and value in order; end is 0 for containers.

    Stops quietly where the text is no JSON.
    """
    path: list[str | int] = []
    scan_string = json.JSONDecoder().raw_decode
    at, size, wants_key = 0, len(text), False
    while at < size:
        character = text[at]
        if character in " \t\r\n:\ufeff":
            at += 1
        elif character == ",":
            if not path:
                return
            last = path[-1]
            wants_key = isinstance(last, str)
            path[-1] = last + 1 if isinstance(last, int) else ""
            at += 1
        elif character in "]}":
            if not path:
                return
            path.pop()
            wants_key = False
            at += 1
        elif character in "[{":
            yield tuple(path), False, at, 0
            path.append(0 if character == "[" else "")
            wants_key = character == "{"
            at += 1
        else:
            start = at
            if character == '"':
                try:
                    word, at = scan_string(text, at)
                except ValueError:
                    return
                if wants_key and path:
                    path[-1], wants_key = str(word), False
                    yield tuple(path), True, start, at
                    continue
            else:
                while at < size and text[at] not in ",]} \t\r\n":
                    at += 1
            yield tuple(path), False, start, at
