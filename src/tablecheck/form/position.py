"""Where in a JSON text a value stands: pointer -> line, computed only when an error is told.

Comes in: the text. Goes out: the 1-based line of a JSON pointer.
"""

from __future__ import annotations

import json


def line_of(text: str, pointer: str) -> int | None:
    """Line of the value (or of the key) that a JSON pointer names; None where it is not found.

    A pointer into nothing is shortened until it names something.
    """
    places = _places(text)
    while pointer not in places and pointer:
        pointer = pointer.rpartition("/")[0]
    at = places.get(pointer)
    return None if at is None else text.count("\n", 0, at) + 1


def _places(text: str) -> dict[str, int]:
    """Pointer -> offset, by one pass over the tokens; stops quietly where the text is no JSON."""
    places = {"": len(text) - len(text.lstrip())}
    path: list[str | int] = []
    kinds: list[str] = []
    at, size = 0, len(text)
    wants_key = False
    decoder = json.JSONDecoder()
    while at < size:
        character = text[at]
        if character in " \t\r\n:":
            at += 1
        elif character == ",":
            if kinds and kinds[-1] == "[":
                path[-1] = int(path[-1]) + 1
            wants_key = bool(kinds) and kinds[-1] == "{"
            at += 1
        elif character in "]}":
            if not kinds:
                break
            kinds.pop()
            path.pop()
            wants_key = False
            at += 1
        elif wants_key and character == '"':
            try:
                key, end = decoder.raw_decode(text, at)
            except ValueError:
                break
            path[-1] = str(key)
            places[_pointer(path)] = at
            wants_key, at = False, end
        else:
            if not kinds or kinds[-1] == "[":
                places[_pointer(path)] = at
            if character in "[{":
                kinds.append(character)
                path.append(0 if character == "[" else "")
                wants_key = character == "{"
                at += 1
            else:
                at = _after_scalar(text, at, decoder)
    return places


def _after_scalar(text: str, at: int, decoder: json.JSONDecoder) -> int:
    try:
        return decoder.raw_decode(text, at)[1]
    except ValueError:
        return at + 1


def _pointer(path: list[str | int]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
