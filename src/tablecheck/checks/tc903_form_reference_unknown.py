"""TC903: a form refers to a code or unit that it does not have (exit 2)."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal(
    "TC903", "form-reference-unknown", title=("表式引用了不存在的项", "form refers to nothing")
)
def form_reference_unknown() -> None:
    """
    A form refers to a code or unit that it does not have (exit 2).

    ## What it checks
    Codes in relations and expressions, units of items, items without values used in rules.

    ## Why it matters
    A form that means something else than it says gives wrong findings.

    ## Example
    `[3.9] <= [3.1]` where there is no 3.9.

    ## When it is silent
    The form is right; `tablecheck forms FILE` shows it as a tree.

    ## Source
    schemas/form.schema.json.
    """
