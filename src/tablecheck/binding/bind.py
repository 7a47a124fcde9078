"""The binding: which cell of the file is which cell of the form.

Comes in: a workbook and a form. Goes out: ``Binding``, which records facts and judges nothing;
raises ``ReadError`` only where no table, or more than one, could be the one meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.columns import bind_columns
from tablecheck.binding.extent import within_columns
from tablecheck.binding.grid import Grid
from tablecheck.binding.layout import find_regions, sheets_to_search
from tablecheck.binding.records import bind_records
from tablecheck.binding.region import head_keys, row_keys, texts_of
from tablecheck.binding.rows import bind_rows
from tablecheck.errors import ReadError
from tablecheck.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.binding.align import Alignment, Line
    from tablecheck.binding.region import Region, Texts
    from tablecheck.form.model import Form, Item, Table
    from tablecheck.sheet import Sheet, Workbook

SAME = 0.05
"""Two regions whose shares differ by less fit equally well."""


@record
class TableBinding:
    """One table of the form in the file.

    Attributes:
        table: The form's table.
        region: Where it stands.
        columns: Columns put together; the label column is among the matches.
        rows: Rows put together.
        unit_column: Column of the unit cells, None where the table has none.
        total: Records: code of the reporting unit that is the total of all others.
    """

    table: Table
    region: Region
    columns: Alignment
    rows: Alignment
    unit_column: int | None
    total: str | None = None

    @property
    def has_values(self) -> bool:
        """At least one column of values is bound."""
        return any(match.item.role == "value" for match in self.columns.matches.values())

    def place(self, row: str, column: str) -> tuple[int, int] | None:
        """(row, column) of a value cell in the grid, None where one of them is missing."""
        line = self.rows.matches.get(row)
        head = self.columns.matches.get(column)
        if line is None or head is None:
            return None
        return self.spot(line.line, head.line)

    def spot(self, row: Line, column: Line) -> tuple[int, int]:
        """Where the value of a row and a column stands: the filled cell of those they share."""
        for each in range(row.index, max(row.last, row.index) + 1):
            for other in range(column.index, max(column.last, column.index) + 1):
                if self.region.grid.is_filled(each, other):
                    return each, other
        return row.index, column.index

    def needs_no_total(self, row: Item, column: Item) -> bool:
        """The cell is in the total row, and the indicator does not add up over reporting units."""
        return column.code == self.total and row.rollup == "none"

    def is_spread(self, row: Line, column: Line) -> bool:
        """A filled merge over the place covers the value cell of another row or column too."""
        grid = self.region.grid
        merge = grid.merge_at(row.index, column.index)
        if merge is None or not grid.is_filled(merge.top, merge.left):
            return False
        rows = [m.line for m in self.rows.matches.values() if not m.item.heading]
        heads = [match.line for match in self.columns.matches.values() if match.item.holds_values]
        tall = sum(merge.top <= line.index <= merge.bottom for line in rows)
        wide = sum(merge.left <= line.index <= merge.right for line in heads)
        return tall * wide > 1


@record
class Binding:
    """All tables of the form that the file holds, by table code; and those that it lacks.

    Its form has, for each table of records, a column for every reporting unit of the file.
    """

    form: Form
    tables: dict[str, TableBinding]
    missing: tuple[Table, ...] = ()


def bind(workbook: Workbook, form: Form, sheet: str | None = None) -> Binding:
    """Find every table of the form and bind its rows and columns.

    Args:
        workbook: As read.
        form: What it should hold.
        sheet: Name or number (from 1) of the only sheet to search; None: all.

    Raises:
        ReadError: TC106 where a table is nowhere, TC107 where it is in two places alike.
    """
    grids = [Grid(each) for each in wanted_sheets(workbook, sheet)]
    texts = [texts_of(grid) for grid in grids]
    has_records = any(table.orientation == "records" for table in form.tables)
    turned_texts = [texts_of(grid.other_way) for grid in grids] if has_records else []
    regions: dict[str, Region] = {}
    missing: list[Table] = []
    for number, table in enumerate(form.tables):
        where = texts if table.orientation == "rows" else turned_texts
        region = _best(where, table, list(regions.values()), form.tables[number + 1 :])
        if region is None:
            missing.append(table)
        else:
            regions[table.code] = region
    if not regions:
        raise ReadError(
            "TC106",
            "没有找到表式中的表：任何工作表里都找不到足够的指标名称，请核对是否选对了文件和表式",
            "no sheet holds enough of the form's row labels; check the file and the form",
        )
    tables = {
        table.code: _bind_table(_apart(regions[table.code], table, regions), table, form)
        for table in form.tables
        if table.code in regions
    }
    if not any(bound.has_values for bound in tables.values()):
        heads = "、".join(
            item.label for t in form.tables for item in t.columns if item.role == "value"
        )
        raise ReadError(
            "TC205",
            f"找到了指标名称，但没有找到数值列（{heads}），没有可检查的数；请核对列名",
            f"the labels are there, but no column of values ({heads}): nothing could be checked; "
            "check the heads",
        )
    if has_records:
        found = {code: bound.table for code, bound in tables.items()}
        form = replace(form, tables=tuple(found.get(each.code, each) for each in form.tables))
    return Binding(form=form, tables=tables, missing=tuple(missing))


def _apart(region: Region, table: Table, regions: dict[str, Region]) -> Region:
    """A region that ends where the next one begins, below it or beside it."""
    limit, right, start = region.limit, region.right, region.start
    for other in regions.values():
        if other is region or other.grid is not region.grid:
            continue
        if region.body_bottom < other.head_top <= limit:
            limit = other.head_top - 1
        is_beside = other.head_top <= region.body_bottom and region.head_top <= other.body_bottom
        if is_beside and region.label_column < other.left <= right:
            right = other.left - 1
        if is_beside and start < other.label_column < region.left:
            start = region.left
    return within_columns(replace(region, limit=limit), table, start, right)


def wanted_sheets(workbook: Workbook, sheet: str | None) -> list[Sheet]:
    """The sheets to search.

    Raises:
        ReadError: TC106 where none is named or numbered so.
    """
    sheets = sheets_to_search(workbook, sheet)
    if not sheets:
        names = "、".join(each.name or "" for each in workbook.sheets)
        raise ReadError(
            "TC106",
            f"没有名为或序号为“{sheet}”的工作表；文件中有：{names}",
            f"no sheet is named or numbered “{sheet}”; the file has: {names}",
        )
    return sheets


def _bind_table(region: Region, table: Table, form: Form) -> TableBinding:
    if table.orientation == "records":
        table, columns, total = bind_records(region, table)
        unit_column = None
    else:
        columns, unit_column = bind_columns(region, table, form)
        total = None
    rows = bind_rows(region, table, form, columns, unit_column)
    return TableBinding(
        table=table,
        region=region,
        columns=columns,
        rows=rows,
        unit_column=unit_column,
        total=total,
    )


def _best(
    texts: list[Texts], table: Table, taken: list[Region], later: Sequence[Table]
) -> Region | None:
    """The region that fits best; a table with twins later in the form takes the first of equals."""
    keys = (row_keys(table), head_keys(table))
    twins = [each for each in later if (row_keys(each), head_keys(each)) == keys]
    ranked = _ranked(texts, table, taken)
    if not ranked:
        return None
    equal = [region for region in ranked if ranked[0].fit - region.fit < SAME]
    if len(equal) > 1 + len(twins):
        equal = _left_by([each for each in later if each not in twins], texts, taken, equal)
    if len(equal) > 1 + len(twins):
        raise _ambiguous(equal)
    return equal[0]


def _ambiguous(equal: Sequence[Region]) -> ReadError:
    """What to do about several places: an option only where it can tell them apart."""
    places = [_place_words(region) for region in equal[:5]]
    sheets = {region.grid.sheet.name for region in equal}
    one_each = len(sheets) == len(equal)
    return ReadError(
        "TC107",
        f"有 {len(equal)} 处表格同样符合表式（{'、'.join(places)}），"
        + (
            "请用 --sheet 指明工作表，或只留一处"
            if one_each
            else "请只留一处，其余的另存为一个文件"
        ),
        f"{len(equal)} tables fit the form equally well ({', '.join(places)}); "
        + (
            "name the sheet by --sheet, or keep only one"
            if one_each
            else "keep only one of them and save the others as a file of their own"
        ),
    )


def _ranked(texts: list[Texts], table: Table, taken: list[Region]) -> list[Region]:
    """The regions that are free, the best first; what is shown, and this year's, before others."""
    found = [region for each in texts for region in find_regions(each, table, taken)]
    found = [region for region in found if not any(_overlap(region, other) for other in taken)]
    found = [region for region in found if not region.is_of_last_period] or found
    shown = [region for region in found if not region.grid.sheet.hidden] or found
    # An explanation of the indicators, or an empty template, has the labels but no number.
    return sorted(
        [region for region in shown if region.has_numbers] or shown,
        key=lambda region: -region.fit,
    )


def _left_by(
    others: Sequence[Table], texts: list[Texts], taken: list[Region], equal: list[Region]
) -> list[Region]:
    """Those of equal regions that no other table of the form fits better than all else."""
    for other in others:
        best = _ranked(texts, other, taken)[:2]
        if len(best) == 1 or (best and best[0].fit - best[1].fit >= SAME):
            equal = [region for region in equal if not _overlap(region, best[0])] or equal
    return equal


def _overlap(one: Region, other: Region) -> bool:
    beside = one.right < other.left or other.right < one.left
    if one.labels and other.labels:
        beside = one.label_column < other.left or other.label_column < one.left
    return (
        one.grid is other.grid
        and not beside
        and (one.body_top <= other.body_bottom and other.body_top <= one.body_bottom)
    )


def _place_words(region: Region) -> str:
    from tablecheck.sheet import a1

    cell = a1(*region.grid.address(region.body_top, max(region.label_column, 1)))
    name = region.grid.sheet.name
    return cell if name is None else f"{name}!{cell}"
