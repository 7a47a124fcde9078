"""Forms of one table for the checks of forms, and what is found in them."""

from __future__ import annotations

import json

from tablecheck.form_check import check_form


def form(rows=None, rules=(), columns=None, **more):
    """A form whose rows are codes, or items."""
    items = [
        {"code": each, "label": f"row {each}"} if isinstance(each, str) else each
        for each in rows or ["a", "b", "c"]
    ]
    heads = columns or [{"code": "n", "label": "N"}]
    return {
        "id": "f",
        "version": "1",
        "title": "T",
        "value": {"type": "integer", "minimum": 0},
        **more,
        "tables": [
            {
                "code": "m",
                "columns": [{"code": "l", "label": "L", "role": "label"}, *heads],
                "rows": items,
                "rules": [rule(*each) for each in rules],
            }
        ],
    }


def rule(name, expect, severity="error", **more):
    return {"id": name, "expect": expect, "severity": severity, "basis": "wording", **more}


def checked(value, folder):
    path = folder / "form.json"
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    return check_form(path)


def found(value, folder, *codes):
    """(code, pointer) of the findings, of some codes only where they are given."""
    findings = checked(value, folder).findings
    return [
        (each.code, each.facts["pointer"]) for each in findings if not codes or each.code in codes
    ]
