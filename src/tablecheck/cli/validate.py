"""``tablecheck validate``: paths and options to a report, written where it was asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_choice, check_codes, check_encoding, check_form
from tablecheck.cli.console import OutputError, say
from tablecheck.cli.entry import COMMANDS, NOT_WRITTEN
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.paths import expand, is_same, one_file
from tablecheck.cli.usage import refuse, word
from tablecheck.form.model import Severity
from tablecheck.pipeline import check_files
from tablecheck.record import record
from tablecheck.reporters.base import Style, reporter, reporter_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.report import Report


@record
class Request:
    """The command line as given."""

    paths: list[str]
    form: str | None
    sheet: str | None
    previous: str | None
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
    lang = chosen_language(request.lang)
    check_choice("--fail-on", request.fail_on, ("error", "warning", "never"), lang)
    check_choice("--blank", request.blank, ("form", "missing", "zero"), lang)
    check_choice("--color", request.color, ("auto", "always", "never"), lang)
    outputs = _outputs(request.formats, lang)
    select, ignore = check_codes(request.select, lang), check_codes(request.ignore, lang)
    if request.form is not None:
        check_form(request.form, lang)
    if request.encoding is not None:
        check_encoding(request.encoding, lang)
    paths = expand(request.paths, COMMANDS, lang)
    previous = None if request.previous is None else one_file("--previous", request.previous, lang)
    beside = [Path(each) for each in (request.form, previous) if each is not None]
    _check_targets(outputs, [*paths, *beside], lang)
    report = check_files(
        paths,
        form=request.form,
        previous=previous,
        sheet=request.sheet,
        encoding=request.encoding,
        blank=request.blank,
        select=select,
        ignore=ignore,
        options={
            "form": request.form,
            "fail_on": request.fail_on,
            "blank": request.blank,
            "sheet": request.sheet,
            "encoding": request.encoding,
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
    written = _write(report, style, outputs, request.color)
    return exit_code(report, request.fail_on) if written else NOT_WRITTEN


def exit_code(report: Report, fail_on: str) -> int:
    """3 where a file was not checked, 1 where a finding is loud enough, else 0."""
    if any(not file.is_checked for file in report.files):
        return 3
    loud = {"error": [Severity.ERROR], "warning": [Severity.ERROR, Severity.WARNING], "never": []}
    return int(any(report.count(severity) for severity in loud[fail_on]))


def _write(
    report: Report, style: Style, outputs: Sequence[tuple[str, Path | None]], color: str
) -> bool:
    """Write every format, one that fails does not hinder the others; whether all are written."""
    written = True
    for name, target in outputs:
        module = reporter(name)
        text = module.render(report, style)
        try:
            if target is not None:
                write_file(target, text)
            else:
                write_stdout(text, is_machine=module.IS_MACHINE, color=_has_color(color))
        except OutputError as error:
            say(error.line(style.lang))
            written = False
    return written


def _outputs(formats: Sequence[str], lang: str) -> list[tuple[str, Path | None]]:
    outputs: list[tuple[str, Path | None]] = []
    for each in formats:
        name, equals, target = each.partition("=")
        check_choice("--format", name, reporter_names(), lang)
        if equals and not target:
            raise refuse(f"{name}= 后面没有文件名", f"no file is named after {name}=", lang)
        outputs.append((name, Path(target) if target else None))
    if sum(target is None for _, target in outputs) > 1:
        raise refuse(
            "只能有一种格式输出到屏幕，其余请写成 格式=文件",
            "only one format can go to the screen; write the others as FORMAT=FILE",
            lang,
        )
    return outputs


def _check_targets(
    outputs: Sequence[tuple[str, Path | None]], inputs: Sequence[Path], lang: str
) -> None:
    """Refuse to write over an input, or two reports into one file."""
    targets = [target for _, target in outputs if target is not None]
    for number, target in enumerate(targets):
        named = word(str(target))
        if target.is_dir():
            raise refuse(f"输出 {named} 是文件夹", f"the output {named} is a folder", lang)
        if any(is_same(target, path) for path in inputs):
            raise refuse(f"输出文件 {named} 就是输入文件", f"the output {named} is an input", lang)
        if any(target == other or is_same(target, other) for other in targets[:number]):
            raise refuse(
                f"两种格式输出到同一个文件 {named}", f"two formats go to one file, {named}", lang
            )


def _has_color(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()
