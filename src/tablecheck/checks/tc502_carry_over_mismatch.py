"""TC502: a number does not follow from last period's, as the form says it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import addresses, terms, why
from tablecheck.checks.base import check
from tablecheck.checks.carried import carried, expected
from tablecheck.exact import exact, plain, quotient
from tablecheck.findings import Equation, Severity, Words
from tablecheck.form.model import RuleKind, is_previous
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.checks.carried import Carried
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Finding

_REASON = Words(
    "表式规定本年数由上年数推算", "the form says how it follows from last year's number"
)
_BETWEEN = Words(
    "“{name}”填的是 {stated}{unit}，按上年数推算应{range}，{more} {imbalance}{unit}",
    "“{name}” is {stated}{unit}, but from last year's numbers it is {range} ({signed})",
)
_ONLY_PARTS = Words("合计相符，分列不衔接", "totals agree, parts do not")
_ONLY_PARTS_MESSAGE = Words(
    "“{name}”等 {n} 项与上年数不衔接，但“{total}”相符",
    "“{name}” and others, {n} in all, do not follow from last year, but “{total}” does",
)
_ONE_PART_MESSAGE = Words(
    "“{name}”与上年数不衔接，但“{total}”相符",
    "“{name}” does not follow from last year, but “{total}” does",
)


@check(
    "TC502",
    "carry-over-mismatch",
    title=("与上年数不衔接", "does not follow from last year"),
    zh="“{name}”填的是 {stated}{unit}，按上年数推算应为 {computed}{unit}，{more} {imbalance}{unit}",
    en="“{name}” is {stated}{unit}, but from last year's numbers it is {computed}{unit} ({signed})",
)
def carry_over_mismatch(case: Case) -> Iterator[Finding]:
    """
    What last year carried over is not what this year begins with.

    ## What it checks
    Equations of the form with `previous […]`, with the file of `--previous`: 上年结转 = last year's
    结转下年度, 现行有效 = last year's + 制发 − 废止, in every column or row.

    ## Why it matters
    One of the two reports is wrong, or a number was revised and wants an explanation.

    ## Example
    上年结转 120 where last year's report carries 121 over.

    ## When it is silent
    Without `--previous`; where years or agencies do not fit (TC505). Where the total agrees and
    only columns that it adds up do not, all of them are one information: cases are sometimes put
    into another class.

    ## Source
    The form; stock and flow accounts.
    """
    failed = [each for each in carried(case) if each.is_equation]
    told: dict[tuple[str, str], list[Carried]] = {}
    for each in failed:
        total = _total_that_agrees(case, each)
        if total is None:
            yield _mismatch(case, each)
        else:
            told.setdefault((each.instance.rule.id, total), []).append(each)
    for (_, total), parts in told.items():
        yield _only_parts(case, parts, total)


def _mismatch(case: Case, failed: Carried) -> Finding:
    instance = failed.instance
    low, high = expected(case, failed)
    own = case.dataset.intervals[failed.at]
    below = low is not None and own.high is not None and own.high < low
    stated = (own.high if below else own.low) or 0
    nearest = (low if below else high) or 0
    imbalance = exact(stated - nearest)
    is_range = low != high
    facts: dict[str, str | None] = {"stated": plain(stated)}
    if is_range:
        facts |= {"low": None if low is None else plain(low)}
        facts |= {"high": None if high is None else plain(high)}
    else:
        facts["computed"] = plain(nearest)
    keys = [key for key in instance.parts if key != failed.at]
    return carry_over_mismatch.finding(
        case.place(failed.at),
        related=[case.place(key) for key in keys],
        severity=instance.rule.severity,
        rule=instance.rule.id,
        basis=instance.rule.basis,
        message=_BETWEEN if is_range else None,
        fill={
            "name": case.name(failed.at),
            "stated": plain(stated),
            "unit": case.after_number(failed.at),
            "computed": plain(nearest),
            "range": _range(low, high, case.after_number(failed.at)),
            "more": "多" if imbalance > 0 else "少",
            "imbalance": plain(exact(max(imbalance, -imbalance))),
            "signed": f"{'+' if imbalance > 0 else ''}{plain(imbalance)}",
        },
        facts={**facts, "imbalance": plain(imbalance)},
        reason=why(instance, _REASON),
        action=_action(case, failed),
        equation=None if is_range else _drawn(case, failed, nearest, imbalance),
    )


def _range(low: Exact | None, high: Exact | None, unit: str) -> Words:
    """The numbers that a cell may hold, in words; one of the ends is known."""
    if low is None or high is None:
        bound = f"{plain(high or 0 if low is None else low)}{unit}"
        zh, en = ("不大于", "at most") if low is None else ("不小于", "at least")
        return Words(f"{zh} {bound}", f"{en} {bound}")
    return Words(
        f"在 {plain(low)} 至 {plain(high)}{unit} 之间", f"from {plain(low)} to {plain(high)}{unit}"
    )


def _action(case: Case, failed: Carried) -> Words:
    keys = sorted(failed.instance.parts, key=is_previous)
    return Words(
        f"核对 {addresses(case, keys)}；数字属实的附情况说明",
        f"check {addresses(case, keys, 'en')}; explain true numbers",
    )


def _drawn(case: Case, failed: Carried, computed: Exact, imbalance: Exact) -> Equation | None:
    """The equation with its cell alone on the left, where every other term counts once."""
    assert failed.atom is not None
    own = next(coefficient for coefficient, key in failed.atom.terms if key == failed.at)
    weights = [(quotient(-c, own), key) for c, key in failed.atom.terms if key != failed.at]
    if failed.atom.constant != 0 or any(weight not in (1, -1) for weight, _ in weights):
        return None
    weights.sort(key=lambda weight: weight[0] < 0)
    signs = [
        "-" if weight < 0 else "+" if number else "" for number, (weight, _) in enumerate(weights)
    ]
    return Equation(
        left=terms(case, [failed.at]),
        op="=",
        right=terms(case, [key for _, key in weights], signs),
        computed=plain(computed),
        imbalance=plain(imbalance),
    )


def _total_that_agrees(case: Case, failed: Carried) -> str | None:
    """Code of the total whose part this place is, where the rule holds there; else None."""
    instance = failed.instance
    on_rows = instance.column is not None
    place = instance.column if on_rows else instance.row
    table = next(each for each in case.form.tables if each.code == instance.table)
    totals = [
        rule.whole
        for rule in table.rules
        if rule.kind is RuleKind.SUM
        and rule.axis == ("columns" if on_rows else "rows")
        and place in rule.parts
    ]
    for judged in case.evaluation.verdicts:
        other = judged.instance
        at = other.column if on_rows else other.row
        if other.rule.id == instance.rule.id and at in totals and judged.verdict is Verdict.HOLDS:
            return at
    return None


def _only_parts(case: Case, parts: Sequence[Carried], total: str) -> Finding:
    first = parts[0]
    table, row, column = first.at
    whole = (table, row, total) if first.instance.column is not None else (table, total, column)
    return carry_over_mismatch.finding(
        case.place(first.at),
        related=[case.place(each.at) for each in parts[1:]],
        severity=Severity.INFORMATION,
        title=_ONLY_PARTS,
        message=_ONLY_PARTS_MESSAGE if len(parts) > 1 else _ONE_PART_MESSAGE,
        rule=first.instance.rule.id,
        basis=first.instance.rule.basis,
        fill={"name": case.name(first.at), "n": len(parts), "total": case.name(whole)},
        facts={"parts": str(len(parts))},
        reason=why(first.instance, _REASON),
        action=Words(
            "核对各列；若只是改计了类别，不必更正",
            "check the columns; where cases were put into another class nothing is wrong",
        ),
    )
