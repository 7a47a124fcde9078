"""TC108: a file that takes too long to check."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC108", "time-limit-exceeded", title=("检查超时", "takes too long to check"))
def time_limit_exceeded() -> None:
    """
    A file of a batch takes longer than `--timeout` allows, so it is not checked (exit 3).

    ## What it checks
    In a batch with `--jobs`, each file has 60 seconds, or what `--timeout` says. The process that
    works on it is ended, and the others go on.

    ## Why it matters
    One file must not hold up ten thousand others.

    ## Example
    A file on a network share that does not answer; a workbook of millions of cells on a busy
    machine. Check it alone: `tablecheck report.xlsx --timeout 600`.

    ## When it is silent
    With one job and no `--timeout` nobody watches the clock.

    ## Source
    docs/batch.md.
    """
