"""The file of ``--previous``: read once, then put beside every file that is checked.

Comes in: its path; a checked file's form and header. Goes out: ``Previous`` with what it holds, or
with the reason why it is of no use; it never raises about data.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.binding.bind import wanted_sheets
from tablecheck.binding.filled import fill_form
from tablecheck.binding.header import FIELD
from tablecheck.binding.labels import normalise
from tablecheck.binding.observe import dataset_of
from tablecheck.binding.recognise import recognise
from tablecheck.checks.previous import Previous
from tablecheck.errors import ReadError
from tablecheck.findings import Words
from tablecheck.form.model import current, is_previous
from tablecheck.readers.read import read_workbook
from tablecheck.record import replace
from tablecheck.rules.propagate import keys_of
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.binding.header import Header
    from tablecheck.form.model import Form
    from tablecheck.readers.limits import Limits
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance
    from tablecheck.sheet import Workbook

_OWN_SUFFIX = "人民政府"
"""宿迁市 and 宿迁市人民政府 are one agency."""


class PreviousFile:
    """Last period's file; what it holds is remembered for each form that it is read by."""

    __slots__ = ("_blank", "_encoding", "_held", "_limits", "_path", "_read", "_sheet")

    def __init__(
        self,
        path: Path | str,
        *,
        encoding: str | None,
        sheet: str | None,
        blank: str,
        limits: Limits,
    ) -> None:
        self._path = str(path)
        self._encoding = encoding
        self._sheet = sheet
        self._blank = blank
        self._limits = limits
        self._read: Workbook | ReadError | None = None
        self._held: dict[str, Previous] = {}

    def beside(self, sha256: str, form: Form, header: Header) -> Previous:
        """Last period's report for a checked file of this form."""
        if form.sha256 not in self._held:
            self._held[form.sha256] = self._hold(form)
        held = self._held[form.sha256]
        if held.sha256 == sha256:
            return Previous(
                path=self._path,
                sha256=sha256,
                problem=Words("与被检查的是同一个文件", "it is the file that is checked"),
            )
        if held.header is None:
            return held
        return _compared(held, held.header, header)

    def _workbook(self) -> Workbook | ReadError:
        if self._read is None:
            try:
                self._read = read_workbook(
                    Path(self._path), encoding=self._encoding, limits=self._limits
                )
            except ReadError as error:
                self._read = error
        return self._read

    def _hold(self, form: Form) -> Previous:
        workbook = self._workbook()
        if isinstance(workbook, ReadError):
            return Previous(path=self._path, problem=_said(workbook))
        nothing = Previous(path=self._path, sha256=workbook.sha256)
        try:
            return self._observed(workbook, form, nothing)
        except ReadError as error:
            return replace(nothing, problem=_said(error))

    def _observed(self, workbook: Workbook, form: Form, nothing: Previous) -> Previous:
        sheet, name = self._sheet, Path(self._path).name
        try:
            sheets = wanted_sheets(workbook, sheet)
        except ReadError:
            # --sheet is about the checked file; last period's may call its sheet otherwise.
            sheet, sheets = None, wanted_sheets(workbook, None)
        try:
            own = recognise(sheets, name, [form])
        except ReadError:
            own = form
        if own.id != form.id and (own.family != form.family or not form.family):
            problem = Words(
                f"它的表式是 {own.id}，与 {form.id} 不是同一类",
                f"its form is {own.id}, not of one family with {form.id}",
            )
            return replace(nothing, problem=problem)
        filled = fill_form(workbook, own, sheet=sheet, blank=self._blank, file_name=name)
        return replace(
            nothing, form=filled.form, header=filled.header, observations=filled.observations
        )


def with_previous(
    dataset: Dataset, instances: Sequence[Instance], previous: Previous | None
) -> Dataset:
    """A dataset with the cells of last period that the rules name; unknown where not comparable."""
    keys = {key for each in instances for key in keys_of(each) if is_previous(key)}
    if not keys or previous is None:
        return dataset
    intervals, stated = dict(dataset.intervals), set(dataset.stated)
    slack = dict(dataset.slack)
    held = dataset_of(previous.observations)
    for key in keys:
        own = current(key)
        if previous.is_compared and own in held.stated:
            stated.add(key)
            if own in held.slack:
                slack[key] = held.slack[own]
        intervals[key] = held.intervals[own] if previous.is_compared else Interval(None, None)
    return replace(dataset, intervals=intervals, stated=frozenset(stated), slack=slack)


def _said(error: ReadError) -> Words:
    return Words(f"{error.code}，{error.zh}", f"{error.code}: {error.en}")


def _compared(previous: Previous, before: Header, now: Header) -> Previous:
    """Last period's report with what its year and agency say against the checked file's."""
    sure = bool(before.sure_years and now.sure_years)
    if before.year is not None and now.year is not None:
        if before.year >= now.year and sure:
            return Previous(
                path=previous.path,
                sha256=previous.sha256,
                problem=Words(
                    f"它是 {before.year} 年的，被检查的是 {now.year} 年的",
                    f"it is of {before.year}, the checked file of {now.year}",
                ),
            )
        if before.year != now.year - 1:
            gap = Words(
                f"上年文件是 {before.year} 年的，被检查的是 {now.year} 年的，年度不相连",
                f"the previous file is of {before.year}, the checked one of {now.year}: the years "
                "do not follow each other",
            )
            return replace(previous, gap=gap)
    if not _is_one_agency(before, now):
        gap = Words(
            f"上年文件是“{before.agency}”的，被检查的是“{now.agency}”的",
            f"the previous file is of “{before.agency}”, the checked one of “{now.agency}”",
        )
        return replace(previous, gap=gap)
    if before.year is None or now.year is None:
        which = ("上年文件", "the previous file") if before.year is None else ("文件", "the file")
        doubt = Words(f"{which[0]}没有写明年度", f"{which[1]} does not say its year")
        return replace(previous, doubt=doubt)
    return previous


def _is_one_agency(before: Header, now: Header) -> bool:
    """Nothing says that two agencies report; a title may hold more than the agency's name."""
    if not before.agency or not now.agency:
        return True
    one, other = (normalise(name).key for name in (before.agency, now.agency))
    one, other = one.removesuffix(_OWN_SUFFIX), other.removesuffix(_OWN_SUFFIX)
    if before.agency_source == now.agency_source == FIELD:
        return one == other
    return one in other or other in one
