"""TC117: a field around the tables holds no year, or no date, where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import shown
from tablecheck.checks.header import field_place
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding

_KINDS = {"year": Words("年份", "year"), "date": Words("日期", "date")}


@check(
    "TC117",
    "header-field-unreadable",
    severity=Severity.WARNING,
    title=("表头栏目读不出", "field around the table not read"),
    zh="“{name}”填的是“{text}”，读不出{kind}",
    en="the field “{name}” is “{text}”, which is no single {kind}",
)
def header_field_unreadable(case: Case) -> Iterator[Finding]:
    """
    A field of the form's header is not what its type says.

    ## What it checks
    Fields of type `year` hold one year (2018, 2018年度, 二〇一八年, 2018-12-31), those of type
    `date` a day or month (2019-01-05, 2019年1月5日, 2019年1月).

    ## Why it matters
    Rules that hold in some years only, and last year's report, need the year.

    ## Example
    `统计年度：本年`, `年份：2017-2018`.

    ## When it is silent
    The field is blank (TC116 where it is required).

    ## Source
    The form.
    """
    for seen in case.header.fields.values():
        if seen.readable:
            continue
        yield header_field_unreadable.finding(
            field_place(seen),
            fill={
                "name": seen.field.label,
                "text": shown(seen.text),
                "kind": _KINDS[seen.field.type],
            },
            facts={"field": seen.field.code, "text": seen.text},
        )
