"""Processes that die, hang or eat memory harm their own task and no other."""

from __future__ import annotations

import signal
import sys
import time

import pytest
from tests.batch import mischief

from tablecheck.batch.pool import ProcessPool, TookTooLongError, WorkerDiedError

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def test_results_come_back_and_processes_are_used_again():
    with ProcessPool(2) as pool:
        processes = {pool.submit(mischief.process).result() for _ in range(10)}
    assert 1 <= len(processes) <= 2


def test_error_of_a_task_is_its_own():
    with ProcessPool(1) as pool:
        with pytest.raises(LookupError, match="not here"):
            pool.submit(mischief.fail).result()
        assert 64 * 2**20 == pool.submit(mischief.eat, 64).result()


def test_exit_of_a_process_is_told_with_its_code_and_the_pool_goes_on():
    with ProcessPool(1) as pool:
        with pytest.raises(WorkerDiedError, match="exit code 7"):
            pool.submit(mischief.leave, 7).result()
        assert 0.0 == pool.submit(mischief.sleep, 0.0).result()


@posix
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_signal_that_ends_a_process_is_named(number):
    with ProcessPool(1) as pool:
        with pytest.raises(WorkerDiedError, match=number.name):
            pool.submit(mischief.signalled, int(number)).result()
        assert 0.0 == pool.submit(mischief.sleep, 0.0).result()


def test_task_that_takes_too_long_is_ended_and_others_are_not():
    with ProcessPool(2, timeout=1.0) as pool:
        hangs, quick = pool.submit(mischief.sleep, 600), pool.submit(mischief.sleep, 0.1)
        assert 0.1 == quick.result()
        start = time.monotonic()
        with pytest.raises(TookTooLongError):
            hangs.result()
        assert time.monotonic() - start < 10
        assert 0.0 == pool.submit(mischief.sleep, 0.0).result()


@posix
def test_memory_of_a_process_is_limited_and_the_next_one_starts_small():
    with ProcessPool(1, memory=512 * 2**20) as pool:
        before = pool.submit(mischief.process).result()
        with pytest.raises(MemoryError):
            pool.submit(mischief.eat, 1024).result()
        assert 1 == pool.submit(mischief.eat, 1).result() // 2**20
        assert before != pool.submit(mischief.process).result()


def test_shutdown_that_cancels_waits_for_nobody():
    pool = ProcessPool(1)
    running = pool.submit(mischief.sleep, 600)
    time.sleep(0.5)
    waiting = pool.submit(mischief.sleep, 600)
    start = time.monotonic()
    pool.shutdown(wait=True, cancel_futures=True)
    assert time.monotonic() - start < 10
    assert waiting.cancelled()
    assert isinstance(running.exception(), WorkerDiedError)


def test_started_from_nothing_as_on_windows_it_does_the_same(monkeypatch):
    from multiprocessing import get_context

    from tablecheck.batch import pool as module

    monkeypatch.setattr(module, "_context", lambda preload: get_context("spawn"))
    with ProcessPool(2, timeout=20) as pool:
        gone = pool.submit(mischief.leave, 3)
        assert [0.0, 0.0] == [pool.submit(mischief.sleep, 0.0).result() for _ in range(2)]
        with pytest.raises(WorkerDiedError, match="exit code 3"):
            gone.result()
