"""From a path to a report: the stages in order.

Comes in: paths and options. Goes out: ``Report``. A file that cannot be checked is a refusal in the
report, never an empty list of findings; only a bad form raises.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.binding.bind import wanted_sheets
from tablecheck.binding.filled import fill_form
from tablecheck.binding.observe import Standing, dataset_of
from tablecheck.binding.recognise import recognise
from tablecheck.binding.settle import possible
from tablecheck.checks.base import running_checks
from tablecheck.checks.case import Case
from tablecheck.checks.order import in_order
from tablecheck.checks.stated import with_values
from tablecheck.errors import ReadError
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.load import load_form
from tablecheck.readers.limits import DEFAULT_LIMITS
from tablecheck.readers.read import read_bytes, read_workbook
from tablecheck.record import record, replace
from tablecheck.report import DeducedCell, FileReport, PreviousReport, Report, RuleVerdict
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.model import Verdict
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tablecheck.binding.bind import Binding
    from tablecheck.binding.text import Statement
    from tablecheck.checks.previous import Previous
    from tablecheck.findings import Finding
    from tablecheck.form.model import Form, Severity
    from tablecheck.period import PreviousFile
    from tablecheck.readers.limits import Limits
    from tablecheck.report import Diagnosed
    from tablecheck.sheet import Workbook
    from tablecheck.waivers import Waivers


@record
class Given:
    """A file whose bytes are at hand, such as standard input; ``name`` is what it is called."""

    name: str
    data: bytes


@record
class Manner:
    """How files are checked, the same for all of them.

    Attributes:
        sheet: Name or number (from 1) of the only sheet to search.
        encoding: Of CSV files; None: told from the bytes.
        blank: ``form``, ``missing`` or ``zero``: what a blank cell means.
        select: Codes to report; empty: all.
        ignore: Codes not to report.
        severities: Code -> severity, where it is not the check's own.
        limits: Caps of the readers; None: the usual ones.
        with_source: Keep the tables as read, for formats that draw them or point into lines.
        bulk: ``auto``, ``always`` or ``never``: whether large tables of records are screened.
    """

    sheet: str | None = None
    encoding: str | None = None
    blank: str = "form"
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = MappingProxyType({})
    limits: Limits | None = None
    with_source: bool = False
    bulk: str = "auto"


def check_files(
    paths: Sequence[Path | str | Given],
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
    severities: Mapping[str, Severity] = MappingProxyType({}),
    limits: Limits | None = None,
    form_of: Callable[[str], str | Path | None] | None = None,
    waivers: Waivers | None = None,
    seen: Callable[[FileReport], None] | None = None,
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
        with_source: Keep the tables as read, for formats that draw them or point into lines.
        severities: Code -> severity, where it is not the check's own.
        limits: Caps of the readers; None: the usual ones.
        form_of: The form of a path, asked where ``form`` is None; None: recognised.
        waivers: What is accepted, with reasons.
        seen: Called with each file's report as soon as it is made.

    Raises:
        FormError: The form is none.
    """
    manner = Manner(
        sheet=sheet,
        encoding=encoding,
        blank=blank,
        select=select,
        ignore=ignore,
        severities=severities,
        limits=limits,
        with_source=with_source,
    )
    loaded = load_form(form) if isinstance(form, str | Path) else form
    beside = previous_file(previous, manner)
    files = []
    for path in paths:
        own = loaded
        if own is None and form_of is not None:
            named = form_of(path.name if isinstance(path, Given) else str(path))
            own = None if named is None else load_form(named)
        report = checked(path, own, beside, manner)
        if waivers is not None:
            report = waivers.applied(report)
        if seen is not None:
            seen(report)
        files.append(report)
    about_run = () if waivers is None else waivers.left_over(select, ignore)
    return Report(files=tuple(files), options=options or {}, findings=about_run)


def check_file(
    path: Path | str | Given,
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
    manner = Manner(
        sheet=sheet,
        encoding=encoding,
        blank=blank,
        select=select,
        ignore=ignore,
        with_source=with_source,
    )
    loaded = load_form(form) if isinstance(form, str | Path) else form
    return checked(path, loaded, previous_file(previous, manner), manner)


def examine(
    path: Path | str | Given,
    *,
    form: str | Path | Form | None = None,
    previous: Path | str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    blank: str = "form",
) -> Case:
    """All that the stages find out of one file, for commands that do more than report.

    Raises:
        FormError: The form is none.
        ReadError: The file cannot be checked.
    """
    loaded = load_form(form) if isinstance(form, str | Path) else form
    manner = Manner(sheet=sheet, encoding=encoding, blank=blank)
    return _examined(path, loaded, previous_file(previous, manner), manner)


def _examined(
    path: Path | str | Given,
    form: Form | None,
    previous: PreviousFile | None,
    manner: Manner,
) -> Case:
    name = path.name if isinstance(path, Given) else str(path)
    workbook, at = _read(path, manner), Path(name)
    form = form or recognise(wanted_sheets(workbook, manner.sheet), at.name)
    return _case(workbook, form, at, sheet=manner.sheet, blank=manner.blank, previous=previous)


def checked(
    path: Path | str | Given,
    form: Form | None,
    previous: PreviousFile | None,
    manner: Manner,
) -> FileReport:
    """The report of one file; a refusal where it cannot be checked."""
    name = path.name if isinstance(path, Given) else str(path)
    workbook, at = None, Path(name)
    try:
        workbook = _read(path, manner)
        form = form or recognise(wanted_sheets(workbook, manner.sheet), at.name)
        case = _case(workbook, form, at, sheet=manner.sheet, blank=manner.blank, previous=previous)
    except ReadError as error:
        return FileReport(
            path=name,
            sha256=workbook.sha256 if workbook else None,
            form=form.id if form else None,
            form_version=form.version if form else None,
            form_sha256=form.sha256 if form else None,
            refusal=(error.code, Words(error.zh, error.en)),
        )
    findings = findings_of(case, manner.select, manner.ignore)
    if manner.severities:
        findings = tuple(
            replace(each, severity=manner.severities.get(each.code, each.severity))
            for each in findings
        )
    report = _report(name, case, *_diagnosed(case, findings))
    if not manner.with_source:
        return report
    from tablecheck.source import source_of, text_places_of

    return replace(
        report,
        source=source_of(case),
        text_places=text_places_of(path, workbook, findings, manner.encoding),
    )


def _read(path: Path | str | Given, manner: Manner) -> Workbook:
    limits = manner.limits or DEFAULT_LIMITS
    if isinstance(path, Given):
        name = Path(path.name).name
        return read_bytes(path.data, name=name, encoding=manner.encoding, limits=limits)
    return read_workbook(Path(path), encoding=manner.encoding, limits=limits)


def previous_file(path: Path | str | None, manner: Manner) -> PreviousFile | None:
    """Last period's report, read once it is asked for; None where none is given."""
    if path is None:
        return None
    from tablecheck.period import PreviousFile

    return PreviousFile(
        path,
        encoding=manner.encoding,
        sheet=manner.sheet,
        blank=manner.blank,
        limits=manner.limits or DEFAULT_LIMITS,
    )


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
    return tuple(with_values(case, finding) for finding in in_order(wanted, case.form))


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
        agency=case.header.agency,
        year=case.header.year,
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
