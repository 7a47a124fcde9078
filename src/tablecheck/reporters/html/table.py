"""The tables of a file, redrawn as they stand: merges, indents, addresses, flagged cells.

Comes in: a file's report with its source. Goes out: HTML tables. Rows and columns carry the
numbers and letters by which a spreadsheet knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.html.markup import (
    LEVEL_CLASS,
    cell_text,
    phrase,
    safe,
    unseen,
)
from tablecheck.reporters.html.window import rows_of, window_of
from tablecheck.sheet import CellKind, a1, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.report import FileReport, Source, SourceCell, SourceTable
    from tablecheck.reporters.html.places import Places
    from tablecheck.reporters.html.window import Window
    from tablecheck.sheet import Cell, Sheet

Spot = tuple[int, int]
MANY = 14
"""Columns from which a table is drawn smaller."""
SHORT = 24
"""Characters up to which a value stays on one line with its mark."""


def drawn_sheets(file: FileReport, places: Places) -> str:
    """Every sheet with a table of the form or a finding, in the order of the file."""
    source = file.source
    if source is None:
        return ""
    wanted = {table.sheet for table in source.tables} | {number for number, _ in places.flags}
    drawn = [_Drawing(source, number, places) for number in sorted(wanted)]
    return "".join(each.drawn() for each in drawn)


class _Drawing:
    """One sheet while it is drawn."""

    __slots__ = (
        "_heads",
        "_indents",
        "_kind",
        "_labels",
        "_number",
        "_places",
        "_sheet",
        "_tables",
        "_values",
        "_w",
    )

    def __init__(self, source: Source, number: int, places: Places) -> None:
        self._number = number
        self._places = places
        self._kind = source.workbook.kind
        self._sheet: Sheet = source.workbook.sheets[number]
        self._tables = [table for table in source.tables if table.sheet == number]
        cells = [cell for cell in source.cells if cell.sheet == number]
        self._values: Mapping[Spot, SourceCell] = {cell.place: cell for cell in cells}
        self._labels = {at: "row" for table in self._tables for at in table.row_labels.values()}
        self._labels |= {at: "col" for t in self._tables for at in t.column_heads.values()}
        codes = {table.code: table for table in self._tables}
        self._heads: dict[Spot, tuple[Spot, ...]] = {}
        for cell in cells:
            table, row, column = cell.key
            named = (codes[table].row_labels.get(row), codes[table].column_heads.get(column))
            self._heads[cell.place] = tuple(at for at in named if at is not None)
        self._indents = _indents(source, number)
        self._w: Window

    def drawn(self) -> str:
        """The sheet as tables of the page; in a text each table has columns of its own."""
        flagged = {_place(address) for address in self._places.flagged_on(self._number)}
        rows, is_cut = rows_of(self._sheet, self._tables, self._values, flagged)
        blocks = [rows]
        if self._kind in ("docx", "html"):
            blocks = _blocks(rows, self._tables)
        filled = sorted({row for row, _ in self._sheet.cells})
        tables = []
        before = 0
        for block in blocks:
            self._w = window_of(self._sheet, block, {*self._values, *flagged})
            tables.append(self._block(block, filled, before))
            before = block[-1]
        cut = ""
        if is_cut:
            told = phrase("表格很大，这里只画出一部分。", "A large table: only a part is drawn.")
            cut = f'<p class="cut">{told}</p>'
        name = self._sheet.name
        title = safe(name) if name is not None else phrase("表格", "table")
        return f'{cut}<p class="sheet-name">{title}</p>{"".join(tables)}'

    def _block(self, rows: Sequence[int], filled: Sequence[int], before: int) -> str:
        table = next((t for t in self._tables if t.top <= rows[0] <= t.bottom), None)
        title = self._sheet.name if table is None or not table.title else table.title
        caption = f'<caption class="unseen">{safe(title or "")}</caption>'
        letters = "".join(
            f'<th scope="col">{column_letters(column)}</th>' for column in self._w.columns
        )
        corner = f'<td class="corner">{unseen("行号", "row number")}</td>'
        head = f"<thead><tr>{corner}{letters}</tr></thead>"
        if table is None and len(self._w.columns) == 1:
            head = ""
        body = "".join(self._rows(rows, filled, before))
        many = " many" if len(self._w.columns) > MANY else ""
        return f'<table class="sheet{many}">{caption}{head}<tbody>{body}</tbody></table>'

    def _rows(self, rows: Sequence[int], filled: Sequence[int], before: int) -> Iterator[str]:
        for row in rows:
            left_out = [each for each in filled if before < each < row]
            if left_out:
                yield self._left_out(left_out[0], left_out[-1])
            before = row
            hidden = phrase("隐藏", "hidden") if row in self._sheet.hidden_rows else ""
            note = f'<small class="hid">{hidden}</small>' if hidden else ""
            cells = "".join(self._cells(row))
            yield f'<tr><th scope="row" class="no">{row}{note}</th>{cells}</tr>\n'

    def _left_out(self, first: int, last: int) -> str:
        zh = f"第 {first} 行" if first == last else f"第 {first} 至 {last} 行"
        en = f"row {first}" if first == last else f"rows {first} to {last}"
        told = phrase(f"{zh}未画出", f"{en} left out")
        wide = len(self._w.columns) + 1
        return f'<tr class="left-out"><td colspan="{wide}">{told}</td></tr>\n'

    def _cells(self, row: int) -> Iterator[str]:
        """Cells of a row; text beside a table runs on over the empty cells that follow it."""
        columns = [column for column in self._w.columns if (row, column) not in self._w.covered]
        used = [column for column in columns if self._is_used((row, column))]
        end = used[-1] if used else 0
        within = [table.right for table in self._tables if table.top <= row <= table.bottom]
        end = max([end, *within])
        rest = [column for column in columns if column > end]
        kept = [column for column in columns if column <= end]
        runs_on = bool(kept and rest) and not within and (row, kept[-1]) not in self._w.spans
        for column in kept:
            yield self._cell((row, column), len(rest) if runs_on and column == kept[-1] else 0)
        if rest and not runs_on:
            yield f'<td class="out" colspan="{len(rest)}"></td>'

    def _is_used(self, at: Spot) -> bool:
        return at in self._sheet.cells or at in self._values or at in self._w.spans

    def _cell(self, at: Spot, more: int) -> str:
        cell, value = self._stored(at)
        numbers = self._places.flags.get((self._number, a1(*at)), [])
        label = self._labels.get(at)
        tag = "th" if label is not None and value is None else "td"
        classes = self._classes(at, cell, value, numbers)
        attributes = [f'id="{self._places.draw((self._number, a1(*at)))}"']
        if classes:
            attributes.append(f'class="{" ".join(classes)}"')
        if tag == "th":
            attributes.append(f'scope="{label}"')
        heads = [self._places.cell((self._number, a1(*spot))) for spot in self._heads_of(at)]
        if heads:
            attributes.append(f'headers="{" ".join(heads)}"')
        tall, wide = self._w.spans.get(at, (1, 1))
        attributes += [f'rowspan="{tall}"'] if tall > 1 else []
        attributes += [f'colspan="{wide + more}"'] if wide + more > 1 else []
        if numbers:
            attributes.append('tabindex="-1"')
        return f"<{tag} {' '.join(attributes)}>{self._content(at, cell, value, numbers)}</{tag}>"

    def _stored(self, at: Spot) -> tuple[Cell | None, SourceCell | None]:
        return self._sheet.cells.get(at), self._values.get(at)

    def _heads_of(self, at: Spot) -> tuple[Spot, ...]:
        """Labels of a value cell that the page draws as heads."""
        return tuple(
            spot
            for spot in self._heads.get(at, ())
            if spot not in self._values
            and spot[0] in self._w.rows
            and spot[1] in self._w.columns
            and spot not in self._w.covered
        )

    def _classes(
        self, at: Spot, cell: Cell | None, value: SourceCell | None, numbers: list[int]
    ) -> list[str]:
        classes = []
        if value is not None:
            classes += ["v", value.state]
            classes += ["one"] if cell is None or len(cell.text) <= SHORT else []
        elif cell is not None and cell.kind is CellKind.NUMBER:
            classes.append("v")
        elif at in self._labels:
            classes.append("lab")
        if numbers:
            finding = self._places.findings[numbers[0] - 1]
            classes.append("waived" if finding.waived else LEVEL_CLASS[finding.severity.value])
        elif (self._number, a1(*at)) in self._places.related and value is not None:
            classes.append("rel")
        indent = self._indents.get(at)
        if indent and cell is not None:
            classes.append(f"d{min(indent, 4)}")
        return classes

    def _content(
        self, at: Spot, cell: Cell | None, value: SourceCell | None, numbers: list[int]
    ) -> str:
        shown = "" if cell is None else cell_text(cell.text)
        if value is not None and value.state == "deduced":
            lead = unseen("空，按勾稽关系应为", "blank; the rules say")
            shown = f'{shown}<i class="ded">{lead} {safe(value.deduced)}</i>'
        elif value is not None and value.state == "blank" and not shown.strip():
            shown = unseen("空", "blank")
        marks = "".join(
            f'<a class="mark" href="#{self._places.finding(number)}">'
            f"{unseen('问题', 'finding')} {number}</a>"
            for number in numbers[:5]
        )
        hint = self._places.hints.get((self._number, a1(*at)))
        if hint is not None:
            new, number = hint
            lead = unseen("可能应为", "perhaps")
            anchor = self._places.finding(number)
            marks += f'<a class="hint" href="#{anchor}">{lead} → {safe(new)}</a>'
        return f"{shown}{marks}"


def _blocks(rows: Sequence[int], tables: Sequence[SourceTable]) -> list[list[int]]:
    """Rows of each table by themselves, those between them together."""
    blocks: list[list[int]] = []
    last: object = blocks
    for row in rows:
        table = next((t.code for t in tables if t.top <= row <= t.bottom), None)
        if table != last:
            blocks.append([])
        blocks[-1].append(row)
        last = table
    return blocks


def _indents(source: Source, number: int) -> dict[Spot, int]:
    """How deep a row label stands, where all labels are in one column and none is indented."""
    found: dict[Spot, int] = {}
    stored = source.workbook.sheets[number].cells
    by_code = {table.code: table for table in source.form.tables}
    for table in source.tables:
        if table.sheet != number or len({at[1] for at in table.row_labels.values()}) != 1:
            continue
        cells = [stored[at] for at in table.row_labels.values() if at in stored]
        if any(cell.text[:1].isspace() for cell in cells):
            continue
        depths = {item.code: item.depth for item in by_code[table.code].rows}
        found |= {at: depths.get(code, 0) for code, at in table.row_labels.items()}
    return found


def _place(address: str) -> Spot:
    """(row, column) of an A1-style address; (0, 0) where it is none."""
    letters = address.rstrip("0123456789")
    digits = address.removeprefix(letters)
    if not digits or not letters.isascii() or not letters.isalpha():
        return 0, 0
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits), column
