"""TC913: a heading of a form with nothing below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase


@about_form(
    "TC913",
    "heading-empty",
    severity=Severity.WARNING,
    title=("标题下没有指标", "heading without indicators"),
    zh="标题“{label}”下没有填数的项",
    en="nothing that holds values stands below the heading “{label}”",
)
def heading_empty(case: FormCase) -> Iterator[Finding]:
    """
    A heading holds no values, and nothing below it does.

    ## What it checks
    Rows with `heading`, and columns that group others.

    ## Why it matters
    Its values are not checked at all; mostly `heading` stands there by mistake, or the rows that
    belong below it stand beside it.

    ## Example
    `{"code": "2", "label": "二、回应解读情况", "heading": true}` without `rows`.

    ## When it is silent
    Some item below it, at any depth, holds values.

    ## Source
    docs/forms.md, “Rows and columns”.
    """
    for table in case.form.tables:
        for axis, items in (("rows", table.rows), ("columns", table.columns)):
            parent = {item.code: item.parent for item in items}
            filled: set[str | None] = {None}
            for item in items:
                at = item.code if item.holds_values else None
                while at not in filled:
                    filled.add(at)
                    at = parent[at] if at is not None else None
            for item in items:
                if item.heading and item.code not in filled:
                    yield heading_empty.finding(
                        case.at_item(table.code, axis, item.code),
                        fill={"label": item.label},
                        action=Words("去掉 heading，或把下级移到它下面", "remove `heading`"),
                    )
