"""Where a table prints its units: in a unit column, above it, or behind labels and heads.

Comes in: a table. Goes out: ``Printed``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.binding.observe import value_items
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.form.model import Form, Item, Table


@record
class Printed:
    """What a table prints of its units.

    Attributes:
        line: The unit of all its values, for a line above it; "" where it has no such line.
        labels: Labels of rows with their units, by code.
        heads: Heads of columns with their units, by code.
    """

    line: str = ""
    labels: Mapping[str, str] = MappingProxyType({})
    heads: Mapping[str, str] = MappingProxyType({})


def printed_units(table: Table, form: Form) -> Printed:
    """Where the units of a table are printed."""
    rows, columns = value_items(table.rows), value_items(table.columns)
    if any(item.role == "unit" for item in table.columns):
        return Printed()
    known = {(row.units or column.units)[:1] for row in rows for column in columns}
    if len(known) == 1 and (only := next(iter(known))) != ():
        told = [item for item in (*rows, *columns) if _says(item, only[0], form)]
        return Printed() if told else Printed(line=only[0])
    brackets = "（{}）" if form.language == "zh" else " ({})"

    def told_in(items: list[Item], others: list[Item]) -> dict[str, str]:
        return {
            item.code: item.label + brackets.format(item.units[0])
            for item in items
            if item.units
            and item.printed
            and not any(_says(each, item.units[0], form) for each in (item, *others))
        }

    return Printed(labels=told_in(rows, columns), heads=told_in(columns, []))


def _says(item: Item, unit: str, form: Form) -> bool:
    """The label or head names the unit."""
    spelt = form.units.get(unit)
    names = (unit, *(spelt.synonyms if spelt is not None else ()))
    return any(name in item.label for name in names if len(name) > 1 or f"（{name}）" in item.label)
