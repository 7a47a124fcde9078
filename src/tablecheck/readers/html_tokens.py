"""The tags and texts of a web page, in one pass.

Comes in: text. Goes out: tokens; nothing is nested here. Imports refusals only.

Why not ``html.parser``: 60 KB of ``<a `` cost it a minute, and ``<![`` an AssertionError (CPython
3.11.7). Every search here ends the page where it fails, so the time is linear.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from tablecheck.readers.refusals import not_readable

if TYPE_CHECKING:
    from collections.abc import Iterator

Token = tuple[str, str, dict[str, str]]
"""Kind (``text start end``), text or lower-case name, attributes of a start tag."""

_RAW_NAMES = "script style title textarea iframe xmp noembed noframes"
RAW = frozenset(_RAW_NAMES.split())
"""Elements whose content is no markup; all of it is left out, for none is text of the page."""

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_TAG_END = re.compile(r"[\s/]*>")
_KEPT = frozenset(("rowspan", "colspan", "hidden", "style"))
_NO_ATTRIBUTES: dict[str, str] = {}


def tokens(page: str) -> Iterator[Token]:
    """Texts (entities resolved) and tags in order; comments and scripts are left out.

    Raises:
        ReadError: a DOCTYPE has an internal subset.
    """
    at, end = 0, len(page)
    text_from = 0
    while (at := page.find("<", at)) >= 0:
        sign = page[at + 1 : at + 2]
        name = _NAME.match(page, at + (2 if sign == "/" else 1))
        if name is None and sign not in ("!", "?", "/"):
            at += 1
            continue
        if at > text_from:
            yield "text", _resolved(page[text_from:at]), _NO_ATTRIBUTES
        if name is None:
            at = _after_comment(page, at)
        else:
            attributes: dict[str, str] = {}
            at = _after_tag(page, name.end(), attributes)
            if at > end:
                return
            tag = name[0].lower()
            yield "end" if sign == "/" else "start", tag, attributes
            if tag in RAW and sign != "/":
                at = _after_raw(page, at, tag)
        if at > end:
            return
        text_from = at
    if text_from < end:
        yield "text", _resolved(page[text_from:]), _NO_ATTRIBUTES


def _after_comment(page: str, at: int) -> int:
    """Place after a comment, declaration or instruction; beyond the page where it never ends."""
    if page.startswith("<!--", at):
        if page.startswith((">", "->"), at + 4):
            return page.index(">", at) + 1
        return _after(page, "-->", at + 4)
    end = _after(page, ">", at)
    if page[at : at + 9].lower() == "<!doctype" and "[" in page[at:end]:
        raise not_readable(
            "网页的 DOCTYPE 声明带有内部子集，为安全起见未读取；请用浏览器另存一份",
            "the page's DOCTYPE declaration has an internal subset; it was not read: save it "
            "again with a browser",
        )
    return end


def _after_tag(page: str, at: int, attributes: dict[str, str]) -> int:
    """Place after a tag whose name ends at a place; its attributes are added."""
    if page.startswith(">", at):
        return at + 1
    while (end := _TAG_END.match(page, at)) is None:
        found = _ATTRIBUTE.match(page, at)
        if found is None:
            return len(page) + 1
        at = found.end()
        name = found[1].lower()
        if name in _KEPT and name not in attributes:
            value = found[2] or ""
            if value[:1] in ('"', "'"):
                value = value[1:-1]
            attributes[name] = _resolved(value)
    return end.end()


def _after_raw(page: str, at: int, tag: str) -> int:
    end = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(page, at)
    return len(page) + 1 if end is None else end.start()


def _after(page: str, sign: str, at: int) -> int:
    end = page.find(sign, at)
    return len(page) + 1 if end < 0 else end + len(sign)


def _resolved(text: str) -> str:
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # a numeric entity of thousands of digits
        return text
