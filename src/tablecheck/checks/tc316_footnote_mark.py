"""TC316: a footnote mark stands in the value cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words
from tablecheck.values.reading import Status
from tablecheck.values.written import footnote_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC316",
    "footnote-mark",
    severity=Severity.WARNING,
    title=("数值里带了注号", "footnote mark beside the value"),
    zh="“{name}”填的是“{text}”，把“{mark}”看作注号，按 {read} 计",
    en="“{name}” is “{text}”, read as {read} with a footnote mark “{mark}”",
)
def footnote_mark(case: Case) -> Iterator[Finding]:
    """
    A footnote mark stands behind a number in the value cell.

    ## What it checks
    Numbers followed by a superscript digit or letter (12³, 12ᵖ), a number in a circle (12①) or a
    mark in brackets (12[1], 12（注1）). The number is read without it. `12*`, `12 (p)` and `12r`
    are not read as numbers at all (TC302), nor is 10², which may be a hundred.

    ## Why it matters
    Copied as plain text, 12³ becomes 123.

    ## Example
    `12①` is read as 12 and flagged; `12` passes.

    ## When it is silent
    The cell stores a number; a workbook stores it as text, which TC304 tells.

    ## Source
    Tables of statistical offices, where marks say provisional or revised.
    """
    for key, seen in case.observations.items():
        reading = seen.reading
        if reading is None or reading.status is not Status.NUMBER or reading.low is None:
            continue
        mark = footnote_in(reading.note)
        # A glued unit is told by TC313, a text in a workbook by TC304.
        if not mark or reading.is_text or reading.unit or reading.multiplier or seen.outside:
            continue
        read = plain(reading.low)
        yield footnote_mark.finding(
            case.place(key),
            fill={"name": case.name(key), "text": shown(reading.text), "mark": mark, "read": read},
            facts={"text": shown(reading.text), "mark": mark, "read": read},
            reason=Words(
                "注号与数字写在一格，容易被当作数字的一部分",
                "a mark in the same cell is easily taken for a part of the number",
            ),
            action=Words(
                f"核对是否为 {read}，把注号移到指标名称或表下",
                f"check that {read} is meant, and put the mark at the label or below the table",
            ),
        )
