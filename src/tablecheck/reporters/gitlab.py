"""GitLab code quality: a JSON array with a unique fingerprint for each finding.

GitLab compares the fingerprints of two branches; they are of path, form, rule and indicator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.digest import sha256_hex
from tablecheck.fingerprint import finding_key
from tablecheck.form.model import Severity
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.json_report import dumped
from tablecheck.reporters.spots import line_and_column, shown_path
from tablecheck.reporters.told import headline, place_name
from tablecheck.reporters.words import NOT_CHECKED, waived_line

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = True
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFORMATION: "info"}


def render(report: Report, style: Style) -> str:
    """Refusals and findings; what is waived is ``info``."""
    entries = []
    for file in report.files:
        if file.refusal is not None:
            entries.append(_refused(file, style))
        entries += [_finding(each, file, style) for each in file.findings]
    entries += [_finding(each, None, style) for each in report.findings]
    seen: dict[str, int] = {}
    for entry in entries:
        key = "\x1f".join((entry["location"]["path"], entry["fingerprint"]))
        seen[key] = seen.get(key, 0) + 1
        text = f"{key}\x1f{seen[key]}"
        entry["fingerprint"] = sha256_hex(text.encode("utf-8", "surrogatepass"))
    return dumped(entries)


def _refused(file: FileReport, style: Style) -> dict[str, Any]:
    assert file.refusal is not None
    code, words = file.refusal
    said = one_line(words.in_language(style.lang), None)
    return {
        "description": f"{NOT_CHECKED.in_language(style.lang)}: {said}",
        "check_name": code,
        "fingerprint": code,
        "severity": "blocker",
        "location": {"path": shown_path(file.path, style.root), "lines": {"begin": 1}},
    }


def _finding(finding: Finding, file: FileReport | None, style: Style) -> dict[str, Any]:
    place = place_name(finding)
    told = headline(finding, style.lang)
    if finding.waived is not None:
        told = f"{told} · {waived_line(finding.waived, style.lang)}"
    path = file.path if file is not None else finding.facts.get("file") or "tablecheck.toml"
    line, _ = line_and_column(file, finding.at) or (1, 1)
    return {
        "description": f"{place} {told}" if place else told,
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": finding_key(file.form if file is not None else None, finding),
        "severity": "info" if finding.waived is not None else _SEVERITIES[finding.severity],
        "location": {"path": shown_path(path, style.root), "lines": {"begin": line}},
    }
