"""TC302: a value cell holds what is no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.domains import offended_keyword
from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC302",
    "not-a-number",
    title=("不是数字", "not a number"),
    zh="“{name}”填的是“{text}”，不是数字{if_read}",
    en="“{name}” is “{text}”, which is not a number{if_read}",
)
def not_a_number(case: Case) -> Iterator[Finding]:
    """
    A value cell holds text that is not a number.

    ## What it checks
    Every filled value cell is read by one strict grammar: digits, thousands separators, a decimal
    sign, a sign, full-width forms. Whatever else stands there is not guessed at; the cell takes
    part in the rules as unknown.

    ## Why it matters
    “九” or “约9” cannot be added up, and a program that drops it silently changes the
    totals above.

    ## Example
    `约9` fails; `9` passes. Where one reading is likely, the finding says what the rules would say
    of it.

    ## When it is silent
    The text is a mark that the form knows (—, 无), or a number with a unit glued to it (TC313).

    ## Source
    The project's number grammar, docs/values.md.
    """
    for key, seen in case.observations.items():
        if seen.reading is None or seen.reading.status is not Status.UNREADABLE:
            continue
        # In 万元, “35000元左右” may mean 35000 or 3.5: nothing is offered.
        offered = None if case.has_multiple_unit(key) else seen.reading.offered
        domain = seen.item.domain or seen.column.domain
        is_change = (
            offered is not None and offered < 0 and bool(offended_keyword(domain, offered, offered))
        )
        offered = None if is_change else offered
        if_read = Words("", "") if offered is None else case.if_read_as(key, offered)
        if is_change:
            action = Words(
                "像是增减数；改填数量本身，没有的填 0",
                "that is a change: fill in the number itself, 0 where there is none",
            )
        elif offered is None:
            action = Words(
                "改填阿拉伯数字；没有发生的填 0", "fill in digits; 0 where there is none"
            )
        else:
            number = plain(offered)
            action = Words(f"核对后改填数字，可能是 {number}", f"fill in digits, maybe {number}")
        yield not_a_number.finding(
            case.place(key),
            fill={"name": case.name(key), "text": shown(seen.reading.text), "if_read": if_read},
            facts={
                "text": shown(seen.reading.text),
                "offered": None if offered is None else plain(offered),
            },
            reason=Words(
                "数值单元格只能填阿拉伯数字，其他文字无法汇总",
                "a value cell holds digits; other text cannot be added up",
            ),
            action=action,
        )
