"""TC503: a number changed more since last period than the form expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses, stated, why
from tablecheck.checks.base import check
from tablecheck.checks.carried import carried
from tablecheck.checks.formula import in_words
from tablecheck.exact import exact, plain, quotient
from tablecheck.findings import Severity, Words
from tablecheck.form.model import is_previous

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.carried import Carried
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Finding
    from tablecheck.form.model import Key

_GENERAL = Words(
    "“{name}”填的是 {stated}{unit}，与上年相比不符合 {expression}",
    "“{name}” is {stated}{unit}, which against last year is not {expression}",
)


@check(
    "TC503",
    "change-large",
    severity=Severity.WARNING,
    title=("比上年变化过大", "changed much since last year"),
    zh="“{name}”填的是 {stated}{unit}，上年是 {before}{unit}，{more} {imbalance}{unit}{percent}",
    en="“{name}” is {stated}{unit}; last year it was {before}{unit} ({signed}{percent})",
)
def change_large(case: Case) -> Iterator[Finding]:
    """
    A number is further from last year's than the form expects.

    ## What it checks
    Rules with `previous […]` that are no equations: absolute change
    (`abs([1] - previous [1]) <= 500`), relative change (`[1] <= 2 * previous [1]`), or both, with
    the file of `--previous`.

    ## Why it matters
    A number ten times as large is mostly a unit or a digit; a true one wants an explanation.

    ## Example
    专项经费 35000 after 3.5 last year.

    ## When it is silent
    Without `--previous`; where years or agencies do not fit (TC505); the form has no such rule.

    ## Source
    The form; 合理性审核, “comparison” edits.
    """
    for failed in carried(case):
        if failed.is_equation:
            continue
        instance = failed.instance
        pair = _pair(case, failed)
        fill: dict[str, object] = {
            "name": case.name(failed.at),
            "stated": stated(case, failed.at),
            "unit": case.after_number(failed.at),
            "expression": in_words(instance.rule, instance.table, case.form),
        }
        facts: dict[str, str | None] = {"stated": stated(case, failed.at)}
        if pair is not None:
            change = exact(pair[0] - pair[1])
            percent = _percent(change, pair[1])
            fill |= {
                "before": plain(pair[1]),
                "more": "增加" if change > 0 else "减少",
                "imbalance": plain(exact(max(change, -change))),
                "signed": f"{'+' if change > 0 else ''}{plain(change)}",
                "percent": Words(f"（{percent}）", f", {percent}") if percent else Words("", ""),
            }
            facts |= {"before": plain(pair[1]), "change": plain(change), "percent": percent}
        yield change_large.finding(
            case.place(failed.at),
            related=[case.place(key) for key in instance.parts if key != failed.at],
            severity=instance.rule.severity,
            rule=instance.rule.id,
            basis=instance.rule.basis,
            message=_GENERAL if pair is None else None,
            fill=fill,
            facts=facts,
            reason=why(
                instance,
                Words("变化超出表式规定的范围", "the change is larger than the form expects"),
            ),
            action=_action(case, failed),
        )


def _pair(case: Case, failed: Carried) -> tuple[Exact, Exact] | None:
    """This period's and last period's number, where the rule compares just these two."""
    parts: tuple[Key, ...] = failed.instance.parts
    points = [case.dataset.intervals[key] for key in parts]
    before = [point.low for key, point in zip(parts, points, strict=True) if is_previous(key)]
    own = [point.low for key, point in zip(parts, points, strict=True) if not is_previous(key)]
    if len(before) != 1 or len(own) != 1 or not all(point.is_point for point in points):
        return None
    return (own[0] or 0, before[0] or 0)


def _percent(change: Exact, before: Exact) -> str | None:
    """The change in per cent of last period's number, with one decimal: ``+150%``."""
    if before <= 0:
        return None
    tenths = quotient(1000 * change, before)
    rounded = (2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)
    return f"{'+' if rounded > 0 else ''}{plain(quotient(rounded, 10))}%"


def _action(case: Case, failed: Carried) -> Words:
    cell = case.place(failed.at).cell or case.name(failed.at)
    before = [key for key in failed.instance.parts if is_previous(key)]
    return Words(
        f"核对 {cell} 的数字和单位，再看{addresses(case, before)}；数字属实的附情况说明",
        f"check number and unit of {cell}, then {addresses(case, before, 'en')}; explain a true "
        "number",
    )
