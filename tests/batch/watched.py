"""An executor of the standard library in whose processes a file may hang."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tablecheck.batch import work


def hang_in_check() -> None:
    real = work.checked_any

    def checked(path, *rest):
        if "hangs" in str(path):
            time.sleep(600)
        return real(path, *rest)

    work.checked_any = checked


def hanging_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=hang_in_check)
