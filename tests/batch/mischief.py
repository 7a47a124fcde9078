"""A pool whose processes meet files that end them; what a file does stands in its name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from tablecheck.batch.pool import ProcessPool


def check_or_die(function, shared, members):
    """Check members as the batch does, unless the name of one says that the process ends."""
    for member in members:
        name = Path(member.path).name
        if "exits" in name:
            os._exit(7)
        if "crashes" in name:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "is-killed" in name:
            os.kill(os.getpid(), signal.SIGKILL)
        if "hangs" in name:
            time.sleep(600)
        if "eats" in name:
            bytearray(2**36)
        if "slow" in name:
            time.sleep(0.3)
    return function(shared, members)


class Mischief(ProcessPool):
    """The pool with such files."""

    def submit(self, function, /, *args, **kwargs):
        return super().submit(check_or_die, function, *args, **kwargs)


def eat(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def leave(code: int) -> None:
    os._exit(code)


def signalled(number: int) -> None:
    os.kill(os.getpid(), number)


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def fail() -> None:
    raise LookupError("not here")


def process() -> int:
    return os.getpid()
