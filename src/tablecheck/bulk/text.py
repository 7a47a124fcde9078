"""Delimited text as chunks: a fast parser where a block has no quotes, else the strict one.

Comes in: a path. Goes out: ``Chunk`` after ``Chunk``, with the rows and fields of ``readers.csv``.
Memory holds a block and no more.
"""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING

from tablecheck.bulk.chunk import Chunk, frame_of, name_of
from tablecheck.readers.csv import delimiter_of, lines_of
from tablecheck.readers.decoding import encoding_of
from tablecheck.readers.limits import MEBIBYTE
from tablecheck.readers.package import text_over_limit
from tablecheck.readers.refusals import not_readable, over_limit, shown, unsupported
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from polars import DataFrame

    from tablecheck.readers.limits import Limits

BLOCK = 8 * MEBIBYTE
_LONGEST_RECORD = 4 * MEBIBYTE
_JUNK = bytes((*range(7), *range(14, 27), *range(28, 32)))
"""What only a binary file holds; bell, backspace and escape stay (readers.decoding)."""
_WIDEST = 200
"""Records whose fields are counted, to know how many columns there are."""


@record
class TextFile:
    """What a first pass over a file finds out.

    Attributes:
        path: The file.
        sha256: Of its bytes.
        encoding: As Python names it.
        skip: Bytes of the byte order mark.
        delimiter: Between fields.
        width: Fields of the widest record near the start.
    """

    path: Path
    sha256: str
    encoding: str
    skip: int
    delimiter: str
    width: int


def look_at(path: Path, encoding: str | None) -> TextFile:
    """Hash, encoding, delimiter and width.

    Raises:
        ReadError: The encoding cannot be told, or the text is not in it.
    """
    from hashlib import sha256

    digest = sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    doubtful = b""
    with path.open("rb") as file:
        block = head = file.read(BLOCK)
        while block:
            digest.update(block)
            if not doubtful:
                try:
                    utf8.decode(block)
                except UnicodeDecodeError:
                    doubtful = block
            block = file.read(BLOCK)
    try:
        told, skip = _told(head, doubtful, encoding)
        text = _decoder(told).decode(head[skip:])
    except UnicodeError as error:  # of UTF-16 without its mark it is no UnicodeDecodeError
        raise _undecodable(told, getattr(error, "start", 0)) from error
    except LookupError as error:
        raise _undecodable(encoding or "", 0) from error
    delimiter = delimiter_of(text)
    return TextFile(path, digest.hexdigest(), told, skip, delimiter, _width(text, delimiter))


def _told(head: bytes, doubtful: bytes, encoding: str | None) -> tuple[str, int]:
    if encoding is not None:
        has_mark = codecs.lookup(encoding).name == "utf-8" and head.startswith(codecs.BOM_UTF8)
        return encoding, len(codecs.BOM_UTF8) if has_mark else 0
    if b"\0" in head:
        return encoding_of(head[: len(head) // 2 * 2])
    sample = doubtful or head
    if sample is not head:  # its first line may begin in the block before
        sample = sample[sample.find(b"\n") + 1 :]
    return encoding_of(sample[: sample.rfind(b"\n") + 1] or sample)


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(encoding)("strict")


def _width(text: str, delimiter: str) -> int:
    width = 1
    try:
        for number, fields in enumerate(csv.reader(lines_of(text), delimiter=delimiter)):
            width = max(width, len(fields))
            if number == _WIDEST:
                break
    except csv.Error:
        pass  # told with its line when the block is read
    return width


def chunks_of(file: TextFile, limits: Limits) -> Iterator[Chunk]:
    """The rows of the file, in order.

    Raises:
        ReadError: The text is not in its encoding, or its quotes do not close.
    """
    parser = _Parser(file, limits)
    row, rest = 1, b""
    for block, is_last in _blocks(file):
        whole, rest = _cut(rest + block, is_last=is_last)
        frame, open_record = parser.frame(whole, is_last=is_last)
        rest = open_record + rest
        if len(rest) > _LONGEST_RECORD:
            raise over_limit("一行的字节数", "a line is too long", _LONGEST_RECORD)
        if frame.height:
            yield Chunk(row, frame, {})
            row += frame.height


def _blocks(file: TextFile) -> Iterator[tuple[bytes, bool]]:
    """UTF-8, and whether the file ends with it."""
    decoder = None if codecs.lookup(file.encoding).name == "utf-8" else _decoder(file.encoding)
    with file.path.open("rb") as stream:
        stream.seek(file.skip)
        block, following, at = stream.read(BLOCK), b"", file.skip
        while True:
            following = stream.read(BLOCK)
            is_last = not following
            if decoder is None:
                told = block
            else:
                try:
                    told = decoder.decode(block, is_last).encode("utf-8")
                except UnicodeError as error:
                    raise _undecodable(file.encoding, at) from error
            if at == file.skip:
                told = told.removeprefix(codecs.BOM_UTF8)
            yield told.rstrip(b"\x1a") if is_last else told, is_last
            if is_last:
                return
            at += len(block)
            block = following


def _undecodable(encoding: str, at: int) -> Exception:
    return not_readable(
        f"文本不是 {shown(encoding)} 编码（第 {at:,} 字节以后），请用 --encoding 指明编码",
        f"the text is not {shown(encoding)} (after byte {at:,}); name its encoding with --encoding",
    )


def _cut(data: bytes, *, is_last: bool) -> tuple[bytes, bytes]:
    """Whole lines, and what may go on in the next block."""
    if is_last:
        return data, b""
    end = data.rfind(b"\n") + 1
    if not end:  # the \r of an old text; its last one may be half of \r\n
        end = data.rfind(b"\r", 0, -1) + 1
    return data[:end], data[end:]


class _Parser:
    def __init__(self, file: TextFile, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._line = 1

    def frame(self, data: bytes, *, is_last: bool) -> tuple[DataFrame, bytes]:
        """The records of some lines, and those bytes that a record goes on with."""
        if len(data.translate(None, _JUNK)) != len(data):
            self._refuse_binary(data)
        data = data.replace(b"\r\n", b"\n")
        frame = None if b'"' in data or b"\r" in data else self._fast(data)
        if frame is not None:
            self._line += frame.height
            return frame, b""
        return self._strict(data, is_last=is_last)

    def _fast(self, data: bytes) -> DataFrame | None:
        """Lines without quotes; None where they are not as simple as they look."""
        import polars

        names = [name_of(n) for n in range(1, self._file.width + 1)]
        try:
            frame = polars.read_csv(
                data,
                has_header=False,
                separator=self._file.delimiter,
                quote_char=None,
                schema=dict.fromkeys(names, polars.String),
            )
        except polars.exceptions.PolarsError:
            return None
        if frame.height != data.count(b"\n") + (not data.endswith(b"\n")):
            return None
        longest = frame.select(polars.all().str.len_bytes().max()).row(0)
        if any(length is not None and length > self._limits.text for length in longest):
            return None
        return frame

    def _strict(self, data: bytes, *, is_last: bool) -> tuple[DataFrame, bytes]:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _undecodable("utf-8", error.start) from error
        taken = 0

        def lines() -> Iterator[str]:
            nonlocal taken
            for line in lines_of(text):
                taken += len(line)
                yield line

        records = csv.reader(lines(), delimiter=self._file.delimiter, strict=True)
        rows: list[list[str]] = []
        done = done_lines = 0
        try:
            for fields in records:
                if any(len(field) > self._limits.text for field in fields):
                    raise text_over_limit(self._limits)
                rows.append(fields)
                done, done_lines = taken, records.line_num
        except csv.Error as error:
            if "field limit" in str(error):
                raise text_over_limit(self._limits) from error
            if is_last or "unexpected end" not in str(error):
                raise self._quotes(self._line + done_lines) from error
        self._line += done_lines
        return frame_of(rows, self._file.width), text[done:].encode("utf-8")

    def _quotes(self, line: int) -> Exception:
        return not_readable(
            f"从第 {line} 行开始的记录中引号不配对，请检查这一行的引号",
            f"the quotes of the record that begins at line {line} do not match; "
            "check the quotes of that line",
        )

    def _refuse_binary(self, data: bytes) -> None:
        import re

        junk = re.search(b"[" + re.escape(_JUNK) + b"]", data)
        if junk:
            line = self._line + data.count(b"\n", 0, junk.start())
            sign = shown(junk[0].decode("latin-1"))
            raise unsupported(
                f"二进制文件（第 {line} 行有控制字符 {sign}）",
                f"no text (control character {sign} at line {line})",
            )
