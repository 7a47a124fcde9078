"""Where a report goes: the screen in its encoding, programs in UTF-8, files whole or not at all.

Comes in: rendered text. Goes out: bytes; a file appears only once it is complete.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from tablecheck.cli.console import OutputError, silence


def write_stdout(text: str | bytes, *, is_machine: bool = False, color: bool = False) -> None:
    """Print a report: human text in the stream's encoding, machine formats as UTF-8 bytes.

    Raises:
        BrokenPipeError: The reader went away.
        OutputError: Standard output is closed, or its disk is full.
    """
    if sys.stdout is None:
        raise OutputError("", os.strerror(9))
    try:
        _print(text, is_machine, color)
    except BrokenPipeError:
        silence()
        raise
    except OSError as error:
        silence()
        raise OutputError("", error.strerror or str(error)) from None


def _print(text: str | bytes, is_machine: bool, color: bool) -> None:
    buffer = getattr(sys.stdout, "buffer", None)
    if (is_machine or isinstance(text, bytes)) and buffer is not None:
        sys.stdout.flush()
        buffer.write(text if isinstance(text, bytes) else text.encode("utf-8"))
        buffer.flush()
        return
    if isinstance(text, bytes):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if color:
        from tablecheck.reporters.colour import coloured

        coloured(text)
    else:
        sys.stdout.write(text)
    sys.stdout.flush()


def write_file(target: Path, text: str | bytes) -> None:
    """Write a file whole: beside it first, then in its place.

    Raises:
        OutputError: The folder is read-only, the disk full …; nothing is left behind.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    try:
        if target.exists() and not target.is_file():
            # A device or a pipe is written to; replacing it would put a file in its place.
            with target.open("wb") as device:
                device.write(content)
            return
        # A link stays one: the file that it leads to is replaced.
        _replace(target.resolve() if target.is_symlink() else target, content)
    except OSError as error:
        from tablecheck.reporters.escape import one_line

        reason = error.strerror or type(error).__name__
        raise OutputError(one_line(str(target)), reason) from None


def _replace(target: Path, content: bytes) -> None:
    from tempfile import NamedTemporaryFile

    temporary = None
    try:
        with NamedTemporaryFile(
            "wb", dir=target.parent, prefix=".tablecheck-", suffix=".tmp", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        if temporary is not None:
            _remove(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return
