"""Formats that are written file by file: on the screen, and into files that grow.

Comes in: reports in order, then the whole. Goes out: output. A file that grows has ``.part`` at the
end of its name until it is complete; what cannot be written any more ends at its last whole line.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tablecheck.cli.console import OutputError, say
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.targets import has_color
from tablecheck.reporters import batch, concise, jsonl
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.terminal import MANY_FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tablecheck.cli.targets import Output
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

PART = ".part"


class Streams:
    """The formats of a run that are written file by file.

    Args:
        outputs: All formats of the run.
        style: How they are told.
        count: Files of the run: text is a line a file only where there are many.
        color: ``auto``, ``always`` or ``never``.
        make_room: Called before anything goes to the screen.

    Attributes:
        rest: The formats that need the whole report.
    """

    def __init__(
        self,
        outputs: Sequence[Output],
        style: Style,
        count: int,
        color: str,
        make_room: Callable[[], None],
    ) -> None:
        self._style, self._make_room = style, make_room
        self._color = has_color(color)
        self._is_written = True
        self.rest: list[Output] = []
        self._open: list[tuple[Any, Growing | None]] = []
        for name, target in outputs:
            module = _streamed(name, count)
            if module is None:
                self.rest.append((name, target))
            else:
                self._open.append((module, None if target is None else Growing(target)))

    def file(self, report: FileReport) -> None:
        """Write what each format has to say of one file."""
        for stream in list(self._open):
            self._write(stream, stream[0].render_file(report, self._style))

    def end(self, report: Report) -> bool:
        """Write the ends; whether all formats are written."""
        for stream in list(self._open):
            self._write(stream, stream[0].render_end(report, self._style))
        for _, target in self._open:
            if target is not None:
                self._guarded(target.complete)
        return self._is_written

    def _write(self, stream: tuple[Any, Growing | None], text: str) -> None:
        module, target = stream
        if not text:
            return
        if target is None:
            self._make_room()
            done = self._guarded(
                lambda: write_stdout(
                    text, is_machine=module.IS_MACHINE, color=self._color and not module.IS_MACHINE
                )
            )
        else:
            done = self._guarded(lambda: target.write(text.encode("utf-8")))
        if not done:
            # The others go on; this one would fail at every file.
            self._open.remove(stream)

    def _guarded(self, write: Callable[[], None]) -> bool:
        try:
            write()
        except OutputError as error:
            self._make_room()
            say(error.line(self._style.lang))
            self._is_written = False
            return False
        return True


class Growing:
    """A file that grows beside its place, and takes it once it is complete."""

    def __init__(self, target: Path) -> None:
        self._target = target.resolve() if target.is_symlink() else target
        self._is_device = self._target.exists() and not self._target.is_file()
        self._path = self._target if self._is_device else part_of(self._target)
        self._number: int | None = None
        self._size = 0

    def write(self, content: bytes) -> None:
        """Write whole lines, or nothing.

        Raises:
            OutputError: The disk is full, the folder read-only …
        """
        try:
            if self._number is None:
                flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
                self._number = os.open(self._path, flags, 0o666)
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(self._number, rest) :]
            self._size += len(content)
        except OSError as error:
            self._cut()
            raise self._failed(error) from None

    def complete(self) -> None:
        """Put it in its place.

        Raises:
            OutputError: That cannot be done.
        """
        if self._number is None:
            write_file(self._target, b"")
            return
        try:
            if not self._is_device:
                os.fsync(self._number)
            os.close(self._number)
            if not self._is_device:
                self._path.replace(self._target)
        except OSError as error:
            raise self._failed(error) from None

    def _cut(self) -> None:
        """Take half a line away again."""
        if self._number is None:
            return
        try:
            if not self._is_device:
                os.ftruncate(self._number, self._size)
            os.close(self._number)
        except OSError:
            return

    def _failed(self, error: OSError) -> OutputError:
        return OutputError(one_line(str(self._path)), error.strerror or type(error).__name__)


def part_of(target: Path) -> Path:
    """Where a file grows until it is complete."""
    return target.with_name(target.name + PART)


def _streamed(name: str, count: int) -> Any:  # noqa: ANN401 - a module
    """The module that writes a format file by file; None where it needs the whole report."""
    if name == "text":
        return batch if count > MANY_FILES else None
    return {"jsonl": jsonl, "concise": concise}.get(name)
