"""Entry of the command: consoles made safe, errors said in our own words, exit codes.

Exit: 0 checked, 1 findings, 2 bad usage or bad form, 3 not checked or not written, 70 a bug in
tablecheck, 130 interrupted, 141 the reader of our output went away.
"""

from __future__ import annotations

import errno
import gc
import os
import sys

from tablecheck.cli.console import OutputError, make_safe, say, silence
from tablecheck.cli.language import early_language

COMMANDS = (
    "validate",
    "fix",
    "extract",
    "explain",
    "checks",
    "forms",
    "form",
    "rollup",
    "config",
    "completion",
    "doctor",
)
USAGE, NOT_WRITTEN, BUG, INTERRUPTED, BROKEN_PIPE = 2, 3, 70, 130, 141


def run() -> None:
    """Run the command line of this process and exit."""
    make_safe()
    # The cyclic collector finds nothing in so short a run, and costs 5 % of it.
    gc.set_threshold(100_000, 20, 20)
    code = _flushed(main(sys.argv[1:]), early_language(sys.argv[1:]))
    if sys.gettrace() is None:
        # Nothing is left to tidy up: taking apart 300 modules one by one costs 5 ms of every run.
        os._exit(code)
    sys.exit(code)


def main(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    lang = early_language(arguments)
    if not _is_dragged(arguments):
        return _guarded(_with_command(arguments), lang)
    from tablecheck.cli.desktop import MARKED_BESIDE, keep_window

    code = _guarded(["validate", *MARKED_BESIDE, *arguments], lang)
    keep_window(lang)
    return code


def _guarded(arguments: list[str], lang: str) -> int:
    """The exit code, whatever happens."""
    try:
        return _main(arguments, lang)
    except (KeyboardInterrupt, EOFError):
        say("tablecheck: 已中断" if lang == "zh" else "tablecheck: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        silence()
        return BROKEN_PIPE
    except Exception:  # noqa: BLE001 - the one place where a bug is told as one
        from traceback import format_exc

        from tablecheck.reporters.escape import printable

        said = (
            "这是 tablecheck 的程序错误，请连同上面的内容报告"
            if lang == "zh"
            else "this is a bug in tablecheck; please report it with the lines above"
        )
        # The error's own words may be a file's: each line is indented, and harmless.
        lines = [f"  | {printable(line, None)}" for line in format_exc().splitlines()]
        say("\n".join([*lines, f"tablecheck: {said}"]))
        return BUG


def _main(arguments: list[str], lang: str) -> int:
    from tablecheck.errors import ConfigError, FormError

    if "_TABLECHECK_COMPLETE" in os.environ:
        from tablecheck.cli.completion import complete

        return complete()
    if not arguments or arguments == ["form"] or _asks_for_help(arguments):
        return _help(arguments, lang)
    try:
        return _run(arguments, lang)
    except FormError as error:
        from tablecheck.cli.usage import form_message

        say(form_message(error, lang))
        return USAGE
    except ConfigError as error:
        from tablecheck.cli.usage import config_message

        say(config_message(error, lang))
        return USAGE
    except OutputError as error:
        say(error.line(lang))
        return NOT_WRITTEN
    except OSError as error:
        # click prints the version itself.
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        silence()
        say(OutputError("", error.strerror or "").line(lang))
        return NOT_WRITTEN


def _run(arguments: list[str], lang: str) -> int:
    """The command, by the quick way where that can read it."""
    from tablecheck.cli.quick import usual_request
    from tablecheck.cli.usage import RefusedError, usage_message

    request = usual_request(arguments)
    try:
        if request is None:
            return _by_typer(arguments, lang)
        from tablecheck.cli.validate import validate_files

        return validate_files(request)
    except RefusedError as error:
        say(usage_message(error, lang))
        return USAGE


def _by_typer(arguments: list[str], lang: str) -> int:
    import click

    from tablecheck.cli.app import make_command

    try:
        # Not command.main(): it ends the process with 1 for a broken pipe.
        with make_command(arguments[:2]).make_context("tablecheck", arguments) as context:
            code = context.command.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        from tablecheck.cli.usage import usage_message

        say(usage_message(error, lang))
        return USAGE
    return code if isinstance(code, int) else 0


def _with_command(arguments: list[str]) -> list[str]:
    """The command first; ``validate`` where there is none."""
    start = 0
    while arguments[start : start + 1] and arguments[start].startswith("--lang"):
        start += 1 if "=" in arguments[start] else 2
    first = arguments[start : start + 1]
    if not first or first[0] in ("--help", "-h", "--version"):
        return arguments[start:]
    if first[0] in COMMANDS:
        return [*first, *arguments[:start], *arguments[start + 1 :]]
    return ["validate", *arguments]


def _is_dragged(words: list[str]) -> bool:
    """The words are files that are there, and nothing else, nor does a variable name a format."""
    if not words or words[0] in COMMANDS:
        return False
    if any(word.startswith("-") or not os.path.isfile(word) for word in words):  # noqa: PTH113
        return False
    return "TABLECHECK_FORMAT" not in os.environ


def _asks_for_help(arguments: list[str]) -> bool:
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--help" in options or "-h" in options


def _help(arguments: list[str], lang: str) -> int:
    from tablecheck.cli.help import help_text

    command = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    if command == "form" and arguments[1:2] and not arguments[1].startswith("-"):
        command = f"form {arguments[1]}"
    text = help_text(command, lang)
    if not arguments or arguments == ["form"]:
        say(text.rstrip("\n"))
        return USAGE
    from tablecheck.cli.output import write_stdout

    try:
        write_stdout(text)
    except OutputError as error:
        say(error.line(lang))
        return NOT_WRITTEN
    return 0


def _flushed(code: int, lang: str) -> int:
    """The exit code once all output is written; another one where it is not."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
        return BROKEN_PIPE
    except (OSError, ValueError) as error:
        silence()
        say(OutputError("", getattr(error, "strerror", None) or str(error)).line(lang))
        return code if code > NOT_WRITTEN else NOT_WRITTEN
    return code
