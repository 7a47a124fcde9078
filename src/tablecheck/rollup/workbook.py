"""The totals as a workbook: a sheet in the form's layout, and a sheet of the members.

Comes in: a roll-up. Goes out: the bytes of an xlsx file. A total that is not known is a blank cell
whose comment says why.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tablecheck.checks.naming import cell_label
from tablecheck.exact import is_decimal, plain
from tablecheck.findings import Words
from tablecheck.reporters.escape import one_line
from tablecheck.rollup.totals import BOUNDED, NONE
from tablecheck.sheet import a1
from tablecheck.templating.plan import plan_of
from tablecheck.templating.styles import Styles, put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.exact import Exact
    from tablecheck.form.model import Form, Key
    from tablecheck.rollup.members import Member
    from tablecheck.rollup.run import RollUp
    from tablecheck.rollup.totals import Total

MOST_DIGITS = 15
"""Digits that a spreadsheet's numbers hold; longer ones are written as text."""
MOST_NAMES = 10
MOST_VALUES = 2000
"""Value cells up to which each member's numbers stand beside its name."""
OPEN, RANGE = "FFF2CC", "DDEBF7"
TOTALS, MEMBERS = Words("汇总", "Totals"), Words("成员", "Members")
_HEADS = (
    Words("序号", "No."),
    Words("单位", "Agency"),
    Words("文件", "File"),
    Words("年份", "Year"),
    Words("状态", "Status"),
    Words("SHA-256", "SHA-256"),
)
COUNTED, REFUSED = Words("已计入", "counted"), Words("未能读取", "not read")
REPEATED, ABSENT = Words("重复，未计入", "repeated, not counted"), Words("缺", "missing")
SUM = Words("合计", "Total")


def workbook_of(rolled: RollUp, lang: str) -> bytes:
    """The workbook of a roll-up whose form is known."""
    from openpyxl import Workbook

    assert rolled.form is not None
    book, styles = Workbook(), Styles(lang)
    sheet = book.active
    sheet.title = TOTALS.in_language(lang)
    _totals(sheet, rolled, rolled.form, styles, lang)
    _members(book.create_sheet(MEMBERS.in_language(lang)), rolled, rolled.form, styles, lang)
    book.properties.creator = "tablecheck"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _totals(sheet: Any, rolled: RollUp, form: Form, styles: Styles, lang: str) -> None:  # noqa: ANN401
    plan = plan_of(form, lang)
    years = {member.year for member in rolled.members}
    for box in plan.boxes:
        row, column = box.spot
        text = box.text
        if box.kind == "answer":
            text = str(next(iter(years)) or "") if box.text == "year" and len(years) == 1 else ""
        for down in range(box.down + 1):
            for across in range(box.across + 1):
                cell = sheet.cell(row + down, column + across)
                styles.dress(cell, box.kind, indent=box.indent)
        if text:
            put(sheet, box.spot, text)
        if box.down or box.across:
            sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + box.down,
                end_column=column + box.across,
            )
    for entry in plan.entries:
        cell = sheet.cell(*entry.spot)
        styles.dress(cell, "computed")
        _put_total(cell, rolled.totals[entry.key], lang)
    for number, width in enumerate(plan.widths, 1):
        sheet.column_dimensions[a1(1, number)[:-1]].width = width
    for row, lines in plan.heights.items():
        sheet.row_dimensions[row].height = 15.5 * lines + 3


def _put_total(cell: Any, total: Total, lang: str) -> None:  # noqa: ANN401
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if total.value is not None:
        _put_number(cell, total.value)
        return
    if total.rollup == NONE:
        return
    cell.fill = PatternFill("solid", start_color=OPEN if total.open else RANGE)
    comment = Comment(why_open(total).in_language(lang), "tablecheck")
    comment.width, comment.height = 320, 120
    cell.comment = comment


def why_open(total: Total) -> Words:
    """Why a total is not one number."""
    if total.open:
        names = [one_line(member.name) for member in total.open[:MOST_NAMES]]
        rest = len(total.open) - len(names)
        return Words(
            f"合计无法确定，{len(total.open)} 个成员没有可用的数：{'、'.join(names)}"
            + (f" 等，另有 {rest} 个" if rest else ""),
            f"not known: {len(total.open)} members give no number: {', '.join(names)}"
            + (f" and {rest} more" if rest else ""),
        )
    if total.known is None:
        return Words("没有成员", "no member")
    low, high = ("?" if end is None else plain(end) for end in (total.known.low, total.known.high))
    if total.rollup == BOUNDED:
        return Words(
            f"几个成员可能计了同一件事：应在 {low} 至 {high} 之间",
            f"several members may count the same thing: from {low} to {high}",
        )
    return Words(f"在 {low} 至 {high} 之间", f"from {low} to {high}")


def _members(sheet: Any, rolled: RollUp, form: Form, styles: Styles, lang: str) -> None:  # noqa: ANN401
    keys = [key for key, total in rolled.totals.items() if total.rollup != NONE]
    keys = keys if len(keys) <= MOST_VALUES else []
    tables = {table.code: table for table in form.tables}
    labels = [cell_label(tables[key[0]], key[1], key[2]) for key in keys]
    heads = [each.in_language(lang) for each in _HEADS] + labels
    for column, head in enumerate(heads, 1):
        styles.dress(put(sheet, (1, column), one_line(head)), "head")
    row = 1
    by_path = {member.path: member for member in rolled.members}
    for file in rolled.report.files:
        member = by_path.get(file.path)
        is_member = member is not None or file.path in rolled.others or not file.is_checked
        if not is_member:
            continue  # the filed total
        row += 1
        status = COUNTED if member else REPEATED if file.is_checked else REFUSED
        facts = (str(row - 1), file.agency or "", file.path, str(file.year or ""))
        _line(sheet, row, (*facts, status.in_language(lang), file.sha256 or ""))
        if member is not None:
            _values(sheet, row, member, keys)
    for name in rolled.missing:
        row += 1
        _line(sheet, row, (str(row - 1), name, "", "", ABSENT.in_language(lang), ""))
    put(sheet, (row + 1, 2), SUM.in_language(lang))
    for column, key in enumerate(keys, len(_HEADS) + 1):
        total = rolled.totals[key].value
        if total is not None:
            _put_number(sheet.cell(row + 1, column), total)
    sheet.freeze_panes = "D2"
    for letter, wide in zip("ABCDEF", (6, 24, 40, 8, 14, 20), strict=True):
        sheet.column_dimensions[letter].width = wide


def _line(sheet: Any, row: int, texts: Iterable[str]) -> None:  # noqa: ANN401
    for column, text in enumerate(texts, 1):
        if column in (1, 4) and text:
            sheet.cell(row, column).value = int(text)
        else:
            put(sheet, (row, column), one_line(text, None))


def _values(sheet: Any, row: int, member: Member, keys: Iterable[Key]) -> None:  # noqa: ANN401
    for column, key in enumerate(keys, len(_HEADS) + 1):
        number = None if key in member.open else member.values[key].low
        if number is not None:
            _put_number(sheet.cell(row, column), number)


def _put_number(cell: Any, number: Exact) -> None:  # noqa: ANN401
    """A number where a spreadsheet can hold it exactly, else its digits as text."""
    text = plain(number)
    if is_decimal(number) and len(text.strip("-").replace(".", "")) <= MOST_DIGITS:
        cell.value = number if isinstance(number, int) else Decimal(text)
    else:
        cell.value = text
        cell.data_type = "s"


def list_of(content: bytes) -> tuple[str, ...]:
    """The agencies of a list: one a line, the first field of a CSV; ``#`` begins a remark."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    names = (line.split(",")[0].split("\t")[0].strip().strip('"') for line in text.splitlines())
    return tuple(dict.fromkeys(name for name in names if name and not name.startswith("#")))
