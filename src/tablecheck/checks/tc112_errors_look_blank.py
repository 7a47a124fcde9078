"""TC112: a format in which error values cannot be told from blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.checks.base import check
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC112",
    "errors-look-blank",
    severity=Severity.INFORMATION,
    title=("错误值与空单元格不可分", "errors look blank"),
    zh="{type} 格式中分不清错误值、未计算的公式和空单元格，一律按空处理",
    en="in {type}, error values and uncomputed formulas look like blanks and are read so",
)
def errors_look_blank(case: Case) -> Iterator[Finding]:
    """
    The format does not show error values.

    ## What it checks
    Files in .xls, .xlsb and .et, whose reader gives error values and formulas that were never
    computed as blanks.

    ## Why it matters
    A cell that shows #REF! is told as a blank; who looks at the file sees something else.

    ## Example
    `report.xls` gives this once; the same table as .xlsx does not.

    ## When it is silent
    For xlsx, xlsm, ods and csv; where no cell of the form is blank.

    ## Source
    Measured, docs/decisions/0001-own-xlsx-reader.md.
    """
    looks_blank = any(seen.standing is Standing.BLANK for seen in case.observations.values())
    if looks_blank and any(n.kind == "errors-look-blank" for n in case.workbook.notices):
        kind = case.workbook.kind
        yield errors_look_blank.finding(
            None,
            fill={"type": f".{kind}"},
            facts={"type": kind},
            action=Words(
                "如有疑问，另存为 .xlsx 再检查", "if in doubt, save it as .xlsx and check that"
            ),
        )
