"""SARIF 2.1.0, as code scanning of GitHub and others reads it.

One run. A region is the row and column of the sheet (line and character of a text file), the cell
a logical location. Fingerprints are of rule, form and indicator. What is waived is suppressed, a
file that could not be checked is a notification, and the run was then not successful.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from tablecheck.checks.base import all_checks
from tablecheck.fingerprint import finding_key
from tablecheck.form.model import Severity
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.json_report import dumped
from tablecheck.reporters.spots import line_and_column, uri
from tablecheck.reporters.told import below, place_name, sentence
from tablecheck.version import __version__

if TYPE_CHECKING:
    from tablecheck.checks.base import Check
    from tablecheck.findings import Finding, Place, Waiver
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = True
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "%SRCROOT%"
LONGEST = 1024
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_RANKS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "recommendation",
}


def render(report: Report, style: Style) -> str:
    """One log with one run."""
    codes = sorted(
        {each.code for file in report.files for each in file.findings}
        | {each.code for each in report.findings}
    )
    refusals = sorted({file.refusal[0] for file in report.files if file.refusal is not None})
    pages = {check.code: check for check in all_checks()}
    rules = {code: number for number, code in enumerate(codes)}
    artifacts = [_artifact(file, style) for file in report.files]
    # The schema wants each once, and a library may check a path twice.
    unique = [each for n, each in enumerate(artifacts) if each not in artifacts[:n]]
    indexes = [unique.index(each) for each in artifacts]
    results = [
        _result(finding, file, index, rules, style)
        for file, index in zip(report.files, indexes, strict=True)
        for finding in file.findings
    ]
    results += [_result(finding, None, None, rules, style) for finding in report.findings]
    run = {
        "tool": {
            "driver": {
                "name": "tablecheck",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN" if style.lang == "zh" else "en",
                "rules": [_descriptor(code, pages.get(code), style.lang) for code in codes],
                "notifications": [
                    _descriptor(code, pages.get(code), style.lang) for code in refusals
                ],
            }
        },
        "invocations": [
            {
                "executionSuccessful": all(file.is_checked for file in report.files),
                "toolExecutionNotifications": [
                    _notification(file, index, refusals, style)
                    for file, index in zip(report.files, indexes, strict=True)
                    if file.refusal is not None
                ],
            }
        ],
        "artifacts": unique,
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def message_text(text: str) -> str:
    """Text whose brackets make no link and whose braces no placeholder (SARIF 3.11.5, 3.11.6)."""
    for sign in "\\[]":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("{", "{{").replace("}", "}}")


def _descriptor(code: str, check: Check | None, lang: str) -> dict[str, Any]:
    if check is None:
        return {"id": code}
    page = inspect.cleandoc(check.page)
    lead = page.partition("## What it checks")[2].partition("\n## ")[0].strip()
    whole = " ".join(lead.split())[:LONGEST]
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in check.name.split("-")),
        "shortDescription": {"text": check.title.in_language(lang)},
        "fullDescription": {"text": whole or check.title.in_language(lang)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"problem.severity": _RANKS[check.severity], "tags": ["statistics"]},
    }


def _result(
    finding: Finding,
    file: FileReport | None,
    index: int | None,
    rules: dict[str, int],
    style: Style,
) -> dict[str, Any]:
    lines = [sentence(finding, style.lang), *below(finding, file, style.lang)]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rules[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": message_text("\n".join(lines))},
        "locations": [_location(finding.at, file, finding, index, style)],
        "partialFingerprints": {
            "primaryLocationLineHash": finding_key(file.form if file else None, finding)
        },
        "properties": {
            "form": file.form if file else None,
            "rule": finding.rule,
            "facts": dict(finding.facts),
        },
    }
    related = [
        {"id": number, **_location(place, file, None, index, style)}
        for number, place in enumerate(finding.related, 1)
        if place.cell is not None and not place.previous
    ]
    if related:
        result["relatedLocations"] = related
    if finding.waived is not None:
        result["suppressions"] = [_suppression(finding.waived)]
    return result


def _location(
    place: Place | None,
    file: FileReport | None,
    finding: Finding | None,
    index: int | None,
    style: Style,
) -> dict[str, Any]:
    """A cell as a region, and by its names; without a cell the first line of the file."""
    path = file.path if file is not None else (finding and finding.facts.get("file")) or "."
    artifact: dict[str, Any] = {"uri": uri(path, style.root)}
    if not artifact["uri"].startswith("file:"):
        artifact["uriBaseId"] = ROOT
    if index is not None:
        artifact["index"] = index
    line, column = line_and_column(file, place) or (1, 1)
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 1}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": region}
    }
    if place is not None:
        named = {
            "name": one_line(place.label) or (place.cell or ""),
            "fullyQualifiedName": _qualified(place, finding),
            "kind": "member",
        }
        location["logicalLocations"] = [named]
    return location


def _qualified(place: Place, finding: Finding | None) -> str:
    shown = place_name(finding) if finding is not None else ""
    if not shown and place.cell is not None:
        shown = f"{one_line(place.sheet)}!{place.cell}" if place.sheet else place.cell
    return shown or "/".join(one_line(each) for each in (place.table, place.row) if each) or "-"


def _suppression(waiver: Waiver) -> dict[str, Any]:
    said = ", ".join(each for each in (waiver.who, waiver.until, waiver.source) if each)
    reason = one_line(waiver.reason, None) or "baseline"
    return {
        "kind": "external",
        "status": "accepted",
        "justification": f"{reason} ({one_line(said, None)})",
    }


def _artifact(file: FileReport, style: Style) -> dict[str, Any]:
    location: dict[str, Any] = {"uri": uri(file.path, style.root)}
    if not location["uri"].startswith("file:"):
        location["uriBaseId"] = ROOT
    artifact: dict[str, Any] = {"location": location, "roles": ["analysisTarget"]}
    if file.sha256 is not None:
        artifact["hashes"] = {"sha-256": file.sha256}
    return artifact


def _notification(
    file: FileReport, index: int, refusals: list[str], style: Style
) -> dict[str, Any]:
    assert file.refusal is not None
    code, words = file.refusal
    return {
        "descriptor": {"id": code, "index": refusals.index(code)},
        "level": "error",
        "message": {"text": message_text(one_line(words.in_language(style.lang), None))},
        "locations": [_location(None, file, None, index, style)],
    }
