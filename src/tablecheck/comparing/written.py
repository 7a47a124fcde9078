"""What is written otherwise of one part of a form: keys of its grammar, as they are read aloud.

Comes in: two parts of one kind. Goes out: (key, before, after).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.exact import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.form.model import Domain

    Keys = Mapping[str, str]
    """Name of the field -> key of the grammar."""

FORM_KEYS = {
    "id": "id",
    "version": "version",
    "titles": "title",
    "years": "years",
    "family": "family",
    "language": "language",
    "blank": "missing.blank",
    "marks": "missing.marks",
    "thousands": "number_format.thousands",
    "decimal": "number_format.decimal",
}
UNIT_KEYS = {"base": "multiple_of", "factor": "factor", "synonyms": "synonyms"}
HEADER_KEYS = {"label": "label", "aliases": "aliases", "type": "type", "required": "required"}
ITEM_KEYS = {
    "code": "code",
    "aliases": "aliases",
    "heading": "heading",
    "role": "role",
    "units": "unit",
    "domain": "value",
    "required": "required",
    "marks": "missing",
    "printed": "printed",
    "rounded": "rounded",
    "weight": "weight",
    "fixed": "fixed",
    "rollup": "rollup",
}
RULE_KEYS = {
    "severity": "severity",
    "basis": "basis",
    "years": "years",
    "tolerance": "tolerance",
    "rounded": "rounded",
    "exact": "rounded",
    "message": "message",
}
TEXT_KEYS = {
    "terms": "equals",
    "phrases": "phrases",
    "none": "none",
    "near": "near",
    "unless": "unless",
    "severity": "severity",
    "basis": "basis",
    "message": "message",
}


def changed_keys(before: object, after: object, keys: Keys) -> tuple[tuple[str, str, str], ...]:
    """Keys whose values differ, both values in words."""
    found = []
    for field, key in keys.items():
        one, other = getattr(before, field), getattr(after, field)
        if one != other:
            found.append((key, said(field, one), said(field, other)))
    return tuple(found)


def said(field: str, value: Any) -> str:  # noqa: ANN401 - any field of a form
    """A value as a line tells it, "" for none."""
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field == "years":
        first, last = value
        return f"{first or ''}-{last or ''}" if first or last else ""
    if field == "domain":
        return domain_said(value)
    if field == "rounded":
        return "true" if value.base is None else f"base {value.base}"
    if field == "terms":
        return " + ".join(f"{plain(factor)} * {'/'.join(key)}" for factor, key in value)
    if field in ("factor", "tolerance", "weight"):
        return plain(value)
    if hasattr(value, "items"):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return " | ".join(value) if isinstance(value, tuple) else str(value)


def domain_said(domain: Domain) -> str:
    """The values of a cell by the keywords of the grammar."""
    told = ["integer"] if domain.integer else []
    for sign, number in (
        (">=", domain.minimum),
        (">", domain.exclusive_minimum),
        ("<=", domain.maximum),
        ("<", domain.exclusive_maximum),
        ("multipleOf", domain.multiple_of),
    ):
        if number is not None:
            told.append(f"{sign} {plain(number)}")
    if domain.enum:
        told.append(", ".join(map(plain, domain.enum)))
    return "; ".join(told)
