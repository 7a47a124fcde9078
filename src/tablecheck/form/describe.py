"""A form as a tree of lines: rows with units, relations with what they say.

Comes in: a form. Goes out: lines of text; glyphs that GBK has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import RuleKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.form.model import Form, Item, Rule, Table

_SAYS = {
    RuleKind.SUM: "{whole} = Σ {parts}",
    RuleKind.AT_LEAST_SUM: "{whole} ≥ Σ {parts}",
    RuleKind.AT_MOST_SUM: "{whole} ≤ Σ {parts}",
    RuleKind.UNION: "max {parts} ≤ {whole} ≤ Σ {parts}",
    RuleKind.AT_LEAST_EACH: "{parts} ≤ {whole}",
}


def form_tree(form: Form, lang: str) -> list[str]:
    """Identity, tables as trees, then the rules, hard ones first."""
    first, last = form.years
    lines = [f"{form.id}  {form.titles[0]}  {first or ''}-{last or ''}"]
    for table in form.tables:
        lines += ["", f"[{table.code}] {table.title}".rstrip()]
        columns = "  ".join(f"{item.label}({item.code})" for item in table.columns)
        lines.append(f"{'列' if lang == 'zh' else 'columns'}: {columns}")
        lines += list(_rows(table.rows))
        lines += list(_rules(table, lang))
    return lines


def _rows(items: tuple[Item, ...]) -> Iterator[str]:
    for number, item in enumerate(items):
        below = items[number + 1 :]
        glyphs = ""
        for depth in range(1, item.depth + 1):
            goes_on = any(
                later.depth == depth and not any(i.depth < depth for i in below[:place])
                for place, later in enumerate(below)
            )
            if depth == item.depth:
                glyphs += "├ " if goes_on else "└ "
            else:
                glyphs += "│ " if goes_on else "  "
        unit = f"  [{'/'.join(item.units)}]" if item.units else ""
        yield f"{glyphs}{item.code}  {item.label}{unit}"


def _rules(table: Table, lang: str) -> Iterator[str]:
    words = {
        Severity.ERROR: ("强制性", "hard"),
        Severity.WARNING: ("核实性", "soft"),
    }
    yield ""
    for severity, (zh, en) in words.items():
        for rule in table.rules:
            if rule.severity is severity:
                level = zh if lang == "zh" else en
                yield f"{level}  {rule.id}: {says(rule)}  ({rule.basis})"


def says(rule: Rule) -> str:
    """What a rule says, in codes."""
    if rule.kind is RuleKind.EQUATION:
        return rule.expression
    listed = rule.parts[0] if len(rule.parts) == 1 else f"({', '.join(rule.parts)})"
    return _SAYS[rule.kind].format(whole=rule.whole, parts=listed)
