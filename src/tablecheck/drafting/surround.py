"""What stands around a table: titles, header fields, units of captions and heads.

Comes in: tables as seen. Goes out: titles, ``header`` of the form, units on nodes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.drafting.model import all_nodes, value_nodes
from tablecheck.drafting.units import unit_of_caption, unit_of_label
from tablecheck.values.unit import is_no_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.model import TableSeen

LONGEST_TITLE = 150
TOP = 4
"""Rows with content on top of a sheet that may say its year."""
_FIELDS = {
    "agency": re.compile(
        r"(填报单位|单位名称|报送单位|填报机构|填表单位|编制单位|District|Agency|Organi[sz]ation"
        r"|Institution|Reporting unit)\s*(?:（盖章）|\(盖章\))?\s*[:：]",
        re.IGNORECASE,
    ),
    "date": re.compile(r"(填报日期|报出日期|填表日期|报送日期|Date)\s*[:：]", re.IGNORECASE),
    "year": re.compile(
        r"(统计年度|填报年度|报告年度|年度|年份|统计时间"
        r"|School year|Reporting year|Fiscal year|Year)\s*[:：]",
        re.IGNORECASE,
    ),
}


def form_title(tables: Sequence[TableSeen], name: str) -> str:
    """The first title of the first sheet, else the sheet's name, else the file's."""
    first = tables[0]
    grid = first.grid
    for row in grid.rows[:3]:
        columns = grid.columns(row)
        text = grid.text(row, columns[0]).strip()
        if len({grid.anchor(row, c) for c in columns}) == 1 and _is_title(text):
            return text
    for text in first.title:
        if _is_title(text):
            return text
    from pathlib import PurePath

    return first.name or PurePath(name).stem or name


def table_title(table: TableSeen) -> str:
    """The nearest title above a table, "" where there is none."""
    for text in reversed(table.title):
        if _is_title(text):
            return text
    return ""


def _is_title(text: str) -> bool:
    bare = " ".join(text.split())
    is_field = any(pattern.match(bare) for pattern in _FIELDS.values()) or _is_other_field(bare)
    is_unit = bare[:1] in "(（" or bool(re.match(r"(?:计量)?单位|units?\b", bare, re.IGNORECASE))
    return 1 < len(bare) <= LONGEST_TITLE and not is_field and not is_unit


def _at_start(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A field at the start of a text, or behind two spaces, as on a line of several."""
    starts = [0, *(gap.end() for gap in re.finditer(r"\s{2,}", text))]
    return next((found for at in starts if (found := pattern.match(text, at))), None)


def _is_other_field(text: str) -> bool:
    """“填表人：…”, “Contact: …”: a word or two and a colon; “Table 1: …” is a title."""
    match = re.match(r"([^\W\d]{1,12}(?: [^\W\d]{1,12})?)\s?[:：]", text)
    return match is not None and not re.match(r"table|表|chart|figure", text, re.IGNORECASE)


def header_json(tables: Sequence[TableSeen]) -> list[dict[str, object]]:
    """Fields above the first table that say who reports, and for which year."""
    first = tables[0]
    top = (first.heads or first.body)[0]
    found: dict[str, dict[str, object]] = {}
    for row in first.grid.rows:
        if row >= top:
            break
        for column in first.grid.columns(row):
            text = first.grid.text(row, column)
            for code, pattern in _FIELDS.items():
                match = _at_start(pattern, text)
                if match and code not in found:
                    field: dict[str, object] = {"code": code, "label": match.group(1)}
                    if code != "agency":
                        field["type"] = code
                    found[code] = field
    return list(found.values())


def years_of(files: Sequence[Sequence[TableSeen]], names: Sequence[str]) -> list[int]:
    """The year of each file, from its titles or its name; [] where one says none."""
    found: list[int] = []
    for tables, name in zip(files, names, strict=True):
        grid = tables[0].grid if tables else None
        rows = grid.rows[:TOP] if grid is not None else []
        texts = [grid.text(row, c) for row in rows for c in grid.columns(row)] if grid else []
        years = [int(y) for t in (*texts, name) for y in re.findall(r"(?<!\d)20\d\d(?!\d)", t)]
        if not years:
            return []
        found.append(years[0])
    return found


def give_units(table: TableSeen) -> None:
    """Units of rows and columns: from the unit column, labels and heads, else the caption."""
    for node in all_nodes(table.rows):
        if table.unit_column and node.span[0] and not node.heading:
            text = table.grid.text(node.span[0], table.unit_column).strip()
            node.unit = () if is_no_unit(text) else (text,)
        elif not node.heading:
            own = unit_of_label(node.label)
            node.unit = (own,) if own else ()
    _from_heads(table)
    if not any(node.unit for node in (*value_nodes(table.rows), *value_nodes(table.columns))):
        caption = unit_of_caption(_captions(table))
        for node in value_nodes(table.columns) if caption else ():
            node.unit = (caption,)


def _from_heads(table: TableSeen) -> None:
    for node in value_nodes(table.columns):
        own = unit_of_label(node.label)
        node.unit = (own,) if own else ()


def _captions(table: TableSeen) -> list[str]:
    """Texts above the table and in its first head row, where “单位：万元” stands."""
    grid = table.grid
    first = [grid.text(row, column) for row in table.heads[:1] for column in grid.columns(row)]
    return [*table.title, *first]
