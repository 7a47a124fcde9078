"""The command in a process with limits of memory and time; what came of it.

``run_limited`` starts it as a shell does; a ``Nursery`` copies it from a process that has loaded
it, which takes a fifth of the time.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.cli.running import environment

from tablecheck.record import record

HERE = Path(__file__).parent
MEMORY = 2048 << 20
"""Address space; what is resident is measured and far below."""
SECONDS = 60


@record
class Outcome:
    """What a run left.

    Attributes:
        code: Exit code; below 0 the signal that ended it; None: the time was up.
        out: Its output.
        err: Its errors.
        seconds: Processor time, children included.
        wall: Time by the clock.
        mebibytes: Most memory that was resident, of the process or of one of its children.
    """

    code: int | None
    out: bytes
    err: bytes
    seconds: float
    wall: float
    mebibytes: float

    @property
    def files(self) -> list[dict[str, Any]]:
        """The files of the JSON report."""
        files: list[dict[str, Any]] = json.loads(self.out)["files"]
        return files


def run_limited(*arguments: str, cwd: Path, stdin: Any = None, **changes: str) -> Outcome:
    """Run ``tablecheck`` with arguments, as a process of its own from its start."""
    with tempfile.TemporaryDirectory(prefix="tablecheck-limits-") as folder:
        figures = Path(folder) / "figures"
        launcher = str(HERE / "launcher.py")
        words = [sys.executable, "-I", "-S", launcher, str(MEMORY), str(SECONDS), str(figures)]
        words += [sys.executable, "-m", "tablecheck", *arguments]
        started = time.monotonic()
        try:
            done = subprocess.run(
                words,
                cwd=cwd,
                env=environment(**changes),
                stdin=subprocess.DEVNULL if stdin is None else stdin,
                capture_output=True,
                check=False,
                timeout=2 * SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            return Outcome(None, error.stdout or b"", error.stderr or b"", 0, 2 * SECONDS, 0)
        wall = time.monotonic() - started
        status, seconds, kibibytes = figures.read_text("ascii").split()
    return Outcome(
        code=os.waitstatus_to_exitcode(int(status)),
        out=done.stdout,
        err=done.stderr,
        seconds=float(seconds),
        wall=wall,
        mebibytes=int(kibibytes) / 1024,
    )


class Nursery:
    """A process that has loaded the command, and copies of it that run it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tablecheck-nursery-")
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "nursery.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            text=True,
            bufsize=1,
        )

    def run(self, *arguments: str, cwd: Path, **changes: str) -> Outcome:
        """Run ``tablecheck`` with arguments."""
        out, err = (Path(self._folder.name) / name for name in ("out", "err"))
        order = {
            "arguments": arguments,
            "cwd": str(cwd),
            "environment": environment(**changes),
            "out": str(out),
            "err": str(err),
            "memory": MEMORY,
            "seconds": SECONDS,
            "timeout": 2 * SECONDS,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        figures = json.loads(self._process.stdout.readline())
        status = figures["status"]
        return Outcome(
            code=None if status is None else os.waitstatus_to_exitcode(status),
            out=out.read_bytes(),
            err=err.read_bytes(),
            seconds=figures["seconds"],
            wall=figures["wall"],
            mebibytes=figures["kibibytes"] / 1024,
        )

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)
        self._folder.cleanup()


def state(folder: Path) -> dict[str, tuple[object, ...]]:
    """What a folder holds: names, contents, times; to be the same before and after."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        content = ""
        # A gigabyte of zeros would take seconds; its size and time stand for it.
        if path.is_file() and not path.is_symlink() and about.st_size < 1 << 28:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        found[str(path)] = (about.st_mode, about.st_size, about.st_mtime_ns, content)
    return found
