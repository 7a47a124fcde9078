"""Levels in colour, on terminals that want it; the words stay the same.

Comes in: the rendered text. Goes out: the same text, printed through rich without markup; Markdown
drawn for a terminal.
"""

from __future__ import annotations

import re


def coloured(text: str) -> None:
    """Print a report with its level words coloured; never wraps, never reads markup.

    Raises:
        BrokenPipeError: The reader went away.
    """
    from rich.console import Console
    from rich.text import Text

    # Whether there is colour is settled by now: rich must not ask TERM or NO_COLOR again.
    console = Console(
        color_system="standard",
        force_terminal=True,
        no_color=False,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )
    whole = Text()
    for line in text.splitlines(keepends=True):
        shown = Text(line, end="")
        match = re.match(r"(错误（强制性）|警告（核实性）|提示|error|warning|note) TC\d{3}", line)
        if match:
            level = match.group(1)
            style = "bold red" if level[:2] in ("错误", "er") else "bold yellow"
            shown.stylize("cyan" if level in ("提示", "note") else style, 0, match.end())
        whole.append_text(shown)
    try:
        console.print(whole, soft_wrap=True, no_wrap=True, overflow="ignore", crop=False, end="")
    except SystemExit:
        # rich ends the process with 1 where the reader went away.
        raise BrokenPipeError from None


def drawn_markdown(text: str) -> str:
    """Markdown as this terminal shows it, escapes included."""
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    with console.capture() as drawn:
        console.print(Markdown(text))
    return drawn.get()
