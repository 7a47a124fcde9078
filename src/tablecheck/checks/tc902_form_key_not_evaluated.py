"""TC902: a form says what this version does not evaluate (exit 2)."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal(
    "TC902", "form-key-not-evaluated", title=("表式用了未支持的功能", "form key not evaluated yet")
)
def form_key_not_evaluated() -> None:
    """
    A form says what this version does not evaluate (exit 2).

    ## What it checks
    `$schema`: a form of another version of the grammar may mean something else by its words.
    Nothing is silently ignored.

    ## Why it matters
    A form that means something else than it says gives wrong findings.

    ## Example
    `"$schema": "https://tablecheck.dev/schemas/form-2.json"`: this version knows `form-1.json`.

    ## When it is silent
    The form is right; `tablecheck forms FILE` shows it as a tree.

    ## Source
    schemas/form.schema.json.
    """
