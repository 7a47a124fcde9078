"""``tablecheck validate`` of one large table with a row a reporting unit.

Comes in: a path, a settled request. Goes out: a ``Report``, or None where the ordinary way is the
one. Nothing is imported for a small file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.cli.choices import check_choice
from tablecheck.cli.usage import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tablecheck.cli.settle import Request
    from tablecheck.findings import Finding
    from tablecheck.form.model import Form
    from tablecheck.pipeline import Given, Manner
    from tablecheck.report import Report
    from tablecheck.waivers import Waivers


def bulk_report(
    path: Path | Given,
    request: Request,
    *,
    forms: Mapping[str, Any],
    manner: Mapping[str, Any],
    options: dict[str, object],
    waivers: Waivers | None,
    lang: str,
) -> Report | None:
    """The report of a large table, or what says why it is not checked in bulk.

    Args:
        path: The only file of the run.
        request: As settled.
        forms: Which form is whose: ``form`` or ``form_of``.
        manner: How files are checked, as ``Manner`` has it.
        options: What the report repeats.
        waivers: What is accepted.
        lang: Of refusals.
    """
    asked = request.bulk or "auto"
    check_choice("--bulk", asked, ("auto", "always", "never"), lang)
    if asked == "never" or _is_small(path, asked):
        return None
    from tablecheck.bulk.choose import checked_any, has_polars, is_for_bulk
    from tablecheck.form.load import load_form
    from tablecheck.pipeline import Given, Manner
    from tablecheck.report import Report

    how = Manner(**manner, bulk=asked)
    name = path.name if isinstance(path, Given) else str(path)
    named = forms["form_of"](name) if "form_of" in forms else forms["form"]
    form = None if named is None else load_form(named)
    if asked == "always":
        _refuse_what_is_not(path, form, how, request, lang)
    if isinstance(path, Given) or form is None or request.previous is not None:
        return None
    if not is_for_bulk(path, form, how):
        return None
    report = checked_any(path, form, None, how, _waive(str(path), form, waivers))
    if waivers is not None and not has_polars():
        report = waivers.applied(report)
    about_run = () if waivers is None else waivers.left_over(how.select, how.ignore)
    return Report(files=(report,), options=options, findings=about_run)


def _is_small(path: Path | Given, asked: str) -> bool:
    from tablecheck.pipeline import Given

    if asked == "always":
        return False
    try:
        if isinstance(path, Given) or path.suffix.lower() == ".parquet":
            return isinstance(path, Given)
        return path.stat().st_size < 2 * 2**20
    except OSError:
        return True


def _waive(path: str, form: Form, waivers: Waivers | None) -> Any:  # noqa: ANN401 - a function
    if waivers is None:
        return None
    from tablecheck.report import FileReport

    def waive(findings: Sequence[Finding]) -> Sequence[Finding]:
        one = FileReport(path=path, form=form.id, findings=tuple(findings))
        return waivers.applied(one).findings

    return waive


def _refuse_what_is_not(
    path: Path | Given, form: Form | None, how: Manner, request: Request, lang: str
) -> None:
    """Refuse ``--bulk always`` where it cannot be done."""
    from tablecheck.bulk.choose import INSTALL, has_polars, is_bulk_form
    from tablecheck.pipeline import Given

    if form is None or not is_bulk_form(form):
        raise refuse(
            "--bulk always 只用于每单位一行的单表表式，请用 --form 指明",
            "--bulk always is for a form of one table with a row a reporting unit; name it by "
            "--form",
            lang,
        )
    if isinstance(path, Given) or request.previous is not None or request.sheet is not None:
        raise refuse(
            "--bulk always 不能与标准输入、--previous、--sheet 同用",
            "--bulk always goes with neither standard input, --previous nor --sheet",
            lang,
        )
    if how.with_source:
        raise refuse(
            "--bulk always 不能输出要重画全表的格式（html、xlsx、sarif 等），请用 text 或 json",
            "--bulk always writes no format that redraws the table (html, xlsx, sarif …); use "
            "text or json",
            lang,
        )
    if not has_polars():
        raise refuse(f"--bulk always 需要先 {INSTALL}", f"--bulk always needs {INSTALL}", lang)
