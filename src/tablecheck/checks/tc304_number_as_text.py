"""TC304: a number stored as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC304",
    "number-as-text",
    severity=Severity.WARNING,
    title=("数字存成了文本", "number stored as text"),
    zh="“{name}”的{text}是文本格式，表格软件求和时会漏掉",
    en="“{name}” is {text} stored as text, which a spreadsheet leaves out of its sums",
)
def number_as_text(case: Case) -> Iterator[Finding]:
    """
    A cell of a workbook stores a number as text.

    ## What it checks
    The cell's content is text although the format could store a number: full-width digits,
    thousands separators typed by hand, spaces, an apostrophe. The number is read all the same.

    ## Why it matters
    Excel and WPS leave text out of SUM, so the clerk's own totals are too small.

    ## Example
    `１８` or `1,506` as text is flagged; 18 and 1506 as numbers pass.

    ## When it is silent
    In CSV, where everything is text; where a unit is glued to the number (TC313), or the number
    cannot be (TC303).

    ## Source
    ECMA-376, cell types; messes seen in published reports.
    """
    for key, seen in case.observations.items():
        reading = seen.reading
        if reading is None or reading.status is not Status.NUMBER or not reading.is_text:
            continue
        if seen.outside:
            continue
        if reading.unit is not None or reading.multiplier is not None or reading.low is None:
            continue
        value = plain(reading.low)
        yield number_as_text.finding(
            case.place(key),
            fill={"name": case.name(key), "text": f"“{shown(reading.text)}”"},
            facts={"text": shown(reading.text), "read": value},
            reason=Words(
                "Excel、WPS 求和时不计文本格式的数字", "spreadsheets leave text out of their sums"
            ),
            action=Words(
                f"把单元格改为数值格式，重新输入 {value}",
                f"make the cell a number and type {value} again",
            ),
        )
