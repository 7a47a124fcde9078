"""``tablecheck validate``: paths and options to a report, written where it was asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.language import system_language
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.paths import expand
from tablecheck.cli.usage import near, refuse
from tablecheck.form.model import Severity
from tablecheck.pipeline import check_files
from tablecheck.record import record
from tablecheck.reporters.base import Style, reporter, reporter_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.report import Report

_CHOICES = {
    "fail_on": ("error", "warning", "never"),
    "blank": ("form", "missing", "zero"),
    "color": ("auto", "always", "never"),
    "lang": ("zh", "en"),
}


@record
class Request:
    """The command line as given."""

    paths: list[str]
    form: str | None
    sheet: str | None
    formats: list[str]
    fail_on: str
    select: list[str]
    ignore: list[str]
    blank: str
    lang: str | None
    color: str
    quiet: bool
    verbose: bool
    encoding: str | None
    max_findings: int


def validate_files(request: Request) -> int:
    """Check the files of a request and write every format; the exit code."""
    lang = request.lang or system_language()
    _check_choices(request, lang)
    outputs = _outputs(request.formats, lang)
    select, ignore = _codes(request.select, lang), _codes(request.ignore, lang)
    _check_form(request.form, lang)
    paths = expand(request.paths, lang)
    for _, target in outputs:
        if target is not None and any(_is_same(target, path) for path in paths):
            raise refuse(
                f"输出文件 {target} 就是输入文件", f"the output {target} is an input", lang
            )
    report = check_files(
        paths,
        form=request.form,
        sheet=request.sheet,
        encoding=request.encoding,
        blank=request.blank,
        select=select,
        ignore=ignore,
        options={
            "form": request.form,
            "fail_on": request.fail_on,
            "blank": request.blank,
            "lang": lang,
            "select": sorted(select),
            "ignore": sorted(ignore),
        },
    )
    style = Style(
        lang=lang,
        fail_on=request.fail_on,
        max_findings=request.max_findings,
        quiet=request.quiet,
        verbose=request.verbose,
    )
    failed = False
    for name, target in outputs:
        module = reporter(name)
        text = module.render(report, style)
        if target is not None:
            failed = not write_file(target, text, lang) or failed
        else:
            write_stdout(text, is_machine=module.IS_MACHINE, color=_has_color(request.color))
    return 3 if failed else exit_code(report, request.fail_on)


def exit_code(report: Report, fail_on: str) -> int:
    """3 where a file was not checked, 1 where a finding is loud enough, else 0."""
    if any(not file.is_checked for file in report.files):
        return 3
    loud = {"error": [Severity.ERROR], "warning": [Severity.ERROR, Severity.WARNING], "never": []}
    return int(any(report.count(severity) for severity in loud[fail_on]))


def _check_choices(request: Request, lang: str) -> None:
    for name, allowed in _CHOICES.items():
        value = getattr(request, name)
        if value is not None and value not in allowed:
            option = "--" + name.replace("_", "-")
            hint = near(value, allowed, lang)
            raise refuse(
                f"{option} 应为 {'、'.join(allowed)} 之一，不是“{value}”{hint}",
                f"{option} is one of {', '.join(allowed)}, not “{value}”{hint}",
                lang,
            )


def _outputs(formats: Sequence[str], lang: str) -> list[tuple[str, Path | None]]:
    outputs: list[tuple[str, Path | None]] = []
    for each in formats:
        name, _, target = each.partition("=")
        if name not in reporter_names():
            hint = near(name, reporter_names(), lang)
            listed = ", ".join(reporter_names())
            raise refuse(
                f"没有输出格式“{name}”（有：{listed}）{hint}",
                f"there is no format “{name}” (there are {listed}){hint}",
                lang,
            )
        outputs.append((name, Path(target) if target else None))
    if sum(target is None for _, target in outputs) > 1:
        raise refuse(
            "只能有一种格式输出到屏幕，其余请写成 格式=文件",
            "only one format can go to the screen; write the others as FORMAT=FILE",
            lang,
        )
    return outputs


def _codes(values: Sequence[str], lang: str) -> frozenset[str]:
    codes = [code.strip() for value in values for code in value.split(",") if code.strip()]
    if not codes:
        return frozenset()
    from tablecheck.checks.base import all_checks

    known = {check.code: check.code for check in all_checks()}
    known.update({check.name: check.code for check in all_checks()})
    for code in codes:
        if code not in known:
            hint = near(code, known, lang)
            raise refuse(f"没有检查项 {code}{hint}", f"there is no check {code}{hint}", lang)
    return frozenset(known[code] for code in codes)


def _check_form(form: str | None, lang: str) -> None:
    if form is None or Path(form).is_file():
        return
    from tablecheck.form.load import known_forms

    if form not in known_forms():
        hint = near(form, known_forms(), lang)
        raise refuse(
            f"没有表式“{form}”，也没有这个文件{hint}",
            f"no form has the id “{form}”, and no file this name{hint}",
            lang,
        )


def _is_same(target: Path, path: Path) -> bool:
    try:
        return target.samefile(path)
    except OSError:
        return False


def _has_color(color: str) -> bool:
    import os

    if color == "auto":
        return sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return color == "always"
