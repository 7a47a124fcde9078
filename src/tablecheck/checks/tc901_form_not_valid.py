"""TC901: a form is not of the published grammar (exit 2)."""

from __future__ import annotations

from tablecheck.checks.base import refusal


@refusal("TC901", "form-not-valid", title=("表式文件有误", "form is not valid"))
def form_not_valid() -> None:
    """
    A form is not of the published grammar (exit 2).

    ## What it checks
    JSON, the schema form-1.json, expressions; the error names file, pointer and line.

    ## Why it matters
    A form that means something else than it says gives wrong findings.

    ## Example
    `"severity": "eror"`: did you mean “error”.

    ## When it is silent
    The form is right; `tablecheck forms FILE` shows it as a tree.

    ## Source
    schemas/form.schema.json.
    """
