"""What is written elsewhere and means the same: a unit that a row has instead of its column.

Comes in: two tables and the pairs of their items. Goes out: positions and fields to pass over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.form.model import Table

    Idle = set[tuple[int, str]]

_FIELDS = ("units", "domain")


def unchanged_cells(
    before: Table, after: Table, rows: Mapping[int, int], columns: Mapping[int, int]
) -> dict[str, Idle]:
    """By axis: (position in the older form, field) that means the same in every cell of both."""
    found: dict[str, Idle] = {"rows": set(), "columns": set()}
    down = [(here, before.rows[here], after.rows[there]) for here, there in rows.items()]
    across = [
        (here, before.columns[here], after.columns[there])
        for here, there in columns.items()
        if before.columns[here].holds_values and after.columns[there].holds_values
    ]
    down = [each for each in down if each[1].holds_values and each[2].holds_values]
    for field in _FIELDS:
        kinds = [(getattr(old, field), getattr(new, field)) for _, old, new in across]
        rows_of = {(getattr(old, field), getattr(new, field)) for _, old, new in down}
        for here, old, new in down:
            own = (getattr(old, field), getattr(new, field))
            if kinds and all(_same(own, each) for each in set(kinds)):
                found["rows"].add((here, field))
        for (here, _, _), own in zip(across, kinds, strict=True):
            if rows_of and all(_same(each, own) for each in rows_of):
                found["columns"].add((here, field))
    return found


def _same(row: tuple[object, object], column: tuple[object, object]) -> bool:
    """A cell has its row's, else its column's."""
    return (row[0] or column[0]) == (row[1] or column[1])
