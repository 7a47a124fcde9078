"""TC602: a cell is blank, and the text says that there was nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses
from tablecheck.checks.base import check
from tablecheck.checks.said import comparisons
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC602",
    "text-speaks-for-zero",
    severity=Severity.INFORMATION,
    title=("正文表明应为 0", "the text says none"),
    zh="“{name}”未填，正文写“{quote}”，应为 0",
    en="“{name}” is blank, and the text says “{quote}”, so it would be 0",
)
def text_speaks_for_zero(case: Case) -> Iterator[Finding]:
    """
    A blank cell whose indicator, the text says, did not occur.

    ## What it checks
    Blank cells that a form names under `text`, where every sentence about them says “none” or 0.

    ## Why it matters
    A blank can mean 0 or not filled in; here the report itself says which. The cell stays blank
    for the rules: text is a clue, not a value.

    ## Example
    “未收到政府信息公开申请” beside a blank `收到申请数` is told; with 0 in the cell it is not.

    ## When it is silent
    The cell is filled, its value follows from other cells, or another sentence states a number.

    ## Source
    Published reports (manzhouli-2018).
    """
    for each in comparisons(case):
        blanks = each.blanks
        says_none = each.whole and all(said.number.high == 0 for said in each.whole)
        if not blanks or not says_none or each.differing:
            continue
        yield text_speaks_for_zero.finding(
            case.place(blanks[0]),
            related=[
                *(case.place(key) for key in blanks[1:]),
                *(said.place for said in each.whole),
            ],
            rule=each.rule.id,
            basis=each.rule.basis,
            fill={"name": case.name(blanks[0]), "quote": each.whole[0].statement.quote},
            facts={"text": "0"},
            action=Words(
                f"若本年确实没有，{addresses(case, blanks)} 填 0",
                f"if there was none this year, fill in 0 in {addresses(case, blanks, 'en')}",
            ),
        )
