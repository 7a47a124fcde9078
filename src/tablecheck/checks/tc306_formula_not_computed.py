"""TC306: a formula without a computed value."""

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
    "TC306",
    "formula-not-computed",
    title=("公式没有计算结果", "formula never computed"),
    zh="“{name}”是公式，文件里没有它的计算结果",
    en="“{name}” is a formula whose result the file does not hold",
)
def formula_not_computed(case: Case) -> Iterator[Finding]:
    """
    A value cell holds a formula that no program has computed.

    ## What it checks
    Formulas without a stored result in xlsx, xlsm and ods. The cell takes part in the rules as
    unknown; it is neither blank nor 0.

    ## Why it matters
    Files written by programs often hold formulas without results; a reader that takes them for
    blanks sees an empty table.

    ## Example
    `=1+1` written by a program fails; the same file opened and saved in a spreadsheet passes.

    ## When it is silent
    In xls and xlsb, where it cannot be told from a blank (TC112 says so).

    ## Source
    ECMA-376 part 1, `f` without `v`.
    """
    for key, seen in case.observations.items():
        if seen.reading is None or seen.reading.status is not Status.UNCOMPUTED:
            continue
        yield formula_not_computed.finding(
            case.place(key),
            fill={"name": case.name(key)},
            facts={"text": shown(seen.reading.text)},
            reason=Words(
                "文件由程序生成，还没有用表格软件打开计算过",
                "a program wrote the file, and no spreadsheet has computed it yet",
            ),
            action=Words(
                "用 Excel 或 WPS 打开，保存后再检查",
                "open it in a spreadsheet, save it, and check it again",
            ),
        )
