"""``tablecheck explain``: the page of a check."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING

from tablecheck.checks.base import all_checks
from tablecheck.cli.choices import check_codes
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_stdout

if TYPE_CHECKING:
    from tablecheck.checks.base import Check


def explain_check(code: str, lang: str | None) -> int:
    """Print the pages of checks by their codes or names; in a terminal, Markdown is drawn."""
    wanted = check_codes([code], chosen_language(lang))
    pages = [_page(check) for check in all_checks() if check.code in wanted]
    text = "\n".join(pages)
    if sys.stdout is not None and sys.stdout.isatty():
        from tablecheck.reporters.colour import drawn_markdown

        text = drawn_markdown(text)
    write_stdout(text)
    return 0


def _page(check: Check) -> str:
    head = f"# {check.code} {check.name}\n\n{check.title.zh} · {check.title.en}"
    return f"{head} ({check.severity.value})\n\n{inspect.cleandoc(check.page)}\n"
