"""TC107: the form's table is there twice."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC107", "table-ambiguous", title=("有几处同样的表", "table found twice"))
def table_ambiguous() -> None:
    """
    Two places fit the form equally well (exit 3).

    ## What it checks
    The share of the form's labels that each place shows; hidden sheets count only where no shown
    one fits.

    ## Why it matters
    Choosing one would check last year's table, or the blank one.

    ## Example
    Sheets 2017 and 2018 with the same table: use `--sheet 2018`.

    ## When it is silent
    One place fits clearly better, or `--sheet` is given.

    ## Source
    The form.
    """
