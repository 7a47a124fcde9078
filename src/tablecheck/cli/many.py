"""``tablecheck validate`` of several files: jobs, progress, interruption, results of before.

Comes in: a settled request. Goes out: every format, written as far as it can be while the files are
checked; the exit code.
"""

from __future__ import annotations

import os
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tablecheck.batch.check import Spread, Watch, check_batch
from tablecheck.cli.choices import check_choice
from tablecheck.cli.console import say
from tablecheck.cli.entry import INTERRUPTED, NOT_WRITTEN
from tablecheck.cli.interruption import Interruption
from tablecheck.cli.output import write_file
from tablecheck.cli.paths import is_same
from tablecheck.cli.progress import Progress
from tablecheck.cli.streams import Streams, part_of
from tablecheck.cli.targets import write_report
from tablecheck.cli.usage import refuse, word
from tablecheck.cli.validate import exit_code
from tablecheck.pipeline import Manner
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.batch.resume import Results
    from tablecheck.cli.settle import Request
    from tablecheck.cli.targets import Output
    from tablecheck.cluster import Cluster
    from tablecheck.pipeline import Given
    from tablecheck.report import Report
    from tablecheck.reporters.base import Style
    from tablecheck.waivers import Waivers

FILES_A_JOB = 8
"""With ``auto``, files below which one more process is not worth its start."""
LONGEST_SECONDS = 1e6


def validate_many(
    paths: Sequence[Path | Given],
    request: Request,
    outputs: Sequence[Output],
    style: Style,
    inputs: Sequence[Path],
    *,
    options: Mapping[str, object],
    waivers: Waivers | None,
    forms: Mapping[str, Any],
    manner: Mapping[str, Any],
) -> int:
    """Check the files and write every format; the exit code.

    Args:
        paths: The files, standard input read.
        request: As settled.
        outputs: Formats with their files.
        style: How they are told.
        inputs: Files that must not be written over.
        options: What the report repeats.
        waivers: What is accepted.
        forms: Which form is whose: ``form`` or ``form_of``.
        manner: How files are checked, as ``Manner`` has it.
    """
    cluster = cluster_of(request, style.lang)
    spread = spread_of(request, len(paths), style.lang, cluster)
    progress = Progress(len(paths), style.lang)
    check_choice("--bulk", request.bulk or "auto", ("auto", "always", "never"), style.lang)
    how = Manner(**manner, bulk=request.bulk or "auto")
    style, known = _with_results(request, outputs, style, options, how, waivers)
    streams = Streams(outputs, style, len(paths), str(request.color), progress.clear)
    with Interruption() as interruption, closing(cluster) if cluster else nullcontext():
        report = check_batch(
            paths,
            previous=request.previous,
            manner=how,
            options=options,
            waivers=waivers,
            spread=spread,
            watch=Watch(
                seen=streams.file,
                stopped=interruption.asked,
                tick=progress.tick,
                **({} if known is None else {"known": known.known}),
            ),
            keep=bool(streams.rest),
            **forms,
        )
        progress.clear()
        written = streams.end(report)
        written = write_report(report, style, streams.rest, str(request.color), inputs) and written
        _tell(report, known, style)
    if interruption.is_asked:
        return INTERRUPTED
    return exit_code(report, style.fail_on) if written else NOT_WRITTEN


def cluster_of(request: Request, lang: str) -> Cluster | None:
    """The cluster that ``--scheduler`` names."""
    if request.scheduler is None:
        return None
    from importlib.util import find_spec

    if find_spec("distributed") is None:
        install = "pip install 'tablecheck[cluster]'"
        raise refuse(f"--scheduler 需要先 {install}", f"--scheduler needs {install}", lang)
    from tablecheck.cluster import Cluster, ClusterError

    try:
        return Cluster(request.scheduler)
    except ClusterError as error:
        raise refuse(f"--scheduler：{error.zh}", f"--scheduler: {error.en}", lang) from error


def spread_of(request: Request, count: int, lang: str, cluster: Cluster | None = None) -> Spread:
    """Processes, or a cluster, and the time limit that the options ask for."""
    if cluster is not None:
        seconds = _seconds(request.timeout, lang) if request.timeout is not None else None
        return cluster.spread(count, seconds)
    jobs = min(_jobs(request.jobs or "1", count, lang), count)
    if request.timeout is None:
        return Spread(jobs=jobs)
    return Spread(jobs=jobs, isolated=True, timeout=_seconds(request.timeout, lang))


def _seconds(asked: str, lang: str) -> float:
    try:
        seconds = float(asked)
    except ValueError:
        seconds = 0
    if 0 < seconds < LONGEST_SECONDS:
        return seconds
    raise refuse(
        f"--timeout 应为大于 0 的秒数，不是“{word(asked)}”",
        f"--timeout is a number of seconds above 0, not “{word(asked)}”",
        lang,
    )


def _jobs(asked: str, count: int, lang: str) -> int:
    if asked == "auto":
        return max(1, min(_cores(), count // FILES_A_JOB))
    if asked.isascii() and asked.isdigit() and int(asked) > 0:
        return int(asked)
    raise refuse(
        f"--jobs 应为 auto 或大于 0 的整数，不是“{word(asked)}”",
        f"--jobs is auto or a whole number above 0, not “{word(asked)}”",
        lang,
    )


def _cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _with_results(
    request: Request,
    outputs: Sequence[Output],
    style: Style,
    options: Mapping[str, object],
    how: Manner,
    waivers: Waivers | None,
) -> tuple[Style, Results | None]:
    """The style, with the manner's key where result lines are written; results of before."""
    targets = [target for name, target in outputs if name == "jsonl"]
    if not targets and request.resume is None:
        return style, None
    from tablecheck.batch.resume import Results, manner_key

    previous = None if request.previous is None else Path(request.previous).read_bytes()
    manner = manner_key(options, how.severities, how.limits, previous, how.bulk)
    style = replace(style, manner=manner)
    if request.resume is None or how.with_source:
        return style, None
    path = Path(request.resume)
    named = [target for target in targets if target is not None]
    growing = any(path == target or is_same(path, target) for target in named)
    if growing:
        _take_in_part(path)
    elif not path.is_file() and not part_of(path).is_file():
        raise refuse(
            f"没有 --resume 的文件 {word(request.resume)}",
            f"there is no file {word(request.resume)} to resume",
            style.lang,
        )
    files = [path] if growing else [path, part_of(path)]
    return style, Results(files, manner, without_findings=waivers is not None)


def _take_in_part(path: Path) -> None:
    """Put what a killed run left in ``.part`` to its results, before it is written over."""
    part = part_of(path)
    if not part.is_file():
        return
    from tablecheck.batch.resume import complete_lines

    before = complete_lines(path) if path.is_file() else b""
    write_file(path, before + complete_lines(part))


def _tell(report: Report, known: Results | None, style: Style) -> None:
    """Notices: what was taken over, what was not reached."""
    zh = style.lang == "zh"
    if known is not None and known.used and not style.quiet:
        used = known.used
        say(
            f"tablecheck: {used} 个文件未变，用了以前的结果"
            if zh
            else f"tablecheck: {used} files are unchanged, their earlier results were used"
        )
    if report.unfinished:
        total = report.file_count + report.unfinished
        say(
            f"tablecheck: 已中断；共 {total} 个文件，已查 {report.file_count} 个"
            if zh
            else f"tablecheck: interrupted; {report.file_count} of {total} files are checked"
        )
