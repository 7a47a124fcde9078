"""One line a finding: path, place, level, code, title, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.escape import one_line
from tablecheck.reporters.words import NOT_CHECKED, SHORT_LEVEL

if TYPE_CHECKING:
    from tablecheck.findings import Equation, Finding
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = False
MOST_TERMS = 12


def render(report: Report, style: Style) -> str:
    """Findings and refusals of all files, a line each."""
    lines = [line for file in report.files for line in _file(file, style)]
    return "".join(f"{line}\n" for line in lines)


def _file(file: FileReport, style: Style) -> list[str]:
    path = one_line(file.path)
    if file.refusal is not None:
        code, words = file.refusal
        said = one_line(words.in_language(style.lang), None)
        return [f"{path}: {NOT_CHECKED.in_language(style.lang)} {code}: {said}"]
    return [_line(path, finding, style.lang) for finding in file.findings[: style.max_findings]]


def _line(path: str, finding: Finding, lang: str) -> str:
    at = finding.at
    place = ""
    if at is not None and at.cell is not None:
        place = f":{one_line(at.sheet)}!{at.cell}" if at.sheet else f":{at.cell}"
    level = SHORT_LEVEL[finding.severity].in_language(lang)
    told = (
        one_line(finding.message.in_language(lang), None)
        if finding.equation is None
        else in_a_line(finding.equation, lang)
    )
    title = finding.title.in_language(lang)
    return f"{path}{place}: {level} {finding.code} {title}: {told}"


def in_a_line(equation: Equation, lang: str) -> str:
    """``1606 > 2 + 89 + 1506 = 1597 (差 9)``."""
    left = _terms([(term.sign, term.value) for term in equation.left])
    right = [(term.sign, term.value) for term in equation.right]
    more = len(right) - MOST_TERMS
    drawn = _terms(right[:MOST_TERMS]) + (f" + … ({more})" if more > 0 else "")
    negative = equation.imbalance.startswith("-")
    sign = "<" if negative else ">"
    total = "" if len(right) == 1 else f" = {equation.computed}"
    gap = equation.imbalance.lstrip("-")
    said = f"差 {gap}" if lang == "zh" else f"off by {gap}"
    return f"{left} {sign} {drawn}{total} ({said})"


def _terms(terms: list[tuple[str, str]]) -> str:
    drawn = ""
    for sign, value in terms:
        drawn += f" {sign or '+'} {value}" if drawn else value
    return drawn
