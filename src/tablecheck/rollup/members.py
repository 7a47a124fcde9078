"""A member of a roll-up: what its table states of each indicator.

Comes in: a file and the form. Goes out: ``Member`` with exact numbers in the indicators' units, or
the refusal. Nothing is guessed: what is blank or unreadable stays open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.binding.labels import normalise
from tablecheck.binding.observe import Standing
from tablecheck.binding.slack import half_unit
from tablecheck.errors import ReadError
from tablecheck.exact import exact
from tablecheck.findings import Words
from tablecheck.pipeline import examine
from tablecheck.record import record
from tablecheck.report import FileReport
from tablecheck.values.interval import Interval
from tablecheck.values.reading import Status
from tablecheck.values.unit import UnitTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.binding.observe import Observation
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Place
    from tablecheck.form.model import Form, Key

_OWN_SUFFIX = "人民政府"


@record
class Member:
    """The table of one member.

    Attributes:
        path, sha256: Of the file.
        name: What it is called: the agency, with the file where several have one name.
        agency: As the file names it, None where it does not.
        year: As far as the file says.
        values: What each value cell holds: a point, or what it may hold where it is open.
        open: Cells without one exact number.
        slack: How far rounding may have moved a number, where the form says that it may.
        places: Where the cells are.
        observed, blank: Cells with a number, and without.
    """

    path: str
    sha256: str
    name: str
    agency: str | None
    year: int | None
    values: Mapping[Key, Interval]
    open: frozenset[Key]
    slack: Mapping[Key, Exact]
    places: Mapping[Key, Place]
    observed: int
    blank: int


def read_member(
    path: Path, form: Form | None, *, sheet: str | None, encoding: str | None, blank: str
) -> tuple[Member, Form] | FileReport:
    """The member that a file holds, and its form; the report of a refusal where there is none.

    Args:
        path: The file.
        form: The form; None: recognised.
        sheet: Name or number (from 1) of the only sheet to search.
        encoding: Of CSV files.
        blank: ``form``, ``missing`` or ``zero``: what a blank cell means.
    """
    try:
        case = examine(path, form=form, sheet=sheet, encoding=encoding, blank=blank)
    except ReadError as error:
        return FileReport(
            path=str(path),
            form=None if form is None else form.id,
            form_version=None if form is None else form.version,
            form_sha256=None if form is None else form.sha256,
            refusal=(error.code, Words(error.zh, error.en)),
        )
    return member_of(str(path), case), case.form


def member_of(path: str, case: Case) -> Member:
    """What a file states, each number in the preferred unit of its indicator."""
    units = UnitTable([(u.name, u.synonyms, u.base, u.factor) for u in case.form.units.values()])
    values, open_cells = {}, set()
    for key, seen in case.observations.items():
        stated = _stated(seen, units)
        values[key] = case.dataset.intervals[key] if stated is None else stated
        if stated is None or not stated.is_point:
            open_cells.add(key)
    seen_cells = case.observations.values()
    return Member(
        path=path,
        sha256=case.workbook.sha256,
        name=case.header.agency or Path(path).name,
        agency=case.header.agency,
        year=case.header.year,
        values=values,
        open=frozenset(open_cells),
        slack={
            key: slack
            for key, seen in case.observations.items()
            if (slack := _slack(seen)) and key not in open_cells
        },
        places={key: case.place(key) for key in case.observations},
        observed=sum(
            each.reading is not None and each.reading.status is Status.NUMBER for each in seen_cells
        ),
        blank=sum(each.standing is Standing.BLANK for each in seen_cells),
    )


def agency_key(name: str) -> str:
    """An agency's name made comparable: 宿豫区人民政府 and 宿豫区 are one."""
    return normalise(name).key.removesuffix(_OWN_SUFFIX)


def _slack(seen: Observation) -> Exact:
    """How far the true number may be from the stated one."""
    rounded = seen.item.rounded or seen.column.rounded
    if rounded is None:
        return 0
    return half_unit(seen) if rounded.base is None else rounded.base - 1


def _stated(seen: Observation, units: UnitTable) -> Interval | None:
    """The number of a cell in the preferred unit; None where none takes part."""
    if seen.standing is not Standing.STATED or seen.low is None or seen.high is None:
        return None
    unit = seen.unit
    if unit is None or unit.name in (None, unit.expected) or not unit.accepted:
        return Interval(seen.low, seen.high)
    # The form takes several units; sums take one.
    factor = units.conversion(unit.name or "", unit.expected)
    if factor is None:
        return None
    return Interval(exact(seen.low * factor), exact(seen.high * factor))
