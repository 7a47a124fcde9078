"""Small forms as JSON, and the error that a text raises."""

from __future__ import annotations

import json

import pytest

from tablecheck.errors import FormError
from tablecheck.form.load import load_form


def small(**changes):
    """A right form of one total, two parts and one column; ``changes`` at its top."""
    form = {
        "id": "small",
        "version": "1",
        "title": "T",
        "units": {"件": {}, "元": {}, "万元": {"multiple_of": "元", "factor": 10000}},
        "tables": [
            {
                "code": "main",
                "columns": [{"code": "label", "label": "L", "role": "label"}, *columns("n", "m")],
                "rows": [
                    {
                        "code": "t",
                        "label": "合计",
                        "unit": "件",
                        "relations": [
                            {"id": "sum", "is": "sum", "severity": "error", "basis": "official"}
                        ],
                        "rows": [{"code": "a", "label": "甲"}, {"code": "b", "label": "乙"}],
                    }
                ],
            }
        ],
    }
    form.update(changes)
    return form


def columns(*codes):
    return [{"code": code, "label": code.upper()} for code in codes]


def changed(pointer, value, *, delete=False):
    """The small form with the value at a JSON pointer put in (or taken out)."""
    form = small()
    *path, last = pointer.strip("/").split("/")
    at = form
    for part in path:
        at = at[int(part)] if isinstance(at, list) else at[part]
    if delete:
        del at[last]
    elif isinstance(at, list) and last == "-":
        at.append(value)
    elif isinstance(at, list):
        at[int(last)] = value
    else:
        at[last] = value
    return form


def with_rule(expect, **more):
    """The small form with one expression."""
    form = small()
    form["tables"][0]["rules"] = [
        {"id": "r", "expect": expect, "severity": "error", "basis": "wording", **more}
    ]
    return form


def loaded(form, folder):
    return load_form(written(form, folder))


def written(form, folder):
    path = folder / "form.json"
    text = form if isinstance(form, str) else json.dumps(form, ensure_ascii=False, indent=1)
    path.write_text(text, "utf-8")
    return path


def refusal(form, folder):
    """The FormError of a form (a value or a text)."""
    with pytest.raises(FormError) as caught:
        loaded(form, folder)
    return caught.value
