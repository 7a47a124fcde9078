"""Tables of one row a reporting unit: the form's rows stand across, and every unit is a column.

Comes in: a region found on the turned grid, the form's table. Goes out: the table with a column for
each reporting unit that the file has, bound. A row that adds up the others gives rules of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.align import Alignment, Line, Match
from tablecheck.binding.columns import column_lines, label_items
from tablecheck.binding.labels import normalise
from tablecheck.form.model import Item, Rule, RuleKind, Severity
from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tablecheck.binding.region import Region
    from tablecheck.form.model import Table

SUM = "records-sum"
BOUNDED = "records-bounds"


def bind_records(region: Region, table: Table) -> tuple[Table, Alignment, str | None]:
    """The table with its reporting units as columns, and which row of the sheet each of them is.

    Returns:
        The table, its columns put together, and the code of the total row.
    """
    model = next(item for item in table.columns if item.role == "value")
    labels = [item for item in table.columns if item.role == "label"]
    lines = column_lines(region, table)
    matches = {
        item.code: Match(line, item, "equal") for item, line in label_items(region, labels, lines)
    }
    duplicates: list[tuple[Line, str]] = []
    totals = {normalise(label).key for label in table.totals}
    total = None
    for line in lines:
        if region.is_label_column(line.index) or not _carries(region, line):
            continue
        line = _named(region, line, labels)
        item = replace(model, code=line.text or f"#{line.index}", label=line.text)
        if item.code in matches:
            duplicates.append((line, item.code))
            item = replace(item, code=f"{item.code} #{line.index}")
        matches[item.code] = Match(line, item, "equal" if line.text else "place")
        if normalise(line.text).key in totals and total is None:
            total = item.code
    units = tuple(m.item for m in matches.values() if m.item.role == "value")
    bound = replace(
        table,
        columns=(*labels, *units),
        rules=(*_in_every_unit(table), *adding_up(table.rows, units, total)),
    )
    return bound, Alignment(matches, tuple(duplicates), (), ()), total


def _carries(region: Region, line: Line) -> bool:
    """A cell of the record is filled, in one of the columns of the form's rows."""
    grid = region.turned
    return any(
        region.body_top <= column <= region.body_bottom and grid.is_filled(line.index, column)
        for column in grid.columns(line.index)
    )


def _named(region: Region, line: Line, labels: Sequence[Item]) -> Line:
    """The line with the name of its reporting unit: under the form's head, if it is there."""
    grid = region.grid
    heads = {normalise(text).key for item in labels for text in (item.label, *item.aliases)}
    for row in range(region.head_top, region.body_top):
        under = {normalise(grid.text(row, column)).key for column in region.labels}
        if not heads.isdisjoint(under):
            return replace(line, text=grid.text(row, line.index).strip(), at=row)
    return line


def _in_every_unit(table: Table) -> Iterable[Rule]:
    """The form's rules: each holds in every reporting unit."""
    return (replace(rule, only=None) if rule.axis == "rows" else rule for rule in table.rules)


def adding_up(rows: Sequence[Item], units: Sequence[Item], total: str | None) -> list[Rule]:
    """The total row against all others, for the rows that add up."""
    parts = tuple(unit.code for unit in units if unit.code != total)
    if total is None or not parts:
        return []
    found = []
    for name, rollup, kind in (
        (SUM, "sum", RuleKind.SUM),
        (BOUNDED, "bounded", RuleKind.UNION),
    ):
        only = tuple(i.code for i in rows if i.holds_values and i.rollup == rollup)
        if only:
            found.append(
                Rule(
                    id=name,
                    kind=kind,
                    axis="columns",
                    whole=total,
                    parts=parts,
                    severity=Severity.ERROR,
                    basis="wording",
                    only=only,
                    message={
                        "zh": "合计行应等于各单位之和" if name == SUM else "合计行不大于各单位之和",
                        "en": "the total row adds up all units",
                    },
                )
            )
    return found
