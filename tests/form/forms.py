"""Small forms for the tests of the loader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tablecheck.errors import FormError
from tablecheck.form.load import load_form

if TYPE_CHECKING:
    from pathlib import Path

    from tablecheck.form.model import Form

ROW = '{"code": "a", "label": "甲"}'


def form_text(
    *, top: str = "", table: str = "", rows: str = "", columns: str = "", rules: str = ""
) -> str:
    """A form of a line a thing: the top is line 1, the table 2, columns 3, rows 4, rules 5."""
    return (
        f'{{"id": "x", "version": "1", "title": "某表", {top + ", " if top else ""}"tables": [\n'
        f'{{"code": "t", {table + ", " if table else ""}"columns": [\n'
        f'{columns or """{"code": "n", "label": "数"}"""}], "rows": [\n'
        f'{rows or ROW + """, {"code": "b", "label": "乙"}"""}], "rules": [\n'
        f"{rules}]}}]}}\n"
    )


def rule(expect: str, **more: Any) -> str:
    """A rule of a form as JSON."""
    return json.dumps(
        {"id": "r", "expect": expect, "severity": "error", "basis": "inferred", **more}
    )


def relation(**more: Any) -> str:
    """A row ``s`` over ``a`` and ``b`` with one relation."""
    held = {"id": "r", "is": "sum", "severity": "error", "basis": "inferred", **more}
    parts = [{"code": code, "label": code} for code in "ab"]
    return json.dumps({"code": "s", "label": "s", "relations": [held], "rows": parts})


def text(**more: Any) -> str:
    """A ``text`` section with one rule over the cell of ``a``."""
    held = {"id": "t", "phrases": ["甲方{n}件"], "equals": "[a]", **more}
    return f'"text": [{json.dumps(held, ensure_ascii=False)}]'


def load_text(folder: Path, text: str | bytes) -> Form:
    """The form of a text, by way of a file."""
    path = folder / "form.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_form(path)


def error_of(folder: Path, text: str | bytes) -> FormError:
    """The FormError that a text is refused with."""
    try:
        load_text(folder, text)
    except FormError as error:
        return error
    raise AssertionError("the form was accepted")
