"""TC601: the text around the tables states another number than they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import BLANK, stated, terms
from tablecheck.checks.base import check
from tablecheck.checks.said import comparisons
from tablecheck.exact import exact, plain
from tablecheck.findings import Equation, Severity, Term, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.checks.said import Comparison, Said
    from tablecheck.findings import Finding
    from tablecheck.values.interval import Interval


MOST_DRAWN = 4
"""Cells of a sum that the sentence spells out."""


@check(
    "TC601",
    "text-differs",
    severity=Severity.WARNING,
    title=("正文与表中数字不同", "text and table differ"),
    zh="{name}{total}，表中为 {table}{unit}，正文写的是 {text}：“{quote}”",
    en="{name}{total}: the table has {table}{unit}, but the text says {text}: “{quote}”",
)
def text_differs(case: Case) -> Iterator[Finding]:
    """
    The text of a report states another number than its table.

    ## What it checks
    The phrases that the form lists under `text`, in the paragraphs outside the tables of a
    document, a web page or a workbook, against a cell or a sum of cells. “未收到…申请” says 0.

    ## Why it matters
    One of the two is wrong, or they count different things and the report should say so.

    ## Example
    “行政复议案件134件” against 170 in the table is flagged; against 134 it passes.

    ## When it is silent
    The sentence speaks of another year, of a change, a share, a plan or a total over years; the
    number is approximate (近 100 件, 100 余件); another sentence states the table's number; a cell
    is unreadable. “其中” states a part, which is at most the whole. 1.26 万 is 12,550 to 12,650.

    ## Source
    The form; published reports whose text and table differ.
    """
    for each in comparisons(case):
        if not each.differing:
            continue
        first = each.differing[0]
        yield text_differs.finding(
            case.place(each.keys[0]),
            related=[
                *(case.place(key) for key in each.keys[1:]),
                *(said.place for said in each.differing),
            ],
            severity=each.rule.severity,
            rule=each.rule.id,
            basis=each.rule.basis,
            fill={
                "name": _names(case, each),
                "total": Words("之和", " together") if len(each.keys) > 1 else Words("", ""),
                "table": _drawn(case, each),
                "unit": case.after_number(each.keys[0]),
                "text": _written(each),
                "quote": first.statement.quote,
            },
            facts={**_fact("text", first.number), **_fact("table", each.table)},
            reason=_reason(each),
            action=_action(case, each),
            equation=_equation(case, each, first),
        )


def _names(case: Case, each: Comparison) -> Words:
    names = list(dict.fromkeys(f"“{case.name(key)}”" for key in each.keys))
    zh, en = "、".join(names[:3]), ", ".join(names[:3])
    return Words(zh + "等", en + " …") if len(names) > 3 else Words(zh, en)


def _shown(number: Interval) -> str:
    """The number, or the range that it may be in: 12550..12650, 60.. ."""
    if number.low is not None and number.low == number.high:
        return plain(number.low)
    low = "" if number.low is None else plain(number.low)
    return f"{low}.." + ("" if number.high is None else plain(number.high))


def _fact(name: str, number: Interval) -> dict[str, str | None]:
    """A number as a plain decimal; a range by its ends."""
    low, high = (None if end is None else plain(end) for end in (number.low, number.high))
    if number.is_point:
        return {name: low}
    return {name: None, f"{name}_low": low, f"{name}_high": high}


def _drawn(case: Case, each: Comparison) -> Words:
    """What the table holds; a short sum with its numbers: 25 + 52 = 77."""
    told = _shown(each.table)
    known = {one.key: one.value for one in case.evaluation.deductions}
    if len(each.keys) == 1:
        is_known = each.keys[0] in known
        return Words(f"{told}（推算）", f"{told} (deduced)") if is_known else Words(told, told)
    if len(each.keys) > MOST_DRAWN or any(factor != 1 for factor, _ in each.rule.terms):
        return Words(told, told)
    numbers = [f"({plain(known[k])})" if k in known else stated(case, k) for k in each.keys]
    drawn = f"{' + '.join(numbers)} = {told}"
    return Words(drawn, drawn)


def _written(each: Comparison) -> Words:
    """The differing numbers as the text has them: 134件、135件, or that there was none."""
    written = list(dict.fromkeys(said.statement.written or "0" for said in each.differing))
    return Words("、".join(written), ", ".join(written))


def _reason(each: Comparison) -> Words:
    message = each.rule.message or {}
    return Words(
        message.get("zh", "正文和表说的是同一件事，数字应当一致"),
        message.get("en", "the text and the table speak of the same thing"),
    )


def _action(case: Case, each: Comparison) -> Words:
    cells = [case.place(key).cell for key in each.keys]
    texts = [said.place.cell or "" for said in each.differing]
    zh = "、".join(cell for cell in cells[:4] if cell)
    en = ", ".join(cell for cell in cells[:4] if cell)
    return Words(
        f"核对 {zh} 与正文（{'、'.join(texts[:4])}）；若统计口径不同，请在正文中说明",
        f"check {en} and the text ({', '.join(texts[:4])}); if they count different things, say so",
    )


def _equation(case: Case, each: Comparison, first: Said) -> Equation | None:
    """A sum of cells against the text's number, where all of them are plain numbers."""
    numbers = (first.number, each.table)
    points = all(number.is_point for number in numbers)
    if len(each.keys) < 2 or not points or any(factor != 1 for factor, _ in each.rule.terms):
        return None
    drawn = terms(case, each.keys)
    if any(term.value == BLANK for term in drawn):
        return None
    said, held = (number.low or 0 for number in numbers)
    return Equation(
        left=drawn,
        op="=",
        right=(Term(sign="", value=plain(said), place=first.place),),
        computed=plain(said),
        imbalance=plain(exact(held - said)),
    )
