"""What tablecheck makes of a written file, against what was written.

Goes out: ``Outcome``: cells bound right, wrong or not, and the report. Wrong is a number read for a
cell of the form that stands for another one.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.errors import ReadError
from tablecheck.form.load import load_form
from tablecheck.form.model import Severity
from tablecheck.pipeline import check_file

if TYPE_CHECKING:
    from generated.forms import Made
    from generated.tables import Key, Values
    from generated.written import Written
    from tablecheck.form.model import Form
    from tablecheck.report import FileReport


Spot = tuple[int, int, int]
"""(sheet number from 0, row, column)"""


@dataclass
class Outcome:
    """Of one file.

    Attributes:
        right: Cells read where they stand, with the number that was written.
        wrong: Cells read elsewhere, or with another number: (key, place meant, place read); a
            cell that is not printed is meant nowhere.
        unbound: Printed cells not read at all.
        refused: The refusal's code, "" where the file was bound.
    """

    right: int = 0
    wrong: list[tuple[Key, Spot | None, Spot]] = field(default_factory=list)
    unbound: list[Key] = field(default_factory=list)
    refused: str = ""


def form_of(made: Made) -> Form:
    """The form as tablecheck loads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.json"
        path.write_text(json.dumps(made.json, ensure_ascii=False), encoding="utf-8")
        return load_form(path)


def bound(form: Form, values: Values, written: Written) -> Outcome:
    """How a file's cells are bound."""
    from tablecheck.binding.filled import fill_form
    from tablecheck.readers.read import read_bytes

    workbook = read_bytes(written.data, name=written.name)
    try:
        filled = fill_form(workbook, form, sheet=None, blank="form", file_name=written.name)
    except ReadError as error:
        return Outcome(unbound=list(values), refused=error.code)
    numbers = {sheet.name: number for number, sheet in enumerate(workbook.sheets)}
    outcome = Outcome()
    for key, value in values.items():
        seen, meant = filled.observations[key], written.at.get(key)
        if seen.place is None or seen.reading is None:
            if meant is not None:
                outcome.unbound.append(key)
            continue
        at = (numbers[seen.sheet], *seen.place)
        if at == meant and seen.reading.low == value:
            outcome.right += 1
        else:
            outcome.wrong.append((key, meant, at))
    return outcome


def checked(form: Form, written: Written, **options: object) -> FileReport:
    """The report of a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / written.name
        path.write_bytes(written.data)
        return check_file(path, form=form, **options)  # type: ignore[arg-type]


def loud(report: FileReport) -> list[tuple[str, str | None]]:
    """(code, rule) of the errors and warnings."""
    return [
        (finding.code, finding.rule)
        for finding in report.findings
        if finding.severity is not Severity.INFORMATION
    ]
