"""The commands and their options; the bodies are imported when a command runs.

Their help is in cli/help.py, in two languages.

No postponed annotations here: typer would evaluate each of them again at every start.
"""

from collections.abc import Callable
from typing import Annotated, Optional

import click
import typer


def _version(value: bool) -> None:
    if value:
        from tablecheck import __version__

        typer.echo(f"tablecheck {__version__}")
        raise typer.Exit


def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Check statistics tables: what is missing, inconsistent, or in the wrong unit."""


def validate(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...")],
    form: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time on 3.11
        typer.Option("--form", "-f", envvar="TABLECHECK_FORM"),
    ] = None,
    sheet: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sheet", envvar="TABLECHECK_SHEET"),
    ] = None,
    previous: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--previous", envvar="TABLECHECK_PREVIOUS"),
    ] = None,
    formats: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--format", "-F", envvar="TABLECHECK_FORMAT"),
    ] = None,
    fail_on: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--fail-on", envvar="TABLECHECK_FAIL_ON"),
    ] = None,
    select: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--select", envvar="TABLECHECK_SELECT"),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--ignore", envvar="TABLECHECK_IGNORE"),
    ] = None,
    waivers: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--waivers", envvar="TABLECHECK_WAIVERS"),
    ] = None,
    baseline: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--baseline", envvar="TABLECHECK_BASELINE"),
    ] = None,
    config: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--config", envvar="TABLECHECK_CONFIG"),
    ] = None,
    stdin_name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--stdin-name", envvar="TABLECHECK_STDIN_NAME"),
    ] = None,
    blank: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--blank", envvar="TABLECHECK_BLANK"),
    ] = None,
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--lang", envvar="TABLECHECK_LANG"),
    ] = None,
    color: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--color", envvar="TABLECHECK_COLOR"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", envvar="TABLECHECK_QUIET")] = False,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", envvar="TABLECHECK_VERBOSE"),
    ] = False,
    show: Annotated[bool, typer.Option("--open", envvar="TABLECHECK_OPEN")] = False,
    encoding: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--encoding", envvar="TABLECHECK_ENCODING"),
    ] = None,
    max_findings: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--max-findings", envvar="TABLECHECK_MAX_FINDINGS", min=0),
    ] = None,
    jobs: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--jobs", "-j", envvar="TABLECHECK_JOBS"),
    ] = None,
    timeout: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--timeout", envvar="TABLECHECK_TIMEOUT"),
    ] = None,
    resume: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--resume", envvar="TABLECHECK_RESUME"),
    ] = None,
    bulk: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--bulk", envvar="TABLECHECK_BULK"),
    ] = None,
    scheduler: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--scheduler", envvar="TABLECHECK_SCHEDULER"),
    ] = None,
) -> int:
    """Check files against a form. Exit: 0 clean, 1 findings, 2 usage, 3 a file was not checked."""
    from tablecheck.cli.settle import Request
    from tablecheck.cli.validate import validate_files

    return validate_files(
        Request(
            paths=paths,
            form=form,
            sheet=sheet,
            previous=previous,
            formats=formats,
            fail_on=fail_on,
            select=select,
            ignore=ignore,
            waivers=waivers,
            baseline=baseline,
            config=config,
            stdin_name=stdin_name,
            blank=blank,
            lang=lang,
            color=color,
            quiet=quiet,
            verbose=verbose,
            show=show,
            encoding=encoding,
            max_findings=max_findings,
            jobs=jobs,
            timeout=timeout,
            resume=resume,
            bulk=bulk,
            scheduler=scheduler,
        )
    )


_LANG = typer.Option("--lang", envvar="TABLECHECK_LANG")


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Show the page of a check."""
    from tablecheck.cli.explain import explain_check

    return explain_check(code, lang)


def checks(
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """List all checks: code, severity, name, title."""
    from tablecheck.cli.checks import list_checks

    return list_checks(lang)


def forms(
    form: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[ID|FILE]..."),
    ] = None,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """List the known forms, or show some as trees with units and relations."""
    from tablecheck.cli.forms import show_forms

    return show_forms(form or [], lang)


def config(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[PATH...]"),
    ] = None,
    config: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--config", envvar="TABLECHECK_CONFIG"),
    ] = None,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Show what applies to files, and whence."""
    from tablecheck.cli.config import show_config

    return show_config(paths or [], config, lang)


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL")],
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Print the script by which a shell completes commands and options."""
    from tablecheck.cli.completion import show_completion

    return show_completion(shell, lang)


_FORMATS = typer.Option("--format", "-F", envvar="TABLECHECK_FORMAT")


def rollup(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...")],
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--form", "-f", envvar="TABLECHECK_FORM"),
    ] = None,
    output: Annotated[Optional[str], typer.Option("--output", "-o")] = None,  # noqa: UP045
    against: Annotated[Optional[str], typer.Option("--against")] = None,  # noqa: UP045
    members: Annotated[Optional[str], typer.Option("--members")] = None,  # noqa: UP045
    formats: Annotated[Optional[list[str]], _FORMATS] = None,  # noqa: UP045
    fail_on: Annotated[str, typer.Option("--fail-on", envvar="TABLECHECK_FAIL_ON")] = "error",
    sheet: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sheet", envvar="TABLECHECK_SHEET"),
    ] = None,
    encoding: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--encoding", envvar="TABLECHECK_ENCODING"),
    ] = None,
    blank: Annotated[str, typer.Option("--blank", envvar="TABLECHECK_BLANK")] = "form",
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
    color: Annotated[str, typer.Option("--color", envvar="TABLECHECK_COLOR")] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", envvar="TABLECHECK_QUIET")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    max_findings: Annotated[
        int,
        typer.Option("--max-findings", envvar="TABLECHECK_MAX_FINDINGS", min=0),
    ] = 50,
) -> int:
    """Add up members' tables into the form, and check a filed total against them."""
    from tablecheck.cli.rollup import roll_up_files

    return roll_up_files(
        paths,
        form=form,
        output=output,
        against=against,
        members=members,
        formats=formats or ["text"],
        fail_on=fail_on,
        sheet=sheet,
        encoding=encoding,
        blank=blank,
        lang=lang,
        color=color,
        quiet=quiet,
        force=force,
        max_findings=max_findings,
    )


def form_init(
    tables: Annotated[list[str], typer.Argument(metavar="TABLE...")],
    output: Annotated[Optional[str], typer.Option("--output", "-o")] = None,  # noqa: UP045
    force: Annotated[bool, typer.Option("--force")] = False,
    sheet: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sheet", envvar="TABLECHECK_SHEET"),
    ] = None,
    encoding: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--encoding", envvar="TABLECHECK_ENCODING"),
    ] = None,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Draft a form from tables, filled or blank, and say what is unsure."""
    from tablecheck.cli.form_init import init_form

    return init_form(tables, output=output, force=force, sheet=sheet, encoding=encoding, lang=lang)


def form_check(
    forms: Annotated[list[str], typer.Argument(metavar="FORM...")],
    formats: Annotated[Optional[list[str]], _FORMATS] = None,  # noqa: UP045
    fail_on: Annotated[str, typer.Option("--fail-on", envvar="TABLECHECK_FAIL_ON")] = "error",
    select: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--select", envvar="TABLECHECK_SELECT"),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--ignore", envvar="TABLECHECK_IGNORE"),
    ] = None,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
    color: Annotated[str, typer.Option("--color", envvar="TABLECHECK_COLOR")] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", envvar="TABLECHECK_QUIET")] = False,
    max_findings: Annotated[
        int,
        typer.Option("--max-findings", envvar="TABLECHECK_MAX_FINDINGS", min=0),
    ] = 50,
) -> int:
    """Check forms themselves: grammar, labels, units, and what the rules say together."""
    from tablecheck.cli.form_check import check_forms

    return check_forms(
        forms,
        formats=formats or ["text"],
        fail_on=fail_on,
        select=select or [],
        ignore=ignore or [],
        lang=lang,
        color=color,
        quiet=quiet,
        max_findings=max_findings,
    )


def form_show(
    form: Annotated[str, typer.Argument(metavar="FORM")],
    formats: Annotated[Optional[list[str]], _FORMATS] = None,  # noqa: UP045
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Show a form as a tree, or as a page."""
    from tablecheck.cli.form_show import show_form

    return show_form(form, formats or ["text"], lang)


def form_diff(
    before: Annotated[str, typer.Argument(metavar="A")],
    after: Annotated[str, typer.Argument(metavar="B")],
    formats: Annotated[Optional[list[str]], _FORMATS] = None,  # noqa: UP045
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Tell what one form has and another has not."""
    from tablecheck.cli.form_diff import diff_forms

    return diff_forms(before, after, formats or ["text"], lang)


_OUTPUT = typer.Option("--output", "-o")


def form_template(
    form: Annotated[str, typer.Argument(metavar="FORM")],
    output: Annotated[str, _OUTPUT],
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Write a workbook to fill in, with live sums and checks."""
    from tablecheck.cli.form_template import write_template

    return write_template(form, output=output, force=force, lang=lang)


def form_export(
    form: Annotated[str, typer.Argument(metavar="FORM")],
    kind: Annotated[str, typer.Option("--as")],
    output: Annotated[Optional[str], _OUTPUT] = None,  # noqa: UP045
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Say a form in another language: JSON Schema or VTL."""
    from tablecheck.cli.form_export import export_form

    return export_form(form, kind, output=output, force=force, lang=lang)


def doctor(
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Print versions, encodings and paths, for a report of a bug."""
    from tablecheck.cli.doctor import show_doctor

    return show_doctor(lang)


_FORM_COMMANDS: dict[str, Callable[..., int]] = {
    "init": form_init,
    "check": form_check,
    "show": form_show,
    "diff": form_diff,
    "template": form_template,
    "export": form_export,
}


def fix(
    path: Annotated[str, typer.Argument(metavar="FILE")],
    output: Annotated[str, typer.Option("--output", "-o")],
    accept_single: Annotated[bool, typer.Option("--accept-single")] = False,
    blank_as_zero: Annotated[bool, typer.Option("--blank-as-zero")] = False,
    accept_suggestions: Annotated[bool, typer.Option("--accept-suggestions")] = False,
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--form", "-f", envvar="TABLECHECK_FORM"),
    ] = None,
    sheet: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sheet", envvar="TABLECHECK_SHEET"),
    ] = None,
    previous: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--previous", envvar="TABLECHECK_PREVIOUS"),
    ] = None,
    encoding: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--encoding", envvar="TABLECHECK_ENCODING"),
    ] = None,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Write a copy in which blanks that the rules force are filled in."""
    from tablecheck.cli.fix import Request, fix_file
    from tablecheck.fixing.plan import Accepted

    return fix_file(
        Request(
            path=path,
            output=output,
            form=form,
            previous=previous,
            sheet=sheet,
            encoding=encoding,
            accepted=Accepted(
                single=accept_single, zeros=blank_as_zero, suggestions=accept_suggestions
            ),
            lang=lang,
        )
    )


def extract(
    path: Annotated[str, typer.Argument(metavar="FILE")],
    output: Annotated[Optional[str], _OUTPUT] = None,  # noqa: UP045
    kind: Annotated[Optional[str], typer.Option("--as")] = None,  # noqa: UP045
    deduced: Annotated[bool, typer.Option("--deduced")] = False,
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--form", "-f", envvar="TABLECHECK_FORM"),
    ] = None,
    sheet: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--sheet", envvar="TABLECHECK_SHEET"),
    ] = None,
    blank: Annotated[str, typer.Option("--blank", envvar="TABLECHECK_BLANK")] = "form",
    encoding: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--encoding", envvar="TABLECHECK_ENCODING"),
    ] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Optional[str], _LANG] = None,  # noqa: UP045
) -> int:
    """Write a table as tidy data, one line a value."""
    from tablecheck.cli.extract import Request, extract_file

    return extract_file(
        Request(
            path=path,
            output=output,
            kind=kind,
            deduced=deduced,
            form=form,
            sheet=sheet,
            blank=blank,
            encoding=encoding,
            force=force,
            lang=lang,
        )
    )


_COMMANDS: dict[str, Callable[..., int]] = {
    "validate": validate,
    "fix": fix,
    "extract": extract,
    "explain": explain,
    "checks": checks,
    "forms": forms,
    "rollup": rollup,
    "config": config,
    "completion": completion,
    "doctor": doctor,
}


def _form_group(wanted: list[str]) -> typer.Typer:
    """``tablecheck form …``; with only the wanted command where it is one."""
    group = typer.Typer(add_completion=False, rich_markup_mode=None)
    group.callback()(lambda: None)
    for name in [each for each in wanted if each in _FORM_COMMANDS] or _FORM_COMMANDS:
        group.command(name)(_FORM_COMMANDS[name])
    return group


def make_command(wanted: list[str]) -> click.Command:
    """The program; with only the wanted command where it is one, since each costs at start."""
    app = typer.Typer(
        name="tablecheck",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(main)
    first = wanted[0] if wanted else ""
    if first not in _COMMANDS:
        app.add_typer(_form_group(wanted[1:] if first == "form" else []), name="form")
    for name in [first] if first in _COMMANDS else () if first == "form" else _COMMANDS:
        app.command(name)(_COMMANDS[name])
    return typer.main.get_command(app)
