"""TC406: blanks that cannot all be 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses, cells, why
from tablecheck.checks.base import check
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.model import Severity, is_previous

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_ONE = Words(
    "{names}未填，但至少应为 {at_least}{unit}，否则已填的数有误",
    "{names} blank, but must be at least {at_least}{unit}, or a filled number is wrong",
)


@check(
    "TC406",
    "blanks-must-hold",
    title=("空单元格不能都为 0", "blanks cannot all be 0"),
    zh="{names}未填，但合计至少应为 {at_least}{unit}，否则已填的数有误",
    en="{names} blank, but must hold at least {at_least}{unit}, or a filled number is wrong",
)
def blanks_must_hold(case: Case) -> Iterator[Finding]:
    """
    Blanks must hold a positive amount, or a filled number is wrong.

    ## What it checks
    Hard rules that hold only if the blank cells, which clerks leave blank for 0, hold more than 0.

    ## Why it matters
    Whoever takes the blanks for 0 gets a table that contradicts itself.

    ## Example
    A total of 1606 over channels 2, blank, 1506, blank, 91: the two blanks must hold at least 7.

    ## When it is silent
    The value of every blank is deduced (TC301 names it); an unreadable cell could hold the amount.

    ## Source
    Interval propagation over all hard rules.
    """
    for each in case.evaluation.must_hold:
        rule = each.instance.rule
        if rule.severity is not Severity.ERROR:
            continue
        at = each.instance.whole or min(cells(each.instance), key=is_previous)
        more = Words("大于 0 的数", "more than 0")
        amount = more if each.at_least is None else plain(each.at_least)
        yield blanks_must_hold.finding(
            case.place(at),
            related=[case.place(key) for key in each.blanks if key != at],
            rule=rule.id,
            message=_ONE if len(each.blanks) == 1 else None,
            basis=rule.basis,
            fill={
                "names": _names(case, each.blanks),
                "at_least": amount,
                "unit": case.after_number(each.blanks[0]),
            },
            facts={"at_least": None if each.at_least is None else plain(each.at_least)},
            reason=why(each.instance, Words("表式规定了这条勾稽关系", "the form states this rule")),
            action=Words(
                f"填写 {addresses(case, each.blanks)}，或核对已填的数",
                f"fill in {addresses(case, each.blanks, 'en')}, or check the filled numbers",
            ),
        )


def _names(case: Case, keys: tuple[tuple[str, str, str], ...]) -> Words:
    if len(keys) == 1:
        return Words(f"“{case.name(keys[0])}”", f"“{case.name(keys[0])}” is")
    named = [case.name(key) for key in keys[:3]]
    more = len(keys) > len(named)
    zh = "、".join(named) + ("等" if more else "")
    en = ", ".join(named) + (" …" if more else "")
    return Words(f"{len(keys)} 个指标（{zh}）", f"{len(keys)} indicators ({en}) are")
