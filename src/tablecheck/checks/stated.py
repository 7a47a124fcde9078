"""What stands in the cells of a finding that draws no equation, so that a waiver is of values.

Comes in: a case and a finding. Goes out: the same finding with its cells' values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import plain
from tablecheck.form.model import of_previous
from tablecheck.record import replace
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding, Place

_BETWEEN_CELLS = ("TC4", "TC5", "TC6")


def with_values(case: Case, finding: Finding) -> Finding:
    """The finding with the values of its cells, where it is about several and tells them not."""
    if finding.equation is not None or not finding.code.startswith(_BETWEEN_CELLS):
        return finding
    places = (*([finding.at] if finding.at is not None else []), *finding.related)
    told = [(place, _stated(case, place)) for place in places]
    return replace(finding, values=tuple((at, value) for at, value in told if value is not None))


def _stated(case: Case, place: Place) -> str | None:
    """A number as a plain decimal, other text as it is, "" for a blank; None: no value cell."""
    if place.table is None or place.row is None or place.column is None:
        return None
    key = (place.table, place.row, place.column)
    if key not in case.observations:
        return None
    try:
        reading = case.seen(of_previous(key) if place.previous else key).reading
    except KeyError:
        return None
    if reading is None:
        return ""
    if reading.status is Status.NUMBER and reading.low is not None and reading.low == reading.high:
        return plain(reading.low)
    return reading.text.strip()
