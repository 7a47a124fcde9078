"""The report as a clerk reads it in a terminal.

Numbers stand right-aligned on the left, then the cell, the label last: no arithmetic on wide
characters, aligned on every console. Lines are never wrapped or cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.equation import equation_lines
from tablecheck.reporters.escape import leading, one_line
from tablecheck.reporters.suggestion import JUDGEMENT, judgement, what_to_do
from tablecheck.reporters.summary import batch_lines, last_lines, waiver_lines
from tablecheck.reporters.told import place_name
from tablecheck.reporters.words import (
    ACTION,
    LAST,
    LEVEL,
    REASON,
    SHORT_LEVEL,
    VERDICT,
    WAIVED,
    ended,
    more_findings,
    waived_line,
    worst_first,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.findings import Finding, Place
    from tablecheck.report import DeducedCell, FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = False
NEEDS_SOURCE = False
MOST_RANGES = 6
MANY_FILES = 20
"""Files above which a report in text is a line a file."""


def render(report: Report, style: Style) -> str:
    """Findings file by file, then what was found, what was not decided, and the next step."""
    if len(report.files) > MANY_FILES and not report.files[0].is_form:
        from tablecheck.reporters.batch import render as render_batch

        return render_batch(report, style)
    lines: list[str] = []
    several = len(report.files) > 1
    for file in report.files:
        if several and file.findings:
            lines += [f"── {one_line(file.path)}", ""]
        lines += file_lines(file, style)
    for finding in report.findings:
        lines += [*finding_lines(finding, style.lang), ""]
    if not style.quiet or any(not file.is_checked for file in report.files):
        if several:
            lines += batch_lines(report, style)
        else:
            lines += last_lines(report.files[0], style, report.options)
            lines += waiver_lines(report, style.lang)
    return "".join(f"{line}\n" for line in lines)


def file_lines(file: FileReport, style: Style) -> list[str]:
    """The findings of one file, worst first."""
    lines: list[str] = []
    shown = worst_first(file.findings)
    first: dict[int, Finding] = {}
    for finding in shown[: style.max_findings]:
        told = diagnosis_lines(file, finding, first, style.lang)
        lines += [*finding_lines(finding, style.lang, told), ""]
    rest = file.found_count - style.max_findings
    if rest > 0:
        lines += [more_findings(rest, style.lang), ""]
    if style.verbose:
        lines += _verbose(file, style.lang)
    return lines


def diagnosis_lines(
    file: FileReport, finding: Finding, first: dict[int, Finding], lang: str
) -> list[str]:
    """What the diagnosis of a finding says, where it is the first one that it explains."""
    number = finding.diagnosis
    if number is None or finding.waived is not None:
        return []
    lead = JUDGEMENT.in_language(lang)
    if number in first:
        cell = _place(first[number].at, lang) or first[number].code
        same = (
            f"与 {cell} 是同一处错误，见上" if lang == "zh" else f"the same error as {cell} above"
        )
        return [f"    {lead}{ended(same, lang)}"]
    first[number] = finding
    told = judgement(file.diagnoses[number], lang)
    do = what_to_do(file.diagnoses[number], lang)
    return [
        f"    {lead}{told[0]}",
        *(f"    {line}" for line in told[1:]),
        *([f"    {ACTION.in_language(lang)}{do}"] if do else []),
    ]


def finding_lines(finding: Finding, lang: str, diagnosis: Sequence[str] = ()) -> list[str]:
    """One finding: heading, indicator, sentence, equation, why, what is likely, what to do."""
    in_form = finding.at is not None and finding.at.line is not None
    levels = SHORT_LEVEL if in_form else LEVEL
    level = (WAIVED if finding.waived else levels[finding.severity]).in_language(lang)
    place = place_name(finding) if in_form else _place(finding.at, lang)
    title = one_line(finding.title.in_language(lang))
    lines = ["  ".join(part for part in (f"{level} {finding.code}", place, title) if part)]
    told_by_section = len(finding.by_section) > 0 and len(finding.related) > 0
    label = "" if finding.at is None or told_by_section else finding.at.label
    if finding.at is not None and label not in ("", finding.at.cell):
        lines.append(f"    {leading(label)}")
    if told_by_section:
        lines += _sections(finding, lang)
    else:
        said = leading(finding.message.in_language(lang), None)
        lines.append(f"    {ended(said, lang)}")
    if finding.equation is not None:
        lines += ["", *equation_lines(finding.equation, lang), ""]
    action = None if diagnosis or finding.waived else finding.action
    for lead, words in ((REASON, finding.reason), (ACTION, action)):
        if words is not None:
            said = ended(one_line(words.in_language(lang), None), lang)
            lines.append(f"    {lead.in_language(lang)}{said}")
    lines += diagnosis
    if finding.waived is not None:
        lines.append(f"    {ended(waived_line(finding.waived, lang), lang)}")
    return lines[:-1] if not lines[-1] else lines


def _place(at: Place | None, lang: str) -> str:
    if at is None or at.cell is None:
        return ""
    cell = f"{one_line(at.sheet)}!{at.cell}" if at.sheet else at.cell
    return f"{LAST.in_language(lang)} {cell}" if at.previous else cell


def _sections(finding: Finding, lang: str) -> list[str]:
    """Blanks told by section: neighbours as a range, never address by address."""
    zh = lang == "zh"
    count = sum(len(places) for _, places in finding.by_section)
    lines = [f"    {count} 个指标未填：" if zh else f"    {count} indicators are blank:"]
    for section, places in finding.by_section:
        cells = [place.cell for place in places if place.cell]
        whole = section in finding.whole_sections and len(places) > 1
        if zh:
            number = f"（全部未填，{len(places)} 项）" if whole else f"（{len(places)} 项）"
        else:
            number = f" (all {len(places)})" if whole else f" ({len(places)})"
        told = f": {_ranges(cells, lang)}" if cells else ""
        lines.append(f"      {leading(section)}{number}{told}")
    return lines


def _ranges(cells: Sequence[str], lang: str) -> str:
    """C6、C7、C17:C23, as Excel takes them: runs of one column, at most six."""
    runs: list[list[str]] = []
    for cell in cells:
        if runs and _below(runs[-1][-1]) == cell:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    told = [part for run in runs for part in ([f"{run[0]}:{run[-1]}"] if len(run) > 2 else run)]
    comma = "、" if lang == "zh" else ", "
    if len(told) <= MOST_RANGES:
        return comma.join(told)
    return comma.join(told[:MOST_RANGES]) + (" 等" if lang == "zh" else ", …")


def _below(cell: str) -> str:
    column = cell.rstrip("0123456789")
    return f"{column}{int(cell.removeprefix(column)) + 1}"


def _verbose(file: FileReport, lang: str) -> list[str]:
    """Deduced cells, then every rule instance with its verdict."""
    lines = [_deduced(cell, lang) for cell in file.deduced]
    words = {verdict: told.in_language(lang) for verdict, told in VERDICT.items()}
    for judged in file.verdicts:
        where = "/".join(part for part in (judged.table, judged.row or judged.column) if part)
        told = f"{one_line(judged.rule)}  {one_line(where)}"
        lines.append(f"{judged.verdict:>2} {words.get(judged.verdict, '')}  {told}")
    return [*lines, ""] if lines else []


def _deduced(cell: DeducedCell, lang: str) -> str:
    because = one_line(", ".join(cell.because))
    told = f"{cell.at.cell or '-'} = {cell.value}  {one_line(cell.at.label)}"
    if lang == "zh":
        return f"可推知：{told}（由 {because} 推出）"
    return f"deduced: {told} (forced by {because})"
