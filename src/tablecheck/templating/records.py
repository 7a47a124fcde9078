"""A table of one row a reporting unit: the form's rows stand across, blank lines below them.

Comes in: a table of the form. Goes out: boxes and value cells, once ``lay`` says where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.templating.heads import depth_of, head_boxes, parents_of
from tablecheck.templating.model import Box, Entry
from tablecheck.templating.units import printed_units
from tablecheck.templating.words import word

if TYPE_CHECKING:
    from tablecheck.form.model import Form, Table
    from tablecheck.templating.model import Spot

BLANK = 20
"""Lines for reporting units; a clerk inserts more."""


class RecordsTable:
    """A table with a line for each reporting unit.

    Attributes:
        table: The form's table.
        before: Columns left of the labels: none.
        labels: Columns that name the unit.
        units: Blank records.
        boxes, entries, totals: What is laid out.
    """

    before = 0
    units = BLANK

    def __init__(self, table: Table, form: Form) -> None:
        self.table = table
        self._labels = [item for item in table.columns if item.role == "label"]
        self._value = next(item for item in table.columns if item.role == "value")
        parents = parents_of(table.rows)
        # A row with others below it that holds values has a column of its own before theirs.
        self._rows = [item for item in table.rows if not item.heading]
        self._is_flat = any(item.code in parents for item in self._rows)
        self._levels = 1 if self._is_flat else depth_of(table.rows)
        self.labels = max(len(self._labels), 1)
        self._print = printed_units(table, form)
        self.boxes: list[Box] = []
        self.entries: list[Entry] = []
        self.totals: dict[Spot, tuple[int, int]] = {}

    def width(self, area: int) -> int:
        """Columns that it takes up, where the names of units take up ``area``."""
        return area + len(self._rows)

    def lay(self, row: int, before: int, labels: int, right: int, lang: str) -> int:
        """Lay the table out from a row on; the row after its last."""
        area = before + labels
        if self.table.title:
            self.boxes.append(Box((row, 1), "caption", self.table.title, across=max(right - 1, 0)))
            row += 1
        if self._print.line:
            text = word("unit", lang, unit=self._print.line)
            self.boxes.append(Box((row, 1), "unit-line", text, across=self.width(area) - 1))
            row += 1
        column_of = {item.code: area + 1 + n for n, item in enumerate(self._rows)}
        items = [item for item in self.table.rows if not self._is_flat or not item.heading]
        boxes = head_boxes(items, column_of, row, self._levels, self._print.labels)
        if self._is_flat:
            boxes = [
                Box(
                    (row, column_of[item.code]),
                    "head",
                    self._print.labels.get(item.code, item.label),
                )
                for item in self._rows
            ]
        self.boxes += boxes
        heads = [item.label for item in self._labels] or [word("agency", lang)]
        for number, head in enumerate(heads):
            across = area - len(heads) if number == len(heads) - 1 else 0
            self.boxes.append(
                Box((row, number + 1), "head", head, down=self._levels - 1, across=across)
            )
        return self._body(row + self._levels, column_of, area)

    def _body(self, top: int, column_of: dict[str, int], area: int) -> int:
        first = top + 1 if self.table.totals else top
        last = first + BLANK - 1
        if self.table.totals:
            self.boxes.append(Box((top, 1), "label", self.table.totals[0], across=area - 1))
            for item in self._rows:
                spot = (top, column_of[item.code])
                self.entries.append(Entry(self.table, item, self._value, spot, record=-1))
                if item.rollup == "sum":
                    self.totals[spot] = (first, last)
        wide = max(len(self._labels), 1)
        for number in range(BLANK):
            for label in range(wide):
                across = area - wide if label == wide - 1 else 0
                self.boxes.append(Box((first + number, label + 1), "answer", across=across))
            self.entries += [
                Entry(self.table, item, self._value, (first + number, column_of[item.code]), number)
                for item in self._rows
            ]
        return last + 1
