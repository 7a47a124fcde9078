"""A rule's expression in words: labels for codes, printed signs.

Comes in: a rule and its form. Goes out: ``Words``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.checks.naming import AND, item_name
from tablecheck.findings import Words
from tablecheck.form.expression import read_reference

if TYPE_CHECKING:
    from tablecheck.form.model import Form, Rule

_CHINESE = {
    "if": "若",
    "then": "则",
    "and": "且",
    "or": "或",
    "any": "任一",
    "all": "全部",
    "sum": "合计",
    "abs": "绝对值",
    "previous": "上年",
}


def in_words(rule: Rule, table: str, form: Form) -> Words:
    """The expression as the form writes it, with labels for codes."""
    items = {
        (each.code, axis): {item.code: of_axis for item in of_axis}
        for each in form.tables
        for axis, of_axis in (("rows", each.rows), ("columns", each.columns))
    }

    def named_in(table: str, axis: str, code: str) -> str:
        found = items.get((table, axis), {}).get(code)
        return code if found is None else item_name(found, code)

    across = "columns" if rule.axis == "rows" else "rows"
    zh = en = ""
    for part in re.split(r"(\[[^\]]*\])", rule.expression):
        if part.startswith("["):
            (name, code, other), spread = read_reference(part[1:-1], table)
            named = named_in(name, rule.axis, code)
            if other is not None:
                named += AND + named_in(name, across, other)
            zh += f"“{named}”{'各项' if spread else ''}"
            en += f"“{named}”{' (its items)' if spread else ''}"
        else:
            printed = part.replace("<=", "≤").replace(">=", "≥").replace("!=", "≠")
            zh += re.sub(r"[a-z]+", lambda m: _CHINESE.get(m.group(), m.group()), printed)
            en += re.sub(r"previous", "last year’s", printed)
    return Words(zh.strip(), en.strip())
