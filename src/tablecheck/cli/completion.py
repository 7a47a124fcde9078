"""``tablecheck completion SHELL``: a script by which a shell completes commands and options.

The scripts are click's. The values of options are told here, when a shell asks; a run without that
pays nothing for it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_choice
from tablecheck.cli.language import LANGUAGES, chosen_language
from tablecheck.cli.output import write_stdout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import click
    from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_TABLECHECK_COMPLETE"


def show_completion(shell: str, lang: str | None) -> int:
    """Print the script for a shell."""
    check_choice("SHELL", shell, SHELLS, chosen_language(lang))
    write_stdout(_completer(shell).source())
    return 0


def complete() -> int:
    """Answer a shell that asks by the environment."""
    shell, _, what = os.environ[VARIABLE].partition("_")
    if shell not in SHELLS or what not in ("complete", "source"):
        return 2
    completer = _completer(shell)
    write_stdout(completer.source() if what == "source" else completer.complete() + "\n")
    return 0


def _completer(shell: str) -> click.shell_completion.ShellComplete:
    from click.shell_completion import get_completion_class

    from tablecheck.cli.app import make_command

    kind = get_completion_class(shell)
    assert kind is not None
    command = make_command([])
    _tell_values(command)

    class Completer(kind):  # type: ignore[misc,valid-type]  # the class of the shell
        """Without asking bash for its version, which may be another shell's child."""

        @staticmethod
        def _check_version() -> None:
            return

    return Completer(command, {}, "tablecheck", VARIABLE)


def _tell_values(program: click.Command) -> None:
    """Give the options that take words of a closed set their completions."""
    for command in getattr(program, "commands", {}).values():
        _tell_values(command)
        for param in command.params:
            values = _VALUES.get(param.name or "")
            if values is not None:
                param._custom_shell_complete = _among(values)
            elif param.name in _PATHS:
                param._custom_shell_complete = _files


def _among(
    values: Callable[[], Sequence[str]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    def found(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(value) for value in values() if value.startswith(begun)]

    return found


def _files(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def _forms() -> Sequence[str]:
    from tablecheck.form.load import known_forms

    return known_forms()


def _codes() -> Sequence[str]:
    from tablecheck.checks.base import all_checks

    return [check.code for check in all_checks()]


def _formats() -> Sequence[str]:
    from tablecheck.reporters.base import reporter_names

    return reporter_names()


_VALUES: dict[str, Callable[[], Sequence[str]]] = {
    "form": _forms,
    "forms": _forms,
    "before": _forms,
    "after": _forms,
    "formats": _formats,
    "fail_on": lambda: ("error", "warning", "never"),
    "blank": lambda: ("form", "missing", "zero"),
    "color": lambda: ("auto", "always", "never"),
    "lang": lambda: LANGUAGES,
    "select": _codes,
    "ignore": _codes,
    "code": _codes,
    "shell": lambda: SHELLS,
}
_PATHS = ("paths", "previous", "waivers", "baseline", "config", "resume", "against", "members")
