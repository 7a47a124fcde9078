"""TC931: cells of a form that no rule names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase

MOST_NAMED = 5


@about_form(
    "TC931",
    "cells-untouched",
    severity=Severity.INFORMATION,
    title=("没有关系的格", "cells without a rule"),
    zh="{n} 格（共 {all} 格，占 {share}%）没有任何关系：{named}",
    en="no rule names {n} of {all} cells ({share} %): {named}",
)
def cells_untouched(case: FormCase) -> Iterator[Finding]:
    """
    Cells that no rule of the form names.

    ## What it checks
    Every cell of every table against all rules, soft ones and those with `previous` included.

    ## Why it matters
    A wrong number there is seen only where it is out of its domain. Which cells those are is worth
    knowing before a form is trusted.

    ## Example
    A row of its own that is part of no total: “no rule names 2 of 30 cells (6.7 %)”.

    ## When it is silent
    Every cell is in some rule. Phrases of the text count for no rule.

    ## Source
    Coverage as known from program tests.
    """
    if case.blank.is_large:
        return
    touched = {
        key
        for instances in case.blank.instances.values()
        for each in instances
        for key in keys_of(each)
    }
    zh, en = [], []
    count = 0
    first = ""
    for table in case.form.tables:
        rows, columns = case.blank.rows[table.code], case.blank.columns[table.code]
        open_cells = [
            (row, column)
            for row in rows
            for column in columns
            if (table.code, row, column) not in touched
        ]
        if not open_cells:
            continue
        count += len(open_cells)
        first = first or table.code
        if len(open_cells) == len(rows) * len(columns):
            zh.append(f"{table.code} 全部 {len(open_cells)} 格")
            en.append(f"{table.code}: all {len(open_cells)}")
        else:
            named = _named(open_cells, len(columns))
            zh.append(f"{table.code} {len(open_cells)} 格（{named}）")
            en.append(f"{table.code}: {len(open_cells)} ({named})")
    if first:
        total = case.blank.cell_count
        yield cells_untouched.finding(
            case.place(case.at.tables[first], "", first),
            fill={
                "n": count,
                "all": total,
                "share": _percent(count, total),
                "named": Words("；".join(zh), "; ".join(en)),
            },
            facts={"cells": str(count), "of": str(total)},
        )


def _named(cells: Sequence[tuple[str, str]], columns: int) -> str:
    """Rows, with the columns where not all of a row's are meant."""
    by_row: dict[str, list[str]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    told = [
        row if len(each) == columns else f"{row}@{'/'.join(each[:MOST_NAMED])}"
        for row, each in by_row.items()
    ]
    return ", ".join([*told[:MOST_NAMED], "…"] if len(told) > MOST_NAMED else told)


def _percent(part: int, whole: int) -> str:
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"
