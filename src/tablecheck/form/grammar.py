"""A user's form against the published schema, in plain sentences.

Comes in: a document. Goes out: nothing, or the first FormError. Imports jsonschema, so shipped
forms, which tests prove, never come here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tablecheck.form.source import schema_folder

if TYPE_CHECKING:
    from tablecheck.form.source import Document


def check_grammar(document: Document) -> None:
    """Raise where the document is not of the published schema.

    Raises:
        FormError: TC901 with the pointer, the line and one plain sentence.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from referencing import Registry

    schema = json.loads((schema_folder() / "form.schema.json").read_text("utf-8"))
    # An empty registry: no reference is ever fetched, whatever a form says.
    validator = Draft202012Validator(schema, registry=Registry())
    error = best_match(validator.iter_errors(document.value))
    if error is None:
        return
    pointer = "".join(f"/{_escape(str(part))}" for part in error.absolute_path)
    zh, en, key = _sentence(error)
    document.fail("TC901", f"{pointer}/{_escape(key)}" if key else pointer, zh, en)


def near_miss(word: str, known: list[str]) -> str:
    """The known word that is most like another, "" where none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), "")


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _sentence(error: Any) -> tuple[str, str, str]:  # noqa: ANN401 - jsonschema is untyped
    """(Chinese, English, key to point at) of a schema error."""
    value, expected = error.instance, error.validator_value
    if error.validator == "additionalProperties" and isinstance(value, dict):
        known = list(error.schema.get("properties", {}))
        key = next(each for each in value if each not in known)
        near = near_miss(key, known)
        return (
            f"不认识的键“{key[:60]}”" + (f"，是不是“{near}”" if near else ""),
            f"unknown key “{key[:60]}”" + (f", did you mean “{near}”" if near else ""),
            key,
        )
    if error.validator == "required":
        key = next(each for each in expected if each not in value)
        return f"缺少“{key}”", f"“{key}” is missing", ""
    shown = json.dumps(value, ensure_ascii=False, default=str)[:60]
    if error.validator == "enum":
        near = near_miss(str(value), [str(each) for each in expected])
        listed = ", ".join(str(each) for each in expected)
        return (
            f"{shown} 不是下列值之一：{listed}" + (f"；是不是“{near}”" if near else ""),
            f"{shown} is none of {listed}" + (f"; did you mean “{near}”" if near else ""),
            "",
        )
    if error.validator == "type":
        return f"{shown} 的类型应为 {expected}", f"{shown} should be of type {expected}", ""
    if error.validator == "pattern":
        return f"{shown} 的写法不对", f"{shown} does not match {expected}", ""
    if error.validator == "dependentRequired":
        return "“multiple_of”和“factor”要一起写", "“multiple_of” and “factor” go together", ""
    return (
        f"{shown} 不符合表式语法（{error.validator}）",
        f"{shown} is not of the form's grammar ({error.validator})",
        "",
    )
