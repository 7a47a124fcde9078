"""The program that the reader of old formats runs: workbook on stdin, JSON on stdout.

Comes in: bytes, and as arguments the limits of memory, seconds and cells. Goes out:
``{"sheets": [{"name", "hidden", "cells": [[row, column, kind, text]], "merges"}]}`` or
``{"error": …}``. Runs by its file name; imports nothing of the project.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


class TooManyCellsError(Exception):
    """A sheet has more cells with content than the limit."""


def main() -> None:
    """Read, and print what was read; a death of the process is the parent's to report."""
    memory, seconds, cells = (int(argument) for argument in sys.argv[1:4])
    data = sys.stdin.buffer.read()
    limit_resources(memory, seconds)
    import python_calamine as calamine

    try:
        result = read_sheets(calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), cells)
    except calamine.PasswordError:
        result = {"error": "password"}
    except TooManyCellsError:
        result = {"error": "cells"}
    except (calamine.CalamineError, OSError, ValueError) as error:
        result = {"error": str(error)[:200] or type(error).__name__}
    sys.stdout.write(json.dumps(result))


def limit_resources(memory: int, seconds: int) -> None:
    """Bound this process where the platform can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        # A limit that we were started under cannot be raised.
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def read_sheets(workbook: CalamineWorkbook, cells: int) -> dict[str, Any]:
    """All worksheets as the parent wants them."""
    sheets = []
    for metadata in workbook.sheets_metadata:
        if "WorkSheet" not in str(metadata.typ):
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        sheets.append(
            {
                "name": metadata.name,
                "hidden": "Visible" not in str(metadata.visible).rpartition(".")[2],
                "cells": read_cells(sheet, cells),
                "merges": [
                    [top + 1, left + 1, bottom + 1, right + 1]
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                ],
            }
        )
    return {"sheets": sheets}


def read_cells(sheet: CalamineSheet, limit: int) -> list[list[Any]]:
    """Cells with content, at their absolute places from 1."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    found = []
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(values, left + 1):
            if value != "":
                found.append([row, column, *described(value)])
        if len(found) > limit:
            raise TooManyCellsError
    return found


def described(value: object) -> tuple[str, str]:
    """Kind and text of a value, as ``tablecheck.sheet.Cell`` has them."""
    if isinstance(value, bool):
        return "boolean", "TRUE" if value else "FALSE"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return ("number", str(int(value)) if whole else repr(value))
    if isinstance(value, int):
        return "number", str(value)
    if isinstance(value, datetime.timedelta):
        return "number", repr(value / datetime.timedelta(days=1))
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return "date", value.isoformat().removesuffix("T00:00:00")
    return "text", str(value)


if __name__ == "__main__":
    main()
