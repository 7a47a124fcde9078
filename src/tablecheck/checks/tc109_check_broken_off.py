"""TC109: a file whose check ends with the process that worked on it."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC109", "check-broken-off", title=("检查中断", "check was broken off"))
def check_broken_off() -> None:
    """
    The process that checked a file of a batch came to its end, so the file is not checked (exit 3).

    ## What it checks
    In a batch with `--jobs`, files are checked by processes of their own. Where one is ended by the
    system (out of memory, a crash in a library), runs out of the memory that it may use, or meets
    a bug of tablecheck, the file that it worked on is told, and a new process goes on.

    ## Why it matters
    One file must not take the results of all others with it; and a file that was not checked must
    not look like one without findings.

    ## Example
    `killed by signal 9 (SIGKILL)`: mostly the system ran out of memory. Check the file alone, or
    with fewer jobs. `ValueError`: a bug of tablecheck; please report it.

    ## When it is silent
    A file checked alone shows a bug of tablecheck as one (exit 70).

    ## Source
    docs/batch.md.
    """
