"""The encoding of a web page: BOM, what the page declares, else as for any text.

Comes in: bytes. Goes out: text, decoded strictly. May import decoding, refusals.
"""

from __future__ import annotations

import re
from itertools import islice

from tablecheck.readers.decoding import decoded
from tablecheck.readers.refusals import not_readable

_HEAD = 4096
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
# Browsers read each name as the larger encoding of its family, and pages are written for browsers.
_BY_NAME = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be", "unicode"),
    "gb18030": ("gb18030", "gbk", "gb2312", "gb_2312-80", "x-gbk", "cp936", "csgb2312", "chinese"),
    "big5hkscs": ("big5", "big5-hkscs", "x-x-big5", "cn-big5", "csbig5"),
    "cp932": ("shift_jis", "shift-jis", "sjis", "x-sjis", "ms932", "windows-31j"),
    "euc_jp": ("euc-jp", "x-euc-jp"),
    "cp949": ("euc-kr", "ks_c_5601-1987", "korean", "windows-949"),
    "cp1252": ("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"),
}
_BY_NAME |= {f"cp{number}": (f"windows-{number}",) for number in (1250, 1251, 1253, 1254, 1257)}
_BY_NAME |= {name: (name,) for name in ("iso-8859-2", "iso-8859-5", "iso-8859-15", "koi8-r")}
_CODEC_BY_NAME = {name: codec for codec, names in _BY_NAME.items() for name in names}


def page_text(data: bytes, encoding: str | None) -> str:
    """Text of a page.

    Args:
        data: The bytes of the page.
        encoding: As the user gave it; it overrules the page.

    Raises:
        ReadError: the bytes are not in the encoding, or are clearly in another one than declared.
    """
    if encoding is not None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decoded(data, encoding)
    declared = _declared(data[:_HEAD])
    if declared is None:
        return decoded(data)
    text = decoded(data, declared)
    if declared != "utf-8" and _is_utf8(data):
        raise not_readable(
            f"网页声明的编码是 {declared}，内容却是 UTF-8，请用 --encoding 指明编码",
            f"the page declares {declared}, but is valid UTF-8; name its encoding with --encoding",
        )
    return text


def _declared(head: bytes) -> str | None:
    """The codec that a page declares; None where it declares none that browsers know."""
    found = _META.search(re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL)) or _XML.match(head)
    return _CODEC_BY_NAME.get(found[1].decode("ascii").lower()) if found else None


def _is_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 with several letters of three bytes, which no other encoding imitates."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return next(islice(re.finditer("[\u0800-\U0010ffff]", text), 3, None), None) is not None
