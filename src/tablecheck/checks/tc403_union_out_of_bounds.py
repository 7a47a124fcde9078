"""TC403: a total that counts each thing once is outside the bounds of its channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import against_one, drawn, failing, failure, why
from tablecheck.checks.base import check
from tablecheck.exact import exact, plain
from tablecheck.findings import Words
from tablecheck.form.model import RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.arithmetic import Failure
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance

_BELOW = Words("总数小于最大的渠道", "total below its largest channel")
_BELOW_MESSAGE = Words(
    "“{name}”填的是 {stated}{unit}，比最大的一项 {bound}{unit}少 {imbalance}{unit}",
    "“{name}” is {stated}{unit}, less than its largest part, {bound}{unit} ({signed})",
)


@check(
    "TC403",
    "union-out-of-bounds",
    title=("总数大于各渠道之和", "total above all its channels"),
    zh="“{name}”填的是 {stated}{unit}，比各渠道之和 {bound}{unit}多 {imbalance}{unit}",
    en="“{name}” is {stated}{unit}, more than the {bound}{unit} of all its channels ({signed})",
)
def union_out_of_bounds(case: Case) -> Iterator[Finding]:
    """
    A total that counts each thing once is above the sum of its channels or below the largest.

    ## What it checks
    Rules `union`: what is published in several channels counts once in the total, so that
    max(parts) ≤ total ≤ Σ parts.

    ## Why it matters
    Above the sum, something was counted that no channel has; below the largest channel, a thing
    of that channel was not counted.

    ## Example
    Channels 2 + 89 + 0 + 1506 + 0 = 1597: a total of 1606 fails, 1550 passes.

    ## When it is silent
    A channel is blank and could hold what is missing (TC406 then says how much).

    ## Source
    The label “不同渠道和方式公开相同信息计1条”.
    """
    for instance in failing(case, RuleKind.UNION):
        failed = failure(case, instance)
        above = failed.parts_high is not None and failed.low > failed.parts_high
        largest = max(
            (low for key in instance.parts if (low := case.dataset.intervals[key].low) is not None),
            default=failed.low,
        )
        bound = failed.parts_high if above and failed.parts_high is not None else largest
        imbalance = exact((failed.low if above else failed.high) - bound)
        stated = plain(failed.low)
        yield union_out_of_bounds.finding(
            case.place(failed.whole),
            related=[case.place(key) for key in instance.parts],
            severity=instance.rule.severity,
            rule=instance.rule.id,
            basis=instance.rule.basis,
            title=None if above else _BELOW,
            message=None if above else _BELOW_MESSAGE,
            fill={
                "name": case.name(failed.whole),
                "stated": stated,
                "unit": case.after_number(failed.whole),
                "bound": plain(bound),
                "imbalance": plain(exact(max(imbalance, -imbalance))),
                "signed": f"{'+' if above else ''}{plain(imbalance)}",
            },
            facts={
                "stated": stated,
                "low": plain(largest),
                "high": None if failed.parts_high is None else plain(failed.parts_high),
                "imbalance": plain(imbalance),
            },
            reason=why(
                instance,
                Words(
                    "同一件事在几个渠道只计一次，所以总数不会大于各渠道之和，也不会小于最大的一项",
                    "what several channels share counts once, so the total lies between the "
                    "largest channel and the sum of all",
                ),
            ),
            action=_action(case, failed, instance, above=above),
            equation=drawn(case, instance, "<=", bound, imbalance)
            if above
            else against_one(case, failed.whole, _largest(case, instance), ">=", imbalance),
        )


def _action(case: Case, failed: Failure, instance: Instance, *, above: bool) -> Words:
    cell = case.place(failed.whole).cell or case.name(failed.whole)
    if above:
        assert failed.parts_high is not None
        short = plain(exact(failed.low - failed.parts_high))
        return Words(
            f"规则不能判定哪一格有误。若 {cell} 无误，各渠道合起来至少少填 {short}；"
            f"若各渠道无误，{cell} 不应大于 {plain(failed.parts_high)}",
            f"the rule cannot tell which cell is wrong: if {cell} is right, the channels lack at "
            f"least {short}; if they are right, {cell} is at most {plain(failed.parts_high)}",
        )
    largest = _largest(case, instance)
    other = case.place(largest).cell or case.name(largest)
    return Words(
        f"规则不能判定哪一格有误。核对 {cell} 和最大的一项 {other}",
        f"the rule cannot tell which cell is wrong: check {cell} and the largest part, {other}",
    )


def _largest(case: Case, instance: Instance) -> Key:
    return max(instance.parts, key=lambda key: case.dataset.intervals[key].low or 0)
