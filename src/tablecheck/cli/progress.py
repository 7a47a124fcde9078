"""How far a batch is: one line on stderr, only where somebody watches.

Comes in: counts. Goes out: a line that is written over, without a sign that a console could lack
and without control sequences that it might not know.
"""

from __future__ import annotations

import sys
from time import monotonic

EVERY_SECONDS = 0.2
FIRST_AFTER_SECONDS = 0.5


class Progress:
    """Files done of all, with rate and time left.

    Args:
        total: Files of the batch.
        lang: ``zh`` or ``en``.
        is_shown: None: where stderr is a terminal.
    """

    def __init__(self, total: int, lang: str, *, is_shown: bool | None = None) -> None:
        self._total, self._lang = total, lang
        if is_shown is None:
            is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._is_shown = is_shown
        self._start = monotonic()
        self._next = self._start + FIRST_AFTER_SECONDS
        self._width = 0

    def tick(self, done: int) -> None:
        """Draw it anew, where that was not done just now."""
        if not self._is_shown:
            return
        now = monotonic()
        if now < self._next:
            return
        self._next = now + EVERY_SECONDS
        text = progress_line(done, self._total, now - self._start, self._lang)
        width = sum(1 + (ord(sign) > 0x2E7F) for sign in text)
        self._write(f"\r{text}{' ' * (self._width - width)}")
        self._width = width

    def clear(self) -> None:
        """Make room for other lines."""
        if self._width:
            self._write(f"\r{' ' * self._width}\r")
            self._width = 0

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):
            self._is_shown = False


def progress_line(done: int, total: int, seconds: float, lang: str) -> str:
    """``1200/10000  87.5/s  1:40 left``."""
    rate = done / seconds if seconds > 0 else 0.0
    left = clock((total - done) / rate) if rate else "-:--"
    if lang == "zh":
        return f"已查 {done}/{total}  每秒 {rate:.1f} 个  还需 {left}"
    return f"{done}/{total} files  {rate:.1f}/s  {left} left"


def clock(seconds: float) -> str:
    """``1:02:03``, ``4:05``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
