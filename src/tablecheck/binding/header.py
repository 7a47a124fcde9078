"""What stands around the tables: header fields, the year, the agency.

Comes in: the sheets and a form. Goes out: ``Header``, facts only. Years and agencies stand in
fields, titles, the lines on top, in the name of a sheet or, least sure of all, of the file.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from tablecheck.binding.fields import FieldSeen, form_keys, header_fields, short_texts
from tablecheck.binding.labels import normalise
from tablecheck.binding.years import before_year, in_digits, without_year, year_of, year_of_line
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.form.model import Form, HeaderField
    from tablecheck.sheet import Sheet

FIELD, TITLE, LINE, SHEET, FILE = "field", "title", "line", "sheet", "file"
"""Where a year or an agency was found, the surest first."""
LONGEST_TITLE = 80
"""Characters of a title with all that stands before and behind it."""
MOST_OF_A_COVER = 60
"""Cells of a cover at most: a sheet of more holds a table, maybe that of another year."""
TOP = 5
"""Rows with content, from the top of a sheet, whose lines may say what the file is."""


@record
class YearSeen:
    """A year that the file says: where (``field``, ``title`` …), in which text, at which place."""

    year: int
    source: str
    text: str
    sheet: str | None
    place: tuple[int, int] | None


@record
class Header:
    """What the file says of itself.

    Attributes:
        fields: Fields of the form that were found, by code.
        missing: Fields of the form that were not.
        years: Every year found, the surest first.
        agency: Who reports, None where nothing says it.
        agency_source: ``field``, ``title`` or ``line``, "" where there is none.
    """

    fields: dict[str, FieldSeen]
    missing: tuple[HeaderField, ...]
    years: tuple[YearSeen, ...]
    agency: str | None
    agency_source: str

    @property
    def year(self) -> int | None:
        """The surest year."""
        return self.years[0].year if self.years else None

    @property
    def sure_years(self) -> tuple[YearSeen, ...]:
        """Years that stand in the sheets, not in a name."""
        return tuple(seen for seen in self.years if seen.source not in (SHEET, FILE))


def find_header(
    sheets: Sequence[Sheet],
    form: Form,
    file_name: str = "",
    *,
    ends: Sequence[int] = (),
    others: Sequence[Sheet] = (),
) -> Header:
    """The header of the sheets that hold the form's tables.

    Args:
        sheets: Those that hold its tables.
        form: What fields there should be, and its titles.
        file_name: Without folders; "" where it says nothing.
        ends: For each sheet the last row of its tables: titles below are those of other reports.
        others: Further sheets; covers among them say what the first ones do not.
    """
    covers = [each for each in others if len(each.cells) <= MOST_OF_A_COVER and not each.hidden]
    fields = _first_filled((*sheets, *covers), form)
    lines = [
        line
        for sheet, end in zip_longest(sheets, ends[: len(sheets)])
        for line in _lines(sheet, form, end)
    ]
    if not any(line.year for line in lines):
        lines += [line for sheet in covers for line in _lines(sheet, form)]
    on_top = {line.year.year for line in lines if line.year and line.source == LINE}
    if len(on_top) > 1:
        # A page that leads to the reports of several years says none of them.
        lines = [line for line in lines if line.source != LINE]
    years = [
        YearSeen(year=seen.year, source=FIELD, text=seen.text, sheet=seen.sheet, place=seen.place)
        for seen in fields.values()
        if seen.year is not None
    ]
    years += [line.year for line in lines if line.year is not None]
    years += _in_names(sheets, file_name)
    agency, source = _agency(fields, lines)
    order = (FIELD, TITLE, LINE, SHEET, FILE)
    return Header(
        fields=fields,
        missing=tuple(field for field in form.header if field.code not in fields),
        years=tuple(sorted(years, key=lambda seen: order.index(seen.source))),
        agency=agency,
        agency_source=source,
    )


def _first_filled(sheets: Sequence[Sheet], form: Form) -> dict[str, FieldSeen]:
    """Fields by code: the first that is filled in, else the first."""
    fields: dict[str, FieldSeen] = {}
    lacking = {field.code for field in form.header}
    for sheet in sheets:
        for seen in header_fields(sheet, form):
            if seen.text and seen.field.code in lacking:
                fields[seen.field.code] = seen
                lacking.remove(seen.field.code)
            fields.setdefault(seen.field.code, seen)
            if not lacking:
                return fields
    return fields


def _agency(fields: dict[str, FieldSeen], lines: Sequence[_Line]) -> tuple[str | None, str]:
    seen = fields.get("agency")
    if seen is not None and seen.text:
        return "".join(seen.text.split()), FIELD
    for source in (TITLE, LINE):
        for line in lines:
            if line.source == source and line.agency:
                return line.agency, source
    return None, ""


def _in_names(sheets: Sequence[Sheet], file_name: str) -> Iterator[YearSeen]:
    if len(sheets) == 1 and (year := year_of(sheets[0].name or "")) is not None:
        name = sheets[0].name or ""
        yield YearSeen(year=year, source=SHEET, text=name, sheet=name, place=None)
    if (year := year_of(file_name)) is not None:
        yield YearSeen(year=year, source=FILE, text=file_name, sheet=None, place=None)


@record
class _Line:
    """A title, or a line on top: its year and the agency that it names."""

    source: str
    year: YearSeen | None
    agency: str


def _lines(sheet: Sheet, form: Form, end: int | None = None) -> Iterator[_Line]:
    """Titles down to a row, and the lines on top of the sheet that are no labels."""
    own = {normalise(title).key for title in form.titles}
    captions = {
        normalise(title).key for table in form.tables for title in (table.title, *table.titles)
    }
    titles = {key for key in own | captions if len(key) >= 4}
    known = form_keys(form)
    beside: dict[int, int] = {}
    for row, _ in sheet.cells:
        beside[row] = beside.get(row, 0) + 1
    top = {row: beside[row] for row in sorted(beside)[:TOP]}
    for place, cell in short_texts(sheet):
        text = cell.text.strip()
        key = normalise(text).key
        if (key in known and key not in titles) or (end is not None and place[0] > end):
            continue
        title = max((each for each in titles if each in key), key=len, default="")
        if title and len(text) <= LONGEST_TITLE and "。" not in text:
            year, source = year_of(text), TITLE
            agency = _before(key, title) if title in own else ""
        elif ":" not in in_digits(text) and top.get(place[0], 9) <= (1 if text.isdigit() else 2):
            year, source = year_of_line(text), LINE
            agency = _named(before_year(text) or "")
        else:
            continue
        seen = None
        if year is not None:
            seen = YearSeen(year=year, source=source, text=text, sheet=sheet.name, place=place)
        if seen is not None or agency:
            yield _Line(source=source, year=seen, agency=agency)


def _before(key: str, title: str) -> str:
    return _named(without_year(key[: key.rindex(title)]))


def _named(text: str) -> str:
    """What is left of a title's beginning, where it can be the name of an agency."""
    name = "".join(text.rpartition(":")[2].split()).strip("()《》“”\"'-—·,、")
    if not 2 <= len(name) <= 40 or not all(sign.isalnum() or sign in "()·、-" for sign in name):
        return ""
    return "" if re.fullmatch(r"附[件表]?\d*|表\d*|\d+", name) else name
