"""TC105: no known form fits the file."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC105", "form-not-recognised", title=("认不出是哪个表式", "form not recognised"))
def form_not_recognised() -> None:
    """
    No known form fits the file, or two fit alike (exit 3).

    ## What it checks
    Row labels and titles of every known form against the texts of the file.

    ## Why it matters
    Checking against the wrong form gives wrong findings, or none.

    ## Example
    A table of another agency: name its form by `--form form.json`.

    ## When it is silent
    `--form` is given.

    ## Source
    Labels of the forms, `tablecheck forms`.
    """
