"""Levels in colour, on terminals that want it; the words stay the same.

Comes in: the rendered text. Goes out: the same text, printed through rich without markup.
"""

from __future__ import annotations

import re


def coloured(text: str) -> None:
    """Print a report with its level words coloured; never wraps, never reads markup."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        highlight=False, markup=False, emoji=False, soft_wrap=True, force_terminal=True
    )
    for line in text.splitlines():
        shown = Text(line)
        match = re.match(r"(错误（强制性）|警告（核实性）|提示|error|warning|note) TC\d{3}", line)
        if match:
            level = match.group(1)
            style = "bold red" if level[:2] in ("错误", "er") else "bold yellow"
            shown.stylize("cyan" if level in ("提示", "note") else style, 0, match.end())
        console.print(shown, soft_wrap=True, no_wrap=True, overflow="ignore", crop=False)
