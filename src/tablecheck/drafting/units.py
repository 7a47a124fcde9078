"""Units of an unknown table: which texts are units, and what multiples are of what.

Comes in: texts. Goes out: unit names, and the ``units`` of a form. Units are not guessed: a text is
one where it stands in a unit column, in a caption behind “单位：”, or in brackets and is known.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tablecheck.values.unit import is_no_unit

_WORDS = (
    "件 条 个 次 人 人次 元 篇 份 户 家 所 台 套 辆 吨 公斤 千克 克 公里 千米 米 公顷 亩 平方米 "
    "平方公里 立方米 升 千瓦时 度 岁 天 日 年 月 小时 分 项 起 例 名 处 座 艘 架 只 头 公顷 "
    "万人 万元 亿元 千元 百万元 万吨 万户 万件 万人次 美元 万美元 亿美元 % ‰ 百分比 亿千瓦时 "
    "number persons person thousands thousand millions million percent pct kg t tonnes tons km km2 "
    "ha hectares m m2 m3 kwh mwh gwh twh gw mw tj pj usd eur gbp cad nok sek dkk chf $ € £ "
    "euro euros dollars years hours days units 1000 count"
)
_MULTIPLES = {"百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "亿": 10**8}
_HEADS = frozenset(("单位", "计量单位", "unit", "units", "unitofmeasure", "measure"))
_MONEY = r"(?:usd|eur|gbp|cad|aud|nzd|nok|sek|dkk|chf|euros?|dollars?|pounds?|\$|€|£)"


@cache
def _known() -> frozenset[str]:
    return frozenset(each.casefold() for each in _WORDS.split())


@cache
def _pattern() -> re.Pattern[str]:
    many = r"(?:thousands?|millions?|billions?|mill\.?|1[ ,.]?000|mio\.?)"
    return re.compile(
        rf"(?:{many}(?:\s+of)?\s+)?{_MONEY}(?:\s+{many})?|{many}(?:\s+\w+)?"
        r"|per\s?cents?|number|persons|[百千万亿]+\S{1,3}",
        re.IGNORECASE,
    )


def is_unit_head(text: str) -> bool:
    """The head of a column of units."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().strip(":") in _HEADS


def is_unit(text: str) -> bool:
    """A text is a unit as it is."""
    bare = unicodedata.normalize("NFKC", text).strip().casefold()
    return len(bare) <= 30 and (bare in _known() or bool(_pattern().fullmatch(bare)))


def unit_of_label(text: str) -> str:
    """The unit that a head or a label has in brackets or behind “单位：”; "" where it has none."""
    wide = unicodedata.normalize("NFKC", text)
    found = [
        (match.group(1) or match.group(2)).strip()
        for match in re.finditer(
            r"(?:计量)?(?:单位|\bunits?)\s*:\s*([^\s,;:()\[\]]{1,30})|[(\[]([^()\[\]]{1,40})[)\]]",
            wide,
            re.IGNORECASE,
        )
    ]
    named = [re.sub(r"^(?:计量)?单位\s*:?\s*", "", each) for each in found]
    known = [each for each in named if is_unit(each)]
    return known[0] if len(set(known)) == 1 else ""


def unit_of_caption(texts: list[str]) -> str:
    """The unit that the lines above a table give for all of it."""
    for text in reversed(texts):
        wide = unicodedata.normalize("NFKC", text).strip()
        match = re.search(
            r"(填报|报送|编制|填表)?(?:单位|\bunits?(?: of measure)?)\s*:\s*([^,;:()\[\]]{1,30})",
            wide,
            re.IGNORECASE,
        )
        if match and match.group(2).strip() and not match.group(1):
            stated, first = match.group(2).strip(), match.group(2).split()[0]
            for unit in (stated, first):
                if is_unit(unit) or (unit == first and len(unit) <= 3):
                    return unit
        inside = re.fullmatch(r"[(\[]([^()\[\]]{1,30})[)\]]", wide)
        if inside and is_unit(inside.group(1)):
            return inside.group(1)
    return ""


def vocabulary(names: list[str]) -> dict[str, dict[str, object]]:
    """The ``units`` of a form that uses these units, with multiples where both are known."""
    found: dict[str, dict[str, object]] = {name: {} for name in names if not is_no_unit(name)}
    for name in list(found):
        for prefix, factor in sorted(_MULTIPLES.items(), key=lambda pair: -len(pair[0])):
            base = name.removeprefix(prefix)
            if base != name and base and base in _known():
                found.setdefault(base, {})
                found[name] = {"multiple_of": base, "factor": factor}
                break
    return found
