"""Places around the tables, for the checks of header fields and years.

Comes in: what the header holds. Goes out: ``Place`` values without codes of the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.findings import Place
from tablecheck.sheet import a1

if TYPE_CHECKING:
    from tablecheck.binding.fields import FieldSeen
    from tablecheck.binding.header import YearSeen
    from tablecheck.form.model import HeaderField


def field_place(seen: FieldSeen) -> Place:
    """Where a header field stands."""
    return _around(seen.sheet, seen.place, seen.field.label)


def absent_place(field: HeaderField) -> Place:
    """The place of a header field that the file lacks."""
    return _around(None, None, field.label)


def year_place(seen: YearSeen) -> Place:
    """Where a year stands."""
    return _around(seen.sheet, seen.place, seen.text)


def _around(sheet: str | None, place: tuple[int, int] | None, label: str) -> Place:
    cell = None if place is None else a1(*place)
    return Place(table=None, row=None, column=None, sheet=sheet, cell=cell, label=label)
