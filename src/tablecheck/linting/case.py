"""Everything known of a form that is checked itself: what its checks read.

Comes in: a document and the form it holds. Goes out: ``FormCase``: places, names, and what the
rules say of a table in which nothing is filled.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tablecheck.findings import Place
from tablecheck.form.model import current, is_previous
from tablecheck.linting.blank import Blank
from tablecheck.linting.pointers import Pointers

if TYPE_CHECKING:
    from tablecheck.form.model import Form, Item, Key, Rule
    from tablecheck.form.source import Document
    from tablecheck.linting.together import Together

LONGEST_NAME = 24


class FormCase:
    """A form with its text.

    Attributes:
        document: Its JSON.
        form: What it means.
        at: Where its parts stand.
        rules: (table code, rule) of the rules that are switched on.
    """

    def __init__(self, document: Document, form: Form) -> None:
        self.document = document
        self.form = form
        self.at = Pointers(document.value)
        self.rules = [(table.code, rule) for table in form.tables for rule in table.rules]
        self._items = {
            (table.code, axis, item.code): item
            for table in form.tables
            for axis, items in (("rows", table.rows), ("columns", table.columns))
            for item in items
        }

    @cached_property
    def blank(self) -> Blank:
        """The form's cells with nothing filled in."""
        return Blank(self.form)

    @cached_property
    def together(self) -> Together:
        """What the rules say together, found within a budget."""
        from tablecheck.linting.together import Together

        return Together(self.blank)

    @cached_property
    def twins(self) -> tuple[tuple[str, str], ...]:
        """Ids of rules that say the same, the earlier one first."""
        from tablecheck.linting.twins import twins

        return twins(self.rules)

    def item(self, table: str, axis: str, code: str) -> Item:
        """The item of a code."""
        return self._items[table, axis, code]

    def place(self, pointer: str, label: str = "", table: str | None = None) -> Place:
        """A place in the form that is neither an item nor a rule."""
        return Place(table, None, None, None, None, label, pointer=pointer)

    def at_item(self, table: str, axis: str, code: str, below: str = "") -> Place:
        """An item, or a key of it."""
        item = self._items[table, axis, code]
        row, column = (code, None) if axis == "rows" else (None, code)
        pointer = self.at.items[table, axis, code] + below
        return Place(table, row, column, None, None, f"{code} {item.label}", pointer=pointer)

    def at_rule(self, table: str, rule: Rule, below: str = "") -> Place:
        """A rule, or a key of it."""
        return self.place(self.at.rules[rule.id] + below, f"{rule.id}: {said(rule)}", table)

    def at_cell(self, key: Key) -> Place:
        """A cell: its row, or its column where the row is one of a kind."""
        table, row, column = key
        place = self.at_item(table, "rows", row)
        return Place(table, row, column, None, None, self.name(key), pointer=place.pointer)

    def name(self, key: Key) -> str:
        """A cell as a sentence names it: ``[3.1@total] 予以公开``, as expressions name it."""
        table, row, column = current(key)
        label = self._items[table, "rows", row].label
        label = label if len(label) <= LONGEST_NAME else f"{label[:LONGEST_NAME]}…"
        lead = f"{table}!" if len(self.form.tables) > 1 else ""
        across = f"@{column}" if len(self.blank.columns[table]) > 1 else ""
        period = "previous " if is_previous(key) else ""
        return f"{period}[{lead}{row}{across}] {label}"


def said(rule: Rule) -> str:
    """What a rule says, not too long to stand in a line."""
    from tablecheck.form.describe import says

    told = says(rule)
    return told if len(told) <= 120 else f"{told[:119]}…"
