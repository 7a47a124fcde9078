"""What a file truly is, by its content.

Comes in: bytes. Goes out: a ``Source`` with the true type, or a refusal. May import refusals,
limits, package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tablecheck.readers.limits import DEFAULT_LIMITS, Limits
from tablecheck.readers.package import Package
from tablecheck.readers.refusals import damaged, not_readable, protected, unsupported

if TYPE_CHECKING:
    from tablecheck.sheet import Notice, Sheet

__all__ = ["DEFAULT_LIMITS", "Contents", "Limits", "Reader", "Source", "identify", "is_container"]

_ZIP = b"PK\x03\x04"
_ZIP_EMPTY = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF8_START = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_WRITE_PROTECT = b"\x86\x00"
_FILE_PASS = b"\x2f\x00"
_SIGNATURES = (
    (b"%PDF", " PDF 文件", "a PDF file"),
    (b"{\\rtf", " RTF 文档", "an RTF document"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"Rar!", " RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", " 7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b", " gzip 压缩包", "a gzip archive"),
    (b"MIME-Version:", "网页存档", "a web archive"),
)
_HTML_STARTS = (
    b"<!doctype html",
    *(
        b"<" + tag
        for tag in (b"html", b"table", b"head", b"body", b"meta", b"div", b"title", b"style", b"p>")
    ),
)


class Source:
    """The bytes of one file, with their true type.

    Attributes:
        data: All bytes.
        kind: ``xlsx csv ods xls xlsb docx html``; only the reader tells xlsm from xlsx.
        package: The checked container, where the type is one.
        workbook_part: Name of the main part, for xlsx and docx.
        encoding: Of text, where the user gave it.
        limits: Caps for the reader.
    """

    # A plain class: a dataclass costs 0.6 ms at every start (docs/decisions/0001).
    __slots__ = ("data", "encoding", "kind", "limits", "package", "workbook_part")

    def __init__(
        self,
        data: bytes,
        *,
        kind: str,
        limits: Limits,
        encoding: str | None = None,
        package: Package | None = None,
        workbook_part: str = "",
    ) -> None:
        self.data = data
        self.kind = kind
        self.limits = limits
        self.encoding = encoding
        self.package = package
        self.workbook_part = workbook_part


Contents = tuple[tuple["Sheet", ...], tuple["Notice", ...]]


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, source: Source) -> Contents:
        """Sheets in file order and what the reader noticed."""


def is_container(head: bytes) -> bool:
    """Whether a file that starts so is a workbook, and not text."""
    return head.startswith((_ZIP, _ZIP_EMPTY, _OLE))


def identify(data: bytes, *, limits: Limits, encoding: str | None = None) -> Source:
    """The true type of some bytes.

    Raises:
        ReadError: the type is not read, needs a password, or the container is damaged.
    """
    if not data:
        raise not_readable("文件是空的，请检查是否保存成功", "the file is empty; was it saved?")
    if data.startswith((_ZIP, _ZIP_EMPTY)):
        return _identify_zip(data, limits)
    if data.startswith(_OLE):
        return Source(data, kind=_ole_kind(data), limits=limits)
    for signature, zh, en in _SIGNATURES:
        if data.startswith(signature):
            raise unsupported(zh, en)
    kind = "html" if _is_html(data[:4096]) else "csv"
    return Source(data, kind=kind, limits=limits, encoding=encoding)


def _identify_zip(data: bytes, limits: Limits) -> Source:
    package = Package(data, limits)
    names = package.names()
    if "mimetype" in names:
        _check_mimetype(package, limits)
        return Source(data, kind="ods", limits=limits, package=package)
    if "[content_types].xml" not in names:
        if any(name.startswith(("xl/", "word/")) for name in names):
            raise damaged("[Content_Types].xml", "缺少这一部分", "which is missing")
        raise unsupported("普通压缩包", "a zip archive")
    from tablecheck.readers.relationships import read_relationships

    for relationship in read_relationships(package, "", limits):
        if relationship.type == "officeDocument":
            kind = _office_kind(relationship.target)
            return Source(
                data, kind=kind, limits=limits, package=package, workbook_part=relationship.target
            )
    raise damaged("_rels/.rels", "没有指明工作簿", "which names no workbook")


def _check_mimetype(package: Package, limits: Limits) -> None:
    mimetype = package.read("mimetype")[:200].decode("ascii", "replace").strip()
    if not mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        if mimetype.startswith("application/vnd.oasis.opendocument.text"):
            raise unsupported(" OpenDocument 文字文档", "an OpenDocument text")
        raise unsupported("另一种压缩文件", "another kind of container")
    if "encrypted-package" in package.names():
        raise protected()
    if "meta-inf/manifest.xml" in package.names():
        manifest = package.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise protected()


def _office_kind(target: str) -> str:
    lowered = target.lower()
    if lowered.startswith("word/"):
        return "docx"
    if lowered.startswith("ppt/"):
        raise unsupported(" PowerPoint 演示文稿", "a PowerPoint presentation")
    return "xlsb" if lowered.endswith(".bin") else "xlsx"


def _ole_kind(data: bytes) -> str:
    if _has_stream(data, "EncryptedPackage") or _has_file_pass(data):
        raise protected()
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return "xls"
    if _has_stream(data, "WordDocument"):
        raise unsupported(" Word 文档（.doc）", "a Word document (.doc)")
    if _has_stream(data, "PowerPoint Document"):
        raise unsupported(" PowerPoint 演示文稿", "a PowerPoint presentation")
    raise damaged("OLE", "其中没有工作簿", "which holds no workbook")


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE directory entry has that name; entries stand at multiples of 128 bytes."""
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % 128:
        at = data.find(wanted, at + 1)
    return at >= 0


def _has_file_pass(data: bytes) -> bool:
    """Whether the first records of an .xls say that the rest is encrypted.

    calamine tries every format in turn and reports only that none fits.
    """
    at = data.find(_BIFF8_START)
    while at >= 0 and at % 64:
        at = data.find(_BIFF8_START, at + 1)
    if at < 0:
        return False
    record = at + 20
    if data[record : record + 2] == _WRITE_PROTECT:
        record += 4
    return data[record : record + 2] == _FILE_PASS


def _is_html(head: bytes) -> bool:
    """Whether a text is a web page, by its first tag.

    Raises:
        ReadError: it is XML of another kind.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        head = head.replace(b"\0", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not start.startswith(b"<"):
        return False
    is_xml = start.startswith((b"<?xml", b"<!doctype"))
    while start.startswith((b"<!--", b"<?")):
        _, _, start = start.partition(b"-->" if start.startswith(b"<!--") else b">")
        start = start.lstrip(b" \t\r\n")
    if start.startswith(_HTML_STARTS):
        return True
    if is_xml:
        if b"schemas-microsoft-com:office:spreadsheet" in head:
            raise unsupported(" XML 表格（Excel 2003）", "an XML spreadsheet (Excel 2003)")
        raise unsupported(" XML 文件", "an XML file")
    return False
