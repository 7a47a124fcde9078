"""From a path to a report: the stages in order.

Comes in: paths and options. Goes out: ``Report``. A file that cannot be checked is a refusal in the
report, never an empty list of findings; only a bad form raises.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.binding.bind import wanted_sheets
from tablecheck.binding.filled import fill_form
from tablecheck.binding.observe import Standing, dataset_of
from tablecheck.binding.recognise import recognise
from tablecheck.binding.settle import possible
from tablecheck.checks.base import running_checks
from tablecheck.checks.case import Case
from tablecheck.checks.order import in_order
from tablecheck.errors import ReadError
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.load import load_form
from tablecheck.readers.read import read_workbook
from tablecheck.record import replace
from tablecheck.report import DeducedCell, FileReport, PreviousReport, Report, RuleVerdict
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.model import Verdict
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.binding.bind import Binding
    from tablecheck.binding.text import Statement
    from tablecheck.checks.previous import Previous
    from tablecheck.findings import Finding
    from tablecheck.form.model import Form
    from tablecheck.period import PreviousFile
    from tablecheck.report import Diagnosed
    from tablecheck.sheet import Workbook


def check_files(
    paths: Sequence[Path | str],
    *,
    form: str | Path | Form | None = None,
    previous: Path | str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    blank: str = "form",
    select: frozenset[str] = frozenset(),
    ignore: frozenset[str] = frozenset(),
    options: dict[str, object] | None = None,
    with_source: bool = False,
) -> Report:
    """Check files one after the other.

    Args:
        paths: Files, in the order in which they are reported.
        form: Id of a shipped form, path of one, or a form; None: recognised for each file.
        previous: Last period's report, put beside each of the files.
        sheet: Name or number (from 1) of the only sheet to search.
        encoding: Of CSV files; None: told from the bytes.
        blank: ``form``, ``missing`` or ``zero``: what a blank cell means.
        select: Codes to report; empty: all.
        ignore: Codes not to report.
        options: What the report repeats under ``options``.
        with_source: Keep the tables as read, for formats that draw them.

    Raises:
        FormError: The form is none.
    """
    loaded = load_form(form) if isinstance(form, str | Path) else form
    beside = _previous(previous, encoding, sheet, blank)
    files = tuple(
        _checked(
            path,
            loaded,
            beside,
            sheet=sheet,
            encoding=encoding,
            blank=blank,
            select=select,
            ignore=ignore,
            with_source=with_source,
        )
        for path in paths
    )
    return Report(files=files, options=options or {})


def check_file(
    path: Path | str,
    *,
    form: str | Path | Form | None = None,
    previous: Path | str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    blank: str = "form",
    select: frozenset[str] = frozenset(),
    ignore: frozenset[str] = frozenset(),
    with_source: bool = False,
) -> FileReport:
    """Check one file; the arguments are those of ``check_files``."""
    return _checked(
        path,
        load_form(form) if isinstance(form, str | Path) else form,
        _previous(previous, encoding, sheet, blank),
        sheet=sheet,
        encoding=encoding,
        blank=blank,
        select=select,
        ignore=ignore,
        with_source=with_source,
    )


def _checked(
    path: Path | str,
    form: Form | None,
    previous: PreviousFile | None,
    *,
    sheet: str | None,
    encoding: str | None,
    blank: str,
    select: frozenset[str],
    ignore: frozenset[str],
    with_source: bool,
) -> FileReport:
    workbook, at = None, Path(path)
    try:
        workbook = read_workbook(at, encoding=encoding)
        form = form or recognise(wanted_sheets(workbook, sheet), at.name)
        case = _case(workbook, form, at, sheet=sheet, blank=blank, previous=previous)
    except ReadError as error:
        return FileReport(
            path=str(path),
            sha256=workbook.sha256 if workbook else None,
            form=form.id if form else None,
            form_version=form.version if form else None,
            form_sha256=form.sha256 if form else None,
            refusal=(error.code, Words(error.zh, error.en)),
        )
    report = _report(str(path), case, *_diagnosed(case, findings_of(case, select, ignore)))
    if not with_source:
        return report
    from tablecheck.source import source_of

    return replace(report, source=source_of(case))


def _previous(
    path: Path | str | None, encoding: str | None, sheet: str | None, blank: str
) -> PreviousFile | None:
    if path is None:
        return None
    from tablecheck.period import PreviousFile

    return PreviousFile(path, encoding=encoding, sheet=sheet, blank=blank)


def _case(
    workbook: Workbook,
    form: Form,
    path: Path,
    *,
    sheet: str | None,
    blank: str,
    previous: PreviousFile | None,
) -> Case:
    filled = fill_form(workbook, form, sheet=sheet, blank=blank, file_name=path.name)
    own, year = filled.form, filled.header.year
    dataset = dataset_of(filled.observations)
    if previous is None:
        beside, instances = None, compile_rules(own, year=year)
    else:
        from tablecheck.period import with_previous

        beside = previous.beside(workbook.sha256, form, filled.header)
        instances = compile_rules(own, year=year, previous=beside.form)
        dataset = with_previous(dataset, instances, beside)
    evaluation = evaluate(instances, dataset)
    return Case(
        form=own,
        workbook=workbook,
        binding=filled.binding,
        header=filled.header,
        observations=filled.observations,
        instances=instances,
        dataset=dataset,
        evaluation=replace(
            evaluation, deductions=possible(evaluation.deductions, filled.observations)
        ),
        previous=beside,
        statements=_statements(workbook, filled.binding, year) if own.text else (),
    )


def _statements(workbook: Workbook, binding: Binding, year: int | None) -> tuple[Statement, ...]:
    from tablecheck.binding.text import statements

    return statements(workbook, binding, year)


def findings_of(case: Case, select: frozenset[str], ignore: frozenset[str]) -> tuple[Finding, ...]:
    """What the checks find, in the form's order."""
    wanted: Iterable[Finding] = (
        finding
        for check in running_checks(has_previous=case.previous is not None)
        if check.run is not None
        and (not select or check.code in select)
        and check.code not in ignore
        for finding in check.run(case)
    )
    return in_order(wanted, case.form)


def _diagnosed(
    case: Case, findings: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Diagnosed, ...]]:
    """The findings with the diagnoses that explain them; nothing is imported where rules hold."""
    fails = any(each.verdict is Verdict.FAILS for each in case.evaluation.verdicts)
    if not fails and not case.evaluation.contradictions:
        return findings, ()
    from tablecheck.diagnosis.clues import diagnosed

    return diagnosed(case, findings)


def _report(
    path: str, case: Case, findings: tuple[Finding, ...], diagnoses: tuple[Diagnosed, ...]
) -> FileReport:
    seen = case.observations.values()
    observed = sum(
        each.reading is not None and each.reading.status is Status.NUMBER for each in seen
    )
    return FileReport(
        path=path,
        sha256=case.workbook.sha256,
        form=case.form.id,
        form_version=case.form.version,
        form_sha256=case.form.sha256,
        cells=len(case.observations),
        observed=observed,
        blank=sum(each.standing is Standing.BLANK for each in seen),
        findings=findings,
        diagnoses=diagnoses,
        deduced=tuple(
            DeducedCell(
                at=case.place(each.key),
                value=plain(each.value),
                because=each.because,
                support=each.support,
            )
            for each in case.evaluation.deductions
        ),
        verdicts=tuple(
            RuleVerdict(
                rule=each.instance.rule.id,
                table=each.instance.table,
                column=each.instance.column,
                row=each.instance.row,
                verdict=each.verdict.value,
            )
            for each in case.evaluation.verdicts
        ),
        previous=None if case.previous is None else _reported(case.previous),
    )


def _reported(previous: Previous) -> PreviousReport:
    return PreviousReport(
        path=previous.path,
        sha256=previous.sha256,
        form=None if previous.form is None else previous.form.id,
        compared=previous.is_compared,
    )
