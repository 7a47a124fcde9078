"""A zip container whose directory was checked before anything is unpacked.

Comes in: bytes. Goes out: ``Package``, which yields the bytes of a part in counted chunks, and
``parse_part``, which feeds a part to expat. May import refusals, limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tablecheck.readers.refusals import damaged, not_readable, over_limit, protected

if TYPE_CHECKING:
    from collections.abc import Iterator, KeysView
    from zipfile import ZipInfo

    from tablecheck.errors import ReadError
    from tablecheck.readers.limits import Limits

_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20
_LONGEST_DIRECTORY_ENTRY = 512
DEEPEST = 256


class Package:
    """The parts of a zip container, by lower-case name with ``/``."""

    __slots__ = ("_limits", "_members", "_unpacked", "_zip")

    def __init__(self, data: bytes, limits: Limits) -> None:
        import io
        import zipfile

        _check_directory_size(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise damaged("zip", "压缩包目录读不出来", "its directory is unreadable") from error
        self._limits = limits
        self._unpacked = 0
        self._members = _checked_members(self._zip.infolist(), limits)

    def names(self) -> KeysView[str]:
        """Names of all parts, in the container's order."""
        return self._members.keys()

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a part, in chunks.

        Raises:
            ReadError: there is no such part, it is damaged, or a limit is exceeded.
        """
        import zipfile
        import zlib

        member = self._members.get(name.lower())
        if member is None:
            raise damaged(name, "缺少这一部分", "which is missing")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(name, "压缩方式不受支持", "which uses an unsupported compression")
        size = 0
        try:
            with self._zip.open(member) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    self._count(len(chunk), size)
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise damaged(name, "解压失败", "which cannot be unpacked") from error

    def read(self, name: str) -> bytes:
        """All bytes of a part."""
        return b"".join(self.chunks(name))

    def _count(self, size: int, part_size: int) -> None:
        self._unpacked += size
        _check_sizes(part_size, self._unpacked, self._limits)


class Scanner(Protocol):
    """What takes the events of one XML part.

    Attributes:
        text: Pieces of character data since the scanner last cleared it.
    """

    text: list[str]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag; the name is ``namespace local`` with a space."""

    def end(self, name: str) -> None:
        """Take an end tag."""


def parse_part(package: Package, name: str, scanner: Scanner, limits: Limits) -> None:
    """Feed one XML part to a scanner.

    Raises:
        ReadError: the part is not well-formed, has a DOCTYPE, or exceeds a limit.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text.append
    longest_text = limits.text + _LONGEST_TAG
    fed = 0
    try:
        for chunk in package.chunks(name):
            parser.Parse(chunk, False)
            fed += len(chunk)
            # Old expat scans an unfinished tag again for each chunk: 256 MiB would take hours.
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise damaged(name, "有过长的标记", "which has an overlong tag")
            if sum(map(len, scanner.text)) > longest_text:
                raise text_over_limit(limits)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = parser.CurrentLineNumber
        raise damaged(
            name, f"第 {line} 行附近不是合法的 XML", f"which is not XML near line {line}"
        ) from error


def too_deep() -> ReadError:
    """The refusal of a part whose elements nest too deep."""
    return over_limit("XML 的嵌套层数", "an XML part nests too deep", DEEPEST)


def text_over_limit(limits: Limits) -> ReadError:
    """The refusal of a cell whose text is too long."""
    return over_limit("一个单元格的字符数", "a cell holds too many characters", limits.text)


def _refuse_doctype(*_: object) -> None:
    raise not_readable(
        "文件中有 DOCTYPE 声明，表格文件不应有，为安全起见未读取；请用表格软件另存一份",
        "the file has a DOCTYPE declaration, which no spreadsheet needs; it was not read: "
        "save it again with a spreadsheet program",
    )


def _check_directory_size(data: bytes, limits: Limits) -> None:
    """Refuse a directory that would take long to list; zipfile lists it all when it opens."""
    end = len(data) - 22
    if data[end : end + 4] != b"PK\x05\x06":
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    if size == 0xFFFF_FFFF:
        zip64 = data.rfind(b"PK\x06\x06", 0, end)
        size = int.from_bytes(data[zip64 + 40 : zip64 + 48], "little")
    if size > limits.parts * _LONGEST_DIRECTORY_ENTRY:
        raise _too_many_parts(limits)


def _checked_members(infos: list[ZipInfo], limits: Limits) -> dict[str, ZipInfo]:
    if len(infos) > limits.parts:
        raise _too_many_parts(limits)
    members: dict[str, ZipInfo] = {}
    total = 0
    for info in infos:
        total += info.file_size
        _check_sizes(info.file_size, total, limits)
        if info.flag_bits & 0x1:
            raise protected()
        name = info.filename.replace("\\", "/").lower()
        if name in members:
            raise damaged(info.filename, "在压缩包中出现两次", "which the container holds twice")
        members[name] = info
    return members


def _check_sizes(part: int, total: int, limits: Limits) -> None:
    if part > limits.part_bytes:
        raise over_limit("一个部件解压后的字节数", "an unpacked part is too big", limits.part_bytes)
    if total > limits.unpacked_bytes:
        raise over_limit("解压后的总字节数", "the unpacked file is too big", limits.unpacked_bytes)


def _too_many_parts(limits: Limits) -> ReadError:
    return over_limit("压缩包内的部件数", "the container has too many parts", limits.parts)
