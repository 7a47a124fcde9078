"""An executor of processes in which a task that dies or hangs harms nothing but itself.

Comes in: functions at module level with picklable arguments. Goes out: futures. The pool of the
standard library breaks as a whole when one process dies, and cannot end one that hangs; here each
process has a thread that feeds it, so it is always known which task it worked on.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from multiprocessing import forkserver, get_context
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

START_SECONDS = 60
"""How long a process may take to start."""
PATIENCE_SECONDS = 5
"""How long a process that ends may take, before it is killed."""


class WorkerDiedError(Exception):
    """The process ended before its task did; ``detail`` is the signal or the exit code."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(_ending(exit_code))
        self.detail = _ending(exit_code)


class TookTooLongError(Exception):
    """The task took longer than it may."""


class ProcessPool(Executor):
    """Processes that are started when they are needed, and anew after one has died.

    Args:
        workers: How many at most.
        timeout: Seconds that a task may take; None: no limit.
        memory: Bytes of address space of each process; None, or no POSIX system: no limit.
        preload: Modules that are imported once, where the system can copy a process.
    """

    def __init__(
        self,
        workers: int,
        *,
        timeout: float | None = None,
        memory: int | None = None,
        preload: tuple[str, ...] = (),
    ) -> None:
        self._timeout = timeout
        self._memory = memory
        self._context = _context(preload)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="tablecheck-worker")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._children: set[_Child] = set()
        self._is_open = True

    def submit(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,  # noqa: ANN401 - the signature of Executor
        **kwargs: Any,  # noqa: ANN401
    ) -> Future[Any]:
        """A future of the function, called in one of the processes."""
        return self._threads.submit(self._run, function, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: at once where what is left is cancelled, else after their tasks."""
        if cancel_futures:
            with self._lock:
                self._is_open = False
                for child in self._children:
                    child.kill()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        if wait:
            with self._lock:
                children, self._children = self._children, set()
            for child in children:
                child.end()

    def _run(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> object:
        child = self._child()
        try:
            done, result = child.call((function, args, kwargs), self._timeout)
        except (WorkerDiedError, TookTooLongError):
            self._drop(child)
            raise
        if done:
            return result
        if isinstance(result, MemoryError):
            # What it holds is not given back: a new process starts small.
            self._drop(child)
        raise result

    def _child(self) -> _Child:
        """The process of this thread."""
        child: _Child | None = getattr(self._own, "child", None)
        if child is not None and child.is_alive():
            return child
        if child is not None:
            self._drop(child)
        with self._lock:
            if not self._is_open:
                raise WorkerDiedError(None)
            child = _Child(self._context, self._memory)
            self._children.add(child)
        self._own.child = child
        child.await_start()
        return child

    def _drop(self, child: _Child) -> None:
        child.kill()
        child.end()
        with self._lock:
            self._children.discard(child)
        self._own.child = None


class _Child:
    """One process and our end of the pipe to it."""

    def __init__(self, context: BaseContext, memory: int | None) -> None:
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # every context has it
            target=serve, args=(theirs, memory), daemon=True
        )
        self._process.start()
        theirs.close()

    def await_start(self) -> None:
        """Wait until it listens.

        Raises:
            WorkerDiedError: It does not come up.
        """
        try:
            if self._pipe.poll(START_SECONDS):
                self._pipe.recv()
                return
        except (EOFError, OSError):
            pass
        self.kill()
        self._process.join(PATIENCE_SECONDS)
        raise WorkerDiedError(self._process.exitcode)

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def call(self, task: object, timeout: float | None) -> tuple[bool, Any]:
        """(True, its result), or (False, the exception that it raised).

        Raises:
            WorkerDiedError: It ended instead.
            TookTooLongError: It is still at work.
        """
        try:
            self._pipe.send(task)
            if not self._pipe.poll(timeout):
                raise TookTooLongError
            answer: tuple[bool, Any] = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(PATIENCE_SECONDS)
            raise WorkerDiedError(self._process.exitcode) from None
        return answer

    def kill(self) -> None:
        """End it now; whoever waits for its answer is told that it died."""
        self._process.kill()

    def end(self) -> None:
        """Close the pipe, by which it ends by itself; kill it where that takes too long."""
        self._pipe.close()
        self._process.join(PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(PATIENCE_SECONDS)


def serve(pipe: Connection, memory: int | None) -> None:
    """The life of a worker process: tasks come by the pipe until it closes."""
    # Ctrl-C reaches the whole group of processes; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A check leaves next to nothing for the cyclic collector, and what is loaded stays.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    _limit_memory(memory)
    pipe.send(None)
    while True:
        try:
            function, args, kwargs = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (True, function(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - it is the caller's, who gets it
            answer = (False, error.with_traceback(None))
        try:
            pipe.send(answer)
        except OSError:
            return


def _limit_memory(memory: int | None) -> None:
    if memory is None or sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _context(preload: tuple[str, ...]) -> BaseContext:
    """Processes copied from a small server where that is safe, else started from nothing.

    Never copies of this process: its threads may hold locks at that moment.
    """
    if sys.platform in ("win32", "darwin"):
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    if threading.current_thread() is threading.main_thread():
        # The server and its copies never heed Ctrl-C, not even while they start.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        forkserver.ensure_running()
        signal.signal(signal.SIGINT, before)
    return context


def _ending(exit_code: int | None) -> str:
    if exit_code is None:
        return "?"
    if exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        name = f" ({signal.Signals(-exit_code).name})"
    except ValueError:
        name = ""
    return f"signal {-exit_code}{name}"
