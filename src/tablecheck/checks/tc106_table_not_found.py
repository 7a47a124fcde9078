"""TC106: the form's table is nowhere in the file."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC106", "table-not-found", title=("没有找到表", "table not found"))
def table_not_found() -> None:
    """
    The table that the form describes is in no sheet (exit 3).

    ## What it checks
    Every sheet for the form's row labels; at least three in ten must be there.

    ## Why it matters
    “No findings” on a file without the table would look like a clean one.

    ## Example
    The wrong file, or the wrong `--form` or `--sheet`.

    ## When it is silent
    The table is found.

    ## Source
    The form.
    """
