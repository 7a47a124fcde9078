"""TC305: an error value such as #REF!."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.findings import Words
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC305",
    "error-value",
    title=("单元格是错误值", "error value"),
    zh="“{name}”是错误值 {text}",
    en="“{name}” is the error value {text}",
)
def error_value(case: Case) -> Iterator[Finding]:
    """
    A value cell holds an error value such as #REF! or #DIV/0!.

    ## What it checks
    Error values of xlsx, xlsm and ods. The cell takes part in the rules as unknown.

    ## Why it matters
    The number is lost, and so is every sum that refers to the cell.

    ## Example
    `#REF!` fails; the number that the formula gave before passes.

    ## When it is silent
    In xls and xlsb, where error values cannot be told from blanks (TC112 says so).

    ## Source
    ECMA-376 part 1, cell type “e”.
    """
    for key, seen in case.observations.items():
        if seen.reading is None or seen.reading.status is not Status.ERROR:
            continue
        yield error_value.finding(
            case.place(key),
            fill={"name": case.name(key), "text": shown(seen.reading.text)},
            facts={"text": shown(seen.reading.text)},
            reason=Words("公式引用的单元格已失效", "the formula refers to what is no longer there"),
            action=Words("改正公式，或直接填数", "mend the formula, or fill in the number"),
        )
