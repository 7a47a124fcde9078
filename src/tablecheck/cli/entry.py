"""Entry of the command: consoles made safe, errors said in our own words, exit codes.

Exit: 0 checked, 1 findings, 2 bad usage or bad form, 3 not checked, 70 a bug in tablecheck,
130 interrupted, 141 the reader of our output went away.
"""

from __future__ import annotations

import gc
import os
import sys

from tablecheck.cli.language import system_language

COMMANDS = ("validate", "explain", "checks", "forms")
BUG = 70


def run() -> None:
    """Run the command line of this process and exit."""
    from tablecheck.cli.console import make_safe

    make_safe()
    # The cyclic collector finds nothing in so short a run, and costs 5 % of it.
    gc.set_threshold(100_000, 20, 20)
    arguments = sys.argv[1:]
    if arguments and arguments[0] not in COMMANDS and not _is_global(arguments[0]):
        arguments = ["validate", *arguments]
    code = main(arguments)
    try:
        sys.stdout.flush()
    except (BrokenPipeError, ValueError, OSError):
        _silence()
        code = code or 141
    if sys.gettrace() is None:
        # Nothing is left to tidy up: taking apart 300 modules one by one costs 5 ms of every run.
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def main(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    import click

    from tablecheck.cli.app import make_app
    from tablecheck.errors import FormError

    lang = _language(arguments)
    try:
        code = make_app(arguments[:1])(arguments, standalone_mode=False)
    except click.UsageError as error:
        from tablecheck.cli.usage import usage_message

        return _say(usage_message(error, lang), 2)
    except FormError as error:
        from tablecheck.cli.usage import form_message

        return _say(form_message(error, lang), 2)
    except (KeyboardInterrupt, click.Abort):
        return _say("已中断" if lang == "zh" else "interrupted", 130)
    except BrokenPipeError:
        _silence()
        return 141
    except Exception:  # noqa: BLE001 - the one place where a bug is told as one
        import traceback

        traceback.print_exc()
        return _say(
            "这是 tablecheck 的程序错误，请连同上面的内容报告"
            if lang == "zh"
            else "this is a bug in tablecheck; please report it with the lines above",
            BUG,
        )
    return code if isinstance(code, int) else 0


def _is_global(argument: str) -> bool:
    return argument in ("--help", "-h", "--version")


def _language(arguments: list[str]) -> str:
    """Language before the options are parsed, for their own errors."""
    for number, argument in enumerate(arguments):
        value = ""
        if argument == "--lang" and number + 1 < len(arguments):
            value = arguments[number + 1]
        elif argument.startswith("--lang="):
            value = argument.partition("=")[2]
        if value in ("zh", "en"):
            return value
    return system_language()


def _say(text: str, code: int) -> int:
    try:
        print(text, file=sys.stderr)  # noqa: T201 - the one line that tells what went wrong
    except (OSError, ValueError):
        _silence()
    return code


def _silence() -> None:
    """Point stdout at nothing, so that its closing at exit says nothing either."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
    except OSError:
        pass
