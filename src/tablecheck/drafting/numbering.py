"""What a label says of its place: numbering, indents, 其中, totals.

Comes in: a label as printed. Goes out: ``Cue``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tablecheck.record import record

_CHINESE = "一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@record
class Cue:
    """What one label says of its place.

    Attributes:
        indent: Spaces before it, a wide one counted twice; a dash in front counts two.
        style: Which kind of numbering (``一、``, ``（一）``, ``1.``, ``1.1``), "" for none.
        counter: Its number in that numbering, 0 for none.
        of_which: It begins with 其中, of which, thereof, including.
        total: It says that it adds up: ``all`` (合计, Total), ``part`` (小计, Subtotal), "".
    """

    indent: int
    style: str
    counter: int
    of_which: bool
    total: str


@cache
def _styles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    digits = rf"[{_CHINESE}]+"
    return (
        ("第一", re.compile(rf"第({digits})(?:部分|章|节|类|[、.])")),
        ("一、", re.compile(rf"({digits})[、.]")),
        ("(一)", re.compile(rf"\(({digits})\)、?")),
        ("①", re.compile(rf"([{_CIRCLED}])")),
        ("1.1", re.compile(r"([A-Z]?\d{1,2}(?:\.\d{1,2})+)[.、]?(?=[^\d.%])")),
        ("A.1", re.compile(r"([A-Z](?:\.\d{1,2})+)[.、]?(?=[^\d.%])")),
        ("AA.1", re.compile(r"([A-Z]{2,4}\.\d{1,2}(?:\.\d{1,2})*)(?=\s|[^\d.%])")),
        ("(1)", re.compile(r"\((\d{1,2})\)、?(?=\D)")),
        ("1)", re.compile(r"(\d{1,2})\)(?=\D)")),
        ("1.", re.compile(r"(\d{1,2})[.、](?=\D)")),
        ("I.", re.compile(r"([IVX]{1,4})[.)、](?=\s|\S)")),
        ("A.", re.compile(r"([A-Z])[.)、](?!\s?[A-Z]\.)(?=\s?\S)")),
        ("a)", re.compile(r"\(?([a-z])\)(?=\s?\S)")),
    )


@cache
def _of_which() -> re.Pattern[str]:
    return re.compile(
        r"(?:其中|of\s*which|thereof|including\b|incl\.|herav|davon|dont\b)[:,]?", re.IGNORECASE
    )


@cache
def _all() -> re.Pattern[str]:
    return re.compile(
        r"(?:合计|总计|共计|总数|总和|全部|grandtotal|total|totals|all|sum|i alt|ialt|insgesamt)"
        r"(?!\w*(?:率|比))",
        re.IGNORECASE,
    )


def cue_of(text: str) -> Cue:
    """What a label says of its place."""
    wide = text if text.isascii() else _widths(text)
    bare = wide.lstrip()
    indent = sum(2 if sign == "\u3000" else 1 for sign in text[: len(text) - len(text.lstrip())])
    dash = re.match(r"(?:[-–—•·▪*]\s*)+(?=\w)", bare)
    if dash and not re.match(r"-\d", bare):
        indent += 2 * len(dash.group().replace(" ", ""))
        bare = bare[dash.end() :]
    of_which = bool(_of_which().match(bare))
    rest = _of_which().sub("", bare, count=1).lstrip() if of_which else bare
    for style, pattern in _styles():
        match = pattern.match(rest)
        if match and rest[match.end() :].strip(" :"):
            mark = match.group(1)
            kind = f"{style}{mark.count('.')}" if style in ("1.1", "A.1", "AA.1") else style
            return Cue(indent, kind, _count(mark), of_which, _total(rest[match.end() :]))
    return Cue(indent, "", 0, of_which, _total(rest))


def _widths(text: str) -> str:
    return "".join(c if c in _CIRCLED else unicodedata.normalize("NFKC", c) for c in text)


def _total(text: str) -> str:
    bare = re.sub(r"\([^()]*\)", "", "".join(text.split())).strip(":：,.").casefold()
    if re.match(r"(?:小计|subtotal|sub-total)", bare) or bare.endswith(("小计", "总数")):
        return "part"
    if _all().match(bare) or re.search(r"(?:合计|总计|共计|[,:-]total|total$)", bare):
        return "all"
    return ""


def _count(mark: str) -> int:
    last = mark.rsplit(".", 1)[-1]
    if last.isascii() and last.isdigit():
        return int(last)
    if last in _CIRCLED:
        return _CIRCLED.index(last) + 1
    if last[0] in _CHINESE:
        return chinese(last)
    if len(last) > 1 or last in "IVX":
        values = {"I": 1, "V": 5, "X": 10}
        numbers = [values[sign] for sign in last if sign in values]
        following = [*numbers[1:], 0]
        return sum(-n if n < after else n for n, after in zip(numbers, following, strict=True))
    return ord(last.upper()) - 64


def chinese(text: str) -> int:
    """A Chinese number up to 999: 二十三 -> 23."""
    total = digit = 0
    for sign in text:
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = "一二三四五六七八九".index(sign) + 1
    return total + digit
