"""The commands and their options; the bodies are imported when a command runs.

Their help is in cli/help.py, in two languages.

No postponed annotations here: typer would evaluate each of them again at every start.
"""

from collections.abc import Callable
from typing import Annotated, Optional

import click
import typer

# typer reads these at run time, on 3.11 too.
Text = Optional[str]  # noqa: UP045
Texts = Optional[list[str]]  # noqa: UP045
Number = Optional[int]  # noqa: UP045
Form = Annotated[Text, typer.Option("--form", "-f", envvar="TABLECHECK_FORM")]
Sheet = Annotated[Text, typer.Option("--sheet", envvar="TABLECHECK_SHEET")]
Previous = Annotated[Text, typer.Option("--previous", envvar="TABLECHECK_PREVIOUS")]
Select = Annotated[Texts, typer.Option("--select", envvar="TABLECHECK_SELECT")]
Ignore = Annotated[Texts, typer.Option("--ignore", envvar="TABLECHECK_IGNORE")]
Config = Annotated[Text, typer.Option("--config", envvar="TABLECHECK_CONFIG")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", envvar="TABLECHECK_QUIET")]
Encoding = Annotated[Text, typer.Option("--encoding", envvar="TABLECHECK_ENCODING")]
Lang = Annotated[Text, typer.Option("--lang", envvar="TABLECHECK_LANG")]
Output = Annotated[Text, typer.Option("--output", "-o")]
FailOn = Annotated[str, typer.Option("--fail-on", envvar="TABLECHECK_FAIL_ON")]
Blank = Annotated[str, typer.Option("--blank", envvar="TABLECHECK_BLANK")]
Color = Annotated[str, typer.Option("--color", envvar="TABLECHECK_COLOR")]
Force = Annotated[bool, typer.Option("--force")]
MostFindings = Annotated[
    int, typer.Option("--max-findings", envvar="TABLECHECK_MAX_FINDINGS", min=0)
]


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
    form: Form = None,
    sheet: Sheet = None,
    previous: Previous = None,
    formats: Annotated[Texts, typer.Option("--format", "-F", envvar="TABLECHECK_FORMAT")] = None,
    fail_on: Annotated[Text, typer.Option("--fail-on", envvar="TABLECHECK_FAIL_ON")] = None,
    select: Select = None,
    ignore: Ignore = None,
    waivers: Annotated[Texts, typer.Option("--waivers", envvar="TABLECHECK_WAIVERS")] = None,
    baseline: Annotated[Text, typer.Option("--baseline", envvar="TABLECHECK_BASELINE")] = None,
    config: Config = None,
    stdin_name: Annotated[
        Text, typer.Option("--stdin-name", envvar="TABLECHECK_STDIN_NAME")
    ] = None,
    blank: Annotated[Text, typer.Option("--blank", envvar="TABLECHECK_BLANK")] = None,
    lang: Lang = None,
    color: Annotated[Text, typer.Option("--color", envvar="TABLECHECK_COLOR")] = None,
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", envvar="TABLECHECK_VERBOSE")] = False,
    show: Annotated[bool, typer.Option("--open", envvar="TABLECHECK_OPEN")] = False,
    encoding: Encoding = None,
    max_findings: Annotated[
        Number, typer.Option("--max-findings", envvar="TABLECHECK_MAX_FINDINGS", min=0)
    ] = None,
    jobs: Annotated[Text, typer.Option("--jobs", "-j", envvar="TABLECHECK_JOBS")] = None,
    timeout: Annotated[Text, typer.Option("--timeout", envvar="TABLECHECK_TIMEOUT")] = None,
    resume: Annotated[Text, typer.Option("--resume", envvar="TABLECHECK_RESUME")] = None,
    bulk: Annotated[Text, typer.Option("--bulk", envvar="TABLECHECK_BULK")] = None,
    scheduler: Annotated[Text, typer.Option("--scheduler", envvar="TABLECHECK_SCHEDULER")] = None,
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


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    lang: Lang = None,
) -> int:
    """Show the page of a check."""
    from tablecheck.cli.explain import explain_check

    return explain_check(code, lang)


def checks(
    lang: Lang = None,
) -> int:
    """List all checks: code, severity, name, title."""
    from tablecheck.cli.checks import list_checks

    return list_checks(lang)


def forms(
    form: Annotated[
        Texts,
        typer.Argument(metavar="[ID|FILE]..."),
    ] = None,
    lang: Lang = None,
) -> int:
    """List the known forms, or show some as trees with units and relations."""
    from tablecheck.cli.forms import show_forms

    return show_forms(form or [], lang)


def config(
    paths: Annotated[
        Texts,
        typer.Argument(metavar="[PATH...]"),
    ] = None,
    config: Config = None,
    lang: Lang = None,
) -> int:
    """Show what applies to files, and whence."""
    from tablecheck.cli.config import show_config

    return show_config(paths or [], config, lang)


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL")],
    lang: Lang = None,
) -> int:
    """Print the script by which a shell completes commands and options."""
    from tablecheck.cli.completion import show_completion

    return show_completion(shell, lang)


_FORMATS = typer.Option("--format", "-F", envvar="TABLECHECK_FORMAT")


def rollup(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...")],
    form: Form = None,
    output: Output = None,
    against: Annotated[Text, typer.Option("--against")] = None,
    members: Annotated[Text, typer.Option("--members")] = None,
    formats: Annotated[Texts, _FORMATS] = None,
    fail_on: FailOn = "error",
    sheet: Sheet = None,
    encoding: Encoding = None,
    blank: Blank = "form",
    lang: Lang = None,
    color: Color = "auto",
    quiet: Quiet = False,
    force: Force = False,
    max_findings: MostFindings = 50,
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
    output: Output = None,
    force: Force = False,
    sheet: Sheet = None,
    encoding: Encoding = None,
    lang: Lang = None,
) -> int:
    """Draft a form from tables, filled or blank, and say what is unsure."""
    from tablecheck.cli.form_init import init_form

    return init_form(tables, output=output, force=force, sheet=sheet, encoding=encoding, lang=lang)


def form_check(
    forms: Annotated[list[str], typer.Argument(metavar="FORM...")],
    formats: Annotated[Texts, _FORMATS] = None,
    fail_on: FailOn = "error",
    select: Select = None,
    ignore: Ignore = None,
    lang: Lang = None,
    color: Color = "auto",
    quiet: Quiet = False,
    max_findings: MostFindings = 50,
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
    formats: Annotated[Texts, _FORMATS] = None,
    lang: Lang = None,
) -> int:
    """Show a form as a tree, or as a page."""
    from tablecheck.cli.form_show import show_form

    return show_form(form, formats or ["text"], lang)


def form_diff(
    before: Annotated[str, typer.Argument(metavar="A")],
    after: Annotated[str, typer.Argument(metavar="B")],
    formats: Annotated[Texts, _FORMATS] = None,
    lang: Lang = None,
) -> int:
    """Tell what one form has and another has not."""
    from tablecheck.cli.form_diff import diff_forms

    return diff_forms(before, after, formats or ["text"], lang)


_OUTPUT = typer.Option("--output", "-o")


def form_template(
    form: Annotated[str, typer.Argument(metavar="FORM")],
    output: Annotated[str, _OUTPUT],
    force: Force = False,
    lang: Lang = None,
) -> int:
    """Write a workbook to fill in, with live sums and checks."""
    from tablecheck.cli.form_template import write_template

    return write_template(form, output=output, force=force, lang=lang)


def form_export(
    form: Annotated[str, typer.Argument(metavar="FORM")],
    kind: Annotated[str, typer.Option("--as")],
    output: Annotated[Text, _OUTPUT] = None,
    force: Force = False,
    lang: Lang = None,
) -> int:
    """Say a form in another language: JSON Schema or VTL."""
    from tablecheck.cli.form_export import export_form

    return export_form(form, kind, output=output, force=force, lang=lang)


def doctor(
    lang: Lang = None,
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
    form: Form = None,
    sheet: Sheet = None,
    previous: Previous = None,
    encoding: Encoding = None,
    lang: Lang = None,
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
    output: Annotated[Text, _OUTPUT] = None,
    kind: Annotated[Text, typer.Option("--as")] = None,
    deduced: Annotated[bool, typer.Option("--deduced")] = False,
    form: Form = None,
    sheet: Sheet = None,
    blank: Blank = "form",
    encoding: Encoding = None,
    force: Force = False,
    lang: Lang = None,
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
