"""A user's form against the published schema, in plain sentences.

Comes in: a document. Goes out: nothing, or the first FormError. Imports jsonschema, so shipped
forms, which tests prove, never come here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from tablecheck.errors import FormError
from tablecheck.form.position import pointer_of
from tablecheck.form.source import schema_folder, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.form.source import Document

MOST_ERRORS = 100
MOST_KNOWN = 1000
_TYPES = {
    "string": ("文字", "a text"),
    "object": ("对象 {…}", "an object {…}"),
    "array": ("列表 […]", "a list […]"),
    "integer": ("整数", "a whole number"),
    "number": ("数", "a number"),
    "boolean": ("true 或 false", "true or false"),
}
_BOUNDS = {
    "minItems": ("不能是空的", "must not be empty"),
    "minLength": ("不能是空的", "must not be empty"),
    "minimum": ("不能小于 {}", "must not be less than {}"),
    "exclusiveMinimum": ("必须大于 {}", "must be greater than {}"),
}


def check_grammar(document: Document) -> None:
    """Raise where the document is not of the published schema.

    Raises:
        FormError: TC901 with the pointer, the line and one plain sentence.
    """
    errors = _errors(document)
    if errors:
        _fail(document, _most_telling(errors))


def grammar_errors(document: Document) -> tuple[FormError, ...]:
    """Everything that is not of the published schema, each place once, in its order."""
    found: dict[tuple[str, str], FormError] = {}
    for each in _errors(document):
        try:
            _fail(document, _most_telling([each]))
        except FormError as error:
            found.setdefault((error.pointer, error.en), error)
    return tuple(sorted(found.values(), key=lambda each: each.line or 0))


def _errors(document: Document) -> list[Any]:
    from itertools import islice

    from jsonschema import Draft202012Validator
    from referencing import Registry

    schema = json.loads((schema_folder() / "form.schema.json").read_text("utf-8"))
    # An empty registry: no reference is ever fetched, whatever a form says.
    validator = Draft202012Validator(schema, registry=Registry())
    return list(islice(validator.iter_errors(document.value), MOST_ERRORS))


def _fail(document: Document, error: Any) -> NoReturn:  # noqa: ANN401 - jsonschema is untyped
    pointer = pointer_of(tuple(error.absolute_path))
    zh, en, key = _sentence(error)
    document.fail("TC901", pointer + (pointer_of((key,)) if key else ""), zh, en)


def near_miss(word: str, known: Sequence[str]) -> str:
    """The known word that is most like another, "" where none is, or too many are known."""
    from difflib import get_close_matches

    if len(known) > MOST_KNOWN:
        return ""
    return next(iter(get_close_matches(word[:60], known, n=1, cutoff=0.6)), "")


def _most_telling(errors: Iterable[Any]) -> Any:  # noqa: ANN401 - jsonschema is untyped
    """The error nearest to the top; an unknown key before a missing one, which it often explains.

    Of alternatives, the error inside the one that has the value's type.
    """
    error = min(errors, key=lambda e: (len(e.absolute_path), e.validator != "additionalProperties"))
    if error.validator == "oneOf":
        inside = [e for e in error.context if e.validator != "type" or e.relative_path]
        if inside:
            return _most_telling(inside)
    return error


def _sentence(error: Any) -> tuple[str, str, str]:  # noqa: ANN401 - jsonschema is untyped
    """(Chinese, English, key to point at) of a schema error."""
    value, expected = error.instance, error.validator_value
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        key = next(each for each in value if each not in known)
        near = near_miss(key, known)
        return (
            f"不认识的键“{shown(key)}”" + (f"，是不是“{near}”" if near else ""),
            f"unknown key “{shown(key)}”" + (f", did you mean “{near}”" if near else ""),
            key,
        )
    if error.validator == "required":
        key = next(each for each in expected if each not in value)
        return f"缺少键“{key}”", f"missing key “{key}”", ""
    if error.validator == "dependentRequired":
        return "“multiple_of”和“factor”要一起写", "“multiple_of” and “factor” go together", ""
    told = shown(json.dumps(value, ensure_ascii=False, default=str))
    if error.validator == "enum":
        near = near_miss(str(value), [str(each) for each in expected])
        listed = ", ".join(str(each) for each in expected)
        return (
            f"值是 {told}，应为下列之一：{listed}" + (f"；是不是“{near}”" if near else ""),
            f"value is {told}, expected one of {listed}"
            + (f"; did you mean “{near}”" if near else ""),
            "",
        )
    if error.validator in ("type", "oneOf"):
        types = [expected] if isinstance(expected, str) else [_type(each) for each in expected]
        zh = "或".join(_TYPES[each][0] for each in types)
        en = " or ".join(_TYPES[each][1] for each in types)
        return f"值是 {told}，应为{zh}", f"value is {told}, expected {en}", ""
    if error.validator in _BOUNDS:
        zh, en = _BOUNDS[error.validator]
        return (
            f"值是 {told}，{zh.format(expected)}",
            f"value is {told}, {en.format(expected)}",
            "",
        )
    # What is left is "pattern": codes and ids, and parts, which may end with a star.
    stars = "*" in str(expected)
    return (
        f"{told} 只能由字母、数字和 - _ . 组成，且不能过长"
        + ("；末尾可以是 /* 或 /**" if stars else ""),
        f"{told} may hold letters, digits and - _ . only, and not too many"
        + ("; it may end with /* or /**" if stars else ""),
        "",
    )


def _type(alternative: dict[str, Any]) -> str:
    """The JSON type of one alternative; a reference here is to a code."""
    return str(alternative.get("type", "string"))
