"""Findings as cards beside the table, with the numbers that stand in its cells.

Comes in: a file's report. Goes out: an ordered list, worst first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.reporters.html.equation import drawn_equation
from tablecheck.reporters.html.markup import LEVEL_CLASS, both, in_both, phrase, safe, sentence
from tablecheck.reporters.html.suggestions import diagnosis_of, drawn_action, drawn_suggestions
from tablecheck.reporters.words import LEVEL, WAIVED, more_findings, waived_line

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import FileReport
    from tablecheck.reporters.base import Style
    from tablecheck.reporters.html.places import Places

MOST_LINKS = 60
"""Cells of one section that are told one by one."""


def drawn_cards(file: FileReport, places: Places, style: Style) -> str:
    """All findings of a file, as many as ``--max-findings`` lets through."""
    shown = places.findings[: style.max_findings]
    cards = "".join(
        _card(number, finding, file, places) for number, finding in enumerate(shown, start=1)
    )
    rest = len(places.findings) - len(shown)
    more = ""
    if rest > 0:
        more = f'<p class="more">{in_both(lambda lang: safe(more_findings(rest, lang)))}</p>'
    if not places.findings:
        more = f'<p class="none">{phrase("没有发现问题。", "Nothing was found.")}</p>'
    return f'<ol class="cards">{cards}</ol>{more}'


def _card(number: int, finding: Finding, file: FileReport, places: Places) -> str:
    level = "waived" if finding.waived else LEVEL_CLASS[finding.severity.value]
    named = WAIVED if finding.waived else LEVEL[finding.severity]
    place = _place(finding, places)
    body = _blanks(finding, places) if finding.by_section and finding.related else _told(finding)
    equation = ""
    if finding.equation is not None:
        equation = drawn_equation(finding.equation, places)
    return (
        f'<li class="card {level}" id="{places.finding(number)}" tabindex="-1">'
        f'<h3><span class="mark">{number}</span> {both(finding.title)}</h3>'
        f'<p class="meta"><b class="level">{both(named)}</b> '
        f"<code>{safe(finding.code)}</code>{place}</p>"
        f"{body}{equation}{drawn_suggestions(file, number, finding, places)}{_why(finding, file)}"
        f"{_explanation(finding)}</li>\n"
    )


def _place(finding: Finding, places: Places) -> str:
    at = finding.at
    if at is None or at.cell is None:
        return ""
    sheet = f"{safe(at.sheet)}!" if at.sheet else ""
    return f' <span class="where">{sheet}{places.link(at)}</span>'


def _told(finding: Finding) -> str:
    label = ""
    if finding.at is not None and finding.at.label not in ("", finding.at.cell):
        label = f'<p class="label">{safe(finding.at.label)}</p>'
    return f"{label}<p>{sentence(finding.message)}</p>"


def _blanks(finding: Finding, places: Places) -> str:
    """Blanks by section, each cell a link."""
    count = sum(len(each) for _, each in finding.by_section)
    lead = phrase(f"{count} 个指标未填：", f"{count} indicators are blank:")
    sections = []
    for section, cells in finding.by_section:
        whole = section in finding.whole_sections and len(cells) > 1
        number = phrase(
            f"（全部未填，{len(cells)} 项）" if whole else f"（{len(cells)} 项）",
            f" (all {len(cells)})" if whole else f" ({len(cells)})",
        )
        links = " ".join(places.link(place) for place in cells[:MOST_LINKS])
        rest = " …" if len(cells) > MOST_LINKS else ""
        sections.append(
            f'<li>{safe(section)}{number} <span class="links">{links}{rest}</span></li>'
        )
    return f'<p>{lead}</p><ul class="sections">{"".join(sections)}</ul>'


def _why(finding: Finding, file: FileReport) -> str:
    """Why the rule holds, what to do; a diagnosis says the latter better."""
    diagnosis = diagnosis_of(file, finding)
    action = "" if finding.action is None or finding.waived else sentence(finding.action)
    if diagnosis is not None:
        action = drawn_action(diagnosis)
    told = [
        (phrase("原因", "Why"), "" if finding.reason is None else sentence(finding.reason)),
        (phrase("处理", "Do"), action),
    ]
    lines = "".join(f"<div><dt>{name}</dt><dd>{words}</dd></div>" for name, words in told if words)
    return f'<dl class="why">{lines}</dl>' if lines else ""


def _explanation(finding: Finding) -> str:
    """Why it is accepted; else, on paper, where the clerk writes why a true number is so."""
    waiver = finding.waived
    if waiver is not None:
        told = in_both(lambda lang: safe(waived_line(waiver, lang), None))
        return f'<p class="accepted">{told}</p>'
    if finding.severity is not Severity.WARNING:
        return ""
    return f'<p class="explain">{phrase("情况说明：", "Explanation:")}</p>'
