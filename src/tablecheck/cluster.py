"""A batch on a dask cluster, by the code that spreads it over processes of this machine.

Comes in: the address of a scheduler. Goes out: what makes an executor for ``batch.check.Spread``.
The files are on storage that all machines mount in the same place; tablecheck is installed on each.
"""

from __future__ import annotations

from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from tablecheck.batch.check import TIMEOUT_SECONDS, Spread
from tablecheck.errors import TablecheckError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from distributed import Client

GROUP = 50
"""Files a task: the scheduler takes 3 ms for each (a file takes as much, and more)."""
CONNECT_SECONDS = 20


class ClusterError(TablecheckError):
    """The scheduler cannot be reached, or has no workers."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class Cluster:
    """A connection to a scheduler.

    Args:
        address: ``tcp://HOST:PORT``.

    Attributes:
        threads: How many tasks run at a time.

    Raises:
        ClusterError: There is none, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client

        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
            workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(
                f"连不上调度程序 {address}（{type(error).__name__}），请检查地址和 dask scheduler",
                f"the scheduler {address} cannot be reached ({type(error).__name__}); check the "
                "address, and that dask scheduler runs",
            ) from error
        self.threads = sum(int(worker["nthreads"]) for worker in workers)
        self._one_each = all(int(worker["nthreads"]) == 1 for worker in workers)
        if not self.threads:
            self.close()
            raise ClusterError(
                f"调度程序 {address} 没有工作进程，请先启动 dask worker",
                f"the scheduler {address} has no workers; start dask worker first",
            )

    def spread(self, count: int, seconds: float | None = None) -> Spread:
        """A batch of so many files over the workers.

        Args:
            count: Files; each worker gets several groups of them, so that none waits for another.
            seconds: How long a file may take; None: the usual time.
        """
        group = max(1, min(GROUP, count // (4 * self.threads)))
        # A watch ends its process: with several threads it would end other files, too.
        limit = (seconds or TIMEOUT_SECONDS) if self._one_each else None
        return Spread(jobs=self.threads, executor=self._executor, group=group, timeout=limit)

    def close(self) -> None:
        """End the connection; what still runs there is of no use to anybody."""
        self._client.close(timeout=CONNECT_SECONDS)

    def _executor(self) -> Executor:
        return _Tasks(self._client)


class _Tasks(Executor):
    """Dask's executor, with the shutdown of the standard library's."""

    def __init__(self, client: Client) -> None:
        # A task is no pure function: two of the same arguments may read different files.
        self._tasks = client.get_executor(pure=False)

    def submit(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,  # noqa: ANN401 - the signature of Executor
        **kwargs: Any,  # noqa: ANN401
    ) -> Future[Any]:
        """A future of the function, called on one of the workers."""
        future: Future[Any] = self._tasks.submit(function, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for what was handed out, or cancel it."""
        self._tasks.shutdown(wait=wait and not cancel_futures)
