"""What is marked in a workbook: looks and comments of cells, lines of the list of findings.

Comes in: a file's report. Goes out: ``Marks``, in one language: a workbook cannot show both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.fingerprint import finding_mark
from tablecheck.record import record
from tablecheck.reporters.equation import equation_in_a_line
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.suggestion import JUDGEMENT, judgement, likely_changes, what_to_do
from tablecheck.reporters.words import (
    ACTION,
    LEVEL,
    REASON,
    SHORT_LEVEL,
    WAIVED,
    ended,
    worst_first,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.findings import Finding, Place
    from tablecheck.report import CellChange, Diagnosed, FileReport

Spot = tuple[int, int]
MOST_LINES = 4
"""Lines of a diagnosis that a cell has room for; the page has them all."""
MOST_MARKED = 20_000
"""Cells that are marked at most; the list of findings has them all."""


@record
class Line:
    """One line of the list of findings.

    Attributes:
        level, code: How loud, and the check.
        look: Severity, for the fill.
        sheet, cell: Where; "" where it is at no cell.
        indicator, problem, reason, action, explanation: Texts.
        key: By which the finding is known again, for ``--waivers``.
    """

    level: str
    code: str
    look: str
    sheet: str
    cell: str
    indicator: str
    problem: str
    reason: str
    action: str
    explanation: str
    key: str


@record
class Marks:
    """What is marked.

    Attributes:
        looks: Sheet's position and cell -> severity, ``blank``, ``hint`` (a cell that likely caused
            a finding elsewhere) or ``deduced``.
        comments: Sheet's position and cell -> text.
        lines: The list of findings, worst first.
    """

    looks: dict[tuple[int, Spot], str]
    comments: dict[tuple[int, Spot], str]
    lines: tuple[Line, ...]


def marks_of(file: FileReport, lang: str, explained: Mapping[str, str]) -> Marks:
    """Every finding in the list; filled and commented where it has a cell.

    Args:
        file: The report.
        lang: ``zh`` or ``en``.
        explained: Explanations that were given before, by the key of their finding.
    """
    looks: dict[tuple[int, Spot], str] = {}
    comments: dict[tuple[int, Spot], list[str]] = {}
    sheets = file.source.workbook.sheets if file.source is not None else ()
    numbers = {sheet.name: number for number, sheet in enumerate(sheets)}

    def spot_of(place: Place | None) -> tuple[int, Spot] | None:
        if place is None or place.cell is None or place.previous or place.sheet not in numbers:
            return None
        at = spot(place.cell)
        return None if at is None else (numbers[place.sheet], at)

    found = worst_first(file.findings)
    for finding in found:
        if finding.waived is not None:
            continue
        first = spot_of(finding.at)
        if first is not None:
            comments.setdefault(first, []).append(_comment(finding, file, lang))
            looks.setdefault(first, finding.severity.value)
        for place in (place for _, places in finding.by_section for place in places):
            at = spot_of(place)
            if at is not None and len(looks) < MOST_MARKED:
                looks.setdefault(at, "blank")
    for change, text in _hints(found, file, lang):
        at = spot_of(change.at)
        if at is not None:
            comments.setdefault(at, []).append(text)
            looks.setdefault(at, "hint")
    for at, text in _deduced(file, lang):
        if at not in comments and len(comments) < MOST_MARKED:
            comments[at] = [text]
            looks[at] = "deduced"
    return Marks(
        looks=looks,
        comments={at: "\n\n".join(texts) for at, texts in comments.items() if at in looks},
        lines=tuple(_line(finding, file, lang, explained) for finding in found),
    )


def spot(address: str) -> Spot | None:
    """(row, column) of an A1-style address; None where it is none."""
    letters = address.rstrip("0123456789")
    digits = address.removeprefix(letters)
    if not digits or not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def _deduced(file: FileReport, lang: str) -> Iterator[tuple[tuple[int, Spot], str]]:
    if file.source is None:
        return
    for cell in file.source.cells:
        if cell.state == "deduced":
            zh = f"按勾稽关系应为 {cell.deduced}"
            en = f"by the rules this is {cell.deduced}"
            yield (cell.sheet, cell.place), zh if lang == "zh" else en


def _hints(
    found: Sequence[Finding], file: FileReport, lang: str
) -> Iterator[tuple[CellChange, str]]:
    """Cells that likely caused findings, each once, with the diagnosis."""
    told: set[int] = set()
    for finding in found:
        number = finding.diagnosis
        if number is None or number in told:
            continue
        told.add(number)
        for change in likely_changes(file, finding):
            if finding.at is None or change.at.cell != finding.at.cell:
                yield change, _judged(file.diagnoses[number], lang)


def _judged(diagnosis: Diagnosed, lang: str) -> str:
    lines = [one_line(line, None) for line in judgement(diagnosis, lang)]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES:] = ["…"]
    return "\n".join([JUDGEMENT.in_language(lang) + lines[0], *lines[1:]])


def _to_do(finding: Finding, file: FileReport, lang: str) -> str:
    """What to do; before it what a diagnosis says."""
    if finding.waived is not None:
        return ""
    if finding.diagnosis is None:
        return "" if finding.action is None else one_line(finding.action.in_language(lang), None)
    diagnosis = file.diagnoses[finding.diagnosis]
    do = what_to_do(diagnosis, lang)
    return f"{_judged(diagnosis, lang)}\n{do}".strip()


def _comment(finding: Finding, file: FileReport, lang: str) -> str:
    """Level, code, title; the sentence and its numbers; why; what to do."""
    level = SHORT_LEVEL[finding.severity].in_language(lang)
    title = one_line(finding.title.in_language(lang))
    lead = f"【{level}】" if lang == "zh" else f"{level}: "
    lines = [f"{lead}{title} ({finding.code})", _problem(finding, lang)]
    if finding.reason is not None:
        reason = ended(one_line(finding.reason.in_language(lang), None), lang)
        lines.append(f"{REASON.in_language(lang)}{reason}")
    do = _to_do(finding, file, lang)
    if do:
        lines.append(do if finding.diagnosis is not None else f"{ACTION.in_language(lang)}{do}")
    return "\n".join(lines)


def _problem(finding: Finding, lang: str) -> str:
    """What is wrong, with its numbers; many blanks by section."""
    if finding.by_section and finding.related:
        count = sum(len(places) for _, places in finding.by_section)
        told = [f"{count} 个指标未填：" if lang == "zh" else f"{count} indicators are blank:"]
        for section, places in finding.by_section:
            cells = [place.cell for place in places if place.cell]
            shown = ("、" if lang == "zh" else ", ").join(cells[:12])
            rest = " …" if len(cells) > 12 else ""
            told.append(f"{one_line(section)} ({len(places)}): {shown}{rest}")
        return "\n".join(told)
    told_of = ended(one_line(finding.message.in_language(lang), None), lang)
    if finding.equation is None:
        return told_of
    return f"{told_of}\n{equation_in_a_line(finding.equation, lang)}"


def _line(finding: Finding, file: FileReport, lang: str, explained: Mapping[str, str]) -> Line:
    key = finding_mark(file.form, finding)
    before = "" if finding.waived is None else finding.waived.reason
    at = finding.at
    cell = "" if at is None or at.cell is None else at.cell
    title = one_line(finding.title.in_language(lang))
    label = "" if at is None or finding.by_section else one_line(at.label)
    return Line(
        level=(WAIVED if finding.waived else LEVEL[finding.severity]).in_language(lang),
        code=finding.code,
        look="deduced" if finding.waived else finding.severity.value,
        sheet="" if at is None or at.sheet is None or not cell else at.sheet,
        cell=cell,
        indicator=label,
        problem=f"{title}\n{_problem(finding, lang)}",
        reason="" if finding.reason is None else one_line(finding.reason.in_language(lang), None),
        action=_to_do(finding, file, lang),
        explanation=explained.get(key, before),
        key=key,
    )
