"""Workflow commands of GitHub Actions: annotations on the files, worst first.

The runner shows ten of a level a step; so ten commands are written, worst first, then how many
more there are. The Markdown format tells all of them (``--format markdown=$GITHUB_STEP_SUMMARY``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.spots import line_and_column, shown_path
from tablecheck.reporters.told import below, counted, sentence
from tablecheck.reporters.words import NOT_CHECKED, WAIVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = True
MOST = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_RANK = {"refused": 0, "error": 1, "warning": 2, "notice": 3}


def render(report: Report, style: Style) -> str:
    """A command a line, at most ten, then how many more there are."""
    # sorted() is stable: of one level, in the order of the report.
    commands = sorted(_commands(report, style), key=lambda each: _RANK[each[0]])
    lines = [line for _, line in commands[:MOST]]
    rest = len(commands) - MOST
    if rest > 0:
        zh = style.lang == "zh"
        more = f"另有 {rest} 处未显示；" if zh else f"and {rest} more not shown; "
        lines.append(command("notice", more + counted(report, style.lang), {"title": "tablecheck"}))
    return "".join(f"{line}\n" for line in lines)


def command(name: str, message: str, properties: dict[str, str]) -> str:
    """``::error file=a.xlsx,line=5::…`` with everything escaped that the runner reads."""
    told = ",".join(f"{key}={escaped_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{escaped(message)}"


def escaped(text: str) -> str:
    """Text of a command's message: ``%``, CR and LF as the runner decodes them."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(text: str) -> str:
    """Text of a property: also without the signs that end it."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")


def _commands(report: Report, style: Style) -> Iterator[tuple[str, str]]:
    for file in report.files:
        if file.refusal is not None:
            yield "refused", _refused(file, style)
        for finding in file.findings:
            yield _finding(finding, file, style)
    for finding in report.findings:
        yield _finding(finding, None, style)


def _refused(file: FileReport, style: Style) -> str:
    assert file.refusal is not None
    code, words = file.refusal
    title = f"{code} {NOT_CHECKED.in_language(style.lang)}"
    said = one_line(words.in_language(style.lang), None)
    return command("error", said, {"file": shown_path(file.path, style.root), "title": title})


def _finding(finding: Finding, file: FileReport | None, style: Style) -> tuple[str, str]:
    name = "notice" if finding.waived is not None else _COMMANDS[finding.severity]
    title = f"{finding.code} {one_line(finding.title.in_language(style.lang))}"
    if finding.waived is not None:
        title = f"{WAIVED.in_language(style.lang)} {title}"
    path = file.path if file is not None else finding.facts.get("file") or "tablecheck.toml"
    properties = {"file": shown_path(path, style.root)}
    spot = line_and_column(file, finding.at)
    if spot is not None:
        properties.update(line=str(spot[0]), col=str(spot[1]))
    properties["title"] = title
    place = _place(finding)
    lines = [f"{place}{sentence(finding, style.lang)}", *below(finding, file, style.lang)]
    return name, command(name, "\n".join(lines), properties)


def _place(finding: Finding) -> str:
    at = finding.at
    if at is None:
        return ""
    label = one_line(at.label)
    return f"{at.cell} {label}: " if at.cell is not None and label != at.cell else f"{label}: "
