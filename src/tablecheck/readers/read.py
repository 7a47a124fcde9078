"""The entry of the readers: a path -> a Workbook.

Comes in: a path. Goes out: a ``Workbook``, read by what the file truly is, or a ``ReadError``. May
import guard, and the reader of the type found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.digest import sha256_hex
from tablecheck.readers.guard import DEFAULT_LIMITS, Limits, Reader, Source, identify, is_container
from tablecheck.readers.refusals import not_readable, over_limit
from tablecheck.sheet import Notice, Workbook

if TYPE_CHECKING:
    from pathlib import Path

_KINDS_BY_SUFFIX = {
    ".xlsx": ("xlsx", "xlsm"),
    ".xlsm": ("xlsx", "xlsm"),
    ".xltx": ("xlsx", "xlsm"),
    ".xltm": ("xlsx", "xlsm"),
    ".xlsb": ("xlsb",),
    ".xls": ("xls",),
    ".xlt": ("xls",),
    ".et": ("xls", "xlsx"),
    ".ett": ("xls", "xlsx"),
    ".ods": ("ods",),
    ".ots": ("ods",),
    ".csv": ("csv",),
    ".tsv": ("csv",),
    ".tab": ("csv",),
    ".txt": ("csv",),
    ".docx": ("docx",),
    ".doc": (),
    ".html": ("html",),
    ".htm": ("html",),
}


def read_workbook(
    path: Path, *, encoding: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Workbook:
    """What a file says; its type is told by its content, never by its name.

    Args:
        path: A regular file; it is opened once, for reading.
        encoding: Of a text file, where the user knows it.
        limits: Caps; a file beyond them is refused.

    Raises:
        ReadError: the file is not read: TC101 not readable or damaged, TC102 a limit is exceeded,
            TC103 a type that is not read, TC104 password-protected.
    """
    return read_bytes(_file_bytes(path, limits), name=path.name, encoding=encoding, limits=limits)


def read_bytes(
    data: bytes, *, name: str, encoding: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Workbook:
    """What the bytes of a file say; the name serves only to notice that it lies."""
    source = identify(data, limits=limits, encoding=encoding)
    sheets, notices = _reader(source)(source)
    kind = source.kind
    if kind == "xlsx" and any(notice.kind == "macros" for notice in notices):
        kind = "xlsm"
    dot = name.rfind(".")
    suffix = name[dot:].lower() if dot >= 0 else ""
    if kind not in _KINDS_BY_SUFFIX.get(suffix, (kind,)):
        notices = (Notice("true-type", {"name": suffix, "type": kind}), *notices)
    return Workbook(kind=kind, sheets=sheets, sha256=sha256_hex(data), notices=notices)


def _reader(source: Source) -> Reader:
    # Each import costs milliseconds; only the type at hand is paid for.
    if source.kind == "xlsx":
        from tablecheck.readers.xlsx import read_xlsx

        return read_xlsx
    if source.kind == "ods":
        from tablecheck.readers.ods import read_ods

        return read_ods
    if source.kind == "csv":
        from tablecheck.readers.csv import read_csv

        return read_csv
    if source.kind == "docx":
        from tablecheck.readers.docx import read_docx

        return read_docx
    if source.kind == "html":
        from tablecheck.readers.html import read_html

        return read_html
    from tablecheck.readers.binary import read_binary

    return read_binary


def _file_bytes(path: Path, limits: Limits) -> bytes:
    """All bytes of a regular file.

    Raises:
        ReadError: it is something else, cannot be opened, or is too big.
    """
    import os
    import stat

    # Without O_NONBLOCK, opening a FIFO waits for a writer for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
        with open(descriptor, "rb") as file:  # noqa: PTH123  # a descriptor, not a path
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise not_readable(
                    "这不是一个普通文件，请指定表格文件",
                    "it is not a regular file; name a table file",
                )
            limit = limits.file_bytes if is_container(file.peek(8)[:8]) else limits.csv_bytes
            # Files of /proc state no size: what is read is bounded, too.
            is_big = state.st_size > limit
            data = b"" if is_big else file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not a file name"
        raise not_readable(
            f"文件打不开（{reason}），请检查路径和权限",
            f"the file cannot be opened ({reason}); check its path and permissions",
        ) from error
    if is_big or len(data) > limit:
        raise over_limit("文件字节数", "the file is too big", limit)
    return data
