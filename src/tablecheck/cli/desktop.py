"""A file dragged onto the program: checked, marked beside it, and the window stays open.

Comes in: paths without a command or an option. Goes out: what ``validate`` prints, the marked
workbook beside each file. Only a console that is ours alone waits for Enter: it would close.
"""

from __future__ import annotations

import sys


def check_dragged(paths: list[str], lang: str | None) -> int:
    """Check files, write a marked workbook beside each, and keep the window open."""
    from tablecheck.cli.settle import Request
    from tablecheck.cli.validate import validate_files

    try:
        return validate_files(Request(paths=paths, formats=["text", "xlsx"], lang=lang))
    finally:
        if owns_console():
            wait(lang)


def owns_console() -> bool:
    """No other program, such as a command prompt, is attached to our console."""
    if sys.platform != "win32" or sys.stdin is None or not sys.stdin.isatty():
        return False
    import ctypes

    processes = (ctypes.c_uint32 * 2)()
    return bool(ctypes.windll.kernel32.GetConsoleProcessList(processes, 2) == 1)


def wait(lang: str | None) -> None:
    """Wait for Enter; an end of input counts as one."""
    from tablecheck.cli.console import say
    from tablecheck.cli.language import LANGUAGES, system_language

    chosen = lang if lang in LANGUAGES else system_language()
    say("按回车键关闭窗口" if chosen == "zh" else "press Enter to close this window")
    try:
        sys.stdin.readline()
    except (KeyboardInterrupt, ValueError, OSError):
        return
