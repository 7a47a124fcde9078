"""Templates filled in as a person would, and computed by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tablecheck.templating.cells import Cells
from tablecheck.templating.plan import plan_of
from tablecheck.templating.workbook import template_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


class Filled:
    """A template of a form while it is filled in; formulas stay."""

    def __init__(self, form, lang: str = "en") -> None:
        self.form = form
        self.plan = plan_of(form, lang)
        self.cells = Cells(form, self.plan)
        self._book = openpyxl.load_workbook(BytesIO(template_of(form, lang)))
        self._sheet = self._book.worksheets[0]

    def fill(self, values: Mapping, record: int | None = None) -> None:
        """Put numbers, or marks, into the cells that compute nothing; None leaves a blank."""
        for entry in self.plan.entries:
            cell = self._sheet.cell(*entry.spot)
            if entry.record == record and cell.data_type != "f":
                cell.value = values.get(entry.key)

    def answer(self, *answers: str) -> None:
        """Fill in the header fields, from the first."""
        for row, text in enumerate(answers, 2):
            for (place, _), cell in self._sheet._cells.items():
                if place == row and not cell.protection.locked:
                    cell.value = text
                    break

    def name_units(self, row: int, names) -> None:
        for number, name in enumerate(names):
            self._sheet.cell(row + number, 1).value = name

    def save(self, path: Path) -> None:
        self._book.save(path)


def recalculated(paths: list[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice computes and saves them."""
    out = folder / "computed"
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [out / path.name for path in paths]
