"""Check many files, one after the other or spread over processes or a cluster.

Comes in: paths and how they are checked. Goes out: each file's report, in the order of the paths
as soon as it is its turn, then a ``Report`` of the whole. Nothing of it depends on how many
processes there are, nor on which file finishes first.
"""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

from tablecheck.bulk.choose import checked_any
from tablecheck.findings import Words
from tablecheck.form.load import load_form
from tablecheck.pipeline import Given, Manner, previous_file
from tablecheck.record import record
from tablecheck.report import FileReport, Report
from tablecheck.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from tablecheck.batch.work import Broken, Member
    from tablecheck.form.model import Form
    from tablecheck.waivers import Waivers

    Known = Callable[[Path | str | Given, str | None], Callable[[], FileReport] | None]

TIMEOUT_SECONDS = 60.0
"""How long one file may take, where nothing else is said."""
MEMORY_BYTES = 4 * 2**30
"""Address space of a process that checks files."""


@record
class Spread:
    """Over what a batch is spread.

    Attributes:
        jobs: Processes; 1: none but this one, unless it is ``isolated``.
        isolated: Files are checked in a process of their own also where there is one job.
        timeout: Seconds that one file may take in a process of its own; None: no limit.
        memory: Bytes that such a process may use; None: no limit.
        executor: Makes an executor to use instead of processes of our own; called again where one
            breaks as a whole.
        group: Files that such an executor is handed together.
    """

    jobs: int = 1
    isolated: bool = False
    timeout: float | None = TIMEOUT_SECONDS
    memory: int | None = MEMORY_BYTES
    executor: Callable[[], Executor] | None = None
    group: int = 1


@record
class Watch:
    """What is told of a batch while it runs, and what it is asked.

    Attributes:
        seen: Called with each file's report, in order.
        stopped: Whether the batch is to end with what is done.
        tick: Called now and then with how many files are done, also while nothing finishes.
        known: From a path and the SHA-256 of its form (None: recognised) to its report of an
            earlier run; None: check it.
    """

    seen: Callable[[FileReport], None] = lambda _: None
    stopped: Callable[[], bool] = lambda: False
    tick: Callable[[int], None] = lambda _: None
    known: Known = lambda _, __: None


def check_batch(
    paths: Sequence[Path | str | Given],
    *,
    form: str | Path | Form | None = None,
    form_of: Callable[[str], str | Path | None] | None = None,
    previous: Path | str | None = None,
    manner: Manner | None = None,
    options: Mapping[str, object] | None = None,
    waivers: Waivers | None = None,
    spread: Spread | None = None,
    watch: Watch | None = None,
    keep: bool = True,
) -> Report:
    """Check many files.

    Args:
        paths: Files, in the order in which they are reported.
        form: Id of a shipped form, path of one, or a form; None: recognised for each file.
        form_of: The form of a path, asked where ``form`` is None; None: recognised.
        previous: Last period's report, put beside each of the files.
        manner: How they are checked.
        options: What the report repeats under ``options``.
        waivers: What is accepted, with reasons.
        spread: Over what the work is spread; None: this process alone.
        watch: Who is told of each report, and may stop the batch.
        keep: Keep the reports; else ``Report.tally`` alone holds what is counted of them.

    Raises:
        FormError: A form is none.
    """
    manner, spread, watch = manner or Manner(), spread or Spread(), watch or Watch()
    batch = _Batch(paths, form, form_of, previous, manner, watch)
    in_processes = spread.jobs > 1 or spread.isolated or spread.executor is not None
    tally, kept = Tally(), []
    with closing(batch.spread(spread) if in_processes else batch.alone()) as reports:
        for report in reports:
            if waivers is not None:
                report = waivers.applied(report)
            tally.add(report)
            if keep:
                kept.append(report)
            watch.seen(report)
    about_run = () if waivers is None else waivers.left_over(manner.select, manner.ignore)
    return Report(
        files=tuple(kept),
        options=options or {},
        findings=about_run,
        tally=None if keep else tally,
        unfinished=len(paths) - tally.files,
    )


class _Batch:
    """The files of one batch with their forms, each form loaded once."""

    def __init__(
        self,
        paths: Sequence[Path | str | Given],
        form: str | Path | Form | None,
        form_of: Callable[[str], str | Path | None] | None,
        previous: Path | str | None,
        manner: Manner,
        watch: Watch,
    ) -> None:
        self._paths, self._previous, self._manner, self._watch = paths, previous, manner, watch
        self._forms: list[Form] = []
        self._numbers: dict[str | Path, int] = {}
        self._form_of = None if form is not None else form_of
        self._form = None if form is None else self._number(form)
        # All forms at once: a bad one is told before any file is checked.
        self._own = [self._form_number(path) for path in paths]

    def alone(self) -> Generator[FileReport]:
        """The reports, made in this process."""
        previous = previous_file(self._previous, self._manner)
        for done, (path, number) in enumerate(zip(self._paths, self._own, strict=True)):
            if self._watch.stopped():
                return
            self._watch.tick(done)
            form = None if number is None else self._forms[number]
            known = self._watch.known(path, None if form is None else form.sha256)
            try:
                report = (
                    checked_any(path, form, previous, self._manner) if known is None else known()
                )
            except KeyboardInterrupt:
                if self._watch.stopped():
                    # Told twice: this file is not worth waiting for.
                    return
                raise
            yield report

    def spread(self, spread: Spread) -> Generator[FileReport]:
        """The reports, made by an executor."""
        from tablecheck.batch.order import InOrder
        from tablecheck.batch.work import Broken, Shared, check_members, share, unpack

        shared = share(
            Shared(
                forms=tuple(self._forms),
                previous=None if self._previous is None else str(self._previous),
                manner=self._manner,
                watchdog=None if spread.executor is None else spread.timeout,
                folder=None if spread.executor is None else os.getcwd(),  # noqa: PTH109
            )
        )
        in_order: InOrder[Member, bytes] = InOrder(
            spread.executor or (lambda: _processes(spread)),
            lambda executor, members: executor.submit(check_members, shared, members),
            lambda _, error: _packed(error, spread),
            workers=spread.jobs,
            group=spread.group,
            stopped=self._watch.stopped,
            tick=self._watch.tick,
        )
        with closing(in_order.results(self._members())) as results:
            for number, packed in results:
                outcome = packed() if callable(packed) else unpack(packed)
                if isinstance(outcome, Broken):
                    outcome = refused(self._paths[number], outcome)
                yield outcome

    def _members(self) -> Iterator[Member | Callable[[], FileReport]]:
        from tablecheck.batch.work import Member

        for path, number in zip(self._paths, self._own, strict=True):
            sha256 = None if number is None else self._forms[number].sha256
            yield self._watch.known(path, sha256) or Member(path, number)

    def _form_number(self, path: Path | str | Given) -> int | None:
        if self._form_of is None:
            return self._form
        named = self._form_of(path.name if isinstance(path, Given) else str(path))
        return None if named is None else self._number(named)

    def _number(self, form: str | Path | Form) -> int:
        from pathlib import Path

        if not isinstance(form, str | Path):
            self._forms.append(form)
            return len(self._forms) - 1
        if form not in self._numbers:
            self._forms.append(load_form(form))
            self._numbers[form] = len(self._forms) - 1
        return self._numbers[form]


def refused(path: Path | str | Given, broken: Broken) -> FileReport:
    """The report of a file whose check was broken off."""
    name = path.name if isinstance(path, Given) else str(path)
    detail = broken.detail
    if broken.kind == "late":
        return FileReport(path=name, refusal=("TC108", _late(detail)))
    words = {
        "died": Words(
            f"检查它的进程意外结束（{detail}），多因内存不足。请单独检查这个文件",
            f"the process that checked it came to its end ({detail}), mostly for want of memory; "
            "check this file alone",
        ),
        "memory": Words(
            "检查它需要的内存超过上限。请单独检查这个文件，或减少其中的空行空列",
            "checking it takes more memory than it may have; check this file alone, or delete its "
            "empty rows and columns",
        ),
        "bug": Words(
            f"检查它时程序出错（{detail}），这是 tablecheck 的错误，请报告",
            f"tablecheck failed on it ({detail}); this is a bug of tablecheck, please report it",
        ),
    }
    return FileReport(path=name, refusal=("TC109", words[broken.kind]))


def _late(seconds: str) -> Words:
    return Words(
        f"检查它超过了 {seconds} 秒。请单独检查这个文件，或用 --timeout 放宽",
        f"checking it takes more than {seconds} seconds; check it alone, or allow more by "
        "--timeout",
    )


def _packed(error: BaseException, spread: Spread) -> bytes:
    """What is told of a file that took its process along."""
    from tablecheck.batch.pool import TookTooLongError, WorkerDiedError
    from tablecheck.batch.work import Broken, explained, pack

    if isinstance(error, TookTooLongError):
        return pack(Broken("late", f"{spread.timeout:g}"))
    if isinstance(error, MemoryError):
        return pack(Broken("memory"))
    detail = error.detail if isinstance(error, WorkerDiedError) else explained(error)
    return pack(Broken("died", detail))


def _processes(spread: Spread) -> Executor:
    from tablecheck.batch.pool import ProcessPool

    return ProcessPool(
        spread.jobs,
        timeout=spread.timeout,
        memory=spread.memory,
        preload=("tablecheck.batch.warm",),
    )
