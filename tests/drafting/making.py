"""Tables written in the test itself: a CSV text, its draft, and what the draft finds in it."""

from __future__ import annotations

from tablecheck.drafting.draft import draft_form
from tablecheck.drafting.trial import form_of
from tablecheck.findings import Severity
from tablecheck.pipeline import Given, check_file
from tablecheck.readers.read import read_bytes


def drafted(*texts: str, names: tuple[str, ...] = ("table.csv",)):
    """The draft of CSV texts."""
    files = [*names, *(f"table-{n}.csv" for n in range(len(names), len(texts)))]
    books = [read_bytes(text.encode(), name="table.csv") for text in texts]
    return draft_form(books, files[: len(texts)])


def loaded(*texts: str):
    """The draft of CSV texts as a form."""
    return form_of(drafted(*texts).form)


def findings(text: str, form) -> list[str]:
    """Codes of the errors and warnings that a form finds in a CSV text."""
    report = check_file(Given("table.csv", text.encode()), form=form)
    assert report.refusal is None
    return [f.code for f in report.findings if f.severity is not Severity.INFORMATION]


def tree(items) -> list[tuple[int, str]]:
    """(depth, label) of a form's items."""
    return [(item.depth, item.label) for item in items]


def said(form) -> set[str]:
    """Every rule of a form as one line: whole = parts, or its expression."""
    signs = {"sum": "=", "union": "∪", "at_least_each": ">=", "at_least_sum": ">=Σ"}
    return {
        rule.expression or f"{rule.whole} {signs[rule.kind.value]} {' '.join(rule.parts)}"
        for table in form.tables
        for rule in table.rules
    }
