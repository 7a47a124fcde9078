"""Changes at random: of bytes, of texts, of JSON values, of the parts of a container."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, unescape

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

WORDS = [
    "",
    " ",
    "0",
    "1",
    "-1",
    "1e9",
    "1e999",
    "99999999999999999999",
    "NaN",
    "0x1",
    "1_000",
    "１２",
    "٣",
    "1,234",
    "1.5",
    "12.5%",
    "1.26万",
    "—",
    "/",
    "无",
    "*",
    "#REF!",
    "A1",
    "XFD1048576",
    "XFE1",
    "A1:XFD1048576",
    "::",
    "$",
    "true",
    "s",
    "inlineStr",
    "str",
    "e",
    "d",
    "b",
    "n",
    "1048577",
    "\u200b",
    "\u202e",
    "\x1b[31m",
    "\0",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ud7ff",
    "=cmd|'/C calc'!A0",
    "&amp;",
    "&#x202e;",
    "&#0;",
    "<",
    ">",
    "</c>",
    "<c>",
    "]]>",
    "<!--",
    "<!DOCTYPE a>",
    '"',
    "'",
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "|",
    "专职人员数",
    "人员总数",
    "单位",
    "人",
    "万人",
    "合计",
    "其中：",
    "rowspan=0",
    "colspan=1000",
    "hidden",
    "../../x",
    "%2e%2e",
    "file:///etc/passwd",
    "_x000D_",
    "if",
    "then",
    "previous",
    "(",
    ")",
    "+",
    "-",
    "*",
    "/",
    ">=",
    "=",
    "[",
    "]",
    "{",
    "}",
    "null",
]
VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    10**12,
    "",
    " ",
    "1",
    "1.1",
    "*",
    "x" * 300,
    [],
    {},
    [[]],
    [1],
    ["1.1"],
    {"a": 1},
    "sum",
    "union",
    "error",
    "wording",
    "人",
    "—",
    "1 = 1.1",
    "\u202e",
    "\x00",
    "1.1 + 1.2 = 1",
    "null",
    1.5,
]


def bytes_of(data: bytes, rng: random.Random) -> bytes:
    """Bytes with one to eight changes."""
    found = bytearray(data)
    for _ in range(1 << rng.randrange(4)):
        at = rng.randrange(len(found) + 1)
        kind = rng.randrange(7)
        if kind == 0 and at < len(found):
            found[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            found[at : at + 1] = bytes([rng.choice((0, 1, 0x7F, 0x80, 0xFF, 10, 34, 60))])
        elif kind == 2:
            del found[at : at + (1 << rng.randrange(10))]
        elif kind == 3:
            found[at:at] = found[at : at + (1 << rng.randrange(8))] * (1 << rng.randrange(4))
        elif kind == 4:
            found[at:at] = rng.choice(WORDS).encode("utf-8")
        elif kind == 5:
            found[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
        else:
            other = rng.randrange(len(found) + 1)
            found[at : at + 64] = found[other : other + 64]
    return bytes(found[: 1 << 20])


def text_of(text: str, rng: random.Random) -> str:
    """Text with one to four changes of words and signs."""
    for _ in range(1 << rng.randrange(3)):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((0, 1, 1, 2, 5, 20, 100)))
        kind = rng.randrange(5)
        if kind == 0:
            text = text[:at] + rng.choice(WORDS) + text[end:]
        elif kind == 1:
            text = text[:at] + text[end:]
        elif kind == 2:
            text = text[:at] + text[at:end] * rng.choice((2, 3, 50)) + text[end:]
        elif kind == 3:
            other = rng.randrange(len(text) + 1)
            text = text[:at] + text[other : other + 40] + text[at:]
        else:
            sign = chr(rng.randrange(rng.choice((128, 0x3000, 0xD800))))
            text = text[:at] + sign + text[end:]
    return text[: 1 << 18]


_CONTENT = re.compile(r'="([^"]*)"|>([^<>]+)<')
_ELEMENT = re.compile(
    r"<([\w:]+)[^<>]*/>|<([\w:]+)[^<>]*>[^<>]*</\2>|<(row|si|table:table-row|w:tr)\b.*?</\3>"
)


def xml_of(text: str, rng: random.Random) -> str:
    """XML that stays well-formed: values, texts and whole elements changed."""
    for _ in range(1 << rng.randrange(3)):
        if rng.random() < 0.6:
            found = _CONTENT.search(text, rng.randrange(len(text) + 1)) or _CONTENT.search(text)
            if found is None:
                return text_of(text, rng)
            group = 1 if found[1] is not None else 2
            old = found[group] or ""
            new = rng.choice(WORDS) if rng.random() < 0.5 else text_of(unescape(old), rng)[:5_000]
            new = escape("".join(each for each in new if each >= " "), {'"': "&quot;"})
            text = text[: found.start(group)] + new + text[found.end(group) :]
            continue
        found = _ELEMENT.search(text, rng.randrange(len(text) + 1)) or _ELEMENT.search(text)
        if found is None:
            return text_of(text, rng)
        other = _ELEMENT.search(text, rng.randrange(len(text) + 1)) or found
        new = rng.choice(("", found[0] * 2, found[0] * 40, other[0], found[0] + other[0]))
        text = text[: found.start()] + new + text[found.end() :]
    return text[: 1 << 18]


def container_of(data: bytes, rng: random.Random) -> bytes:
    """A container with a part changed, left out, doubled or renamed, packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = [(info.filename, container.read(info)) for info in container.infolist()]
    except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        return bytes_of(data, rng)
    if not parts or rng.random() < 0.15:
        return bytes_of(data, rng)
    likely = [n for n, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    number = rng.choice(likely or range(len(parts)))
    name, content = parts[number]
    if rng.random() < 0.95:
        text = content.decode("utf-8", "replace")
        change = xml_of if rng.random() < 0.85 else text_of
        parts[number] = (name, change(text, rng).encode("utf-8", "replace"))
    elif rng.random() < 0.5:
        del parts[number]
    else:
        parts.append((rng.choice([part for part, _ in parts]), content))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for part, value in dict(parts).items():
            container.writestr(part, value)
    return buffer.getvalue()


def json_of(text: str, rng: random.Random) -> str:
    """JSON text with values changed, left out, doubled; now and then as mere text."""
    if rng.random() < 0.15:
        return text_of(text, rng)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text_of(text, rng)
    for _ in range(1 << rng.randrange(3)):
        places = list(_places(value))
        if not places:
            break
        owner, key = rng.choice(places)
        _change(owner, key, places, rng)
    return json.dumps(value, ensure_ascii=False)


def _change(owner: Any, key: Any, places: Sequence[tuple[Any, Any]], rng: random.Random) -> None:
    kind = rng.randrange(6)
    if kind == 0:
        del owner[key]
    elif kind == 1:
        owner[key] = rng.choice(VALUES)
    elif kind == 2 and isinstance(owner[key], str):
        owner[key] = text_of(owner[key], rng)
    elif kind == 3:
        other, place = rng.choice(places)
        owner[key] = json.loads(json.dumps(other[place]))
    elif kind == 4 and isinstance(owner, list):
        owner.append(json.loads(json.dumps(owner[key])))
    elif isinstance(owner, dict):
        other, place = rng.choice(places)
        if isinstance(place, str):
            owner[place] = json.loads(json.dumps(other[place]))


def _places(value: Any) -> Any:
    keys: Any = value if isinstance(value, dict) else ()
    if isinstance(value, list):
        keys = range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
