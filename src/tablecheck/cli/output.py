"""Where a report goes: the screen in its encoding, programs in UTF-8, files whole or not at all.

Comes in: rendered text. Goes out: bytes; a file appears only once it is complete.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_stdout(text: str, *, is_machine: bool, color: bool) -> None:
    """Print a report: human text in the stream's encoding, machine formats as UTF-8 bytes."""
    if is_machine:
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is not None:
            sys.stdout.flush()
            buffer.write(text.encode("utf-8"))
            buffer.flush()
            return
    if color:
        from tablecheck.reporters.colour import coloured

        coloured(text)
        return
    sys.stdout.write(text)
    sys.stdout.flush()


def write_file(target: Path, text: str, lang: str) -> bool:
    """Write a file whole: beside it first, then in its place; False (and one line) on failure."""
    from tempfile import NamedTemporaryFile

    temporary = None
    try:
        with NamedTemporaryFile(
            "wb", dir=target.parent, prefix=f".{target.name}.", suffix=".tmp", delete=False
        ) as file:
            temporary = file.name
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644 & ~_umask())
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None:
            _remove(temporary)
        reason = error.strerror or str(error)
        said = f"写不了 {target}：{reason}" if lang == "zh" else f"cannot write {target}: {reason}"
        sys.stderr.write(f"tablecheck: {said}\n")
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
