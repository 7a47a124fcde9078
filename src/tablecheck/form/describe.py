"""A form as a tree of lines: rows with units, relations with what they say.

Comes in: a form. Goes out: lines of text; glyphs that GBK has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exact import plain
from tablecheck.form.model import RuleKind, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.form.model import Form, Item, Rule

_SAYS = {
    RuleKind.SUM: "{whole} = Σ {parts}",
    RuleKind.AT_LEAST_SUM: "{whole} ≥ Σ {parts}",
    RuleKind.AT_MOST_SUM: "{whole} ≤ Σ {parts}",
    RuleKind.UNION: "max {parts} ≤ {whole} ≤ Σ {parts}",
    RuleKind.AT_LEAST_EACH: "{parts} ≤ {whole}",
}
_LEVELS = {Severity.ERROR: ("强制性", "hard"), Severity.WARNING: ("核实性", "soft")}


def form_tree(form: Form, lang: str = "zh") -> list[str]:
    """Identity, tables as trees, then the rules, hard ones first; ``lang`` is zh or en."""
    first, last = form.years
    lines = [f"{form.id}  {form.titles[0]}  {first or ''}-{last or ''}"]
    for table in form.tables:
        lines += [
            "",
            f"[{table.code}] {table.title}".rstrip(),
            *_columns(table.columns, "列" if lang == "zh" else "columns"),
            *_branches(table.rows),
            "",
        ]
        for severity, (zh, en) in _LEVELS.items():
            level = zh if lang == "zh" else en
            lines += [
                f"{level}  {rule.id}: {says(rule)}  ({conditions(rule)})"
                for rule in table.rules
                if rule.severity is severity
            ]
    return lines


def says(rule: Rule) -> str:
    """What a rule says, in codes."""
    if rule.kind is RuleKind.EQUATION:
        return rule.expression
    listed = rule.parts[0] if len(rule.parts) == 1 else f"({', '.join(rule.parts)})"
    return _SAYS[rule.kind].format(whole=rule.whole, parts=listed)


def conditions(rule: Rule) -> str:
    """Who says so; where, when and how exactly it holds."""
    first, last = rule.years
    told = [rule.basis]
    if rule.tolerance:
        told.append(f"±{plain(rule.tolerance)}")
    if first is not None or last is not None:
        told.append(f"{first or ''}-{last or ''}")
    if rule.only is not None:
        told.append(f"@{', @'.join(rule.only)}")
    return "; ".join(told)


def _columns(items: Sequence[Item], word: str) -> list[str]:
    """Columns in one line, or as a tree where some stand under a head."""
    if any(item.depth for item in items):
        return [f"{word}:", *(f"  {line}" for line in _branches(items))]
    listed = "  ".join(f"{item.label}({item.code})" for item in items)
    return [f"{word}: {listed}"]


def _branches(items: Sequence[Item]) -> list[str]:
    lines: list[str] = []
    open_depths: set[int] = set()  # depths at which a later sibling follows
    for item in reversed(items):
        glyphs = "".join("│ " if depth in open_depths else "  " for depth in range(1, item.depth))
        if item.depth:
            glyphs += "├ " if item.depth in open_depths else "└ "
        unit = f"  [{'/'.join(item.units)}]" if item.units else ""
        lines.append(f"{glyphs}{item.code}  {item.label}{unit}")
        open_depths = {depth for depth in open_depths if depth < item.depth} | {item.depth}
    return lines[::-1]
