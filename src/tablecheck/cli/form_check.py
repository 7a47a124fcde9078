"""``tablecheck form check``: forms themselves, reported as tables are."""

from __future__ import annotations

from pathlib import Path
from time import gmtime, strftime
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_choice, check_codes, check_form
from tablecheck.cli.entry import NOT_WRITTEN
from tablecheck.cli.language import chosen_language
from tablecheck.cli.targets import check_targets, outputs_of, repository_root, write_report
from tablecheck.cli.validate import exit_code
from tablecheck.record import replace
from tablecheck.report import Report
from tablecheck.reporters.base import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown")


def check_forms(
    forms: Sequence[str],
    *,
    formats: Sequence[str],
    fail_on: str,
    select: Sequence[str],
    ignore: Sequence[str],
    lang: str | None,
    color: str,
    quiet: bool,
    max_findings: int,
) -> int:
    """Check forms and write every format; the exit code."""
    from tablecheck.form_check import check_form as checked

    chosen = chosen_language(lang)
    for each in formats:
        check_choice("--format", each.partition("=")[0], FORMATS, chosen)
    check_choice("--fail-on", fail_on, ("error", "warning", "never"), chosen)
    check_choice("--color", color, ("auto", "always", "never"), chosen)
    wanted, unwanted = check_codes(select, chosen), check_codes(ignore, chosen)
    for form in forms:
        check_form(form, chosen)
    outputs = outputs_of(formats, chosen)
    check_targets(outputs, [Path(form) for form in forms], chosen)
    style = Style(
        lang=chosen,
        fail_on=fail_on,
        max_findings=max_findings,
        quiet=quiet,
        now=strftime("%Y-%m-%dT%H:%M:%S", gmtime()),
        root=repository_root(Path.cwd()),
    )
    files = []
    for form in dict.fromkeys(forms):
        file = checked(form)
        kept = [
            each
            for each in file.findings
            if (not wanted or each.code in wanted) and each.code not in unwanted
        ]
        files.append(replace(file, findings=tuple(kept)))
    options = {
        "lang": chosen,
        "fail_on": fail_on,
        "select": sorted(wanted),
        "ignore": sorted(unwanted),
    }
    report = Report(files=tuple(files), options=options)
    written = write_report(report, style, outputs, color)
    return exit_code(report, fail_on) if written else NOT_WRITTEN
