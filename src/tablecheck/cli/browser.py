"""``--open``: the HTML report in a browser.

Comes in: formats with their files. Goes out: a page among them, and a browser that shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.cli.console import say
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tablecheck.cli.targets import Output


def with_page(outputs: Sequence[Output], paths: Sequence[Path], lang: str) -> list[Output]:
    """The formats, and a page beside the first file where none has a file of its own."""
    if any(name == "html" and target is not None for name, target in outputs):
        return list(outputs)
    word = "检查结果" if lang == "zh" else "checked"
    page = paths[0].with_name(f"{paths[0].stem}.{word}.html")
    kept = [each for each in outputs if each != ("html", None)]
    return [*kept, ("html", page)]


def open_page(outputs: Sequence[Output], lang: str) -> None:
    """Show the page; where there is no browser, say where it is."""
    import webbrowser

    page = next(target for name, target in outputs if name == "html" and target is not None)
    if page.is_file() and not webbrowser.open(page.resolve().as_uri()):
        where = one_line(str(page), None)
        say(f"打不开浏览器，网页在 {where}" if lang == "zh" else f"no browser; the page is {where}")
