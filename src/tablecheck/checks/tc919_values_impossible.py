"""TC919: a domain of a form that no number belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.domains import domain_interval, offended_keyword
from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.form.model import Domain
    from tablecheck.linting.case import FormCase


@about_form(
    "TC919",
    "values-impossible",
    severity=Severity.ERROR,
    title=("没有可填的数", "no number is allowed"),
    zh="“{label}”允许的数是空的：没有一个数满足 value 的全部条件",
    en="no number meets all that `value` asks of “{label}”",
)
def values_impossible(case: FormCase) -> Iterator[Finding]:
    """
    The values allowed in a row or column exclude every number.

    ## What it checks
    The bounds, `type`, `multipleOf` and `enum` of `value` together.

    ## Why it matters
    Whatever is filled in is out of the domain (TC303).

    ## Example
    `{"type": "integer", "exclusiveMinimum": 0, "maximum": 0.5}`.

    ## When it is silent
    Some number is allowed.

    ## Source
    JSON Schema 2020-12, validation keywords.
    """
    for table in case.form.tables:
        for axis, items in (("rows", table.rows), ("columns", table.columns)):
            told: set[Domain] = set()
            for item in items:
                if item.domain is None or item.domain in told or not _is_empty(item.domain):
                    continue
                told.add(item.domain)
                yield values_impossible.finding(
                    case.at_item(table.code, axis, item.code),
                    fill={"label": f"{item.code} {item.label}"},
                    action=Words("改 value 的条件", "correct `value`"),
                )


def _is_empty(domain: Domain) -> bool:
    if domain.enum:
        return all(offended_keyword(domain, number, number) for number in domain.enum)
    interval = domain_interval(domain)
    if interval.is_empty:
        return True
    low, high = interval.low, interval.high
    if low is None or high is None:
        return False
    if domain.multiple_of is not None:
        first = -(-low // domain.multiple_of) * domain.multiple_of
        if first == domain.exclusive_minimum:
            first += domain.multiple_of
        return first > high or first == domain.exclusive_maximum
    return low == high and bool(offended_keyword(domain, low, high))
