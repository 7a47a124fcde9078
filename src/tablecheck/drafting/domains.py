"""Which values a table holds: whole numbers or not, never below zero, marks and their meaning.

Comes in: tables of one layout. Goes out: ``value`` keys on the table or on its items, and marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.drafting.cells import mark_of, meaning_of
from tablecheck.drafting.model import value_nodes
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.drafting.model import Node, TableSeen
    from tablecheck.values.reading import Reading

_COUNTED = "件 条 个 次 人 人次 篇 份 户 家 所 台 套 辆 项 起 例 名 处 座 艘 架 只 头"
COUNTED = frozenset(_COUNTED.split())
"""Units of what is counted, so that a value is a whole number."""
Value = dict[str, object]


def value_of(readings: Iterable[Reading]) -> Value | None:
    """The narrowest ``value`` that all numbers meet; None where there are no numbers."""
    every = list(readings)
    numbers = [r for r in every if r.status is Status.NUMBER and r.low is not None]
    if not numbers:
        return None
    below = any(r.text.strip()[:1] in "-−–" and any(c.isdigit() for c in r.text) for r in every)
    whole = all(r.low is not None and r.low.denominator == 1 and r.decimals <= 0 for r in numbers)
    value: Value = {"type": "integer" if whole else "number"}
    if not below and all(r.low is not None and r.low >= 0 for r in numbers):
        value["minimum"] = 0
    return value


def give_domains(tables: Sequence[TableSeen]) -> Value | None:
    """The ``value`` of a whole table; where lines differ, of its columns or else of its rows."""
    first = tables[0]
    rows, columns = value_nodes(first.rows), value_nodes(first.columns)
    everything = [r for table in tables for r in table.readings.values()]
    overall = value_of(everything)
    if overall is None:
        return _by_units(rows, columns)
    by_column = [_value_of_line(tables, columns=[each], rows=rows) for each in columns]
    by_row = [_value_of_line(tables, columns=columns, rows=[each]) for each in rows]
    if overall.get("type") == "integer" and "minimum" in overall:
        for node, value in zip(rows, by_row, strict=True):
            # An amount of money that nobody has filled in yet may have decimals.
            if value is None and node.unit and not set(node.unit) <= COUNTED:
                node.value = {"type": "number", "minimum": 0}
        return overall
    # Whichever axis tells the lines apart: amounts in one column, or in one row, of counts.
    if _strict(by_row) > _strict(by_column):
        for node, value in zip(rows, by_row, strict=True):
            node.value = value or overall
        return None
    for node, value in zip(columns, by_column, strict=True):
        node.value = value or overall
    return None


def _strict(values: Sequence[Value | None]) -> float:
    found = [value for value in values if value is not None]
    told = sum((v.get("type") == "integer") + ("minimum" in v) for v in found)
    return told / max(len(found), 1)


def _value_of_line(
    tables: Sequence[TableSeen], *, rows: Sequence[Node], columns: Sequence[Node]
) -> Value | None:
    readings = (
        table.reading(row, column) for table in tables for row in rows for column in columns
    )
    return value_of(reading for reading in readings if reading is not None)


def _by_units(rows: Sequence[Node], columns: Sequence[Node]) -> Value:
    """What units alone say, in a blank table."""
    units = {unit for node in (*rows, *columns) for unit in node.unit}
    if not units or units <= COUNTED:
        return {"type": "integer", "minimum": 0} if units else {"type": "number", "minimum": 0}
    for node in rows:
        if node.unit and set(node.unit) <= COUNTED:
            node.value = {"type": "integer", "minimum": 0}
    return {"type": "number", "minimum": 0}


def marks_of(tables: Iterable[TableSeen]) -> dict[str, str]:
    """Marks that stand among the values, and what each most likely means."""
    found: dict[str, str] = {}
    for table in tables:
        for reading in table.readings.values():
            mark = mark_of(reading.text)
            if mark and reading.status is not Status.NUMBER:
                found.setdefault(mark, _meaning(mark))
    return dict(sorted(found.items()))


def _meaning(mark: str) -> str:
    known = meaning_of(mark)
    if known != "missing":
        return known
    # “..” says that a number exists and is not at hand; a dash that there is none.
    return "suppressed" if set(mark) == {"."} else "not_applicable"
