"""TC313: a unit or multiplier stands in the value cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_DOUBTFUL = Words(
    "“{name}”填的是“{text}”，而单位已是“{unit}”，分不清数量级",
    "“{name}” is “{text}” in “{unit}” already, so its magnitude is not clear",
)


@check(
    "TC313",
    "unit-glued",
    severity=Severity.WARNING,
    title=("数值里带了单位", "unit glued to the value"),
    zh="“{name}”填的是“{text}”，按 {read} 计",
    en="“{name}” is “{text}”, read as {read}",
)
def unit_glued(case: Case) -> Iterator[Finding]:
    """
    A unit, or a multiplier such as 万, stands in the value cell.

    ## What it checks
    Numbers followed by a unit that the form knows, or by 万, 亿. The number is read; one with a
    multiplier is the interval of its stated digits: 1.26万 is 12550 to 12650.

    ## Why it matters
    Such a cell is text: spreadsheets leave it out of their sums, and 1.26万 has lost its last
    digits.

    ## Example
    `9次` is read as 9 and flagged; `9` passes.

    ## When it is silent
    The unit is not one that the form knows (then TC302), or is a wrong one (then TC311 as well).

    ## Source
    Messes seen in published reports: `160.5964万元`, `251000元`.
    """
    for key, seen in case.observations.items():
        reading = seen.reading
        if reading is None or reading.status is not Status.NUMBER:
            continue
        if (reading.unit is None and reading.multiplier is None) or reading.low is None:
            continue
        low, high = plain(reading.low), plain(reading.high or reading.low)
        read = Words(low, low) if low == high else Words(f"{low} 至 {high}", f"{low} to {high}")
        is_exact = low == high
        is_doubtful = seen.standing is Standing.UNKNOWN and reading.multiplier is not None
        yield unit_glued.finding(
            case.place(key),
            severity=Severity.ERROR if is_doubtful else None,
            message=_DOUBTFUL if is_doubtful else None,
            fill={
                "name": case.name(key),
                "text": shown(reading.text),
                "read": read,
                "unit": case.unit(key),
            },
            facts={
                "text": shown(reading.text),
                "unit": reading.unit,
                "multiplier": reading.multiplier,
                "low": low,
                "high": high,
            },
            reason=Words(
                "带文字的单元格不参加求和；单位另有一栏",
                "a cell with text takes no part in sums; the unit has its own place",
            ),
            action=Words(f"只填数字 {low}", f"fill in {low} only")
            if is_exact
            else Words("按原始记录填完整的数字", "fill in the full number from the records"),
        )
