"""What it takes to redraw a file's tables: where they stand, and the state of each value cell.

Comes in: a case. Goes out: ``Source``, made only for formats that draw the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing, value_items
from tablecheck.exact import plain
from tablecheck.report import Source, SourceCell, SourceTable
from tablecheck.sheet import coordinates
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tablecheck.binding.bind import TableBinding
    from tablecheck.binding.observe import Observation
    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.pipeline import Given
    from tablecheck.sheet import Workbook

_BLANK = (Status.BLANK, Status.MISSING)


def source_of(case: Case) -> Source:
    """The workbook with the places of all that was bound."""
    sheets = {id(sheet): number for number, sheet in enumerate(case.workbook.sheets)}
    at = {
        code: sheets[id(bound.region.grid.sheet)]
        for code, bound in case.binding.tables.items()
        if id(bound.region.grid.sheet) in sheets
    }
    deduced = {each.key: plain(each.value) for each in case.evaluation.deductions}
    cells = tuple(
        SourceCell(
            key=key,
            sheet=at[key[0]],
            place=seen.place,
            state=_state(seen, key in deduced),
            deduced=deduced.get(key, ""),
            unit=case.unit(key),
            label=case.place(key).label,
        )
        for key, seen in case.observations.items()
        if seen.place is not None and key[0] in at
    )
    tables = tuple(_table(bound, at[code]) for code, bound in case.binding.tables.items())
    return Source(workbook=case.workbook, form=case.form, tables=tables, cells=cells)


def text_places_of(
    path: Path | str | Given, workbook: Workbook, findings: Sequence[Finding], encoding: str | None
) -> dict[str, tuple[int, int]]:
    """Line and character of the findings' cells in a text file; {} for other files."""
    if workbook.kind != "csv":
        return {}
    from pathlib import Path

    from tablecheck.readers.csv_places import text_places

    cells = {
        place.cell: coordinates(place.cell)
        for finding in findings
        for place in (finding.at, *finding.related)
        if place is not None and place.cell is not None and not place.previous
    }
    try:
        data = Path(path).read_bytes() if isinstance(path, str | Path) else path.data
    except OSError:
        return {}
    found = text_places(data, encoding, set(cells.values()))
    return {cell: found[place] for cell, place in cells.items() if place in found}


def _state(seen: Observation, is_deduced: bool) -> str:
    if seen.standing is Standing.BLANK:
        return "deduced" if is_deduced else "blank"
    if seen.reading is not None and seen.reading.status in _BLANK:
        return "blank"  # one that means 0
    is_number = seen.reading is not None and seen.reading.status is Status.NUMBER
    return "observed" if is_number else "unread"


def _table(bound: TableBinding, sheet: int) -> SourceTable:
    grid, region = bound.region.grid, bound.region
    rows = {code: match.line for code, match in bound.rows.matches.items()}
    columns = {code: match.line for code, match in bound.columns.matches.items()}
    values = [rows[item.code] for item in value_items(bound.table.rows) if item.code in rows]
    left = min([*region.labels, *(line.index for line in columns.values())], default=1)
    right = max([1, *region.labels, *(max(line.last, line.index) for line in columns.values())])
    bottom = max([region.body_bottom, *(max(line.last, line.index) for line in values)])
    top, left = grid.address(max(region.head_top, 1), max(left, 1))
    bottom, right = grid.address(bottom, right)
    label_column = region.label_column
    head_row = max(region.body_top - 1, region.head_top)
    return SourceTable(
        code=bound.table.code,
        title=bound.table.title,
        sheet=sheet,
        top=top,
        left=left,
        bottom=bottom,
        right=right,
        row_labels={
            code: grid.address(line.index, line.at or label_column)
            for code, line in rows.items()
            if line.at or label_column
        },
        column_heads={
            code: grid.address(line.at or head_row, line.index)
            for code, line in columns.items()
            if line.at or head_row
        },
    )
