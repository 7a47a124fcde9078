"""How the cells of an xlsx show their numbers.

Comes in: the styles part. Goes out: the format code of each cell style, whether it shows a date,
and a date's ISO form. May import package, xlsx_names.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tablecheck.readers.package import DEEPEST, Package, parse_part, too_deep
from tablecheck.readers.xlsx_names import short_names

if TYPE_CHECKING:
    from tablecheck.readers.limits import Limits

Formats = dict[str, tuple[str, bool]]

_NAMES = short_names("numFmts numFmt cellXfs xf")
_BUILT_IN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "14": "mm-dd-yy",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "m/d/yy h:mm",
    "37": "#,##0_);(#,##0)",
    "38": "#,##0_);[Red](#,##0)",
    "39": "#,##0.00_);(#,##0.00)",
    "40": "#,##0.00_);[Red](#,##0.00)",
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss.0",
    "48": "##0.0E+0",
    "49": "@",
    # Chinese Excel writes these for its own date formats (ECMA-376, 18.8.30, zh-cn).
    "27": 'yyyy"年"m"月"',
    "28": 'm"月"d"日"',
    "29": 'm"月"d"日"',
    "30": "m-d-yy",
    "31": 'yyyy"年"m"月"d"日"',
    "32": 'h"时"mm"分"',
    "33": 'h"时"mm"分"ss"秒"',
    "36": 'yyyy"年"m"月"',
    "50": 'yyyy"年"m"月"',
    "51": 'm"月"d"日"',
    "52": 'yyyy"年"m"月"',
    "53": 'm"月"d"日"',
    "54": 'm"月"d"日"',
    "57": 'yyyy"年"m"月"',
    "58": 'm"月"d"日"',
}


def read_formats(package: Package, part: str, limits: Limits) -> Formats:
    """Format code and whether it shows a date, by cell style; General styles are absent."""
    scanner = _StyleScanner()
    parse_part(package, part, scanner, limits)
    codes = _BUILT_IN | scanner.codes
    return {
        str(style): (code, shows_date(code))
        for style, identifier in enumerate(scanner.identifiers)
        if (code := codes.get(identifier, "")) not in ("", "General")
    }


@cache
def shows_date(code: str) -> bool:
    """Whether a format code shows a number as a date or a time of day."""
    if not any(letter in code for letter in "ymdhsYMDHS"):
        return False
    import re

    # Elapsed hours ([h]:mm) are an amount, not a date; they stay numbers.
    first = code.split(";", 1)[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", first)
    elapsed = re.search(r"\[[hms]+\]", first, re.IGNORECASE)
    return not elapsed and re.search("[ymdhs]", bare, re.IGNORECASE) is not None


def date_of_serial(text: str, *, is_1904: bool) -> str | None:
    """ISO 8601 form of Excel's day number; None where Excel itself shows no date for it."""
    import datetime

    serial = float(text)
    if is_1904:
        epoch = datetime.datetime(1904, 1, 1)
    elif serial < 60:
        epoch = datetime.datetime(1899, 12, 31)
    else:
        # Excel counts 29 February 1900, which never was, as day 60.
        epoch = datetime.datetime(1899, 12, 30)
    if not 0 <= serial < 2_958_466:
        return None
    moment = epoch + datetime.timedelta(seconds=round(serial * 86_400))
    if 0 < serial < 1:
        return moment.time().isoformat()
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    return moment.isoformat()


class _StyleScanner:
    __slots__ = ("_depth", "_in_styles", "codes", "identifiers", "text")

    def __init__(self) -> None:
        self.text: list[str] = []
        self.codes: dict[str, str] = {}
        self.identifiers: list[str] = []
        self._depth = 0
        self._in_styles = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()
        tag = _NAMES.get(name)
        if tag in ("numFmts", "cellXfs"):
            self._in_styles = tag
        elif tag == "xf" and self._in_styles == "cellXfs":
            self.identifiers.append(attributes.get("numFmtId", "0"))
        elif tag == "numFmt" and self._in_styles == "numFmts":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def end(self, name: str) -> None:
        self._depth -= 1
        self.text.clear()
        if _NAMES.get(name) in ("numFmts", "cellXfs"):
            self._in_styles = ""
