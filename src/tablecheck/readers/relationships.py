"""Which part of an Office container belongs to which.

Comes in: a package and the name of a part. Goes out: its relationships, targets resolved. May
import package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.package import DEEPEST, Package, parse_part, too_deep

if TYPE_CHECKING:
    from tablecheck.readers.limits import Limits


class Relationship:
    """One relationship of a part.

    Attributes:
        id: As other parts cite it.
        type: Last word of the type's address, for instance ``worksheet``; the same in
            transitional and Strict files.
        target: Name of the part, from the root of the container, without leading slash.
        external: Whether the target lies outside of the container.
    """

    __slots__ = ("external", "id", "target", "type")

    def __init__(self, *, id: str, type: str, target: str, external: bool) -> None:
        self.id = id
        self.type = type
        self.target = target
        self.external = external


def read_relationships(package: Package, part: str, limits: Limits) -> tuple[Relationship, ...]:
    """Relationships of a part; those of the container for ``""``."""
    folder, _, name = part.rpartition("/")
    scanner = _RelationshipScanner(folder)
    where = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    parse_part(package, where, scanner, limits)
    return tuple(scanner.found)


class _RelationshipScanner:
    __slots__ = ("_depth", "_folder", "found", "text")

    def __init__(self, folder: str) -> None:
        self.text: list[str] = []
        self.found: list[Relationship] = []
        self._folder = folder
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        if not name.endswith(" Relationship"):
            return
        external = attributes.get("TargetMode") == "External"
        target = attributes.get("Target", "")
        self.found.append(
            Relationship(
                id=attributes.get("Id", ""),
                type=attributes.get("Type", "").rpartition("/")[2],
                target=target if external else _resolved(self._folder, target),
                external=external,
            )
        )

    def end(self, name: str) -> None:
        self._depth -= 1
        self.text.clear()


def _resolved(folder: str, target: str) -> str:
    """Name of a part from the root: ``xl`` and ``../a/b.xml`` -> ``a/b.xml``."""
    if "%" in target:
        from urllib.parse import unquote

        target = unquote(target)
    target = target.replace("\\", "/")
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(step for step in steps if step)
