"""TC402: an “其中” item is larger than what it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import against_one, failing, stated, why
from tablecheck.checks.base import check
from tablecheck.exact import exact, plain
from tablecheck.findings import Words
from tablecheck.form.model import RuleKind
from tablecheck.rules.judge import judge_clause
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC402",
    "subset-exceeded",
    title=("其中项大于总项", "part exceeds its whole"),
    zh="“{part}”填的是 {stated}{unit}，比“{whole}”{high}{unit}多 {imbalance}{unit}",
    en="“{part}” is {stated}{unit}, but its whole “{whole}” is {high}{unit} (+{imbalance})",
)
def subset_exceeded(case: Case) -> Iterator[Finding]:
    """
    An item of a whole is larger than the whole.

    ## What it checks
    Rules `at_least_each`: every 其中 (“of which”) item is at most the item that it belongs to.

    ## Why it matters
    A part cannot be larger than its whole: one of the two numbers is wrong.

    ## Example
    `其中：主动公开规范性文件数` 1700 under 1606 fails; 160 passes.

    ## When it is silent
    One of the two is blank or unreadable.

    ## Source
    The printed words 其中 and “of which”.
    """
    for instance in failing(case, RuleKind.AT_LEAST_EACH):
        if instance.whole is None:
            continue
        whole = case.dataset.intervals[instance.whole]
        for part, clause in zip(instance.parts, instance.clauses, strict=True):
            low = case.dataset.intervals[part].low
            if low is None or whole.high is None:
                continue
            if judge_clause(clause, case.dataset.intervals) is not Verdict.FAILS:
                continue
            over = exact(low - whole.high)
            cell = case.place(part).cell or case.name(part)
            other = case.place(instance.whole).cell or case.name(instance.whole)
            yield subset_exceeded.finding(
                case.place(part),
                related=[case.place(instance.whole)],
                severity=instance.rule.severity,
                rule=instance.rule.id,
                basis=instance.rule.basis,
                fill={
                    "part": case.name(part),
                    "whole": case.name(instance.whole),
                    "stated": stated(case, part),
                    "high": plain(whole.high),
                    "unit": case.after_number(part),
                    "imbalance": plain(over),
                },
                facts={
                    "stated": plain(low),
                    "high": plain(whole.high),
                    "imbalance": plain(over),
                },
                reason=why(
                    instance,
                    Words("“其中”项是总项的一部分", "the item is a part of the whole"),
                ),
                action=Words(
                    f"规则不能判定哪一格有误。核对 {cell} 和 {other}",
                    f"the rule cannot tell which cell is wrong: check {cell} and {other}",
                ),
                equation=against_one(case, part, instance.whole, "<=", over),
            )
