"""TC102: a file beyond a limit."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC102", "limit-exceeded", title=("文件超出限制", "file exceeds a limit"))
def limit_exceeded() -> None:
    """
    A file is larger than a limit, so it is not checked (exit 3).

    ## What it checks
    Size of the file and of what it unpacks to, parts, sheets, cells a sheet, characters a cell; the
    sentence names the limit.

    ## Why it matters
    A small archive can unpack to gigabytes and take the machine down.

    ## Example
    A zip that declares 1 GiB is refused before it is unpacked.

    ## When it is silent
    Ordinary workbooks stay far below every limit.

    ## Source
    Limits of readers/limits.py.
    """
