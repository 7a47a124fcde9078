"""``tablecheck checks``: the list of all checks."""

from __future__ import annotations

import sys

from tablecheck.checks.base import all_checks
from tablecheck.cli.language import system_language


def list_checks(lang: str | None) -> int:
    """Print code, severity, name and title of every check."""
    chosen = lang or system_language()
    for check in all_checks():
        title = check.title.in_language(chosen)
        sys.stdout.write(f"{check.code}  {check.severity.value:<11}  {check.name:<24}  {title}\n")
    return 0
