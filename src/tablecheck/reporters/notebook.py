"""A report as a piece of HTML for notebooks: the totals, and a table of findings.

It brings no style sheet and no script. For a page to look at and print there is ``html``.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.told import counted, place_name, sentence
from tablecheck.reporters.words import LEVEL, NOT_CHECKED, WAIVED, more_findings, worst_first

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import FileReport, Report

MOST = 50
_HEADS = {
    "zh": ("级别", "代码", "位置", "指标", "问题"),
    "en": ("Level", "Code", "Cell", "Indicator", "Finding"),
}
_COLOURS = {Severity.ERROR: "#b00020", Severity.WARNING: "#8a5a00", Severity.INFORMATION: "#345"}


def fragment(report: Report, lang: str) -> str:
    """Totals, then a table a file."""
    parts = [f"<p><b>tablecheck</b>: {_text(counted(report, lang))}</p>"]
    parts += [_file(file, lang) for file in report.files]
    if report.findings:
        parts.append(_table(report.findings, lang))
    return f"<div>{''.join(parts)}</div>"


def _file(file: FileReport, lang: str) -> str:
    name = f"<p>{_text(file.path)}</p>"
    if file.refusal is not None:
        code, words = file.refusal
        lead = NOT_CHECKED.in_language(lang)
        return f"{name}<p><b>{lead}</b> {code}: {_text(words.in_language(lang))}</p>"
    if not file.findings:
        return name
    rest = len(file.findings) - MOST
    more = f"<p>{_text(more_findings(rest, lang))}</p>" if rest > 0 else ""
    return name + _table(worst_first(file.findings)[:MOST], lang) + more


def _table(findings: tuple[Finding, ...] | list[Finding], lang: str) -> str:
    heads = "".join(f"<th>{head}</th>" for head in _HEADS[lang])
    rows = "".join(_row(finding, lang) for finding in findings)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(finding: Finding, lang: str) -> str:
    level = WAIVED if finding.waived is not None else LEVEL[finding.severity]
    colour = _COLOURS[finding.severity]
    cells = (
        finding.code,
        place_name(finding),
        "" if finding.at is None else finding.at.label,
        sentence(finding, lang),
    )
    told = "".join(f'<td style="text-align:left">{_text(cell)}</td>' for cell in cells)
    return f'<tr><td style="color:{colour}">{level.in_language(lang)}</td>{told}</tr>'


def _text(text: str) -> str:
    return escape(one_line(text, None))
