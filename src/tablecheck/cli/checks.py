"""``tablecheck checks``: the list of all checks."""

from __future__ import annotations

from tablecheck.checks.base import all_checks
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_stdout
from tablecheck.reporters.words import SHORT_LEVEL


def list_checks(lang: str | None) -> int:
    """Print code, name, usual severity and title of every check."""
    chosen = chosen_language(lang)
    width = max(len(check.name) for check in all_checks())
    lines = [
        f"{check.code}  {check.name:<{width}}  {SHORT_LEVEL[check.severity].in_language(chosen)}  "
        f"{check.title.in_language(chosen)}\n"
        for check in all_checks()
    ]
    write_stdout("".join(lines))
    return 0
