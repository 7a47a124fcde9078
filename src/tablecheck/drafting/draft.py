"""A form drafted from tables: seen, outlined, proved, written, and tried on the same tables.

Comes in: workbooks as read. Goes out: ``Draft``: the form's JSON and what was unsure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.grid import Grid
from tablecheck.drafting.agree import put_together
from tablecheck.drafting.cells import reader_of
from tablecheck.drafting.codes import slug
from tablecheck.drafting.columns import tell_columns
from tablecheck.drafting.domains import give_domains, marks_of
from tablecheck.drafting.model import Node, Remark, all_nodes, value_nodes
from tablecheck.drafting.outline import outline_columns, outline_rows
from tablecheck.drafting.regions import find_tables
from tablecheck.drafting.relations import Relations
from tablecheck.drafting.surround import (
    form_title,
    give_units,
    header_json,
    table_title,
    years_of,
)
from tablecheck.drafting.trial import tried
from tablecheck.drafting.units import vocabulary
from tablecheck.drafting.write import Json, form_text, items_json, used_units
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
    seen = [_tables(book, sheet, each) for book, each in zip(workbooks, given, strict=True)]
    files = [tables for tables, _ in seen]
    if not files[0]:
        raise NoTableError
    together, differences = put_together(files, names)
    remarks += differences
    ids: set[str] = set()
    years = years_of(files, names)
    taken: set[str] = set()
    tables: list[Json] = []
    for number, group in enumerate(together, start=1):
        code = _table_code(number, len(together), taken)
        tables.append(_table(code, group, ids, remarks, years))
    trees = [tree for group in together for tree in (group[0].rows, group[0].columns)]
    first = files[0]
    language = _language(trees)
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
    workbook: Workbook, sheet: str | None, hints: Mapping[str, Hints]
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
            if value_nodes(table.rows) and value_nodes(table.columns):
                found.append(table)
                told.append(reader.told)
    return found, told


def _table(
    code: str,
    group: Sequence[TableSeen],
    ids: set[str],
    remarks: list[Remark],
    years: Sequence[int],
) -> Json:
    first = group[0]
    give_units(first)
    _name_blanks(first, remarks)
    value = give_domains(group)
    _give_required(group)
    relations = Relations(code, group, ids, years)
    relations.find()
    remarks += relations.remarks
    table: Json = {"code": code}
    title = table_title(first)
    if title:
        table["title"] = title
    if value is not None:
        table["value"] = value
    table["columns"] = [*_other_columns(first), *items_json(first.columns, "columns")]
    table["rows"] = items_json(first.rows, "rows")
    if relations.rules:
        table["rules"] = relations.rules
    return table


def _table_code(number: int, count: int, taken: set[str]) -> str:
    code = "main" if count == 1 else f"t{number}"
    taken.add(code)
    return code


def _name_blanks(table: TableSeen, remarks: list[Remark]) -> None:
    """Give a name to rows without labels; leave out columns that nothing names."""
    zh = _language([table.rows, table.columns]) == "zh"
    for node in all_nodes(table.rows):
        node.label = node.label or ("数值" if zh else "Value")
    nodes = value_nodes(table.columns)
    unnamed = [node for node in nodes if not node.label]
    if len(nodes) == 1:
        nodes[0].label = nodes[0].label or ("数值" if zh else "Value")
        return
    for node in unnamed:
        from tablecheck.sheet import column_letters

        letters = column_letters(node.span[0])
        remarks.append(
            Remark(
                letters,
                f"{letters} 列没有列名，没有列入表式",
                f"column {letters} has no head, so it is not in the form",
            )
        )
        node.label = ""
    table.columns = _without_unnamed(table.columns)


def _without_unnamed(nodes: Sequence[Node]) -> list[Node]:
    kept = []
    for node in nodes:
        node.children = _without_unnamed(node.children)
        if node.label:
            kept.append(node)
        else:
            kept += node.children
    return kept


def _give_required(group: Sequence[TableSeen]) -> None:
    """A row, or a column, that a table leaves blank somewhere is not required."""
    if all(table.is_blank() for table in group):
        return
    filled = [table for table in group if not table.is_blank()]
    rows, columns = value_nodes(group[0].rows), value_nodes(group[0].columns)
    gaps = {
        (i, j)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
        if any(table.reading(row, column) is None for table in filled)
    }
    for j, column in enumerate(columns):
        if sum((i, j) in gaps for i in range(len(rows))) * 2 > len(rows) and len(columns) > 1:
            column.required = False
    for i, row in enumerate(rows):
        if any((i, j) in gaps for j, column in enumerate(columns) if column.required):
            row.required = False


def _other_columns(table: TableSeen) -> list[Json]:
    """The columns of labels, units, running numbers and remarks, from left to right."""
    zh = _language([table.rows, table.columns]) == "zh"
    roles = dict.fromkeys(table.numbers, "number") | dict.fromkeys(table.notes, "note")
    if table.unit_column:
        roles[table.unit_column] = "unit"
    if table.labels:
        roles[table.labels[-1]] = "label"
    taken = {node.code for node in all_nodes(table.columns)}
    items: list[Json] = []
    for column in sorted(roles):
        label = _head_of(table, column)
        role = roles[column]
        if not label and role not in ("label", "unit"):
            continue
        default = {"label": "指标" if zh else "Item", "unit": "单位" if zh else "Unit"}
        code = slug(label) if label else role
        if not code or code in taken:
            code = f"{role}-{column}"
        taken.add(code)
        items.append({"code": code, "label": label or default[role], "role": role})
    return items


def _head_of(table: TableSeen, column: int) -> str:
    for row in reversed(table.heads):
        text = " ".join(table.grid.text(row, column).split())
        if text and any(c.isalpha() for c in text) and (len(text) > 1 or not text.isascii()):
            return text
    return ""


def _language(trees: Sequence[Sequence[Node]]) -> str:
    labels = "".join(node.label for tree in trees for node in all_nodes(tree))
    letters = [c for c in labels if c.isalpha()]
    chinese = sum("一" <= c <= "鿿" for c in letters)
    return "zh" if chinese * 3 > len(letters) else "en"


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
