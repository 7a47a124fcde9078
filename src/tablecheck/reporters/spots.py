"""Where a finding is, as pipelines take it: a path in the repository, a line, a column.

Comes in: reports of files and places. Goes out: relative paths with ``/``, URIs, and numbers from
1: row and column of the sheet, line and character of a text file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tablecheck.reporters.escape import printable
from tablecheck.sheet import coordinates

if TYPE_CHECKING:
    from tablecheck.findings import Place
    from tablecheck.report import FileReport

_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")


def repository_path(path: str, root: str) -> str:
    """The path relative to the repository, with ``/``; as given where it is outside, or no root."""
    if root:
        whole = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links
        try:
            if os.path.commonpath([whole, root]) == root:
                path = os.path.relpath(whole, root)
        except ValueError:
            # Another drive.
            path = whole
    return path.replace(os.sep, "/") if os.sep != "/" else path


def shown_path(path: str, root: str) -> str:
    """The same without anything that could move, colour or reorder text."""
    return printable(repository_path(path, root), None)


def uri(path: str, root: str) -> str:
    """The same percent-encoded; ``file:`` where it is absolute."""
    relative = repository_path(path, root)
    data = relative.encode("utf-8", "surrogateescape" if _is_bytes(relative) else "surrogatepass")
    quoted = "".join(chr(each) if each in _SAFE else f"%{each:02X}" for each in data)
    if quoted.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{quoted}" if relative[1:3] == ":/" else quoted


def line_and_column(file: FileReport | None, place: Place | None) -> tuple[int, int] | None:
    """(line, column) of a place in its file; None where it has none."""
    if place is not None and place.line is not None:
        return place.line, 1
    if place is None or place.cell is None or place.previous:
        return None
    if file is not None and place.cell in file.text_places:
        return file.text_places[place.cell]
    return coordinates(place.cell)


def _is_bytes(text: str) -> bool:
    """Whether its surrogates all stand for single bytes of a file name."""
    return all(0xDC80 <= ord(each) <= 0xDCFF for each in text if 0xD800 <= ord(each) <= 0xDFFF)
