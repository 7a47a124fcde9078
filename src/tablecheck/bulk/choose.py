"""Which files are checked in bulk: large ones, of a form with one row a reporting unit.

Comes in: a path, its form, how files are checked. Goes out: a ``FileReport`` by one way or the
other. Nothing heavy is imported for files that are small.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.findings import Words
from tablecheck.pipeline import Given, checked
from tablecheck.record import replace

if TYPE_CHECKING:
    from tablecheck.bulk.gather import Waive
    from tablecheck.form.model import Form
    from tablecheck.period import PreviousFile
    from tablecheck.pipeline import Manner
    from tablecheck.report import FileReport

LARGE = 2 * 2**20
"""Bytes from which a text is checked in bulk: some ten thousand reporting units."""
PARQUET = b"PAR1"
INSTALL = "pip install 'tablecheck[bulk]'"


def checked_any(
    path: Path | str | Given,
    form: Form | None,
    previous: PreviousFile | None,
    manner: Manner,
    waive: Waive | None = None,
) -> FileReport:
    """The report of one file, in bulk where that is asked for and can be done."""
    if isinstance(path, Given) or form is None or previous is not None:
        return checked(path, form, previous, manner)
    if not is_for_bulk(Path(path), form, manner):
        return checked(path, form, previous, manner)
    if not has_polars():
        return _told_of_extra(checked(path, form, previous, manner))
    from tablecheck.bulk.check import check_bulk

    return check_bulk(path, form, manner, waive=waive)


def is_for_bulk(path: Path, form: Form, manner: Manner) -> bool:
    """The file is large, or bulk is asked for, and nothing of it needs the table as a whole."""
    if manner.bulk == "never" or manner.with_source or manner.sheet is not None:
        return False
    if not is_bulk_form(form):
        return False
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(1 << 16)
        if head.startswith(PARQUET):
            return True
        return (manner.bulk == "always" or state.st_size >= LARGE) and is_text(head)
    except (OSError, ValueError):
        return False  # the ordinary way says why


def is_bulk_form(form: Form) -> bool:
    """One table with a row a reporting unit, and no phrases of a text around it."""
    return len(form.tables) == 1 and form.tables[0].orientation == "records" and not form.text


def is_text(head: bytes) -> bool:
    """The file is delimited text, by its first bytes; not a workbook, a page or another thing."""
    from tablecheck.errors import ReadError
    from tablecheck.readers.guard import identify, is_container
    from tablecheck.readers.limits import DEFAULT_LIMITS

    if is_container(head):
        return False
    try:
        return identify(head, limits=DEFAULT_LIMITS).kind == "csv"
    except ReadError:
        return False


def has_polars() -> bool:
    """The extra ``bulk`` is installed."""
    from importlib.util import find_spec

    return find_spec("polars") is not None


def _told_of_extra(report: FileReport) -> FileReport:
    """A refusal for size, or of Parquet, says what would read the file."""
    if report.refusal is None or report.refusal[0] not in ("TC102", "TC103"):
        return report
    code, words = report.refusal
    told = Words(
        f"{words.zh}；每单位一行的大表和 Parquet 文件可用 {INSTALL} 后检查",
        f"{words.en}; a large table with a row a reporting unit, or in Parquet, can be checked "
        f"after {INSTALL}",
    )
    return replace(report, refusal=(code, told))
