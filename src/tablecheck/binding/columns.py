"""Physical columns put together with the form's columns.

Comes in: a region and the form's table. Goes out: the alignment of its columns and where the unit
cells stand. A column is known by its head; one that is left over on both sides is bound by
elimination and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.align import Alignment, Line, Match, Unknown, align
from tablecheck.binding.labels import normalise
from tablecheck.binding.layout import head_keys
from tablecheck.sheet import CellKind

if TYPE_CHECKING:
    from tablecheck.binding.layout import Region
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
        The alignment, in which the label column is bound and unknown columns are only those that
        a person should hear of; and the column of the unit cells, None where there is none.
    """
    heads = head_keys(table)
    lines = [_line(region, column, heads) for column in _physical(region)]
    labels = [item for item in table.columns if item.role == "label"]
    items = [item for item in table.columns if item.role != "label"]
    others = [line for line in lines if line.index != region.label_column]
    found = align(others, items)
    matches = dict(found.matches)
    unknown = list(found.unknown)
    if labels:
        head = next(line for line in lines if line.index == region.label_column)
        matches[labels[0].code] = Match(head, labels[0], "equal")
    _by_elimination(region, form, items, matches, unknown)
    kept = tuple(
        each
        for each in unknown
        if not _is_sequence(region, each.line) and _is_loud(region, each.line)
    )
    missing = tuple(item for item in items if item.code not in matches)
    unit = next((m.line.index for m in matches.values() if m.item.role == "unit"), None)
    return Alignment(matches, found.duplicates, kept, missing), unit


def _physical(region: Region) -> list[int]:
    grid = region.grid
    columns = {region.label_column}
    for row in grid.rows:
        if region.head_top <= row <= region.body_bottom:
            columns.update(c for c in grid.columns(row) if grid.is_filled(row, c))
    return sorted(columns)


def _line(region: Region, column: int, heads: frozenset[str]) -> Line:
    path: list[str] = []
    for row in range(region.head_top, region.body_top):
        text = region.grid.text(row, column).strip()
        if text and (not path or path[-1] != text):
            path.append(text)
    # A line of 甲, 乙, 1 or of （2018年） below the heads names nothing: the lowest known one does.
    known = [number for number, text in enumerate(path) if normalise(text).key in heads]
    at = known[-1] if known else len(path) - 1
    outer = tuple(normalise(text).key for text in reversed(path[: max(at, 0)]))
    return Line(index=column, text=path[at] if path else "", outer=outer)


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


def unit_keys(form: Form) -> frozenset[str]:
    """Every key that names a unit of the form."""
    names = {name for unit in form.units.values() for name in (unit.name, *unit.synonyms)}
    return frozenset(normalise(name).key for name in names)


def _body(region: Region, column: int) -> list[tuple[int, str]]:
    cells = region.grid.sheet.cells
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
    cells = region.grid.sheet.cells
    return sum(
        cells[row, column].kind is not CellKind.TEXT or any(c.isdigit() for c in text)
        for row, text in _body(region, column)
    )


def _can_hold_values(region: Region, line: Line) -> bool:
    if line.index < region.label_column or _is_sequence(region, line):
        return False
    key = normalise(line.text).key
    return key not in _NOTE_HEADS and not any(word in key for word in _OTHER_PERIOD)


def _is_sequence(region: Region, line: Line) -> bool:
    """A column of running numbers (序号) left of the labels, or with such a head."""
    if normalise(line.text).key in _SEQUENCE_HEADS:
        return True
    if line.index > region.label_column:
        return False
    texts = [text.strip() for _, text in _body(region, line.index) if text.strip()]
    return bool(texts) and all(len(text) <= 4 for text in texts)


def _is_loud(region: Region, line: Line) -> bool:
    if normalise(line.text).key in _NOTE_HEADS or line.index < region.label_column:
        return False
    return bool(line.text) or _numbers(region, line.index) > 0
