"""TC939: what the check of a form left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.linting.case import FormCase

MOST_NAMED = 5


@about_form(
    "TC939",
    "form-undecided",
    severity=Severity.INFORMATION,
    title=("未能判定", "not decided"),
    zh="未能判定{question}（{n} 条：{rules}）",
    en="not decided {question} ({n}: {rules})",
)
def form_undecided(case: FormCase) -> Iterator[Finding]:
    """
    A question about the rules was left open, because they are too many to answer it in time.

    ## What it checks
    Whether the rules can hold together (TC921), fix a value (TC923) or imply one another (TC922) is
    searched with a bounded amount of work, the same on every computer. In a form of more than
    250,000 cells, or whose rules have more than 100,000 terms in all places together, the rules
    are not put together at all, nor are their units and the cells without a rule looked at.

    ## Why it matters
    Silence would read as “there is none”.

    ## Example
    A form of 5,000 rows whose rules all hang together.

    ## When it is silent
    Every question was answered.

    ## Source
    Deciding it exactly takes time that grows faster than the form.
    """
    rules = {rule.id: (table, rule) for table, rule in case.rules}
    # Asked first: what is open is known only then.
    asked = (case.together.clashes, case.together.fixed, case.together.implied)
    assert len(asked) == len(_QUESTIONS)
    if case.blank.is_large:
        yield form_undecided.finding(
            case.place("/tables"),
            fill={"n": len(rules), "cells": case.blank.cell_count},
            message=_LARGE,
            facts={"question": "all", "rules": str(len(rules))},
        )
        return
    for question, ids in case.together.undecided.items():
        named = ", ".join([*ids[:MOST_NAMED], "…"] if len(ids) > MOST_NAMED else ids)
        yield form_undecided.finding(
            case.at_rule(*rules[ids[0]]),
            fill={"n": len(ids), "question": _QUESTIONS[question], "rules": named},
            facts={"question": question, "rules": str(len(ids))},
        )


_LARGE = Words(
    "表式太大（{cells} 格，{n} 条关系），没有检查关系之间有无矛盾、单位和没有关系的格",
    "the form is too large ({cells} cells, {n} rules): whether its rules go together, their units "
    "and the cells without a rule were not looked at",
)
_QUESTIONS = {
    "clash": Words("能否同时成立", "whether they can hold together"),
    "fixed": Words("是否使某些格只能填一个数", "whether they leave a cell one value"),
    "implied": Words("是否可由其他关系推出", "whether others imply them"),
}
