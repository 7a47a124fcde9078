"""TC101: a file that cannot be read."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC101", "file-not-readable", title=("文件无法读取", "file cannot be read"))
def file_not_readable() -> None:
    """
    A file cannot be read, so it is not checked (exit 3).

    ## What it checks
    The file is a regular file that opens, its container is whole, its parts are well-formed, its
    text decodes without loss.

    ## Why it matters
    A damaged file read halfway would look like a table full of blanks.

    ## Example
    A truncated xlsx is refused; save it again from the spreadsheet.

    ## When it is silent
    Never: what cannot be read is refused, not skipped.

    ## Source
    facts about readers measured for this project, docs/decisions/0001-own-xlsx-reader.md.
    """
