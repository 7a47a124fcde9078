"""Markdown for a pull request's comment or a job's summary.

Totals first, then a table a file, worst first, with the equation and what to do folded below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.reporters.escape import one_line
from tablecheck.reporters.spots import shown_path
from tablecheck.reporters.told import below, counted, headline, place_name
from tablecheck.reporters.words import LEVEL, NOT_CHECKED, WAIVED, more_findings, worst_first

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = False
_HEADS = {
    "zh": "级别 | 代码 | 位置 | 指标 | 问题",
    "en": "Level | Code | Cell | Indicator | Finding",
}
_NOTHING = {"zh": "未发现错误和警告。", "en": "No errors, no warnings."}
_DETAILS = {"zh": "算式、原因和处理", "en": "Equations, reasons and what to do"}
_MARKUP = re.compile(r"[!#$&*:<>@\[\\\]^_`{|}~]")
_LINKING = re.compile(r"[@#]|//|(?<=GH)-|ww(?=w\.)", re.IGNORECASE)


def render(report: Report, style: Style) -> str:
    """The whole comment."""
    parts = [f"**tablecheck**: {plain(counted(report, style.lang))}"]
    parts += [part for file in report.files for part in _file(file, style)]
    if report.findings:
        parts += ["### tablecheck", _table(worst_first(report.findings), style)]
    if not any(file.findings or file.refusal for file in report.files) and not report.findings:
        parts.append(_NOTHING[style.lang])
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no table cell, no link, no mention.

    Every sign that means something is written as its number. A comment between ``@`` and a name, or
    within ``://`` and ``#1``, keeps what reads the finished page from making links of them.
    """
    broken = _LINKING.sub(lambda found: f"{found[0][:1]}\x00{found[0][1:]}", text)
    signs = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", broken)
    return signs.replace("\x00", "<!-- -->")


def _file(file: FileReport, style: Style) -> list[str]:
    head = f"### {plain(shown_path(file.path, style.root))}"
    if file.refusal is not None:
        code, words = file.refusal
        said = plain(one_line(words.in_language(style.lang), None))
        return [head, f"**{NOT_CHECKED.in_language(style.lang)}** {code}: {said}"]
    if not file.findings:
        return []
    ordered = worst_first(file.findings)
    shown = ordered[: style.max_findings]
    parts = [head, _table(shown, style)]
    if len(ordered) > len(shown):
        parts.append(plain(more_findings(len(ordered) - len(shown), style.lang)))
    told = [_below(each, file, style.lang) for each in shown if below(each, file, style.lang)]
    if told:
        parts.append(f"<details><summary>{_DETAILS[style.lang]}</summary>")
        parts += ["\n".join(told), "</details>"]
    return parts


def _table(findings: list[Finding], style: Style) -> str:
    head = _HEADS[style.lang]
    rule = "|".join("---" for _ in head.split("|"))
    lines = [f"| {head} |", f"|{rule}|", *(_row(finding, style.lang) for finding in findings)]
    return "\n".join(lines)


def _row(finding: Finding, lang: str) -> str:
    level = WAIVED if finding.waived is not None else LEVEL[finding.severity]
    label = "" if finding.at is None else finding.at.label
    cells = (
        level.in_language(lang),
        finding.code,
        plain(place_name(finding)),
        plain(one_line(label)),
        plain(headline(finding, lang)),
    )
    return f"| {' | '.join(cells)} |"


def _below(finding: Finding, file: FileReport, lang: str) -> str:
    """A list item with a line each."""
    lead = " ".join(part for part in (finding.code, plain(place_name(finding))) if part)
    lines = "".join(f"<br>{plain(line)}" for line in below(finding, file, lang))
    return f"- **{lead}**{lines}"
