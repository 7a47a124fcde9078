"""A form drafted from tables: seen, outlined, proved, written, and tried on the same tables.

Comes in: workbooks as read. Goes out: ``Draft``: the form's JSON and what was unsure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.grid import Grid
from tablecheck.drafting.agree import put_together
from tablecheck.drafting.cells import reader_of
from tablecheck.drafting.columns import tell_columns
from tablecheck.drafting.domains import marks_of
from tablecheck.drafting.heads import outline_columns
from tablecheck.drafting.model import Remark, value_nodes
from tablecheck.drafting.outline import outline_rows
from tablecheck.drafting.regions import find_tables
from tablecheck.drafting.surround import (
    form_title,
    header_json,
    years_of,
)
from tablecheck.drafting.tables import language_of, name_blanks, table_json
from tablecheck.drafting.trial import tried
from tablecheck.drafting.units import vocabulary
from tablecheck.drafting.write import Json, form_text, used_units
from tablecheck.form.load import SCHEMA_ID
from tablecheck.record import record
from tablecheck.values.convention import Signs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.drafting.model import TableSeen
    from tablecheck.readers.xlsx_hints import Hints
    from tablecheck.sheet import Workbook
    from tablecheck.values.convention import Told

WITHOUT_NUMBERS = ("csv", "docx", "html")
USUAL = Signs(",", ".")


@record
class Draft:
    """A drafted form.

    Attributes:
        form: Its JSON value.
        remarks: What it is unsure of.
        tables: How many tables it holds.
    """

    form: Json
    remarks: tuple[Remark, ...]
    tables: int

    @property
    def rows(self) -> int:
        """Rows that hold values."""
        return sum(_count_rows(table["rows"]) for table in self.form["tables"])

    @property
    def rules(self) -> int:
        """Relations and rules of all tables."""
        return sum(
            len(table.get("rules", ()))
            + sum(_count_relations(table[axis], axis) for axis in ("rows", "columns"))
            for table in self.form["tables"]
        )

    @property
    def text(self) -> str:
        """The form as JSON text."""
        return form_text(self.form)


def _count_rows(rows: Sequence[Json]) -> int:
    return sum((not row.get("heading", False)) + _count_rows(row.get("rows", ())) for row in rows)


def _count_relations(items: Sequence[Json], axis: str) -> int:
    return sum(
        len(item.get("relations", ())) + _count_relations(item.get(axis, ()), axis)
        for item in items
    )


class NoTableError(Exception):
    """None of the sheets holds a table that a form could be drafted from."""


def draft_form(
    workbooks: Sequence[Workbook],
    names: Sequence[str],
    *,
    sheet: str | None = None,
    hints: Sequence[Mapping[str, Hints]] = (),
) -> Draft:
    """Draft a form that the tables of all workbooks meet.

    Args:
        workbooks: As read, all of one layout; the first one gives the layout.
        names: What they are called, for the form's id and for remarks.
        sheet: Name or number (from 1) of the only sheet to look at.
        hints: For each workbook formulas and indents by sheet; () where there are none.

    Raises:
        NoTableError: The first workbook holds no table.
    """
    remarks: list[Remark] = []
    given = hints or [{}] * len(workbooks)
    seen = [
        _tables(book, sheet, each, remarks) for book, each in zip(workbooks, given, strict=True)
    ]
    files = [tables for tables, _ in seen]
    if not files[0]:
        raise NoTableError
    together, differences = put_together(files, names)
    remarks += differences
    ids: set[str] = set()
    zeros: set[str] = set()
    years = years_of(files, names)
    taken: set[str] = set()
    tables: list[Json] = []
    for number, group in enumerate(together, start=1):
        code = _table_code(number, len(together), taken)
        tables.append(table_json(code, group, ids, remarks, years, zeros))
    trees = [tree for group in together for tree in (group[0].rows, group[0].columns)]
    first = files[0]
    language = language_of(trees)
    form: Json = {
        "$schema": SCHEMA_ID,
        "id": _form_id(names[0]),
        "version": "1",
        "title": form_title(first, names[0]),
        "language": language,
    }
    header = header_json(first)
    if header:
        form["header"] = header
    _number_format(form, [told for _, told in seen], language, remarks)
    marks = marks_of(table for group in together for table in group)
    marks |= {mark: "zero" for mark in marks if mark in zeros}
    if marks:
        form["missing"] = {"marks": marks}
        remarks += [_about_mark(mark, meaning) for mark, meaning in marks.items()]
    units = vocabulary(used_units(trees))
    if units:
        form["units"] = units
    form["tables"] = tables
    remarks += tried(form, workbooks, names, sheet)
    return Draft(form, tuple(remarks), len(tables))


def _tables(
    workbook: Workbook, sheet: str | None, hints: Mapping[str, Hints], remarks: list[Remark]
) -> tuple[list[TableSeen], list[Told]]:
    """The tables of a workbook that have rows and columns, outlined."""
    from tablecheck.binding.layout import sheets_to_search

    found: list[TableSeen] = []
    told: list[Told] = []
    for each in sheets_to_search(workbook, sheet):
        if each.hidden:
            continue
        grid = Grid(each)
        reader = reader_of(grid, stores_numbers=workbook.kind not in WITHOUT_NUMBERS)
        for table in find_tables(grid, reader):
            known = hints.get(each.name or "")
            if known is not None:
                table.formulas, table.indents = known.formulas, known.indents
            tell_columns(table, reader)
            outline_rows(table)
            outline_columns(table)
            name_blanks(table, remarks)
            if value_nodes(table.rows) and value_nodes(table.columns):
                found.append(table)
                told.append(reader.told)
    return found, told


def _table_code(number: int, count: int, taken: set[str]) -> str:
    code = "main" if count == 1 else f"t{number}"
    taken.add(code)
    return code


def _form_id(name: str) -> str:
    from pathlib import PurePath

    stem = PurePath(name.replace("\\", "/")).stem.casefold()
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in stem)
    return "-".join(part for part in kept.split("-") if part)[:80] or "draft"


def _number_format(
    form: Json, told: Sequence[Sequence[Told]], language: str, remarks: list[Remark]
) -> None:
    every = [each for file in told for each in file]
    signs = next((each.signs for each in every if each.signs != USUAL), every[0].signs)
    rivals = [rival for each in every for rival in each.rivals]
    if signs == USUAL and not (rivals and language != "zh"):
        return
    form["number_format"] = {
        key: sign
        for key, sign in (("thousands", signs.thousands), ("decimal", signs.decimal))
        if sign is not None
    }
    if rivals:
        remarks.append(
            Remark(
                "",
                f"数字写法有两种读法，按千分位“{signs.thousands}”、小数点“{signs.decimal}”读",
                f"numbers could be read in two ways; “{signs.thousands}” was taken for thousands "
                f"and “{signs.decimal}” for decimals",
            )
        )


def _about_mark(mark: str, meaning: str) -> Remark:
    zh = {"missing": "未填", "not_applicable": "不适用", "suppressed": "不公布", "zero": "0"}[
        meaning
    ]
    en = meaning.replace("_", " ")
    return Remark("", f"数值中的“{mark}”当作“{zh}”", f"“{mark}” among the values is taken as {en}")
