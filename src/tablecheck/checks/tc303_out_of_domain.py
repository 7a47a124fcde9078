"""TC303: a number that the indicator cannot have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.exact import exact, plain
from tablecheck.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Domain


@check(
    "TC303",
    "out-of-domain",
    title=("数值超出范围", "value out of its domain"),
    zh="“{name}”填的是 {stated}，{limit}{if_read}",
    en="“{name}” is {stated}, but {limit}{if_read}",
)
def out_of_domain(case: Case) -> Iterator[Finding]:
    """
    A number is not among the values that the indicator may have.

    ## What it checks
    The JSON Schema keywords of the indicator: type, minimum, maximum, exclusiveMinimum,
    exclusiveMaximum, multipleOf, enum; also a plus sign where no number can be negative, for `+2`
    is a change. The cell takes part in the rules as unknown.

    ## Why it matters
    A count of −1 or 1.5 applications cannot be, whatever the totals say.

    ## Example
    `查阅点数` −1, +2 or 1.5 fails; 1 passes.

    ## When it is silent
    The form gives the indicator no domain.

    ## Source
    JSON Schema 2020-12, validation keywords for numbers.
    """
    for key, seen in case.observations.items():
        if not seen.outside or seen.reading is None or seen.reading.low is None:
            continue
        domain = seen.item.domain or seen.column.domain
        stated = plain(seen.reading.low)
        written = shown(seen.reading.text) if seen.outside == "sign" else stated
        yield out_of_domain.finding(
            case.place(key),
            fill={
                "name": case.name(key),
                "stated": written,
                "limit": _limit(seen.outside, domain),
                "if_read": case.if_read_as(key, seen.reading.low),
            },
            facts={"stated": stated, "keyword": seen.outside},
            reason=Words("表式规定了该指标的取值范围", "the form states which values it may have"),
            action=Words("核对原始记录后改正", "check it against the records and correct it"),
        )


def _limit(keyword: str, domain: Domain | None) -> Words:
    if keyword == "integer":
        return Words("应为整数", "it must be a whole number")
    if keyword == "sign":
        return Words(
            "像是增减数，应填数量本身", "that is a change, and the number itself is asked for"
        )
    bounds = {
        "minimum": ("不应小于 {}", "it must be at least {}"),
        "maximum": ("不应大于 {}", "it must be at most {}"),
        "exclusiveMinimum": ("应大于 {}", "it must be above {}"),
        "exclusiveMaximum": ("应小于 {}", "it must be below {}"),
        "multipleOf": ("应为 {} 的倍数", "it must be a multiple of {}"),
        "enum": ("应为下列值之一：{}", "it must be one of {}"),
    }
    zh, en = bounds[keyword]
    if domain is None:
        return Words(zh.format("?"), en.format("?"))
    bound = {
        "minimum": domain.minimum,
        "maximum": domain.maximum,
        "exclusiveMinimum": domain.exclusive_minimum,
        "exclusiveMaximum": domain.exclusive_maximum,
        "multipleOf": domain.multiple_of,
    }.get(keyword)
    if bound is None:
        number = ", ".join(plain(exact(value)) for value in domain.enum)
    else:
        number = plain(exact(bound))
    return Words(zh.format(number), en.format(number))
