"""The sheet of checks: every rule in every place, with its verdict as a live formula.

Comes in: cells with their rules. Goes out: the sheet, filled; and what its formulas give while the
form is blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.form.model import Severity
from tablecheck.record import record
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.sheet import a1
from tablecheck.templating.addresses import sqref
from tablecheck.templating.formulas import fits
from tablecheck.templating.sentences import place, sentence, why
from tablecheck.templating.sizes import display_width
from tablecheck.templating.styles import RED, RED_TEXT, put
from tablecheck.templating.words import word
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.form.model import Form, Rule
    from tablecheck.rules.model import Instance
    from tablecheck.templating.cells import Cells, Placed
    from tablecheck.templating.styles import Styles

MOST_LINES = 2000
HEADS = ("number", "rule", "where", "cells", "level", "verdict", "why")
WIDTHS = (6, 50, 26, 16, 9, 12, 56)
TOP = 6
VERDICT = HEADS.index("verdict") + 1


@record
class Line:
    """A line of the sheet.

    Attributes:
        rule: What it checks.
        where: In which column, row or unit.
        cells: Their addresses.
        first: The first of them, None where there is none.
        verdict: A formula; one that gives words where the sheet cannot tell.
        cached: What the formula gives while the form is blank.
    """

    rule: Rule
    where: str
    cells: str
    first: str | None
    verdict: str
    cached: str


class ChecksSheet:
    """Writes the sheet of checks.

    Attributes:
        cached: What its formulas give while the form is blank, by address.
    """

    def __init__(self, form: Form, cells: Cells, form_sheet: str, lang: str) -> None:
        self._form, self._cells, self._lang = form, cells, lang
        self._prefix = "'" + form_sheet.replace("'", "''") + "'!"
        self._tables = {table.code: table for table in form.tables}
        self._table_of = {rule.id: table for table in form.tables for rule in table.rules}
        self._words = tuple(word(name, lang) for name in ("broken", "holds", "open"))
        self.cached: dict[str, str | int] = {}

    def write(self, sheet: Any, styles: Styles) -> None:  # noqa: ANN401
        """Fill the sheet."""
        lines = list(self._lines())
        last = TOP + max(len(lines[:MOST_LINES]), 1) - 1
        self._lead(sheet, styles, last, lines)
        for column, (name, width) in enumerate(zip(HEADS, WIDTHS, strict=True), 1):
            styles.dress(put(sheet, (TOP - 1, column), word(f"{name}-head", self._lang)), "head")
            sheet.column_dimensions[a1(1, column)[:-1]].width = width
        for number, line in enumerate(lines[:MOST_LINES], 1):
            self._line(sheet, styles, TOP + number - 1, number, line)
        if len(lines) > MOST_LINES:
            text = word("more", self._lang, n=len(lines) - MOST_LINES)
            styles.dress(put(sheet, (last + 1, 2), text), "label")
        self._colour(sheet, last)
        sheet.freeze_panes = a1(TOP, 1)
        sheet.print_title_rows = f"{TOP - 1}:{TOP - 1}"

    def _lead(self, sheet: Any, styles: Styles, last: int, lines: list[Line]) -> None:  # noqa: ANN401
        lang = self._lang
        styles.dress(put(sheet, (1, 1), word("checks-title", lang)), "caption")
        styles.dress(put(sheet, (2, 1), word("checks-lead", lang)), "lead")
        column = a1(1, VERDICT)[:-1]
        verdicts = f"${column}${TOP}:${column}${last}"
        counts = [f'"{said} "&COUNTIF({verdicts},"{said}")' for said in self._words]
        cell = sheet.cell(3, 1, "=" + f'&"{word("comma", lang)}"&'.join(counts))
        styles.dress(cell, "lead")
        told = [
            f"{said} {sum(line.cached == said for line in lines[:MOST_LINES])}"
            for said in self._words
        ]
        self.cached[cell.coordinate] = word("comma", lang).join(told)
        for row in (1, 2, 3):
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(HEADS))

    def _line(self, sheet: Any, styles: Styles, row: int, number: int, line: Line) -> None:  # noqa: ANN401
        from openpyxl.worksheet.hyperlink import Hyperlink

        table = self._table_of[line.rule.id]
        hard = line.rule.severity is Severity.ERROR
        texts = {
            "number": str(number),
            "rule": sentence(line.rule, table, self._form, self._lang),
            "where": line.where,
            "cells": line.cells,
            "level": word("hard" if hard else "soft", self._lang),
            "why": why(line.rule, self._lang),
        }
        for column, name in enumerate(HEADS, 1):
            if name == "verdict":
                cell = sheet.cell(row, column, f"={line.verdict}")
                self.cached[cell.coordinate] = line.cached
            else:
                cell = put(sheet, (row, column), texts[name])
            styles.dress(cell, "label")
            if name == "cells" and line.first is not None:
                cell.hyperlink = Hyperlink(cell.coordinate, location=f"{self._prefix}{line.first}")
        lines = max(
            -(-display_width(texts[name]) // (width - 2))
            for name, width in zip(HEADS, WIDTHS, strict=True)
            if name in texts
        )
        sheet.row_dimensions[row].height = 15.5 * min(max(lines, 1), 20) + 2

    def _lines(self) -> Iterator[Line]:
        for placed in self._cells.placed():
            yield self._placed(placed)
        for rule in self._cells.unchecked():
            yield Line(rule, "", "", None, *_words_only(word("previous", self._lang)))

    def _placed(self, placed: Placed) -> Line:
        instance = placed.instance
        spots = self._cells.spots(placed)
        verdict, cached = self._verdict(placed)
        return Line(
            rule=instance.rule,
            where=place(placed, self._tables[instance.table], self._lang),
            cells=sqref(spots).replace(" ", ", "),
            first=a1(*spots[0]),
            verdict=verdict,
            cached=cached,
        )

    def _verdict(self, placed: Placed) -> tuple[str, str]:
        """The formula, with what it gives while the form is blank."""
        first, last = placed.instance.rule.years
        if first is not None or last is not None:
            return _words_only(word("years", self._lang, years=f"{first or ''}-{last or ''}"))
        writer = self._cells.writer(placed, self._prefix)
        if writer is None:
            return _words_only(word("rounded", self._lang))
        broken, holds, open_ = self._words
        formula = writer.verdict(placed.instance, (broken, holds, open_))
        if not fits(formula):
            return _words_only(word("long", self._lang))
        keys = [*filter(None, (placed.instance.whole,)), *placed.instance.parts]
        if not all(map(self._cells.blank_is_zero, keys)):
            return formula, open_
        told = {Verdict.FAILS: broken, Verdict.HOLDS: holds}
        return formula, told.get(_with_zeros(placed.instance), open_)

    def _colour(self, sheet: Any, last: int) -> None:  # noqa: ANN401
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import Font, PatternFill

        column = a1(1, VERDICT)[:-1]
        rule = FormulaRule(
            formula=[f'${column}{TOP}="{self._words[0]}"'],
            fill=PatternFill(bgColor=RED),
            font=Font(color=RED_TEXT, bold=True),
        )
        sheet.conditional_formatting.add(f"A{TOP}:{column}{last}", rule)


def _words_only(words: str) -> tuple[str, str]:
    """Words as a formula: a row of the sheet that computes nothing would pass for prose."""
    return f'"{words}"', words


def _with_zeros(instance: Instance) -> Verdict:
    keys = filter(None, (instance.whole, *instance.parts))
    return judge(instance, {key: Interval(0, 0) for key in keys})
