"""Where everything of a form stands on a fill-in sheet: its tables below one another.

Comes in: a form. Goes out: ``Plan``. All tables share the sheet's columns: the labels of each take
up the same ones, so that a narrow table stands straight below a wide one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.templating.grid import GridTable
from tablecheck.templating.model import Box, Plan, Spot
from tablecheck.templating.records import BLANK, RecordsTable
from tablecheck.templating.sizes import heights_of, widths_of
from tablecheck.templating.words import word

if TYPE_CHECKING:
    from tablecheck.form.model import Form
    from tablecheck.templating.model import Entry

MOST_CELLS = 20_000
"""Value cells above which nobody fills in a template by hand; it takes some seconds to write."""


def plan_of(form: Form, lang: str) -> Plan:
    """The plan of a form's sheet, its own words in ``lang``."""
    parts = [
        RecordsTable(table, form) if table.orientation == "records" else GridTable(table, form)
        for table in form.tables
    ]
    before = max(part.before for part in parts)
    labels = max(part.labels for part in parts)
    right = max(part.width(before + labels) for part in parts if part.labels or part is parts[0])
    boxes = [Box((1, 1), "title", form.titles[0], across=max(right - 1, 0))]
    entries: list[Entry] = []
    totals: dict[Spot, tuple[int, int]] = {}
    row = 2
    for field in form.header:
        wide = max(before + labels, 1)
        boxes.append(Box((row, 1), "field", f"{field.label}{word('colon', lang)}", across=wide - 1))
        boxes.append(Box((row, wide + 1), "answer", across=max(min(right - wide, 3), 1) - 1))
        row += 1
    for part in parts:
        row += 1
        row = part.lay(row, before, labels, right, lang)
        boxes += part.boxes
        entries += part.entries
        totals |= part.totals
    widths = widths_of(boxes, entries, before + labels)
    return Plan(
        boxes=tuple(boxes),
        entries=tuple(entries),
        totals=totals,
        widths=widths,
        heights=heights_of(boxes, widths),
        records={part.table.code: part.units for part in parts if part.units},
    )


def value_cells(form: Form) -> int:
    """How many value cells the sheet of a form has."""
    from tablecheck.binding.observe import value_items

    count = 0
    for table in form.tables:
        lines = BLANK + 1 if table.orientation == "records" else 1
        count += lines * len(value_items(table.rows)) * len(value_items(table.columns))
    return count
