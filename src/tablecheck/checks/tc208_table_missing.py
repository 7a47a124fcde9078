"""TC208: tables of the form that the file does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import check
from tablecheck.checks.case import short_label
from tablecheck.findings import Place, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding


@check(
    "TC208",
    "table-missing",
    title=("缺少表", "table missing"),
    zh="文件中没有“{name}”，它的 {n} 个指标没有检查",
    en="the file has no table “{name}”; its {n} values were not checked",
)
def table_missing(case: Case) -> Iterator[Finding]:
    """
    A table of the form is not in the file.

    ## What it checks
    Where a form has several tables, each is found in the file by its heads and labels. The values
    of one that is not found take part in the rules as unknown.

    ## Why it matters
    The report lacks a table, or so much of it was changed that nobody can read it as the form's.

    ## Example
    四、政府信息公开行政复议、行政诉讼情况 was left out.

    ## When it is silent
    The form has one table: then the file cannot be checked at all (TC106).

    ## Source
    The form.
    """
    for table in case.binding.missing:
        name = short_label(table.title) if table.title else table.code
        cells = sum(key[0] == table.code for key in case.observations)
        yield table_missing.finding(
            Place(
                table=table.code,
                row=None,
                column=None,
                sheet=None,
                cell=None,
                label=table.title or table.code,
            ),
            fill={"name": name, "n": cells},
            facts={"cells": str(cells)},
            reason=Words(
                "找不到这张表的列名和指标名称；可能漏了表，也可能用了别的表样",
                "neither its heads nor its labels are in the file; the table may have been left "
                "out, or another template used",
            ),
            action=Words(f"补上“{name}”，按表式填写", f"put the table “{name}” back"),
        )
