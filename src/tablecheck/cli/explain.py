"""``tablecheck explain``: the page of a check."""

from __future__ import annotations

import inspect
import sys

from tablecheck.checks.base import all_checks
from tablecheck.cli.language import system_language
from tablecheck.cli.usage import near, refuse


def explain_check(code: str) -> int:
    """Print the page of a check by its code or name."""
    wanted = code.strip()
    for check in all_checks():
        if wanted.upper() == check.code or wanted.lower() == check.name:
            page = inspect.cleandoc(check.page)
            head = f"# {check.code} {check.name}\n\n{check.title.zh} · {check.title.en}"
            _show(f"{head} ({check.severity.value})\n\n{page}\n")
            return 0
    lang = system_language()
    known = [name for check in all_checks() for name in (check.code, check.name)]
    hint = near(wanted.upper(), known, lang) or near(wanted.lower(), known, lang)
    raise refuse(f"没有检查项 {wanted}{hint}", f"there is no check {wanted}{hint}", lang)


def _show(page: str) -> None:
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(page))
    else:
        sys.stdout.write(page)
