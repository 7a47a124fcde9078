"""TC923: cells of a form that can hold one value only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.exact import plain
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase
    from tablecheck.linting.together import Fixed

MOST_NAMED = 6


@about_form(
    "TC923",
    "value-fixed",
    severity=Severity.WARNING,
    title=("只能填一个数", "cells with one value"),
    zh="按关系 {rules}，这些格只能填一个数：{cells}",
    en="by the rules {rules} these cells can hold one value only: {cells}",
)
def value_fixed(case: FormCase) -> Iterator[Finding]:
    """
    The hard rules leave a cell one value, whatever is filled in elsewhere.

    ## What it checks
    What can be deduced from an empty table, and which cells can never be above the least value
    that they may hold (mostly 0).

    ## Why it matters
    Nobody needs to ask for such a number; mostly a rule says more than was meant.

    ## Example
    `[a] = [a.1] + [a.2]` and `[a] = [a.1]`: a.2 is always 0.

    ## When it is silent
    `value` itself allows one number only; the rules contradict (TC921).

    ## Source
    Implied domains of edits: Fellegi and Holt (1976).
    """
    rules = {rule.id: (table, rule) for table, rule in case.rules}
    groups: dict[tuple[str, ...], list[Fixed]] = {}
    for each in case.together.fixed:
        groups.setdefault(each.because, []).append(each)
    for because, cells in groups.items():
        told = [f"{case.name(each.key)} = {plain(each.value)}" for each in cells[:MOST_NAMED]]
        more = len(cells) - len(told)
        zh = "；".join(told) + (f"；另有 {more} 格" if more else "")
        en = "; ".join(told) + (f"; and {more} more" if more else "")
        yield value_fixed.finding(
            case.at_cell(cells[0].key),
            related=[case.at_rule(*rules[name]) for name in because],
            rule=because[0] if because else None,
            fill={"rules": ", ".join(because), "cells": Words(zh, en)},
            facts={"cells": str(len(cells))},
            action=Words("看看关系是否写多了", "see whether a rule says too much"),
        )
