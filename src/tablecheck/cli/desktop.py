"""A file dragged onto the program: marked beside it, and the window stays open.

Comes in: files without a command or an option. Goes out: the options of ``validate`` that they
stand for. Only a console that is ours alone waits for Enter: it would close.
"""

from __future__ import annotations

import sys

MARKED_BESIDE = ("--format", "text", "--format", "xlsx")


def keep_window(lang: str) -> None:
    """Wait for Enter where the console closes with the program, whatever came of the check."""
    if owns_console():
        wait(lang)


def owns_console() -> bool:
    """No other program, such as a command prompt, is attached to our console."""
    if sys.platform != "win32" or sys.stdin is None or not sys.stdin.isatty():
        return False
    import ctypes

    processes = (ctypes.c_uint32 * 2)()
    return bool(ctypes.windll.kernel32.GetConsoleProcessList(processes, 2) == 1)


def wait(lang: str) -> None:
    """Wait for Enter; an end of input counts as one."""
    from tablecheck.cli.console import say

    say("按回车键关闭窗口" if lang == "zh" else "press Enter to close this window")
    try:
        sys.stdin.readline()
    except (KeyboardInterrupt, ValueError, OSError):
        return
