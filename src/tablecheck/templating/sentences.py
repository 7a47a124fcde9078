"""What a rule says, in the form's labels, and where it holds; for the sheet of checks.

Comes in: a rule, and one of its places. Goes out: sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.formula import in_words
from tablecheck.checks.naming import short_label
from tablecheck.form.model import RuleKind
from tablecheck.templating.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.form.model import Form, Item, Rule, Table
    from tablecheck.templating.cells import Placed

MOST_PARTS = 6
"""Parts of a sum that are named."""
_SAYS = {
    RuleKind.SUM: "{whole} = {sum}",
    RuleKind.AT_LEAST_SUM: "{whole} ≥ {sum}",
    RuleKind.AT_MOST_SUM: "{whole} ≤ {sum}",
    RuleKind.UNION: "{most} ≤ {whole} ≤ {sum}",
    RuleKind.AT_LEAST_EACH: "{parts} ≤ {whole}",
}


def sentence(rule: Rule, table: Table, form: Form, lang: str) -> str:
    """What a rule says, with labels for codes."""
    if rule.kind is RuleKind.EQUATION:
        return in_words(rule, table.code, form).in_language(lang)
    items = table.rows if rule.axis == "rows" else table.columns
    labels = {item.code: short_label(item.label) for item in items}
    named = [labels[code] for code in rule.parts[:MOST_PARTS]]
    if len(rule.parts) > MOST_PARTS:
        named[-1:] = ["…", labels[rule.parts[-1]]]
    return _SAYS[rule.kind].format(
        whole=labels.get(rule.whole or "", ""),
        sum=" + ".join(named),
        parts=word("comma", lang).join(named),
        most=f"max({', '.join(named)})" if len(named) > 1 else named[0],
    )


def why(rule: Rule, lang: str) -> str:
    """The form's own words for the rule, "" where it has none."""
    message = rule.message or {}
    return message.get(lang) or next(iter(message.values()), "")


def place(placed: Placed, table: Table, lang: str) -> str:
    """Which column, row or reporting unit a rule is checked in; "" where there is only one."""
    if placed.record is not None:
        return word("record", lang, n=placed.record + 1)
    instance = placed.instance
    if instance.column is not None:
        told, name = _path(instance.column, table.columns), "in-column"
    elif instance.row is not None:
        told, name = _path(instance.row, table.rows), "in-row"
    else:
        return ""
    # Never the bare label: a list of those would be read as a table of the form.
    return word(name, lang, label=told) if told else ""


def _path(code: str, items: Sequence[Item]) -> str:
    from tablecheck.binding.observe import value_items

    if len(value_items(items)) == 1:
        return ""
    by_code = {item.code: item for item in items}
    at = by_code[code]
    names: list[str] = []
    while True:
        names.insert(0, short_label(at.label))
        if at.parent is None:
            return " · ".join(names)
        at = by_code[at.parent]
