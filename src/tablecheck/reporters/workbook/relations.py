"""Relationships and content types: how parts of a package know of each other.

Comes in: ``Parts``. Goes out: relationships read, new ones added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.reporters.workbook.parts import relative, rels_name, target_of
from tablecheck.reporters.workbook.splice import Edits, NotPatchableError, Tag, scan

if TYPE_CHECKING:
    from tablecheck.reporters.workbook.parts import Parts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}">'
    "</Relationships>"
).encode()
TYPES = "[Content_Types].xml"


@record
class Relation:
    """A relationship: its id, the last word of its type, the part it leads to."""

    id: str
    kind: str
    part: str


def relations_of(parts: Parts, part: str) -> list[Relation]:
    """Relationships of a part to other parts of the package."""
    name = rels_name(part)
    if not parts.has(name):
        return []
    found: list[Relation] = []

    def opened(tag: Tag) -> None:
        told = tag.attributes
        if tag.path == "Relationships/Relationship" and told.get("TargetMode") != "External":
            found.append(
                Relation(
                    id=told.get("Id", ""),
                    kind=told.get("Type", "").rpartition("/")[2],
                    part=target_of(part, told.get("Target", "")),
                )
            )

    scan(parts.read(name), opened, lambda *_: None)
    return found


def relate(parts: Parts, part: str, kind: str, target: str) -> str:
    """Add a relationship; its id."""
    name = rels_name(part)
    content = parts.read(name) if parts.has(name) else _EMPTY
    taken = {tag.attributes.get("Id", "").lower() for tag in _tags(content)}
    number = 1
    while f"rid{number}" in taken:
        number += 1
    told = f'Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{relative(part, target)}"'
    parts.write(name, _with_child(content, told))
    return f"rId{number}"


def declare(parts: Parts, part: str, content_type: str) -> None:
    """Say what type a new part has."""
    _declare(parts, f'Override PartName="/{part}" ContentType="{content_type}"')


def declare_ending(parts: Parts, ending: str, content_type: str) -> None:
    """Say what type parts of an ending have, where nothing is said of it."""
    known = {tag.attributes.get("Extension", "").lower() for tag in _tags(parts.read(TYPES))}
    if ending not in known:
        _declare(parts, f'Default Extension="{ending}" ContentType="{content_type}"')


def _declare(parts: Parts, told: str) -> None:
    # Defaults and overrides may stand in any order.
    parts.write(TYPES, _with_child(parts.read(TYPES), told))


def _tags(content: bytes) -> list[Tag]:
    tags: list[Tag] = []
    scan(content, tags.append, lambda *_: None)
    return tags


def _with_child(content: bytes, told: str) -> bytes:
    """A small part with one more element at the end of its root."""
    roots: list[Tag] = []
    ends: list[int] = []
    scan(content, roots.append, lambda _, start, __: ends.append(start), deepest=1)
    if roots[0].is_empty:
        raise NotPatchableError("文件内部的关系表是空的", "its relationships are empty")
    edits = Edits(content)
    edits.insert(ends[0], f"<{prefix_of(content, roots[0])}{told}/>")
    return edits.done()


def prefix_of(content: bytes, tag: Tag) -> str:
    """Prefix of a tag with its colon, "" where it has none."""
    name = content[tag.start + 1 : tag.head_end].split(None, 1)[0].strip(b"/>").decode()
    return name.rpartition(":")[0] + ":" if ":" in name else ""
