"""A file of a million reporting units to a report, in one pass and bounded memory.

Comes in: a path, a form of records. Goes out: ``FileReport``. What it finds is what the exact
stages find row by row: the screen only spares them the rows that are surely right.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.bulk.columns import MAGIC, chunks_of_columns
from tablecheck.bulk.gather import Gathered
from tablecheck.bulk.names import Names
from tablecheck.bulk.records import Records, workbook_of
from tablecheck.bulk.screen import screen_of
from tablecheck.bulk.text import chunks_of, look_at
from tablecheck.bulk.total import Total
from tablecheck.checks.case import shown
from tablecheck.checks.tc211_unit_twice import told_twice, unit_twice
from tablecheck.errors import ReadError
from tablecheck.findings import Place, Words
from tablecheck.readers.limits import DEFAULT_LIMITS
from tablecheck.readers.refusals import not_readable
from tablecheck.record import replace
from tablecheck.report import FileReport
from tablecheck.rules.model import Verdict
from tablecheck.sheet import a1, coordinates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tablecheck.bulk.chunk import Chunk
    from tablecheck.bulk.gather import Waive
    from tablecheck.bulk.screen import Screen
    from tablecheck.form.model import Form
    from tablecheck.pipeline import Manner

SAMPLE = 60
"""Rows in which the heads are looked for, and what is said of the table as a whole."""

PROBED = 20
"""Rows that the screen is sure of and the exact stages look at all the same, to trust it."""


def check_bulk(
    path: Path | str,
    form: Form,
    manner: Manner,
    *,
    waive: Waive | None = None,
    is_screened: bool = True,
    tick: Callable[[int], None] = lambda _: None,
) -> FileReport:
    """The report of one large file; a refusal where it cannot be checked.

    Args:
        path: Delimited text, or Parquet.
        form: One table of records.
        manner: How files are checked.
        waive: Marks findings that are accepted.
        is_screened: False: every row goes through the exact stages.
        tick: Called now and then with how many rows are done.
    """
    sha256 = None
    try:
        sha256, kind, chunks = _opened(Path(path), manner)
        run = _Run(Path(path), form, manner, waive, sha256, kind=kind, is_screened=is_screened)
        for chunk in chunks:
            run.over(chunk)
            tick(chunk.first + chunk.frame.height)
        return run.report(str(path))
    except ReadError as error:
        return FileReport(
            path=str(path),
            sha256=sha256,
            form=form.id,
            form_version=form.version,
            form_sha256=form.sha256,
            refusal=(error.code, Words(error.zh, error.en)),
        )


def _opened(path: Path, manner: Manner) -> tuple[str, str, Iterator[Chunk]]:
    """Hash, kind and rows of a file."""
    try:
        with path.open("rb") as stream:
            is_parquet = stream.read(len(MAGIC)) == MAGIC
            if is_parquet:
                stream.seek(0)
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
                return sha256, "parquet", chunks_of_columns(path)
        file = look_at(path, manner.encoding)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise not_readable(
            f"文件打不开（{reason}），请检查路径和权限",
            f"the file cannot be opened ({reason}); check its path and permissions",
        ) from error
    return file.sha256, "csv", chunks_of(file, manner.limits or DEFAULT_LIMITS)


class _Run:
    def __init__(
        self,
        path: Path,
        form: Form,
        manner: Manner,
        waive: Waive | None,
        sha256: str,
        *,
        kind: str,
        is_screened: bool,
    ) -> None:
        self._path, self._form, self._manner, self._sha256 = path, form, manner, sha256
        self._kind, self._is_screened = kind, is_screened
        self._first: list[Chunk] = []
        self._gathered = Gathered(manner, waive)
        self._names = Names()
        self._total = Total(form.tables[0].rows)
        self._records: Records | None = None
        self._screen: Screen | None = None

    def over(self, chunk: Chunk) -> None:
        """Check the rows of a chunk; the first ones hold the heads."""
        if self._records is not None:
            self._rows(chunk)
            return
        self._first.append(chunk)
        if sum(each.frame.height for each in self._first) >= SAMPLE:
            self._begin()

    def _begin(self) -> None:
        """Bind the heads, say what is said of the table as a whole, then go on with the rows."""
        cells = {
            (row, column): cell
            for chunk in self._first
            for row, own in chunk.rows(range(chunk.frame.height)[: SAMPLE - chunk.first + 1])
            for column, cell in own.items()
        }
        sample = workbook_of(self._kind, self._sha256, None, cells)
        records = Records(self._form, sample, blank=self._manner.blank, name=self._path.name)
        self._records = records
        if self._is_screened:
            self._screen = screen_of(records)
        self._gathered.add(
            [
                each
                for each in self._gathered.wanted(records.sample)
                if each.code != unit_twice.code and not _is_below(each.at, records.first)
            ]
        )
        waiting, self._first = self._first, []
        for number, chunk in enumerate(waiting):
            skipped = max(records.first - chunk.first, 0)
            own = replace(chunk, first=chunk.first + skipped, frame=chunk.frame[skipped:])
            if own.frame.height:
                self._rows(own, is_first=number == len(waiting) - 1)

    def _rows(self, chunk: Chunk, *, is_first: bool = False) -> None:
        if self._screen is None:
            self._check(chunk, range(chunk.frame.height))
            return
        screened = self._screen.over(chunk)
        if is_first and not self._agrees(chunk, screened.at.head(PROBED).to_list()):
            self._screen = None
            self._check(chunk, range(chunk.frame.height))
            return
        instances = [instance for instance, _ in self._screen.instances]
        self._gathered.passed(screened.passed, instances, self._screen.width)
        self._total.passed(screened.passed, screened.sums, screened.greatest)
        self._names.add(screened.names, screened.at, chunk.first)
        self._check(chunk, screened.doubtful)

    def report(self, path: str) -> FileReport:
        """All that was found."""
        if self._records is None and self._first:
            self._begin()
        records, gathered = self._records, self._gathered
        if records is None:
            raise _empty()
        self._tell_twice()
        self._total.tell(gathered)
        header = records.header
        return FileReport(
            path=path,
            sha256=self._sha256,
            form=self._form.id,
            form_version=self._form.version,
            form_sha256=self._form.sha256,
            agency=header.agency,
            year=header.year,
            cells=gathered.cells,
            observed=gathered.observed,
            blank=gathered.blank,
            findings=tuple(gathered.findings),
            deduced=tuple(gathered.deduced),
            diagnoses=tuple(gathered.diagnoses),
            bulk=gathered.bulk(),
        )

    def _check(self, chunk: Chunk, at: range | tuple[int, ...]) -> None:
        """The exact stages over some rows."""
        import polars

        assert self._records is not None
        names, rows = [], []
        for row, cells in chunk.rows(at):
            case = self._records.case(row, cells, may_be_total=self._total.case is None)
            if case is None:
                continue
            bound = next(iter(case.binding.tables.values()))
            self._gathered.unit(case, row)
            if bound.total is not None:
                self._total.case = case
                continue
            self._total.unit(case)
            name = next(
                m.line.text for m in bound.columns.matches.values() if m.item.role == "value"
            )
            if name:
                names.append(name)
                rows.append(row)
        self._names.add(
            polars.Series("name", names, dtype=polars.String),
            polars.Series("at", rows, dtype=polars.UInt32),
            0,
        )

    def _tell_twice(self) -> None:
        assert self._records is not None
        if unit_twice.code in self._manner.ignore or (
            self._manner.select and unit_twice.code not in self._manner.select
        ):
            return
        records, severities = self._records, self._manner.severities
        for name, rows in self._names.twice():
            places = [self._name_place(records, name, row) for row in rows]
            finding = told_twice(name, places)
            severity = severities.get(finding.code, finding.severity)
            self._gathered.add([replace(finding, severity=severity)])

    def _name_place(self, records: Records, name: str, row: int) -> Place:
        return Place(
            table=records.bound.table.code,
            row=None,
            column=None,
            sheet=records.bound.region.grid.sheet.name,
            cell=a1(row, records.name_column),
            label=shown(name),
        )

    def _agrees(self, chunk: Chunk, at: Sequence[int]) -> bool:
        """The exact stages find the rows right, too, that the screen is sure of."""
        assert self._records is not None
        return all(
            case is not None
            and not self._gathered.of_unit(case, row)
            and all(each.standing is Standing.STATED for each in case.observations.values())
            and all(each.verdict is Verdict.HOLDS for each in case.evaluation.verdicts)
            for row, cells in chunk.rows(at)
            for case in (self._records.case(row, cells, may_be_total=True),)
        )


def _is_below(at: Place | None, first: int) -> bool:
    return at is not None and at.cell is not None and coordinates(at.cell)[0] >= first


def _empty() -> ReadError:
    return not_readable("文件是空的，请检查是否保存成功", "the file is empty; was it saved?")
