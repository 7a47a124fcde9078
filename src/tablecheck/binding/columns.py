"""Physical columns put together with the form's columns.

Comes in: a region and the form's table. Goes out: the alignment of its columns and where the unit
cells stand. A column is known by its head; one that is left over on both sides is bound by
elimination and says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from tablecheck.binding.align import Alignment, Line, Match, Unknown, align
from tablecheck.binding.labels import normalise
from tablecheck.binding.lines import joined_lines, read_lines
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.binding.region import Region
    from tablecheck.form.model import Form, Item, Table

_SEQUENCE_HEADS = frozenset(("序号", "编号", "行次", "行号", "no", "no.", "#", "nr", "nr."))
_NOTE_HEADS = frozenset(("备注", "说明", "注", "remarks", "remark", "notes", "note"))
_OTHER_PERIOD = (
    "上年",
    "去年",
    "上期",
    "同比",
    "环比",
    "增减",
    "增长",
    "lastyear",
    "previous",
    "change",
)
"""What the head of last year's values or of a change says: never the column looked for."""


def bind_columns(region: Region, table: Table, form: Form) -> tuple[Alignment, int | None]:
    """The columns of a region as items of the form.

    Returns:
        The alignment, in which the label columns are bound and unknown columns are only those that
        a person should hear of; and the column of the unit cells, None where there is none.
    """
    lines = column_lines(region, table)
    labels = [item for item in table.columns if item.role == "label"]
    items = [item for item in table.columns if item.role != "label"]
    others = [line for line in lines if not region.is_label_column(line.index)]
    found = align(others, items)
    matches = dict(found.matches)
    unknown = list(found.unknown)
    for item, line in label_items(region, labels, lines):
        matches[item.code] = Match(line, item, "equal")
    _by_elimination(region, form, items, matches, unknown)
    kept = tuple(
        each
        for each in unknown
        if not _is_sequence(region, each.line) and _is_loud(region, each.line)
    )
    missing = tuple(item for item in items if item.code not in matches)
    unit = next((m.line.index for m in matches.values() if m.item.role == "unit"), None)
    return Alignment(matches, found.duplicates, kept, missing), unit


def label_items(
    region: Region, labels: list[Item], lines: list[Line]
) -> Iterator[tuple[Item, Line]]:
    """Label items of the form with their columns: the last is the innermost."""
    columns = [line for line in lines if region.is_label_column(line.index)]
    if not columns:
        columns = [Line(index=region.label_column, text="")] if region.labels else []
    for number, item in enumerate(reversed(labels)):
        if columns:
            yield item, columns[max(len(columns) - 1 - number, 0)]


def column_lines(region: Region, table: Table) -> list[Line]:
    """The columns of a region from left to right, each with its head."""
    grid = region.turned
    heads = [row for row in range(region.head_top, region.body_top) if row in _rows(region)]
    body = [row for row in _rows(region) if region.body_top <= row <= region.body_bottom]
    filled = {region.label_column} if region.labels else set()
    for row in (*heads, *body):
        columns = [c for c in region.grid.columns(row) if region.start <= c <= region.right]
        filled.update(c for c in columns if region.grid.is_filled(row, c))
    labels = sorted(c for c in filled if region.is_label_column(c))
    values = sorted(c for c in filled if not region.is_label_column(c))
    spans = joined_lines(grid, values, heads, body)
    return [
        *read_lines(grid, [(column, column) for column in labels], heads, table.columns),
        *read_lines(grid, spans, heads, table.columns),
    ]


def _rows(region: Region) -> list[int]:
    rows = region.grid.rows
    return rows[bisect_left(rows, region.head_top) : bisect_right(rows, region.body_bottom)]


def _by_elimination(
    region: Region, form: Form, items: list[Item], matches: dict[str, Match], unknown: list[Unknown]
) -> None:
    units = unit_keys(form)
    for item in items:
        if item.code in matches or item.heading:
            continue
        if item.role == "unit":
            able = [u for u in unknown if _share(region, u.line, units) >= 0.5]
        elif item.role == "value":
            same = [i for i in items if i.role == "value" and i.code not in matches]
            able = [u for u in unknown if _can_hold_values(region, u.line)]
            with_numbers = [u for u in able if _numbers(region, u.line.index)]
            able = with_numbers or able
            if len(same) > 1:
                continue
        else:
            continue
        if len(able) == 1:
            matches[item.code] = Match(able[0].line, item, "elimination", able[0].similarity)
            unknown.remove(able[0])


def is_note_head(text: str) -> bool:
    """The head of a column of remarks."""
    return normalise(text).key in _NOTE_HEADS


def unit_keys(form: Form) -> frozenset[str]:
    """Every key that names a unit of the form."""
    names = {name for unit in form.units.values() for name in (unit.name, *unit.synonyms)}
    return frozenset(normalise(name).key for name in names)


def _body(region: Region, column: int) -> list[tuple[int, str]]:
    cells = region.grid.cells
    return [
        (row, cells[row, column].text)
        for row in region.grid.rows
        if region.body_top <= row <= region.body_bottom and (row, column) in cells
    ]


def _share(region: Region, line: Line, keys: frozenset[str]) -> float:
    texts = [text for _, text in _body(region, line.index) if text.strip()]
    if not texts:
        return 0.0
    return sum(normalise(text).key in keys for text in texts) / len(texts)


def _numbers(region: Region, column: int) -> int:
    cells = region.grid.cells
    return sum(
        cells[row, column].kind is not CellKind.TEXT or any(c.isdigit() for c in text)
        for row, text in _body(region, column)
    )


def _can_hold_values(region: Region, line: Line) -> bool:
    if line.index < region.left or _is_sequence(region, line):
        return False
    key = normalise(line.text).key
    return not is_note_head(line.text) and not any(word in key for word in _OTHER_PERIOD)


def _is_sequence(region: Region, line: Line) -> bool:
    """A column of running numbers (序号) left of the labels, or with such a head."""
    if normalise(line.text).key in _SEQUENCE_HEADS:
        return True
    if line.index > region.left:
        return False
    texts = [text.strip() for _, text in _body(region, line.index) if text.strip()]
    return bool(texts) and all(len(text) <= 4 for text in texts)


def _is_loud(region: Region, line: Line) -> bool:
    if is_note_head(line.text) or line.index < region.left:
        return False
    return bool(line.text) or _numbers(region, line.index) > 0
