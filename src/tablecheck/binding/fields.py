"""Header fields of a form in a sheet: labels outside the tables, and what stands behind them.

Comes in: a sheet and a form. Goes out: ``FieldSeen``. A value stands behind its label in the same
cell (填报单位（盖章）：满洲里市教育局) or in the next cell of the row.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tablecheck.binding.align import item_keys
from tablecheck.binding.labels import normalise
from tablecheck.binding.years import in_digits, year_of
from tablecheck.record import record
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.form.model import Form, HeaderField
    from tablecheck.sheet import Cell, Sheet

LONGEST = 200
"""Characters of a cell above which it is a paragraph, not a field or a title."""
FIRST, LAST = 4000, 1000
"""Texts of a sheet that are searched for fields and titles: what stands around its tables."""


@record
class FieldSeen:
    """A header field as the file has it.

    Attributes:
        field: The form's field.
        text: Its value, trimmed; "" where blank.
        sheet: Name of the sheet.
        place: (row, column) of the cell with the value, of the label where it is blank.
        year: The year it says, for fields of type ``year``.
        readable: The value is what its type says (a blank is).
    """

    field: HeaderField
    text: str
    sheet: str | None
    place: tuple[int, int]
    year: int | None
    readable: bool


def short_texts(sheet: Sheet) -> list[tuple[tuple[int, int], Cell]]:
    """Texts that may be fields or titles; of a huge sheet those it begins and ends with."""
    found = [
        (place, cell)
        for place, cell in sheet.cells.items()
        if cell.kind is CellKind.TEXT and len(cell.text) <= LONGEST
    ]
    return found if len(found) <= FIRST + LAST else found[:FIRST] + found[-LAST:]


def form_keys(form: Form) -> frozenset[str]:
    """Every key that names a row or a column of the form."""
    return frozenset().union(
        *(item_keys(item) for table in form.tables for item in (*table.rows, *table.columns))
    )


def header_fields(sheet: Sheet, form: Form) -> Iterator[FieldSeen]:
    """Every field that the sheet shows, blank ones too, in reading order."""
    labels = {
        normalise(label).key: field
        for field in form.header
        for label in (field.label, *field.aliases)
    }
    if not labels:
        return
    known = form_keys(form)
    beside: dict[tuple[int, int], tuple[int, int]] | None = None
    for place, cell in short_texts(sheet):
        label = normalise(cell.text)
        if not any(key in label.full for key in labels):
            continue
        if label.key not in labels:
            for field, value, sure in _inside(cell.text, labels):
                seen = _seen(field, value, sheet, place)
                if sure or seen.readable:
                    yield seen
        elif label.key not in known:
            beside = _next_cells(sheet) if beside is None else beside
            at = beside.get(place, place)
            key = normalise(sheet.cells[at].text).key
            field = labels[label.key]
            if at == place or key in labels or key in known or _is_label(sheet.cells[at].text):
                yield _seen(field, "", sheet, place)
                continue
            seen = _seen(field, _trimmed(sheet.cells[at].text), sheet, at)
            # A head that is called as the field is: what stands beside it is no year.
            if seen.readable or in_digits(cell.text).rstrip().endswith(":"):
                yield seen


def _next_cells(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Place -> that of the next cell of the row with content."""
    places = sorted(sheet.cells)
    return {one: other for one, other in pairwise(places) if one[0] == other[0]}


def _inside(text: str, labels: dict[str, HeaderField]) -> list[tuple[HeaderField, str, bool]]:
    """(field, value, has a colon) of each label in a cell; a gap may stand for the colon."""
    # NFKC makes two dots of the vertical colon.
    wide = unicodedata.normalize("NFKC", text.replace("︰", ":"))
    at = [number for number, sign in enumerate(wide) if not sign.isspace()]
    dense = "".join(wide[number] for number in at).casefold()
    hits: list[tuple[int, int, HeaderField, bool]] = []
    for key, field in labels.items():
        start = dense.find(key)
        while start >= 0:
            begin, sure = _value_start(wide, at, dense, start, start + len(key))
            if begin is not None:
                hits.append((at[start], begin, field, sure))
            start = dense.find(key, start + 1)
    hits.sort(key=lambda hit: hit[:2])
    ends = [start for start, *_ in hits[1:]] + [len(wide)]
    return [
        (field, _trimmed(_until_next_label(wide[begin:end])), sure)
        for (_, begin, field, sure), end in zip(hits, ends, strict=False)
    ]


def _value_start(
    wide: str, at: list[int], dense: str, start: int, end: int
) -> tuple[int | None, bool]:
    """Where the value behind a label begins, and whether a colon says so; None: it is no label."""
    if at[start] and wide[at[start] - 1].isalnum():
        return None, False
    if dense[end : end + 1] == "(":
        end = dense.find(")", end) + 1 or end
    if dense[end : end + 1] == ":":
        return at[end] + 1, True
    has_gap = start == 0 and end < len(at) and at[end] - at[end - 1] > 1
    return (at[end] if has_gap else None), False


def _until_next_label(value: str) -> str:
    """A value less the labels of other fields that follow it in the cell."""
    match = _next_label().search(value)
    return value if match is None else value[: match.start()]


def _is_label(text: str) -> bool:
    """Another field begins here (审核人：)."""
    return _next_label().match(" " + in_digits(text)) is not None


@cache
def _next_label() -> re.Pattern[str]:
    return re.compile(r"\s+[^\s:\d][^:]{0,11}(?<!\d):")


def _trimmed(value: str) -> str:
    return value.strip(" \t\r\n\u3000\u00a0_:：,;，；|")


def _seen(field: HeaderField, value: str, sheet: Sheet, place: tuple[int, int]) -> FieldSeen:
    year = year_of(value) if field.type == "year" else None
    readable = not value or field.type == "text"
    readable = readable or (field.type == "year" and year is not None)
    readable = readable or (field.type == "date" and _is_date(value))
    return FieldSeen(
        field=field, text=value, sheet=sheet.name, place=place, year=year, readable=readable
    )


def _is_date(text: str) -> bool:
    pattern = r"\d{4}\s*[-./年]\s*(\d{1,2})(?!\d)\s*(?:[-./月]\s*(\d{1,2})?(?!\d)|\Z)"
    match = re.match(pattern, in_digits(text))
    return match is not None and 1 <= int(match[1]) <= 12 and 1 <= int(match[2] or 1) <= 31
