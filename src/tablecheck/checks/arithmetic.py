"""Failing rules as numbers: which to report, what each side adds up to, how it is drawn.

Comes in: a ``Case``. Goes out: ``Failure`` values that the TC40x checks put into words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import plain
from tablecheck.findings import Equation, Term, Words
from tablecheck.form.model import RuleKind, Severity, is_previous
from tablecheck.record import record
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance

BLANK = "-"
"""How a blank or unknown cell is drawn in an equation."""


@record
class Failure:
    """A failing rule over a whole and its parts.

    Attributes:
        instance: The rule.
        whole, low, high: The whole's key and what is stated (ends alike for a plain number).
        parts_low, parts_high: Sums of the parts' ends; None where open.
    """

    instance: Instance
    whole: Key
    low: Exact
    high: Exact
    parts_low: Exact | None
    parts_high: Exact | None


def failing(case: Case, *kinds: RuleKind, previous: bool = False) -> Iterator[Instance]:
    """Failing instances of some kinds, less those that a more severe one over the cells covers.

    Args:
        case: The file.
        kinds: What the rules say.
        previous: Those that compare with last period's file (TC50x), not those that do not.
    """
    failed = [each.instance for each in case.evaluation.verdicts if each.verdict is Verdict.FAILS]
    hard = [frozenset(cells(each)) for each in failed if each.rule.severity is Severity.ERROR]
    for instance in failed:
        if instance.rule.kind not in kinds:
            continue
        if previous is not any(is_previous(key) for key in cells(instance)):
            continue
        if instance.rule.severity is not Severity.ERROR:
            own = frozenset(cells(instance))
            if any(own <= other for other in hard):
                continue
        yield instance


def cells(instance: Instance) -> tuple[Key, ...]:
    """The whole, then the parts."""
    return instance.parts if instance.whole is None else (instance.whole, *instance.parts)


def failure(case: Case, instance: Instance) -> Failure:
    """What the whole states and what its parts can add up to."""
    intervals = case.dataset.intervals
    assert instance.whole is not None
    whole = intervals[instance.whole]
    lows = [intervals[key].low for key in instance.parts]
    highs = [intervals[key].high for key in instance.parts]
    return Failure(
        instance=instance,
        whole=instance.whole,
        low=0 if whole.low is None else whole.low,
        high=whole.low or 0 if whole.high is None else whole.high,
        parts_low=_sum(lows),
        parts_high=_sum(highs),
    )


def _sum(numbers: Sequence[Exact | None]) -> Exact | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def stated(case: Case, key: Key) -> str:
    """A cell's number as drawn; BLANK where it has none."""
    if key not in case.dataset.stated:
        return BLANK
    interval = case.dataset.intervals[key]
    if interval.low is None or interval.high is None:
        return BLANK
    if interval.low == interval.high:
        return plain(interval.low)
    return f"{plain(interval.low)}..{plain(interval.high)}"


def terms(case: Case, keys: Sequence[Key], signs: Sequence[str] | None = None) -> tuple[Term, ...]:
    """Keys as drawn terms; the first without a sign."""
    return tuple(
        Term(
            sign=(("" if number == 0 else "+") if signs is None else signs[number]),
            value=stated(case, key),
            place=case.place(key),
        )
        for number, key in enumerate(keys)
    )


def drawn(case: Case, instance: Instance, op: str, computed: Exact, imbalance: Exact) -> Equation:
    """A whole against its parts as an equation."""
    assert instance.whole is not None
    return Equation(
        left=terms(case, [instance.whole]),
        op=op,
        right=terms(case, instance.parts),
        computed=plain(computed),
        imbalance=plain(imbalance),
    )


def against_one(case: Case, left: Key, right: Key, op: str, imbalance: Exact) -> Equation:
    """One cell against one other as an equation."""
    return Equation(
        left=terms(case, [left]),
        op=op,
        right=terms(case, [right]),
        computed=stated(case, right),
        imbalance=plain(imbalance),
    )


def why(instance: Instance, default: Words) -> Words:
    """The form's own words for the rule, else the default ones."""
    message = instance.rule.message or {}
    return Words(message.get("zh", default.zh), message.get("en", default.en))


def addresses(case: Case, keys: Sequence[Key], lang: str = "zh") -> str:
    """A few addresses for an action: C9、上年 C10 in Chinese, C9, last year’s C10 in English."""
    zh = lang == "zh"
    told = [
        f"{'上年 ' if zh else 'last year’s '}{place.cell}" if place.previous else place.cell
        for place in map(case.place, keys)
        if place.cell
    ]
    return ("、" if zh else ", ").join(told[:4])


def quoted(case: Case, key: Key) -> Words:
    """An indicator's name in quotes; one of last period's file says so."""
    name = case.name(key)
    if is_previous(key):
        return Words(f"上年“{name}”", f"last year’s “{name}”")
    return Words(f"“{name}”", f"“{name}”")
