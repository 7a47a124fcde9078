"""TC116: a field around the tables is not there, or not filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.header import absent_place, field_place
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC116",
    "header-field-missing",
    severity=Severity.WARNING,
    title=("表头栏目未填", "field around the table missing"),
    zh="“{name}”{what}",
    en="the field “{name}” {what}",
)
def header_field_missing(case: Case) -> Iterator[Finding]:
    """
    A field that the form wants around its tables is missing or blank.

    ## What it checks
    Fields of the form's `header` that are `required`: the label stands in the file with a value
    behind it in the same cell, or in the next one.

    ## Why it matters
    A table without agency or year cannot be put beside other reports.

    ## Example
    `填报单位：` with nothing behind it; no `统计年度` anywhere.

    ## When it is silent
    The form does not require the field.

    ## Source
    The form.
    """
    for field in case.form.header:
        seen = case.header.fields.get(field.code)
        if not field.required or (seen is not None and seen.text):
            continue
        blank = seen is not None
        yield header_field_missing.finding(
            absent_place(field) if seen is None else field_place(seen),
            fill={
                "name": field.label,
                "what": Words("未填", "is blank") if blank else Words("没有找到", "is not there"),
            },
            facts={"field": field.code},
            action=Words(f"填写“{field.label}”", f"fill in “{field.label}”"),
        )
