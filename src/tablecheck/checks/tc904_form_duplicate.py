"""TC904: two items, tables or rules of a form have one code (exit 2)."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC904", "form-duplicate", title=("表式代码重复", "form code stands twice"))
def form_duplicate() -> None:
    """
    Two items, tables or rules of a form have one code (exit 2).

    ## What it checks
    Codes of rows, columns and tables, ids of rules.

    ## Why it matters
    A form that means something else than it says gives wrong findings.

    ## Example
    Two rows with the code `3.1`.

    ## When it is silent
    The form is right; `tablecheck forms FILE` shows it as a tree.

    ## Source
    schemas/form.schema.json.
    """
