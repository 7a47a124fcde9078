"""What many files show together: findings by code, rules that fail, agencies.

Comes in: the counts of a batch. Goes out: HTML above the list of files, folded where it is long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import all_checks
from tablecheck.reporters.html.markup import LEVEL_CLASS, both, phrase, safe, sentence
from tablecheck.reporters.words import LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.findings import Finding
    from tablecheck.tally import Tally

MOST_ROWS = 50


def drawn_counts(totals: Tally) -> str:
    """Three tables, each only where it has a row."""
    return _codes(totals) + _rules(totals) + _agencies(totals)


def drawn_run(findings: Sequence[Finding]) -> str:
    """What is found of the run itself: waivers that are over, members that are missing."""
    if not findings:
        return ""
    items = "".join(
        f'<li><b class="level {LEVEL_CLASS[each.severity.value]}">{both(LEVEL[each.severity])}</b>'
        f" <code>{safe(each.code)}</code> {both(each.title)}: {sentence(each.message)}</li>\n"
        for each in findings
    )
    return f'<section class="index"><ul>{items}</ul></section>'


def _codes(totals: Tally) -> str:
    titles = {each.code: each.title for each in all_checks()}
    rows = [
        (
            f"<code>{safe(each.code)}</code> {both(titles[each.code])}"
            if each.code in titles
            else safe(each.code),
            each.findings,
            each.files,
        )
        for each in totals.codes()
    ]
    heads = (("问题", "Found"), ("处", "Findings"), ("文件", "Files"))
    return _table(("按问题", "By finding"), heads, rows)


def _rules(totals: Tally) -> str:
    failing = [each for each in totals.rules() if each.fails]
    look = phrase(
        "多数文件不成立：先核对表式里的这条关系", "fails in most files: look at the rule first"
    )
    rows = [
        (
            f"{safe(each.rule)} <small>{safe(each.form)}</small>"
            + (f' <b class="level warn">? {look}</b>' if each.is_suspect else ""),
            each.fails,
            each.fails + each.holds,
        )
        for each in failing
    ]
    heads = (("勾稽关系", "Rule"), ("不成立", "Fails"), ("能判断的文件", "Files decided"))
    return _table(("按勾稽关系", "By rule"), heads, rows)


def _agencies(totals: Tally) -> str:
    named = [each for each in totals.agencies() if each.agency is not None]
    if len(named) < 2:
        return ""
    rows = [(safe(each.agency or ""), each.files, each.errors, each.warnings) for each in named]
    heads = (("单位", "Agency"), ("文件", "Files"), ("错误", "Errors"), ("警告", "Warnings"))
    return _table(("按单位", "By agency"), heads, rows)


def _table(
    title: tuple[str, str],
    heads: Iterable[tuple[str, str]],
    rows: Sequence[tuple[str | int, ...]],
) -> str:
    if not rows:
        return ""
    named = "".join(
        f'<th scope="col"{" class=n" if number else ""}>{phrase(*head)}</th>'
        for number, head in enumerate(heads)
    )
    drawn = "".join(
        "<tr>"
        + "".join(
            f'<td class="n">{cell}</td>' if number else f"<td>{cell}</td>"
            for number, cell in enumerate(row)
        )
        + "</tr>\n"
        for row in rows[:MOST_ROWS]
    )
    rest = len(rows) - MOST_ROWS
    more = f"<p>{phrase(f'另有 {rest} 个', f'{rest} more')}</p>" if rest > 0 else ""
    return (
        f"<details><summary>{phrase(*title)} ({len(rows)})</summary>"
        f"<table><thead><tr>{named}</tr></thead><tbody>{drawn}</tbody></table>{more}</details>"
    )
