"""A form as a fill-in workbook: the tables to fill in, totals that compute, rules that turn red.

Comes in: a form and a language. Goes out: the bytes of an xlsx file, the same for the same form.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from tablecheck.sheet import a1
from tablecheck.templating.addresses import ranges, sqref
from tablecheck.templating.cached import with_cached
from tablecheck.templating.cells import Cells, marks_of
from tablecheck.templating.checks_sheet import MOST_LINES, ChecksSheet
from tablecheck.templating.formulas import fits
from tablecheck.templating.plan import plan_of
from tablecheck.templating.styles import ORANGE, RED, RED_TEXT, Styles, protect, put, set_page
from tablecheck.templating.validation import condition, validations
from tablecheck.templating.words import word

if TYPE_CHECKING:
    from tablecheck.form.model import Form
    from tablecheck.templating.model import Plan, Spot


def template_of(form: Form, lang: str) -> bytes:
    """The fill-in workbook of a form, its own words in ``lang``."""
    from openpyxl import Workbook

    plan = plan_of(form, lang)
    cells = Cells(form, plan)
    book, styles = Workbook(), Styles(lang)
    sheet = book.active
    sheet.title = word("sheet", lang)
    computed = _form_sheet(sheet, form, plan, cells, styles, lang)
    checks = book.create_sheet(word("checks", lang))
    written = ChecksSheet(form, cells, sheet.title, lang)
    written.write(checks, styles)
    set_page(checks, width=150, words=word("page", lang))
    protect(checks)
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "tablecheck"
    book.properties.title = form.titles[0]
    file = BytesIO()
    book.save(file)
    return with_cached(file.getvalue(), [computed, written.cached])


def _form_sheet(
    sheet: Any,  # noqa: ANN401
    form: Form,
    plan: Plan,
    cells: Cells,
    styles: Styles,
    lang: str,
) -> dict[str, str | int]:
    """Fill the sheet of the form; what its formulas give while it is blank, by address."""
    for box in plan.boxes:
        _box(sheet, box, styles)
    for entry in plan.entries:
        styles.dress(sheet.cell(*entry.spot), "value")
    computed: dict[str, str | int] = {}
    taken = set()
    for entry, formula in cells.formulas():
        if not fits(formula):
            continue
        cell = sheet.cell(*entry.spot)
        cell.value = f"={formula}"
        styles.dress(cell, "computed", is_open=cells.can_be_withheld(entry))
        computed[cell.coordinate] = "" if formula.startswith("IF(") else 0
        taken.add(entry.spot)
    typed = [entry for entry in plan.entries if entry.spot not in taken]
    for each in validations(form, typed, lang):
        sheet.add_data_validation(each)
    _colour_rules(sheet, cells)
    _colour_values(sheet, form, plan.entries)
    for column, width in enumerate(plan.widths, 1):
        sheet.column_dimensions[a1(1, column)[:-1]].width = width
    for row, lines in plan.heights.items():
        sheet.row_dimensions[row].height = 15.5 * lines + 3
    sheet.row_dimensions[1].height = 30
    set_page(sheet, width=sum(plan.widths), words=word("page", lang))
    protect(sheet, may_grow=bool(plan.records))
    return computed


def _box(sheet: Any, box: Any, styles: Styles) -> None:  # noqa: ANN401
    row, column = box.spot
    for down in range(box.down + 1):
        for across in range(box.across + 1):
            styles.dress(sheet.cell(row + down, column + across), box.kind, indent=box.indent)
    if box.text:
        put(sheet, box.spot, box.text)
    if box.down or box.across:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + box.down,
            end_column=column + box.across,
        )


def _colour_rules(sheet: Any, cells: Cells) -> None:  # noqa: ANN401
    """Turn the cells of a rule red where it is broken."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    for number, placed in enumerate(cells.placed()):
        writer = cells.writer(placed)
        if number >= MOST_LINES:
            break
        if writer is None or placed.instance.rule.years != (None, None):
            continue
        formula = writer.broken(placed.instance)
        if fits(formula):
            rule = FormulaRule(
                formula=[formula], fill=PatternFill(bgColor=RED), font=Font(color=RED_TEXT)
            )
            sheet.conditional_formatting.add(sqref(cells.spots(placed)), rule)


def _colour_values(sheet: Any, form: Form, entries: Any) -> None:  # noqa: ANN401
    """Mark what a cell does not take, pasted in past the validation."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    groups: dict[Any, list[Spot]] = {}
    for entry in entries:
        domain = entry.item.domain or entry.column.domain
        marks = tuple(marks_of(form, entry.item, entry.column))
        groups.setdefault((domain, marks), []).append(entry.spot)
    for (domain, marks), spots in groups.items():
        for run in ranges(spots):
            cell = a1(*run[0])
            wrong = f'AND({cell}<>"",NOT({condition(domain, marks, cell)}))'
            if fits(wrong):
                rule = FormulaRule(formula=[wrong], fill=PatternFill(bgColor=ORANGE))
                sheet.conditional_formatting.add(f"{cell}:{a1(*run[1])}", rule)
