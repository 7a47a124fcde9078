"""TC401: a total and the sum of its parts disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import drawn, failing, failure, why
from tablecheck.checks.base import check
from tablecheck.checks.rounding import rounding_note, with_note
from tablecheck.exact import exact, plain
from tablecheck.findings import Words
from tablecheck.form.model import RuleKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.arithmetic import Failure
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Finding

_OPS = {RuleKind.SUM: "=", RuleKind.AT_LEAST_SUM: ">=", RuleKind.AT_MOST_SUM: "<="}
_EXCEEDED = Words("分项之和大于总数", "parts exceed their total")


@check(
    "TC401",
    "total-mismatch",
    title=("合计与分项之和不符", "total differs from its parts"),
    zh="“{name}”填的是 {stated}{unit}，比分项之和 {computed}{unit}{more} {imbalance}{unit}",
    en="“{name}” is {stated}{unit}, but its parts add up to {computed}{unit} ({signed})",
)
def total_mismatch(case: Case) -> Iterator[Finding]:
    """
    A total differs from the sum of its parts.

    ## What it checks
    Rules `sum` (the total is the sum), `at_least_sum` (the parts may not exceed it) and
    `at_most_sum`. A rule fails only where it fails for every value that the cells may have: blanks
    and unreadable cells count as their whole domain, 1.26万 as 12550 to 12650.

    ## Why it matters
    Either the total or one of the parts is wrong, and so is every table above that adds it up.

    ## Example
    `收到申请数` 12 over 3 + 8 fails (+1); 11 over 3 + 8 passes.

    ## When it is silent
    A part is blank and could fill the gap; a harder rule over the same cells is reported already.
    The form says that values are rounded, and rounding makes the gap (TC408). Where it does not
    say so and rounding could, the reason mentions it.

    ## Source
    VTL 2.1 `check_hierarchy`, component `imbalance`.
    """
    for instance in failing(case, *_OPS):
        failed = failure(case, instance)
        computed = _computed(failed)
        imbalance = exact((failed.high if computed > failed.high else failed.low) - computed)
        above = imbalance > 0
        stated = plain(failed.low) if failed.low == failed.high else plain(failed.high)
        yield total_mismatch.finding(
            case.place(failed.whole),
            related=[case.place(key) for key in instance.parts],
            severity=instance.rule.severity,
            rule=instance.rule.id,
            basis=instance.rule.basis,
            title=_EXCEEDED if instance.rule.kind is RuleKind.AT_LEAST_SUM else None,
            fill={
                "name": case.name(failed.whole),
                "stated": stated,
                "unit": case.after_number(failed.whole),
                "computed": plain(computed),
                "more": ("" if case.unit(failed.whole) else " ") + ("多" if above else "少"),
                "imbalance": plain(exact(max(imbalance, -imbalance))),
                "signed": f"{'+' if above else ''}{plain(imbalance)}",
            },
            facts={
                "stated": stated,
                "computed": plain(computed),
                "imbalance": plain(imbalance),
            },
            reason=with_note(
                why(instance, Words("合计应等于各分项之和", "the total is the sum of its parts")),
                rounding_note(case, instance),
            ),
            action=_action(case, failed),
            equation=drawn(case, instance, _OPS[instance.rule.kind], computed, imbalance),
        )


def _computed(failed: Failure) -> Exact:
    """The sum of the parts that comes nearest to the total."""
    if failed.parts_low is not None and failed.parts_low > failed.high:
        return failed.parts_low
    return failed.low if failed.parts_high is None else failed.parts_high


def _action(case: Case, failed: Failure) -> Words:
    cell = case.place(failed.whole).cell or case.name(failed.whole)
    return Words(
        f"规则不能判定哪一格有误。核对 {cell} 和各分项；若分项无误，{cell} 应为 "
        f"{plain(_computed(failed))}",
        f"the rule cannot tell which cell is wrong: check {cell} and its parts; if the parts are "
        f"right, {cell} should be {plain(_computed(failed))}",
    )
