"""A table of rows as it is laid out: title, heads, labels, one line a row.

Comes in: a table of the form. Goes out: boxes and value cells, once ``lay`` says where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.templating.heads import depth_of, head_boxes, leaves_of, parents_of
from tablecheck.templating.labels import label_boxes
from tablecheck.templating.model import Box, Entry
from tablecheck.templating.units import printed_units
from tablecheck.templating.words import word

if TYPE_CHECKING:
    from tablecheck.form.model import Form, Item, Table
    from tablecheck.templating.model import Spot


class GridTable:
    """A table with a line for each row of the form.

    Attributes:
        table: The form's table.
        before: Columns left of the labels (line numbers).
        labels: Columns of labels: one for each level where the rows are labelled by merged cells.
        units: Blank records: none.
        boxes, entries, totals: What is laid out.
    """

    units = 0

    def __init__(self, table: Table, form: Form) -> None:
        self.table = table
        self._leaves = leaves_of(table.columns)
        labelled = [n for n, item in enumerate(self._leaves) if item.role == "label"]
        self._has_labels = bool(labelled)
        self._before = self._leaves[: labelled[0]] if labelled else []
        self._after = [
            item for item in self._leaves[labelled[0] if labelled else 0 :] if item.role != "label"
        ]
        self.before = len(self._before)
        self.is_nested = self._merges_labels()
        levels = depth_of(table.rows) if self.is_nested else 1
        self.labels = max(levels, len(labelled)) if labelled else 0
        self._print = printed_units(table, form)
        self.boxes: list[Box] = []
        self.entries: list[Entry] = []
        self.totals: dict[Spot, tuple[int, int]] = {}

    def width(self, area: int) -> int:
        """Columns that it takes up, where lines numbers and labels take up ``area``."""
        return area + len(self._after)

    def lay(self, row: int, before: int, labels: int, right: int, lang: str) -> int:
        """Lay the table out from a row on; the row after its last."""
        # Without labels of its own it may begin where those of the others stand.
        area = before + labels
        if not self._has_labels:
            area = max(0, min(area, right - len(self._after)))
        if self.table.title:
            self.boxes.append(Box((row, 1), "caption", self.table.title, across=max(right - 1, 0)))
            row += 1
        if self._print.line:
            text = word("unit", lang, unit=self._print.line)
            wide = self.width(area)
            self.boxes.append(Box((row, 1), "unit-line", text, across=max(wide - 1, 0)))
            row += 1
        column_of = {item.code: 1 + n for n, item in enumerate(self._before)}
        column_of |= {item.code: area + 1 + n for n, item in enumerate(self._after)}
        levels = depth_of(self.table.columns)
        self.boxes += head_boxes(self.table.columns, column_of, row, levels, self._print.heads)
        if self._has_labels:
            first = self.before + 1
            head = next(item for item in self._leaves if item.role == "label")
            self.boxes.append(
                Box((row, first), "head", head.label, down=levels - 1, across=area - first)
            )
        return self._body(row + levels, column_of, self.before + 1, area)

    def _body(self, top: int, column_of: dict[str, int], first: int, last: int) -> int:
        rows = [item for item in self.table.rows if not (self.is_nested and item.heading)]
        row_of = {item.code: top + n for n, item in enumerate(rows)}
        if self._has_labels:
            self.boxes += label_boxes(
                self.table.rows,
                row_of,
                first,
                last,
                is_nested=self.is_nested,
                texts=self._print.labels,
            )
        number = 0
        for item in rows:
            takes = item.holds_values
            number += takes
            for column in (*self._before, *self._after):
                spot = (row_of[item.code], column_of[column.code])
                if column.role == "value" and takes:
                    self.entries.append(Entry(self.table, item, column, spot))
                else:
                    self.boxes.append(self._beside(item, column, spot, number if takes else 0))
        return top + len(rows)

    def _beside(self, item: Item, column: Item, spot: Spot, number: int) -> Box:
        """A cell that takes no number: unit, running number, note."""
        if column.role == "unit" and number:
            return Box(spot, "unit", next(iter(item.units), ""))
        if column.role == "number" and number:
            return Box(spot, "number", item.code if item.code.isdigit() else str(number))
        return Box(spot, "note" if column.role == "note" and number else "none")

    def _merges_labels(self) -> bool:
        """The rows are labelled by merged cells: a cross-tab whose groups hold no values."""
        rows, parents = self.table.rows, parents_of(self.table.rows)
        values = [item for item in self._leaves if item.role == "value"]
        return (
            self._has_labels
            and len(values) > 1
            and any(item.code in parents for item in rows)
            and all(item.heading == (item.code in parents) for item in rows)
        )
