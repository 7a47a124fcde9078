"""From a path to a report: the stages in order.

Comes in: paths and options. Goes out: ``Report``. A file that cannot be checked is a refusal in the
report, never an empty list of findings; only a bad form raises.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.binding.bind import bind, wanted_sheets
from tablecheck.binding.layout import LEAST_SHARE, recognition
from tablecheck.binding.observe import Standing, dataset_of, observe
from tablecheck.binding.settle import possible, settle_units
from tablecheck.checks.base import running_checks
from tablecheck.checks.case import Case
from tablecheck.checks.order import in_order
from tablecheck.errors import ReadError
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.load import known_forms, load_form
from tablecheck.readers.read import read_workbook
from tablecheck.record import replace
from tablecheck.report import DeducedCell, FileReport, Report, RuleVerdict
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.findings import Finding
    from tablecheck.form.model import Form
    from tablecheck.sheet import Workbook

ALIKE = 0.03
"""Two forms whose recognition differs by less fit a file alike."""


def check_files(
    paths: Sequence[Path | str],
    *,
    form: str | Path | Form | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    blank: str = "form",
    select: frozenset[str] = frozenset(),
    ignore: frozenset[str] = frozenset(),
    options: dict[str, object] | None = None,
) -> Report:
    """Check files one after the other.

    Args:
        paths: Files, in the order in which they are reported.
        form: Id of a shipped form, path of one, or a form; None: recognised for each file.
        sheet: Name or number (from 1) of the only sheet to search.
        encoding: Of CSV files; None: told from the bytes.
        blank: ``form``, ``missing`` or ``zero``: what a blank cell means.
        select: Codes to report; empty: all.
        ignore: Codes not to report.
        options: What the report repeats under ``options``.

    Raises:
        FormError: The form is none.
    """
    loaded = load_form(form) if isinstance(form, str | Path) else form
    files = tuple(
        check_file(
            path,
            form=loaded,
            sheet=sheet,
            encoding=encoding,
            blank=blank,
            select=select,
            ignore=ignore,
        )
        for path in paths
    )
    return Report(files=files, options=options or {})


def check_file(
    path: Path | str,
    *,
    form: str | Path | Form | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    blank: str = "form",
    select: frozenset[str] = frozenset(),
    ignore: frozenset[str] = frozenset(),
) -> FileReport:
    """Check one file; the arguments are those of ``check_files``."""
    loaded = load_form(form) if isinstance(form, str | Path) else form
    workbook = None
    try:
        workbook = read_workbook(Path(path), encoding=encoding)
        loaded = loaded or recognise(workbook, sheet)
        case = _case(workbook, loaded, sheet, blank)
    except ReadError as error:
        return FileReport(
            path=str(path),
            sha256=workbook.sha256 if workbook else None,
            form=loaded.id if loaded else None,
            form_version=loaded.version if loaded else None,
            form_sha256=loaded.sha256 if loaded else None,
            refusal=(error.code, Words(error.zh, error.en)),
        )
    return _report(str(path), case, findings_of(case, select, ignore))


def recognise(workbook: Workbook, sheet: str | None) -> Form:
    """The known form that fits a workbook best.

    Raises:
        ReadError: TC105 where none fits, or two fit alike.
    """
    sheets = wanted_sheets(workbook, sheet)
    forms = _known()
    ranked = sorted(
        ((recognition(sheets, form), form) for form in forms), key=lambda pair: -pair[0]
    )
    score, best = ranked[0]
    if score < LEAST_SHARE:
        listed = ", ".join(form.id for form in forms)
        near_zh = (
            f"最接近的是 {best.id}，对上 {score:.0%} 的指标名称"
            if score
            else "没有一个指标名称对得上"
        )
        near_en = (
            f"the nearest, {best.id}, matches {score:.0%} of the row labels"
            if score
            else "none of their row labels is in the file"
        )
        raise ReadError(
            "TC105",
            f"认不出是哪个表式（已知：{listed}）；{near_zh}。请核对文件，或用 --form 指明表式",
            f"no known form fits ({listed}): {near_en}; check the file, or name its form by --form",
        )
    alike = [form.id for other, form in ranked[1:] if score - other < ALIKE]
    if alike:
        names = ", ".join([best.id, *alike])
        raise ReadError(
            "TC105",
            f"有几个表式同样符合：{names}。请用 --form 指明",
            f"several forms fit alike: {names}; name one by --form",
        )
    return best


@cache
def _known() -> tuple[Form, ...]:
    """The shipped forms, read once a process and not once a file."""
    return tuple(load_form(name) for name in known_forms())


def _case(workbook: Workbook, form: Form, sheet: str | None, blank: str) -> Case:
    binding = bind(workbook, form, sheet)
    instances = compile_rules(form)
    observations = settle_units(observe(binding, workbook, blank, instances), instances)
    dataset = dataset_of(observations)
    evaluation = evaluate(instances, dataset)
    return Case(
        form=form,
        workbook=workbook,
        binding=binding,
        observations=observations,
        instances=instances,
        dataset=dataset,
        evaluation=replace(evaluation, deductions=possible(evaluation.deductions, observations)),
    )


def findings_of(case: Case, select: frozenset[str], ignore: frozenset[str]) -> tuple[Finding, ...]:
    """What the checks find, in the form's order."""
    wanted: Iterable[Finding] = (
        finding
        for check in running_checks()
        if check.run is not None
        and (not select or check.code in select)
        and check.code not in ignore
        for finding in check.run(case)
    )
    return in_order(wanted, case.form)


def _report(path: str, case: Case, findings: tuple[Finding, ...]) -> FileReport:
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
    )
