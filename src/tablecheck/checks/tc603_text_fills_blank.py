"""TC603: a cell is blank, and the text states its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses
from tablecheck.checks.base import check
from tablecheck.checks.said import comparisons, implied
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC603",
    "text-fills-blank",
    severity=Severity.INFORMATION,
    title=("正文写有未填的数", "the text fills a blank"),
    zh="“{name}”未填，按正文应为 {value}{unit}：“{quote}”",
    en="“{name}” is blank, but {value}{unit} by the text: “{quote}”",
)
def text_fills_blank(case: Case) -> Iterator[Finding]:
    """
    A blank cell whose number the text states.

    ## What it checks
    Blank cells that a form names under `text`: the number of the sentence, or, in a sum with one
    blank, what the other cells leave of it.

    ## Why it matters
    The number was known and not filled in. The cell stays blank for the rules: text is a clue,
    not a value.

    ## Example
    “政府网站发布信息98条” beside a blank `政府网站公开政府信息数` is told; with 98 in it, not.

    ## When it is silent
    The cell is filled, its value follows from other cells, several cells of a sum are blank, or
    the number is rounded (1.26 万).

    ## Source
    Published reports.
    """
    for each in comparisons(case):
        if len(each.blanks) != 1 or each.differing:
            continue
        blank = each.blanks[0]
        values = implied(case, each, blank)
        if not any(values):
            continue
        yield text_fills_blank.finding(
            case.place(blank),
            related=[said.place for said in each.whole],
            rule=each.rule.id,
            basis=each.rule.basis,
            fill={
                "name": case.name(blank),
                "value": Words("、".join(map(plain, values)), ", ".join(map(plain, values))),
                "unit": case.after_number(blank),
                "quote": each.whole[0].statement.quote,
            },
            facts={"text": plain(values[0])},
            action=Words(
                f"核对后填写 {addresses(case, [blank])}",
                f"check it and fill in {addresses(case, [blank], 'en')}",
            ),
        )
