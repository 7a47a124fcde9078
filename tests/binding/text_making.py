"""Paragraphs around no table at all, and what they say of a small form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.bind import Binding
from tablecheck.binding.text import statements
from tablecheck.form.load import load_form
from tablecheck.form.model import TextRule
from tablecheck.record import replace
from tablecheck.sheet import Cell, CellKind, Sheet, Workbook

if TYPE_CHECKING:
    from tablecheck.binding.text import Statement
    from tablecheck.form.model import Form


def workbook(*paragraphs: str, name: str | None = "document", hidden: bool = False) -> Workbook:
    """A document of paragraphs, each in a row of its own."""
    cells = {
        (2 * number, 1): Cell(CellKind.TEXT, text) for number, text in enumerate(paragraphs, 1)
    }
    return Workbook(kind="docx", sheets=(Sheet(name, cells, hidden=hidden),), sha256="")


def form_of(*rules: TextRule) -> Form:
    """The form of 2014 with other text rules."""
    return replace(load_form("cn-zfxxgk-2014"), text=rules)


def rule(*phrases: str, **more: object) -> TextRule:
    """A text rule over the number of reviews."""
    return TextRule(
        id="t",
        terms=((1, ("main", "4", "n")),),
        phrases=phrases,
        **more,  # type: ignore[arg-type]  # a test names fields of the record
    )


def said(*paragraphs: str, form: Form | str, year: int | None = 2018) -> list[Statement]:
    """What paragraphs say."""
    loaded = load_form(form) if isinstance(form, str) else form
    return list(statements(workbook(*paragraphs), Binding(form=loaded, tables={}), year))


def numbers(*paragraphs: str, form: Form | str, year: int | None = 2018) -> dict[str, list[object]]:
    """Rule -> the numbers stated; a part as ``">= n"``, a range as (low, high)."""
    found: dict[str, list[object]] = {}
    for each in said(*paragraphs, form=form, year=year):
        value: object = each.low if each.low == each.high else (each.low, each.high)
        if each.scope == "part":
            value = f">= {value}"
        found.setdefault(each.rule.id.removesuffix("-in-text"), []).append(value)
    return found
