"""The parts of a workbook file: read, replaced, added; all others copied byte by byte.

Comes in: the bytes of a zip file. Goes out: the bytes of another one.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO

from tablecheck.reporters.workbook.splice import NotPatchableError

_NEW = (1980, 1, 1, 0, 0, 0)


class Parts:
    """A package while it is changed; names are looked up without regard to case."""

    __slots__ = ("_archive", "_changed", "_names")

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except zipfile.BadZipFile:
            raise NotPatchableError("文件不是 Office 压缩包", "it is no zip package") from None
        self._names = {_key(name): name for name in self._archive.namelist()}
        self._changed: dict[str, bytes] = {}

    def names(self) -> tuple[str, ...]:
        """Every part, new ones last."""
        return tuple(self._names.values())

    def has(self, name: str) -> bool:
        """There is such a part."""
        return _key(name) in self._names

    def read(self, name: str) -> bytes:
        """Content of a part.

        Raises:
            NotPatchableError: It is not there, or damaged.
        """
        stored = self._names.get(_key(name))
        if stored is None:
            raise NotPatchableError(f"文件缺少 {name}", f"it lacks {name}")
        if stored in self._changed:
            return self._changed[stored]
        try:
            return self._archive.read(stored)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            raise NotPatchableError(f"{name} 有损坏", f"{name} is damaged") from None

    def write(self, name: str, content: bytes) -> None:
        """Replace a part, or add one."""
        self._changed[self._names.setdefault(_key(name), name)] = content

    def free_name(self, pattern: str) -> str:
        """The first name of a numbered pattern that no part has."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def done(self) -> bytes:
        """The new package: old parts in their order and compression, then the new ones."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for old in self._archive.infolist():
                info = zipfile.ZipInfo(old.filename, old.date_time)
                info.compress_type = old.compress_type
                info.external_attr = old.external_attr
                archive.writestr(info, self.read(old.filename))
            stored = set(self._archive.namelist())
            for name, content in self._changed.items():
                if name not in stored:
                    info = zipfile.ZipInfo(name, _NEW)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(info, content)
        return made.getvalue()


def _key(name: str) -> str:
    return name.lstrip("/").lower()


def rels_name(part: str) -> str:
    """Name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(part: str, target: str) -> str:
    """Name of the part that a relationship of ``part`` leads to."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def relative(part: str, target: str) -> str:
    """How a relationship of ``part`` names another part."""
    return posixpath.relpath(target, posixpath.dirname(part))
