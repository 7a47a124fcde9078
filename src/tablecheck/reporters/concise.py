"""One line a finding: path, place, level, code, title, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.equation import equation_in_a_line
from tablecheck.reporters.escape import leading_path, one_line
from tablecheck.reporters.words import (
    NOT_CHECKED,
    SHORT_LEVEL,
    WAIVED,
    more_findings,
    waived_line,
    worst_first,
)

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = False
NEEDS_SOURCE = False


def render(report: Report, style: Style) -> str:
    """Findings and refusals of all files, a line each."""
    return "".join(render_file(file, style) for file in report.files) + render_end(report, style)


def render_file(file: FileReport, style: Style) -> str:
    """The lines of one file."""
    return "".join(f"{line}\n" for line in _file(file, style))


def render_end(report: Report, style: Style) -> str:
    """Findings about the run itself."""
    lines = [
        _line(leading_path(each.facts.get("file") or "tablecheck.toml"), each, style.lang)
        for each in report.findings
    ]
    return "".join(f"{line}\n" for line in lines)


def _file(file: FileReport, style: Style) -> list[str]:
    path = leading_path(file.path)
    if file.refusal is not None:
        code, words = file.refusal
        said = one_line(words.in_language(style.lang), None)
        return [f"{path}: {NOT_CHECKED.in_language(style.lang)} {code}: {said}"]
    shown = set(map(id, worst_first(file.findings)[: style.max_findings]))
    lines = [_line(path, each, style.lang) for each in file.findings if id(each) in shown]
    rest = file.found_count - style.max_findings
    if rest > 0:
        lines.append(f"{path}: {more_findings(rest, style.lang)}")
    return lines


def _line(path: str, finding: Finding, lang: str) -> str:
    at = finding.at
    place = ""
    if at is not None and at.cell is not None:
        place = f":{one_line(at.sheet)}!{at.cell}" if at.sheet else f":{at.cell}"
    if at is not None and at.line is not None:
        place = f":{at.line}"
    level = (WAIVED if finding.waived else SHORT_LEVEL[finding.severity]).in_language(lang)
    told = (
        one_line(finding.message.in_language(lang), None)
        if finding.equation is None
        else equation_in_a_line(finding.equation, lang)
    )
    title = one_line(finding.title.in_language(lang))
    why = "" if finding.waived is None else f" · {waived_line(finding.waived, lang)}"
    return f"{path}{place}: {level} {finding.code} {title}: {told}{why}"
