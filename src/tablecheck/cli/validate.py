"""``tablecheck validate``: paths and options to a report, written where it was asked for."""

from __future__ import annotations

from pathlib import Path
from time import gmtime, strftime
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_choice, check_codes, check_encoding, check_form
from tablecheck.cli.entry import COMMANDS, NOT_WRITTEN
from tablecheck.cli.language import chosen_language
from tablecheck.cli.paths import expand, one_file
from tablecheck.cli.targets import (
    check_targets,
    outputs_of,
    repository_root,
    streaming,
    write_report,
)
from tablecheck.form.model import Severity
from tablecheck.pipeline import check_files
from tablecheck.record import record
from tablecheck.reporters.base import Style, reporter

if TYPE_CHECKING:
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
    outputs = outputs_of(request.formats, lang)
    select, ignore = check_codes(request.select, lang), check_codes(request.ignore, lang)
    if request.form is not None:
        check_form(request.form, lang)
    if request.encoding is not None:
        check_encoding(request.encoding, lang)
    paths = expand(request.paths, COMMANDS, lang)
    previous = None if request.previous is None else one_file("--previous", request.previous, lang)
    beside = [Path(each) for each in (request.form, previous) if each is not None]
    check_targets(outputs, [*paths, *beside], lang)
    style = Style(
        lang=lang,
        fail_on=request.fail_on,
        max_findings=request.max_findings,
        quiet=request.quiet,
        verbose=request.verbose,
        now=strftime("%Y-%m-%dT%H:%M:%S", gmtime()),
        root=repository_root(Path.cwd()),
    )
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
        with_source=any(reporter(name).NEEDS_SOURCE for name, _ in outputs),
        seen=streaming(outputs, style),
    )
    written = write_report(report, style, outputs, request.color)
    return exit_code(report, request.fail_on) if written else NOT_WRITTEN


def exit_code(report: Report, fail_on: str) -> int:
    """3 where a file was not checked, 1 where a finding is loud enough, else 0."""
    if any(not file.is_checked for file in report.files):
        return 3
    loud = {"error": [Severity.ERROR], "warning": [Severity.ERROR, Severity.WARNING], "never": []}
    return int(any(report.count(severity) for severity in loud[fail_on]))
