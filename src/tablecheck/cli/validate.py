"""``tablecheck validate``: paths and options to a report, written where it was asked for."""

from __future__ import annotations

import os
from pathlib import Path
from time import gmtime, strftime
from typing import TYPE_CHECKING, Any

from tablecheck.cli.bulk import bulk_report
from tablecheck.cli.choices import check_choice, check_codes, check_encoding, check_form
from tablecheck.cli.entry import COMMANDS, NOT_WRITTEN
from tablecheck.cli.language import chosen_language
from tablecheck.cli.paths import STDIN, expand, one_file, standard_input
from tablecheck.cli.settle import configuration, form_of, limits_of, settled, waivers_of
from tablecheck.cli.targets import (
    check_targets,
    outputs_of,
    repository_root,
    write_report,
)
from tablecheck.form.model import Severity
from tablecheck.pipeline import check_files
from tablecheck.readers.limits import DEFAULT_LIMITS
from tablecheck.reporters.base import Style, reporter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.cli.settle import Request
    from tablecheck.cli.targets import Output
    from tablecheck.config.model import Config
    from tablecheck.pipeline import Given
    from tablecheck.report import Report


def validate_files(given: Request) -> int:
    """Check the files of a request and write every format; the exit code."""
    lang = chosen_language(given.lang)
    outputs = outputs_of(given.formats or ["text"], lang)
    paths = expand(given.paths, COMMANDS, lang)
    if given.show:
        from tablecheck.cli.browser import with_page

        outputs = with_page(outputs, paths, lang)
    config = _configuration(given, paths, lang)
    lang = _language(given, config, lang)
    request = settled(given, config)
    manner = _manner(request, config, lang)
    forms = _forms(given, request, config, lang)
    inputs = [path for path in (*paths, *_inputs(request, config, lang)) if path != STDIN]
    check_targets(outputs, inputs, lang)
    style = _style(request, lang)
    manner["with_source"] = any(reporter(name).NEEDS_SOURCE for name, _ in outputs)
    files = [_opened(path, request, config) for path in paths]
    options, waivers = _options(request, manner, lang), waivers_of(request, config)
    is_batch = request.timeout or request.resume or request.scheduler
    if len(paths) > 1 or is_batch is not None:
        from tablecheck.cli.many import validate_many

        code = validate_many(
            files,
            request,
            outputs,
            style,
            inputs,
            options=options,
            waivers=waivers,
            forms=forms,
            manner=manner,
        )
        return _shown(given, outputs, code, lang)
    report = bulk_report(
        files[0],
        request,
        forms=forms,
        manner=manner,
        options=options,
        waivers=waivers,
        lang=lang,
    ) or check_files(
        files, previous=request.previous, options=options, waivers=waivers, **forms, **manner
    )
    written = write_report(report, style, outputs, str(request.color), inputs)
    code = exit_code(report, style.fail_on) if written else NOT_WRITTEN
    return _shown(given, outputs, code, lang)


def _shown(given: Request, outputs: Sequence[Output], code: int, lang: str) -> int:
    """The exit code, once the page is shown where that was asked for."""
    if given.show:
        from tablecheck.cli.browser import open_page

        open_page(outputs, lang)
    return code


def exit_code(report: Report, fail_on: str) -> int:
    """3 where a file was not checked, 1 where a finding is loud enough, else 0."""
    if report.refused_count:
        return 3
    loud = {"error": [Severity.ERROR], "warning": [Severity.ERROR, Severity.WARNING], "never": []}
    return int(any(report.count(severity) for severity in loud[fail_on]))


def _configuration(given: Request, paths: Sequence[Path], lang: str) -> Config:
    """The configuration that is named, or found above the files."""
    named = None if given.config is None else str(one_file("--config", given.config, lang))
    return configuration(named, [str(path) for path in paths if path != STDIN])


def _language(given: Request, config: Config, lang: str) -> str:
    """The configuration's, where neither the command line nor the environment names one."""
    if given.lang is not None or os.environ.get("TABLECHECK_LANG"):
        return lang
    return config.lang or lang


def _forms(given: Request, request: Request, config: Config, lang: str) -> dict[str, Any]:
    """Which form is whose: the command line's for all; else by pattern, else the usual one."""
    form = request.form
    if given.form is not None:
        check_form(str(form), lang)
        return {"form": form}
    by_pattern = form_of(config)
    if by_pattern is None:
        return {"form": form}
    return {"form_of": lambda path: by_pattern(path) or form}


def _style(request: Request, lang: str) -> Style:
    return Style(
        lang=lang,
        fail_on=str(request.fail_on),
        max_findings=request.max_findings or 0,
        quiet=request.quiet,
        verbose=request.verbose,
        now=strftime("%Y-%m-%dT%H:%M:%S", gmtime()),
        root=repository_root(Path.cwd()),
    )


def _options(request: Request, manner: dict[str, Any], lang: str) -> dict[str, object]:
    """What the report repeats: that which decides what is found."""
    return {
        "form": request.form,
        "fail_on": request.fail_on,
        "blank": request.blank,
        "sheet": request.sheet,
        "encoding": request.encoding,
        "lang": lang,
        "select": sorted(manner["select"]),
        "ignore": sorted(manner["ignore"]),
    }


def _manner(request: Request, config: Config, lang: str) -> dict[str, Any]:
    """How the files are checked, from settled options; those of the command line are checked."""
    check_choice("--fail-on", str(request.fail_on), ("error", "warning", "never"), lang)
    check_choice("--blank", str(request.blank), ("form", "missing", "zero"), lang)
    check_choice("--color", str(request.color), ("auto", "always", "never"), lang)
    if request.encoding is not None:
        check_encoding(request.encoding, lang)
    severities = {
        code: Severity(level)
        for name, level in config.severities.items()
        for code in check_codes([name], lang)
    }
    return {
        "sheet": request.sheet,
        "encoding": request.encoding,
        "blank": request.blank,
        "select": check_codes(request.select or [], lang),
        "ignore": check_codes(request.ignore or [], lang),
        "severities": severities,
        "limits": limits_of(config),
    }


def _inputs(request: Request, config: Config, lang: str) -> list[Path]:
    """Files beside those that are checked; each must be there, and none may be written over."""
    named = [("--previous", request.previous), ("--baseline", request.baseline)]
    named += [("--waivers", each) for each in request.waivers or []]
    files = [one_file(option, name, lang) for option, name in named if name is not None]
    others = [request.form, config.path or None, *config.waiver_files, *config.forms.values()]
    return files + [Path(each) for each in others if each is not None]


def _opened(path: Path, request: Request, config: Config) -> Path | Given:
    if path != STDIN:
        return path
    limits = limits_of(config) or DEFAULT_LIMITS
    return standard_input(request.stdin_name, max(limits.file_bytes, limits.csv_bytes))
