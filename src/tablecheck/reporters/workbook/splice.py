"""XML edited where it stands: all bytes but the edited ones stay as they are.

Comes in: the bytes of a part. Goes out: tags with their places, and the same bytes with edits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class NotPatchableError(Exception):
    """A part is not as we can edit it; the reason in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@record
class Tag:
    """An element where it stands.

    Attributes:
        path: Local names from the root to it, joined by ``/``.
        attributes: As written, names with their prefixes.
        start, head_end: Of its start tag.
        is_empty: It is written as ``<a/>``.
    """

    path: str
    attributes: Mapping[str, str]
    start: int
    head_end: int
    is_empty: bool


def scan(
    part: bytes,
    opened: Callable[[Tag], object],
    closed: Callable[[str, int, int], object],
    deepest: int = 20,
) -> None:
    """Call ``opened`` for each element and ``closed`` with its path and where its end tag stands.

    Of an empty element both ends are where it begins and ends itself. Elements that stand deeper
    than ``deepest`` are passed over, and so is what stands in one for which ``opened`` gives False.

    Raises:
        NotPatchableError: The part is no XML, or not in UTF-8.
    """
    if part[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\x00" in part[:64]:
        raise NotPatchableError("文件的内部编码不是 UTF-8", "its parts are not in UTF-8")
    parser = expat.ParserCreate()
    path: list[str] = []
    heads: list[Tag] = []

    depth, limit = 0, deepest

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, limit
        depth += 1
        if depth > limit:
            return
        path.append(name.rpartition(":")[2])
        at = parser.CurrentByteIndex
        end = _tag_end(part, at)
        tag = Tag("/".join(path), attributes, at, end, part[end - 2 : end - 1] == b"/")
        heads.append(tag)
        if opened(tag) is False:
            limit = depth

    def finish(name: str) -> None:
        nonlocal depth, limit
        depth -= 1
        if depth >= limit:
            return
        limit = deepest
        tag = heads.pop()
        at = tag.start if tag.is_empty else parser.CurrentByteIndex
        closed("/".join(path), at, tag.head_end if tag.is_empty else _tag_end(part, at))
        path.pop()

    def refuse(*_: object) -> None:
        raise NotPatchableError("文件内部含有 DOCTYPE", "a part has a DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = finish
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise NotPatchableError("文件内部的 XML 有损坏", "a part is no well-formed XML") from None


def _tag_end(part: bytes, start: int) -> int:
    """Behind the ``>`` of the tag that begins at ``start``; quotes may hold one."""
    at = start
    while True:
        end = part.index(b">", at)
        piece = part[start:end]
        if piece.count(b'"') % 2 == 0 and piece.count(b"'") % 2 == 0:
            return end + 1
        if _is_outside(piece):
            return end + 1
        at = end + 1


def _is_outside(piece: bytes) -> bool:
    """All quotes of a tag's beginning are closed, one kind may stand within the other."""
    quote = b""
    for each in re.findall(rb"[\"']", piece):
        if not quote:
            quote = each
        elif each == quote:
            quote = b""
    return not quote


class Edits:
    """Changes to a part, applied at once."""

    __slots__ = ("_changes", "_part")

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._changes: list[tuple[int, int, int, bytes]] = []

    def insert(self, at: int, text: str) -> None:
        """Put text before a place; several at one place stand in the order of the calls."""
        self.replace(at, at, text.encode("utf-8"))

    def replace(self, start: int, end: int, content: bytes) -> None:
        """Put bytes in the place of others."""
        self._changes.append((start, end, len(self._changes), content))

    def attribute(self, tag: Tag, name: str, value: str | None) -> None:
        """Set an attribute of a start tag, or take it away."""
        head = with_attribute(self._part[tag.start : tag.head_end], name, value)
        self.replace(tag.start, tag.head_end, head)

    def done(self) -> bytes:
        """The part with all changes."""
        made, at = [], 0
        for start, end, _, content in sorted(self._changes):
            made += [self._part[at:start], content]
            at = max(at, end)
        return b"".join([*made, self._part[at:]])


def with_attribute(head: bytes, name: str, value: str | None) -> bytes:
    """A start tag with an attribute set, or taken away where the value is None."""
    found = re.search(rb"\s" + re.escape(name.encode()) + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", head)
    new = b"" if value is None else f' {name}="{value}"'.encode()
    if found is not None:
        return head[: found.start()] + new + head[found.end() :]
    end = len(head) - (2 if head.endswith(b"/>") else 1)
    return head[:end].rstrip() + new + head[end:] if new else head
