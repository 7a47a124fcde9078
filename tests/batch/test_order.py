"""Results are in the order of the tasks whatever finishes first, breaks or is known before."""

from __future__ import annotations

import threading
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch import mischief

from tablecheck.batch.order import InOrder


class Shuffled(Executor):
    """Ends its tasks in an order of its own; a deadly one fails, or breaks the executor."""

    def __init__(self, choose, *, breaks: bool) -> None:
        self.choose, self.breaks, self.open, self.broken = choose, breaks, [], False

    def submit(self, function, /, *args, **kwargs):
        if self.broken:
            raise BrokenExecutor
        future = Future()
        self.open.append((future, function, args))
        return future

    def settle(self) -> None:
        if not self.open or self.broken:
            return
        future, function, args = self.open.pop(self.choose(len(self.open)))
        try:
            result = function(*args)
        except DeadlyError as error:
            if self.breaks:
                self.broken = True
                for other, _, _ in [*self.open, (future, None, None)]:
                    other.set_exception(BrokenExecutor())
            else:
                future.set_exception(error)
        else:
            future.set_result(result)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass


class DeadlyError(Exception):
    pass


def work(group, deadly):
    if any(task in deadly for task in group):
        raise DeadlyError
    return [task * 10 for task in group]


@settings(max_examples=200)
@given(
    st.integers(0, 40),
    st.sets(st.integers(0, 39), max_size=6),
    st.sets(st.integers(0, 39), max_size=10),
    st.integers(1, 5),
    st.integers(1, 7),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_every_task_has_its_result_in_order_and_only_the_deadly_are_refused(
    count, deadly, known, workers, group, breaks, random
):
    executors = []

    def make():
        executors.append(Shuffled(random.randrange, breaks=breaks))
        return executors[-1]

    in_order = InOrder(
        make,
        lambda executor, tasks: executor.submit(work, tasks, deadly),
        lambda task, error: -task,
        workers=workers,
        group=group,
    )
    # The executor settles one task each time that the order waits for one.
    in_order._landed = Settling(executors)
    tasks = [(lambda n=n: n * 10) if n in known else n for n in range(count)]
    got = [(n, result() if callable(result) else result) for n, result in in_order.results(tasks)]
    expected = [-n if n in deadly and n not in known else n * 10 for n in range(count)]
    assert list(enumerate(expected)) == got


class Settling:
    """A queue that lets the newest executor work when it is asked."""

    def __init__(self, executors) -> None:
        self.executors, self.items = executors, []

    def put(self, item) -> None:
        self.items.append(item)

    def empty(self) -> bool:
        return not self.items

    def get(self, timeout=None):
        while not self.items:
            self.executors[-1].settle()
        return self.items.pop(0)


def test_stop_gives_what_is_done_and_hands_out_no_more():
    started = []

    def submit(executor, tasks):
        started.extend(tasks)
        future = Future()
        if tasks[0] != 1:  # the second one never ends
            future.set_result(list(tasks))
        return future

    ticks = []
    in_order = InOrder(
        lambda: Shuffled(None, breaks=False),
        submit,
        lambda task, error: None,
        workers=2,
        stopped=lambda: len(ticks) > 20,
        tick=ticks.append,
    )
    got = list(in_order.results(range(100_000)))
    assert 0 == got[0][0]
    assert 1 not in {number for number, _ in got}
    assert [number for number, _ in got] == sorted(number for number, _ in got)
    assert {task for task in started if task != 1} == {number for number, _ in got}
    assert len(started) < 1100


def test_pool_of_the_standard_library_breaks_and_only_the_guilty_is_refused():
    lock = threading.Lock()
    made = []

    def make():
        with lock:
            made.append(ProcessPoolExecutor(2, mp_context=get_context("spawn")))
        return made[-1]

    in_order = InOrder(
        make,
        lambda executor, tasks: executor.submit(leave_at, tasks, 5),
        lambda task, error: "refused",
        workers=2,
        group=3,
    )
    got = [result for _, result in in_order.results(range(12))]
    assert ["refused" if n == 5 else n for n in range(12)] == got
    assert len(made) > 1


def leave_at(tasks, guilty):
    if guilty in tasks:
        mischief.leave(1)
    return list(tasks)


@pytest.mark.parametrize("count", [0, 1])
def test_no_executor_is_made_where_all_is_known(count):
    def make():
        raise AssertionError

    in_order = InOrder(make, None, None, workers=2)
    tasks = [lambda: "known"] * count
    assert [(n, "known") for n in range(count)] == [(n, r()) for n, r in in_order.results(tasks)]
