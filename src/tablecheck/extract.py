"""A table as tidy data: one observation a line, in the words of SDMX.

Comes in: a case, that is a file read as a form. Goes out: the lines, as JSON or CSV. Values are
plain decimals in the indicator's unit, never rounded to binary on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.exact import exact, plain, quotient
from tablecheck.sheet import a1
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.binding.observe import Observation
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact

COLUMNS = (
    "FORM",
    "FORM_VERSION",
    "TABLE",
    "INDICATOR",
    "INDICATOR_LABEL",
    "DIMENSION",
    "DIMENSION_LABEL",
    "TIME_PERIOD",
    "REF_AREA",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "OBS_STATUS",
    "OBS_COMMENT",
    "SHEET",
    "CELL",
)
VALUE = "OBS_VALUE"
NORMAL, IMPUTED, MISSING, NOT_APPLICABLE, SUPPRESSED, UNVALIDATED = "AIOMQV"
"""Codes of SDMX CL_OBS_STATUS."""
NO_DIMENSION = "_Z"
"""SDMX: the dimension does not apply, as in a table of one line a reporting unit."""

Line = dict[str, str | None]
"""An observation by column; ``OBS_VALUE`` is a decimal, None where there is none."""


def observations(case: Case, *, deduced: bool = False) -> Iterator[Line]:
    """The observations of a file, in the form's order.

    Args:
        case: The file.
        deduced: Give blanks the value that the rules force, with the status I.
    """
    forced = {each.key: each.value for each in case.evaluation.deductions} if deduced else {}
    records = {each.code for each in case.form.tables if each.orientation == "records"}
    year = "" if case.header.year is None else str(case.header.year)
    for key, seen in case.observations.items():
        value, status, comment = _value(seen, forced.get(key))
        in_record = key[0] in records
        yield {
            "FORM": case.form.id,
            "FORM_VERSION": case.form.version,
            "TABLE": key[0],
            "INDICATOR": key[1],
            "INDICATOR_LABEL": seen.item.label,
            "DIMENSION": NO_DIMENSION if in_record else key[2],
            "DIMENSION_LABEL": "" if in_record else seen.column.label,
            "TIME_PERIOD": year,
            "REF_AREA": seen.column.label if in_record else case.header.agency or "",
            "OBS_VALUE": None if value is None else plain(value),
            "UNIT_MEASURE": _unit(seen),
            "OBS_STATUS": status,
            "OBS_COMMENT": comment,
            "SHEET": (seen.sheet or "") if seen.place else "",
            "CELL": a1(*seen.place) if seen.place else "",
        }


def as_csv(case: Case, *, deduced: bool = False) -> bytes:
    """The observations as CSV that Excel opens (UTF-8 with a byte order mark)."""
    import csv
    from io import StringIO

    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in observations(case, deduced=deduced):
        writer.writerow(
            [(line[name] or "") if name == VALUE else _harmless(line[name]) for name in COLUMNS]
        )
    return text.getvalue().encode("utf-8-sig")


def as_json(case: Case, file: str, *, deduced: bool = False) -> str:
    """The observations as a JSON document with what they have in common; a line each.

    Args:
        case: The file.
        file: Its name, without folders.
        deduced: Give blanks the value that the rules force, with the status I.
    """
    import json

    def said(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    head = {
        "form": case.form.id,
        "form_version": case.form.version,
        "form_sha256": case.form.sha256,
        "file": file,
        "sha256": case.workbook.sha256,
        "time_period": case.header.year,
        "ref_area": case.header.agency,
    }
    told = "".join(f"  {said(name)}: {said(value)},\n" for name, value in head.items())
    lines = []
    for line in observations(case, deduced=deduced):
        # A plain decimal is a number of JSON as it stands; a float of it might be another one.
        value = line[VALUE]
        pairs = [
            f"{said(name)}: {(value or 'null') if name == VALUE else said(line[name])}"
            for name in COLUMNS[2:]
        ]
        lines.append("    {" + ", ".join(pairs) + "}")
    joined = ",\n".join(lines)
    return f'{{\n{told}  "observations": [\n{joined}\n  ]\n}}\n'


def _value(seen: Observation, forced: Exact | None) -> tuple[Exact | None, str, str]:
    """Value, status and comment of an observation."""
    reading = seen.reading
    if seen.standing is Standing.STATED and seen.low is not None and seen.high is not None:
        # 1.26万 may be anything that rounds to it: what is written stands in the middle.
        about = seen.low != seen.high
        text = reading.text.strip() if about and reading is not None else ""
        return _middle(seen.low, seen.high), NORMAL, text
    if seen.standing is Standing.BLANK and forced is not None:
        return forced, IMPUTED, ""
    if reading is None or seen.standing is Standing.BLANK:
        return None, MISSING, ""
    text = reading.text.strip()
    if reading.status is Status.NOT_APPLICABLE:
        return None, NOT_APPLICABLE, text
    if reading.status is Status.SUPPRESSED:
        return None, SUPPRESSED, text
    stands = reading.status is Status.NUMBER and reading.low is not None and not seen.is_spread
    if stands and reading.low is not None and reading.high is not None and not reading.multiplier:
        return _middle(reading.low, reading.high), UNVALIDATED, text
    return None, MISSING, text


def _middle(low: Exact, high: Exact) -> Exact:
    return low if low == high else quotient(exact(low + high), 2)


def _unit(seen: Observation) -> str:
    """The unit that the value is in."""
    unit = seen.unit
    preferred = next(iter(seen.item.units or seen.column.units), "")
    if unit is None or not unit.text:
        return preferred
    if unit.accepted:
        return unit.name or preferred
    return unit.expected if seen.standing is Standing.STATED else unit.name or unit.text


def _harmless(text: str | None) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = text or ""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
