"""TC504: a table holds last period's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.checks.base import check
from tablecheck.checks.case import short_label
from tablecheck.findings import Severity, Words
from tablecheck.form.model import is_previous, of_previous

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.binding.observe import Observation
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance

LEAST = 5
"""Cells with a number other than 0 that must be alike: fewer are alike by chance."""


@check(
    "TC504",
    "numbers-unchanged",
    severity=Severity.WARNING,
    title=("与上年数完全相同", "last year's numbers"),
    zh="“{name}”的 {n} 个数与上年完全相同，其中 {m} 个不为 0",
    en="all {n} numbers of “{name}” are last year's, {m} of them other than 0",
)
def numbers_unchanged(case: Case) -> Iterator[Finding]:
    """
    A table holds the same numbers as last year's.

    ## What it checks
    Every cell of a table against the same cell of the file of `--previous`: all are alike, and at
    least 5 with a number other than 0 that no rule derives from last year.

    ## Why it matters
    The report was made by writing over last year's file, and this table was forgotten.

    ## Example
    本年新收 3440 with the same 25 outcomes as last year.

    ## When it is silent
    One number differs; fewer than 5 cells hold more than 0; without `--previous`.

    ## Source
    What reviewers of annual reports look for first.
    """
    previous = case.previous
    if previous is None or previous.problem is not None:
        return
    derived = {key for each in case.instances if _carries_over(each) for key in each.parts}
    for table in case.form.tables:
        keys = [key for key in case.observations if key[0] == table.code]
        if not _all_alike(keys, case.observations, previous.observations):
            continue
        stated = [key for key in keys if case.observations[key].standing is Standing.STATED]
        telling = [key for key in stated if case.observations[key].low]
        if len([key for key in telling if key not in derived]) < LEAST:
            continue
        name = short_label(table.title) if table.title else case.form.titles[0]
        yield numbers_unchanged.finding(
            case.place(telling[0]),
            related=[case.place(of_previous(telling[0]))],
            fill={"name": name, "n": len(stated), "m": len(telling)},
            facts={"cells": str(len(stated)), "not_zero": str(len(telling))},
            reason=Words(
                "各项数字全年都没有变化的情况极少，常见的是沿用上年文件时漏改",
                "numbers hardly ever stay the same all over; mostly last year's file was written "
                "over and this table forgotten",
            ),
            action=Words(
                "核对这张表是否填的是本年数；数字属实的附情况说明",
                "check that the table holds this year's numbers; explain true ones",
            ),
        )


def _carries_over(instance: Instance) -> bool:
    """It says what this period's numbers are, from those of the last."""
    is_equation = all(atom.op == "=" for clause in instance.clauses for atom in clause)
    return is_equation and any(is_previous(key) for key in instance.parts)


def _all_alike(
    keys: Sequence[Key], now: Mapping[Key, Observation], before: Mapping[Key, Observation]
) -> bool:
    return bool(keys) and all(
        key in before
        and before[key].standing is now[key].standing
        and (before[key].low, before[key].high) == (now[key].low, now[key].high)
        for key in keys
    )
