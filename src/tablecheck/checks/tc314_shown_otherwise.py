"""TC314: what is shown is not what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC314",
    "shown-otherwise",
    severity=Severity.WARNING,
    title=("显示的数与存的数不同", "shown number differs"),
    zh="“{name}”显示为 {shown}，存的数是 {stored}",
    en="“{name}” is shown as {shown}, but {stored} is stored",
)
def shown_otherwise(case: Case) -> Iterator[Finding]:
    """
    A number format shows another number than the cell stores.

    ## What it checks
    Percent formats and formats that scale by a thousand. The stored number is used.

    ## Why it matters
    The clerk sees 12.5 and files 0.125.

    ## Example
    0.125 in the format `0.0%` is flagged; 12.5 in General passes.

    ## When it is silent
    The format is General, or shows the stored number rounded only.

    ## Source
    ECMA-376 part 1, number format codes.
    """
    for key, seen in case.observations.items():
        reading = seen.reading
        if reading is None or not reading.shown or reading.low is None:
            continue
        stored = plain(reading.low)
        yield shown_otherwise.finding(
            case.place(key),
            fill={"name": case.name(key), "shown": reading.shown, "stored": stored},
            facts={"shown": reading.shown, "stated": stored},
            reason=Words("单元格的数字格式换算了显示值", "the cell's number format scales it"),
            action=Words(
                "把数字格式改为常规，核对数值", "set the number format to General and check it"
            ),
        )
