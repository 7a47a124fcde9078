"""TC924: a rule of a form that names a cell twice where it counts once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.checks.base import about_form
from tablecheck.findings import Severity, Words
from tablecheck.form.axis import axes_of
from tablecheck.form.expression import read_reference
from tablecheck.form.model import PREVIOUS, RuleKind, refs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.findings import Finding
    from tablecheck.form.axis import Axes
    from tablecheck.form.model import Ref, Rule
    from tablecheck.linting.case import FormCase

_REFERENCE = re.compile(r"(previous\s*)?\[([^\[\]]+)\]")
_LISTS = re.compile(r"\b(?:sum|any|all)\s*\(([^()]*)\)")
_SUMS = re.compile(r"[<>=!≤≥≠]=?|\b(?:if|then|and|or)\b")


@about_form(
    "TC924",
    "cell-twice",
    severity=Severity.WARNING,
    title=("同一项写了两次", "named twice in a rule"),
    zh="关系“{rule}”里“{code}”{how}",
    en="the rule “{rule}” names “{code}” twice: {how}",
)
def cell_twice(case: FormCase) -> Iterator[Finding]:
    """
    An expression names a cell twice, so that it counts double or not at all.

    ## What it checks
    References that stand twice in one `sum`, `any` or `all`, or twice among the terms of one side
    without a number before them, `/*` and `/**` included; references that stand on both sides and
    cancel out.

    ## Why it matters
    The rule says something else than its author read in it.

    ## Example
    `[3] = sum([3/*], [3.1])` counts 3.1 double; `[a] + [b] = [a] + [c]` says nothing of a.

    ## When it is silent
    Each cell counts once, or a number stands before it: `2 * [a]`.

    ## Source
    The grammar of expressions: docs/forms.md.
    """
    axes = {table.code: axes_of(table.rows, table.columns) for table in case.form.tables}
    for table, rule in case.rules:
        if rule.kind is not RuleKind.EQUATION:
            continue
        for code, how in _twice(rule, table, axes):
            yield cell_twice.finding(
                case.at_rule(table, rule, "/expect"),
                rule=rule.id,
                basis=rule.basis,
                fill={"rule": rule.id, "code": code, "how": how},
                action=Words("删去一个，或写明系数", "remove one, or write the factor"),
            )


_DOUBLE = Words("写了两次，计了两遍", "it counts double")
_GONE = Words("两边都有，互相抵消", "it stands on both sides and cancels out")


def _twice(rule: Rule, table: str, axes: Mapping[str, Axes]) -> Iterator[tuple[str, Words]]:
    told: set[str] = set()
    text = rule.expression
    lists = [found.group(1) for found in _LISTS.finditer(text)]
    # Beside abs and brackets a cell may well stand twice: |a - b| <= 0.5 * b.
    plain = [side for side in _SUMS.split(_LISTS.sub("0", text)) if not set("*/(") & set(side)]
    for piece in [*lists, *plain]:
        seen: set[Ref] = set()
        for ref in _named(piece, rule, table, axes):
            if ref in seen and ref[1] not in told:
                told.add(ref[1])
                yield ref[1], _DOUBLE
            seen.add(ref)
    kept = set(refs_of(rule.clauses))
    for ref in dict.fromkeys(_named(text, rule, table, axes)):
        if ref not in kept and ref[1] not in told:
            told.add(ref[1])
            yield ref[1], _GONE


def _named(text: str, rule: Rule, table: str, axes: Mapping[str, Axes]) -> Iterator[Ref]:
    """Every cell that a piece of an expression names, as often as it does."""
    for previous, inside in _REFERENCE.findall(text):
        (name, code, other), spread = read_reference(inside, table)
        for each in axes[name][rule.axis].meant(code, spread):
            yield (PREVIOUS + name if previous else name, each, other)
