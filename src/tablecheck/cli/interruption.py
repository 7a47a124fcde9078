"""Ctrl-C during a batch: the first asks it to end with what is done, the second ends it.

Comes in: a signal at any moment. Goes out: a flag that is looked at between two files, so that no
output is cut off in the middle.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType, TracebackType

    Handler = signal.Handlers | int | None


class Interruption:
    """A context in which Ctrl-C is heard; ``is_asked`` says whether it was."""

    def __init__(self) -> None:
        self.is_asked = False
        self._before: object = None

    def __enter__(self) -> Interruption:
        """Listen, unless Ctrl-C is ignored anyway (a job in the background)."""
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Leave Ctrl-C as it was."""
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]  # it was one

    def asked(self) -> bool:
        """Whether the batch is to end."""
        return self.is_asked

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True
