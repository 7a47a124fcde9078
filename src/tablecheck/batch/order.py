"""Results in the order of the files, whatever finishes first, and whatever breaks.

Comes in: tasks, numbered, and a way to make an executor. Goes out: (number, result) pairs in
order. A group of tasks whose process dies is done again one by one, so that only the guilty one is
told; an executor that breaks as a whole is made anew.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

Task = TypeVar("Task")
Result = TypeVar("Result")
Ready = TypeVar("Ready")

AHEAD = 1000
"""Results that may wait for the one before them; they wait packed."""
IN_FLIGHT = 4
"""Groups of tasks a worker that are handed out, so that none waits for us."""
TICK_SECONDS = 0.2


class InOrder(Generic[Task, Result]):
    """Tasks on an executor, their results in order.

    Args:
        make: Makes the executor; called again where one breaks.
        call: From the executor and a group of tasks to the future of their results.
        refuse: The result of a task that took its process along.
        workers: How many groups run at a time.
        group: Tasks that are handed out together.
        stopped: Asked now and then; True: hand out no more, and end.
        tick: Called now and then with how many are done, also when nothing finishes.
    """

    def __init__(
        self,
        make: Callable[[], Executor],
        call: Callable[[Executor, tuple[Task, ...]], Future[Sequence[Result]]],
        refuse: Callable[[Task, BaseException], Result],
        *,
        workers: int,
        group: int = 1,
        stopped: Callable[[], bool] = lambda: False,
        tick: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._make, self._call, self._refuse = make, call, refuse
        self._workers, self._group = workers, group
        self._stopped, self._tick = stopped, tick
        self._executor: Executor | None = None
        self._flying: dict[Future[Sequence[Result]], tuple[tuple[int, Task], ...]] = {}
        self._landed: SimpleQueue[Future[Sequence[Result]]] = SimpleQueue()
        self._suspects: list[tuple[int, Task]] = []
        self._done: dict[int, Any] = {}

    def results(
        self, tasks: Iterable[Task | Callable[[], Ready]]
    ) -> Generator[tuple[int, Result | Callable[[], Ready]]]:
        """(Number, result) in order; after a stop, of those that are done by then.

        Args:
            tasks: In order. A function stands for what is known already: it is not called, but
                handed on in its turn.
        """
        rest = enumerate(tasks)
        is_open, following = True, 0
        try:
            while not self._stopped():
                while is_open and self._has_room():
                    is_open = self._hand_out(rest)
                while following in self._done and not self._stopped():
                    yield following, self._done.pop(following)
                    following += 1
                if not is_open and not self._flying and not self._suspects:
                    break
                self._test_suspects()
                self._await_one()
                self._tick(following + len(self._done))
            if self._stopped():
                self._settle_landed()
                for number in sorted(self._done):
                    yield number, self._done.pop(number)
        finally:
            self._close(at_once=self._stopped() or bool(self._flying))

    def _has_room(self) -> bool:
        if self._suspects or len(self._flying) >= IN_FLIGHT * self._workers:
            return False
        ahead = len(self._done) + sum(map(len, self._flying.values()))
        return ahead < max(AHEAD, 2 * self._workers * self._group)

    def _hand_out(self, rest: Iterator[tuple[int, Any]]) -> bool:
        """Hand out one group, or take in one known result; whether there may be more."""
        group: list[tuple[int, Task]] = []
        for number, task in rest:
            if callable(task):
                self._done[number] = task
                if not group:
                    return True
                continue
            group.append((number, task))
            if len(group) == self._group:
                break
        if group:
            self._start(tuple(group))
        return len(group) == self._group

    def _start(self, group: tuple[tuple[int, Task], ...]) -> None:
        for _ in range(2):
            if self._executor is None:
                self._executor = self._make()
            try:
                future = self._call(self._executor, tuple(task for _, task in group))
                break
            except (BrokenExecutor, RuntimeError):
                # It broke before this group came to it, which is innocent.
                self._break()
        else:
            self._suspects += group
            return
        self._flying[future] = group
        future.add_done_callback(self._landed.put)

    def _test_suspects(self) -> None:
        """Hand out one suspect, once nothing else is on the way that could take it along."""
        if self._suspects and not self._flying:
            self._start((self._suspects.pop(0),))

    def _await_one(self) -> None:
        if self._flying:
            with suppress(Empty):
                self._settle(self._landed.get(timeout=TICK_SECONDS))

    def _settle_landed(self) -> None:
        while not self._landed.empty():
            self._settle(self._landed.get())

    def _settle(self, future: Future[Sequence[Result]]) -> None:
        group = self._flying.pop(future, None)
        if group is None:
            return
        try:
            results = future.result()
        except BrokenExecutor as error:
            if len(group) == 1 and not self._flying:
                self._done[group[0][0]] = self._refuse(group[0][1], error)
            else:
                self._suspects += group
            self._break()
        except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever ended the process
            if len(group) == 1:
                self._done[group[0][0]] = self._refuse(group[0][1], error)
            else:
                for one in group:
                    self._start((one,))
        else:
            self._done.update(
                (number, result) for (number, _), result in zip(group, results, strict=True)
            )

    def _break(self) -> None:
        """Everything on the way is suspect; the executor is made anew when it is needed."""
        for group in self._flying.values():
            self._suspects += group
        self._flying.clear()
        self._suspects.sort(key=lambda each: each[0])
        self._close(at_once=True)

    def _close(self, *, at_once: bool) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=not at_once, cancel_futures=at_once)
            self._executor = None
