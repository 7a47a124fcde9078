"""The report as a clerk reads it in a terminal.

Numbers stand right-aligned on the left, then the cell, the label last: no arithmetic on wide
characters, aligned on every console. Lines are never wrapped or cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.summary import batch_lines, last_lines
from tablecheck.reporters.words import ACTION, LEVEL, REASON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.findings import Equation, Finding, Place, Term
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = False
MOST_TERMS = 12
_OPS = {"<=": "<=", ">=": ">=", "=": "=", "<": "<", ">": ">"}


def render(report: Report, style: Style) -> str:
    """Findings file by file, then what was found, what was not decided, and the next step."""
    lines: list[str] = []
    several = len(report.files) > 1
    for file in report.files:
        if several and file.findings:
            lines += [f"── {one_line(file.path)}", ""]
        lines += _file(file, style)
    if not style.quiet or any(not file.is_checked for file in report.files):
        lines += batch_lines(report, style) if several else last_lines(report.files[0], style)
    return "".join(f"{line}\n" for line in lines)


def _file(file: FileReport, style: Style) -> list[str]:
    lines: list[str] = []
    shown = sorted(file.findings, key=lambda each: list(Severity).index(each.severity))
    for finding in shown[: style.max_findings]:
        lines += [*finding_lines(finding, style.lang), ""]
    rest = len(shown) - style.max_findings
    if rest > 0:
        zh, en = f"另有 {rest} 处，用 --max-findings 显示更多", f"and {rest} more (--max-findings)"
        lines += [zh if style.lang == "zh" else en, ""]
    if style.verbose:
        lines += _verbose(file, style.lang)
    return lines


def finding_lines(finding: Finding, lang: str) -> list[str]:
    """One finding: heading, indicator, sentence, equation, why, what to do."""
    zh = lang == "zh"
    level = LEVEL[finding.severity].in_language(lang)
    place = _place(finding.at)
    title = finding.title.in_language(lang)
    lines = ["  ".join(part for part in (f"{level} {finding.code}", place, title) if part)]
    if finding.at is not None and finding.at.label and not finding.by_section:
        lines.append(f"    {one_line(finding.at.label)}")
    if len(finding.by_section) > 0 and len(finding.related) > 0:
        lines += _sections(finding, lang)
    else:
        stop = "。" if zh else "."
        lines.append(f"    {one_line(finding.message.in_language(lang), None)}{stop}")
    if finding.equation is not None:
        lines += ["", *_equation(finding.equation, lang), ""]
    for lead, words in ((REASON, finding.reason), (ACTION, finding.action)):
        if words is not None:
            stop = "。" if zh else "."
            said = one_line(words.in_language(lang), None)
            lines.append(f"    {lead.in_language(lang)}{said}{stop}")
    return lines


def _place(at: Place | None) -> str:
    if at is None or at.cell is None:
        return ""
    return f"{one_line(at.sheet)}!{at.cell}" if at.sheet else at.cell


def _sections(finding: Finding, lang: str) -> list[str]:
    """Blanks told by section, never cell by cell where a whole section is blank."""
    zh = lang == "zh"
    count = sum(len(places) for _, places in finding.by_section)
    lines = [f"    {count} 个指标未填：" if zh else f"    {count} indicators are blank:"]
    for section, places in finding.by_section:
        cells = [place.cell for place in places if place.cell]
        few = len(cells) <= 4
        told = ("、" if zh else ", ").join(cells) if few else _span(cells)
        number = f"（{len(places)} 项）" if zh else f" ({len(places)})"
        lines.append(f"      {one_line(section)}{number}: {told}")
    return lines


def _span(cells: Sequence[str]) -> str:
    return f"{cells[0]} … {cells[-1]}"


def _equation(equation: Equation, lang: str) -> list[str]:
    """Left side, then the right side with its sum and the imbalance."""
    zh = lang == "zh"
    shown = equation.right[:MOST_TERMS]
    hidden = len(equation.right) - len(shown)
    imbalance = (
        equation.imbalance if equation.imbalance.startswith("-") else f"+{equation.imbalance}"
    )
    numbers = [term.value for term in (*equation.left, *shown)]
    width = max(len(text) for text in (*numbers, equation.computed, imbalance))
    cells = [term.place.cell or "" for term in (*equation.left, *shown)]
    cell_width = max((len(cell) for cell in cells), default=0)
    lines = [_term(term, "", width, cell_width) for term in equation.left]
    for number, term in enumerate(shown):
        lead = _OPS.get(equation.op, equation.op) if number == 0 else term.sign or "+"
        lines.append(_term(term, lead, width, cell_width))
    if hidden:
        said = f"另有 {hidden} 项" if zh else f"and {hidden} more"
        lines.append(f"      {'+':>2} {'…':>{width}}  {said}")
    if len(equation.right) > 1:
        lines.append(f"         {'-' * width}")
        total = "各分项之和" if zh else "sum of the parts"
        lines.append(f"         {equation.computed:>{width}}  {'':{cell_width}}  {total}")
    gap = "相差" if zh else "imbalance"
    lines.append(f"         {imbalance:>{width}}  {'':{cell_width}}  {gap}")
    return lines


def _term(term: Term, lead: str, width: int, cell_width: int) -> str:
    cell = term.place.cell or ""
    return (
        f"      {lead:>2} {term.value:>{width}}  {cell:{cell_width}}  {one_line(term.place.label)}"
    )


def _verbose(file: FileReport, lang: str) -> list[str]:
    zh = lang == "zh"
    lines = []
    for cell in file.deduced:
        because = ", ".join(cell.because)
        said = f"由 {because} 推出" if zh else f"forced by {because}"
        lead = "可推知" if zh else "deduced"
        lines.append(
            f"{lead}: {cell.at.cell or ''} = {cell.value}  {one_line(cell.at.label)}  ({said})"
        )
    for judged in file.verdicts:
        where = "/".join(part for part in (judged.table, judged.row or judged.column) if part)
        lines.append(f"{judged.verdict:>2}  {judged.rule}  {where}")
    return [*lines, ""] if lines else []
