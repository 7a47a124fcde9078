"""The encoding of a text file, without guessing.

Comes in: bytes. Goes out: text, or a refusal that names byte and line and asks for ``--encoding``.
May import refusals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.refusals import not_readable, shown, unsupported

if TYPE_CHECKING:
    from tablecheck.errors import ReadError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decoded(data: bytes, encoding: str | None = None) -> str:
    """Text of some bytes: by the encoding given, else BOM, UTF-8, NUL parity, GB18030.

    Raises:
        ReadError: no encoding fits strictly, several fit about equally, or it is no text.
    """
    text = _strictly(data, encoding) if encoding else _by_content(data)
    text = text.removeprefix("\ufeff").rstrip("\x1a")
    _refuse_binary(text)
    return text


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding that ``decoded`` takes, and the length of its byte order mark.

    Args:
        data: A part of a text, at its start where there is a mark, of whole lines.

    Raises:
        ReadError: several fit about equally.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    if b"\0" in data:
        return _utf16_order(data), 0
    if _is_utf8(data):
        return "utf-8", 0
    _by_content(data)  # refuses what is in doubt
    return "gb18030", 0


def _by_content(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding)
    if b"\0" in data:
        return _strictly(data, _utf16_order(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A GB18030 text is invalid as UTF-8 at its first or second hanzi. Where several were
        # valid, the text is UTF-8 and damaged; GB18030 would read it as other hanzi.
        valid = data[: error.start].decode("utf-8")
        if sum(letter >= "\u0800" for letter in valid) >= 4:
            raise _undecodable(data, error.start, "UTF-8") from error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, "UTF-8 或 GB18030", "UTF-8 or GB18030") from error
    if _looks_big5(data, text):
        raise not_readable(
            "文本编码不能确定（GB18030 或 Big5），请用 --encoding 指明",
            "the text may be GB18030 or Big5; say which with --encoding",
        )
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, shown(encoding)) from error
    except (LookupError, ValueError) as error:
        raise not_readable(
            f"不认识编码 {shown(encoding)}，可用 utf-8、gb18030、big5、utf-16 等",
            f"there is no encoding {shown(encoding)}; use utf-8, gb18030, big5, utf-16 or another",
        ) from error


def _utf16_order(data: bytes) -> str:
    """The byte order of UTF-16 without BOM, by where the NUL bytes stand.

    ASCII has its NUL in the high byte. Few hanzi have one in the low byte, but 开 (U+5F00) does, so
    a clear majority decides. Text that is valid UTF-8 but for stray NULs is not taken for UTF-16.
    """
    even, odd = data[::2].count(0), data[1::2].count(0)
    is_dense = (even + odd) * 5 >= len(data) * 2
    if len(data) % 2 == 0 and (is_dense or not _is_utf8(data)):
        if odd >= 2 * even:
            return "utf-16-le"
        if even >= 2 * odd:
            return "utf-16-be"
    place = data.index(0)
    line = data.count(b"\n", 0, place) + 1
    raise not_readable(
        f"第 {line} 行有空字节，这不是文本；如果是文本，请用 --encoding 指明编码",
        f"there is a NUL byte at line {line}, so it is no text; if it is, name its encoding with "
        "--encoding",
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _looks_big5(data: bytes, text: str) -> bool:
    """Whether the bytes make better sense as Big5: frequent hanzi there, rare ones here.

    Both encodings keep frequent hanzi in one block (GB 2312 level 1, Big5 A4–C6). Chinese text
    has nearly all its hanzi in that block of the right encoding.
    """
    try:
        other = data.decode("big5")
    except UnicodeDecodeError:
        return False
    here = _frequent_share(text, "gb18030", range(0xB0, 0xD8), range(0xA1, 0xAA))
    there = _frequent_share(other, "big5", range(0xA4, 0xC7), range(0xA1, 0xA4))
    return there > here + 0.1


def _frequent_share(text: str, encoding: str, hanzi: range, signs: range) -> float:
    total = frequent = 0
    for letter in text[:20_000]:
        if letter < "\x80":
            continue
        encoded = letter.encode(encoding)
        total += 1
        low_half = encoding == "gb18030" and (len(encoded) != 2 or encoded[1] < 0xA1)
        frequent += not low_half and (encoded[0] in hanzi or encoded[0] in signs)
    return frequent / total if total else 1.0


def _undecodable(data: bytes, place: int, zh: str, en: str = "") -> ReadError:
    line = data.count(b"\n", 0, place) + 1
    byte = f"0x{data[place]:02x}" if place < len(data) else "end"
    return not_readable(
        f"文本不是 {zh} 编码（第 {line} 行，字节 {byte}），请用 --encoding 指明编码",
        f"the text is not {en or zh} (byte {byte} at line {line}); name its encoding with "
        "--encoding",
    )


def _refuse_binary(text: str) -> None:
    """Refuse what only a binary file holds.

    Bell, backspace and escape stay: a terminal's log may hold them, and what reaches an output is
    escaped there.
    """
    import re

    junk = re.search("[\x00-\x06\x0e-\x1a\x1c-\x1f]", text)
    if junk:
        line = text.count("\n", 0, junk.start()) + 1
        raise unsupported(
            f"二进制文件（第 {line} 行有控制字符 {shown(junk[0])}）",
            f"no text (control character {shown(junk[0])} at line {line})",
        )
