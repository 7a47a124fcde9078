"""Results of formulas, stored beside them as a spreadsheet program would.

Comes in: the bytes of a workbook whose formulas have no results, and the results. Goes out: other
bytes. Without results a reader cannot tell a formula that gives nothing from one that was never
computed; the results are those of the blank form, which are known. The file is the same for the
same form: it holds no time of its making.
"""

from __future__ import annotations

import re
import zipfile
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v\s*(?:/>|></v>)</c>')
_TIME = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MADE = (1980, 1, 1, 0, 0, 0)


def with_cached(content: bytes, sheets: Sequence[Mapping[str, str | int]]) -> bytes:
    """A workbook with the results of its formulas.

    Args:
        content: Of the xlsx file.
        sheets: Results by address, of each sheet in order.
    """
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if number is not None:
                part = _filled(part.decode("utf-8"), sheets[int(number[1]) - 1]).encode("utf-8")
            elif name == "docProps/core.xml":
                part = _TIME.sub(r"\g<1>2000-01-01T00:00:00Z", part.decode("utf-8")).encode("utf-8")
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return file.getvalue()


def _filled(xml: str, results: Mapping[str, str | int]) -> str:
    def stored(match: re.Match[str]) -> str:
        address, attributes, formula = match.groups()
        result = results[address]
        if isinstance(result, int):
            return f'<c r="{address}"{attributes}><f>{formula}</f><v>{result}</v></c>'
        text = escape(result, quote=False)
        attributes = re.sub(r' t="[^"]*"', "", attributes)
        return f'<c r="{address}"{attributes} t="str"><f>{formula}</f><v>{text}</v></c>'

    return _CELL.sub(stored, xml)
