"""The testcases of a file: its rules, its indicators, and what is about neither.

Comes in: a file's report with its source. Goes out: ``TestCase`` values without any XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.told import below, headline, is_loud, is_of, place_name
from tablecheck.reporters.words import SHORT_LEVEL, VERDICT, worst_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.findings import Finding, Place
    from tablecheck.report import FileReport, Report, RuleVerdict
    from tablecheck.reporters.base import Style

    Cell = tuple[str | None, str | None, str | None]


@record
class TestCase:
    """One line of a test report.

    Attributes:
        group: Form, table, and ``rules``, ``indicators`` or ``file``.
        name: The rule in its place, or the indicator.
        outcome: "" (passed), ``failure``, ``error`` or ``skipped``.
        code: Code of the check.
        message: One line.
        details: More lines.
    """

    __test__ = False
    group: str
    name: str
    outcome: str = ""
    code: str = ""
    message: str = ""
    details: str = ""


def cases_of_file(file: FileReport, style: Style) -> Iterator[TestCase]:
    """Rules first, then the indicators, then the rest."""
    form = one_line(file.form or "tablecheck")
    if file.refusal is not None:
        code, words = file.refusal
        said = one_line(words.in_language(style.lang), None)
        yield TestCase(f"{form}.file", one_line(file.path) or "-", "error", code, said)
        return
    rest = list(file.findings)
    for judged in file.verdicts:
        told = [finding for finding in rest if is_of(finding, judged)]
        rest = [finding for finding in rest if finding not in told]
        yield _rule(judged, told, form, file, style)
    for cell, name in _indicators(file):
        told = [finding for finding in rest if cell in _cells(finding)]
        yield _told(f"{form}.{one_line(cell[0] or '')}.indicators", name, told, file, style)
    known = {cell for cell, _ in _indicators(file)}
    for finding in rest:
        if not known & _cells(finding):
            yield _told(f"{form}.file", _name(finding, style), [finding], file, style)


def cases_of_run(report: Report, style: Style) -> Iterator[TestCase]:
    """What was found about the run itself."""
    for finding in report.findings:
        yield _told("tablecheck.run", _name(finding, style), [finding], None, style)


def _rule(
    judged: RuleVerdict, told: Sequence[Finding], form: str, file: FileReport, style: Style
) -> TestCase:
    place = "/".join(one_line(part) for part in (judged.row, judged.column) if part)
    name = f"{one_line(judged.rule)} [{place}]" if place else one_line(judged.rule) or "-"
    group = f"{form}.{one_line(judged.table)}.rules"
    if told:
        return _told(group, name, told, file, style)
    if judged.verdict == "1":
        return TestCase(group, name)
    said = VERDICT[judged.verdict].in_language(style.lang)
    return TestCase(group, name, "skipped", "", said)


def _told(
    group: str, name: str, told: Sequence[Finding], file: FileReport | None, style: Style
) -> TestCase:
    """Passed where nothing was found, else what was, the worst first."""
    if not told:
        return TestCase(group, name)
    ordered = worst_first(told)
    blocks = ["\n".join(_lines(finding, file, style.lang)) for finding in ordered]
    first = ordered[0]
    loud = any(is_loud(finding, style.fail_on) for finding in ordered)
    return TestCase(
        group=group,
        name=name,
        outcome="failure" if loud else "skipped",
        code=f"{first.code} {first.name}",
        message=f"{SHORT_LEVEL[first.severity].in_language(style.lang)} {first.code} "
        f"{headline(first, style.lang)}",
        details="\n\n".join(blocks),
    )


def _lines(finding: Finding, file: FileReport | None, lang: str) -> list[str]:
    level = SHORT_LEVEL[finding.severity].in_language(lang)
    lead = " ".join(part for part in (level, finding.code, place_name(finding)) if part)
    return [f"{lead} {headline(finding, lang)}", *below(finding, file, lang)]


def _indicators(file: FileReport) -> list[tuple[Cell, str]]:
    """Every value cell that has a place, with a name of its own."""
    if file.source is None:
        return []
    columns = {cell.key[0]: set[str]() for cell in file.source.cells}
    for cell in file.source.cells:
        columns[cell.key[0]].add(cell.key[2])
    found: list[tuple[Cell, str]] = []
    for cell in file.source.cells:
        table, row, column = cell.key
        code = f"{row}/{column}" if len(columns[table]) > 1 else row
        found.append((cell.key, f"{one_line(code)} {one_line(cell.label)}"))
    return found


def _cells(finding: Finding) -> set[Cell]:
    """The cells that a finding is told at: all of them where it is about many blanks."""
    places = [place for _, each in finding.by_section for place in each]
    if finding.at is not None:
        places.append(finding.at)
    return {_cell(place) for place in places}


def _cell(place: Place) -> Cell:
    return (place.table, place.row, place.column)


def _name(finding: Finding, style: Style) -> str:
    label = "" if finding.at is None else one_line(finding.at.label)
    title = one_line(finding.title.in_language(style.lang))
    return " ".join(part for part in (finding.code, title, label) if part)
