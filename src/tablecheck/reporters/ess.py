"""The validation report of the European Statistical System, as ValidatReport's JSON has it.

An array of validation events: one a rule in one place with its verdict 1, 0 or NA; one a finding
that no rule of the form makes, with 0; one a file that could not be checked, with NA. A key is
file, form, table, row, column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.fingerprint import finding_key
from tablecheck.form.describe import says
from tablecheck.form.model import PREVIOUS, refs_of
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.json_report import dumped
from tablecheck.reporters.spots import shown_path
from tablecheck.reporters.told import headline, is_of
from tablecheck.reporters.words import waived_line
from tablecheck.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tablecheck.findings import Finding, Place
    from tablecheck.form.model import Rule
    from tablecheck.report import FileReport, Report, RuleVerdict
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = True
ACTOR = f"tablecheck {__version__}"
RULES, CHECKS = "tablecheck form 1", "tablecheck check"


def render(report: Report, style: Style) -> str:
    """All events, file by file."""
    events = [event for file in report.files for event in _file(file, style)]
    events += [_check(finding, None, style) for finding in report.findings]
    for number, event in enumerate(events, 1):
        event["id"] = f"{number}-{event['id']}"
    return dumped(events)


def _file(file: FileReport, style: Style) -> Iterator[dict[str, Any]]:
    if file.refusal is not None:
        code, words = file.refusal
        yield _event(
            code,
            style,
            rule={
                "language": CHECKS,
                "expression": code,
                "severity": "error",
                "description": one_line(words.in_language(style.lang), None),
            },
            data=_data(file, (), (), style),
            value="NA",
        )
        return
    rules = _rules(file)
    rest = list(file.findings)
    for judged in file.verdicts:
        told = next((finding for finding in rest if is_of(finding, judged)), None)
        if told is not None and judged.verdict == "0":
            rest.remove(told)
        yield _judged(judged, rules.get(judged.rule), told, file, style)
    for finding in rest:
        yield _check(finding, file, style)


def _event(
    name: str, style: Style, *, rule: dict[str, str], data: dict[str, Any], value: str
) -> dict[str, Any]:
    return {
        "id": name,
        "type": "validation",
        "event": {"time": f"{style.now}Z", "actor": ACTOR, "agent": "", "trigger": ""},
        "rule": rule,
        "data": data,
        "value": value,
    }


def _judged(
    judged: RuleVerdict,
    rule: Rule | None,
    finding: Finding | None,
    file: FileReport,
    style: Style,
) -> dict[str, Any]:
    said = {"language": RULES, "expression": one_line(says(rule) if rule else judged.rule, None)}
    severity = rule.severity if rule else finding.severity if finding else None
    said["severity"] = severity.value if severity is not None else "error"
    said["description"] = _words(rule, finding if judged.verdict == "0" else None, style)
    keys = _keys(judged, rule) if rule else []
    whole = keys[:1] if rule is not None and rule.whole else keys
    data = _data(file, keys, whole, style)
    name = "-".join(part for part in (judged.rule, judged.row, judged.column) if part)
    return _event(one_line(name), style, rule=said, data=data, value=judged.verdict)


def _check(finding: Finding, file: FileReport | None, style: Style) -> dict[str, Any]:
    """A finding of a check that is no rule of the form: the check is the rule, and it fails."""
    places = [*([finding.at] if finding.at is not None else []), *finding.related]
    keys = [_key(place) for place in places]
    rule = {
        "language": CHECKS,
        "expression": f"{finding.code} {finding.name}",
        "severity": finding.severity.value,
        "description": _words(None, finding, style),
    }
    name = f"{finding.code}-{finding_key(file.form if file else None, finding)}"
    return _event(name, style, rule=rule, data=_data(file, keys, keys[:1], style), value="0")


def _words(rule: Rule | None, finding: Finding | None, style: Style) -> str:
    """What was found; else why the rule holds, in the form's words."""
    if finding is not None:
        waived = finding.waived and f" · {waived_line(finding.waived, style.lang)}"
        return headline(finding, style.lang) + (waived or "")
    said = (rule.message or {}).get(style.lang, "") if rule is not None else ""
    return one_line(said, None)


def _rules(file: FileReport) -> dict[str, Rule]:
    if file.source is None:
        return {}
    return {rule.id: rule for table in file.source.form.tables for rule in table.rules}


def _keys(judged: RuleVerdict, rule: Rule) -> list[tuple[str, ...]]:
    """Keys of a rule's cells in its place, the whole first."""
    if rule.whole is None:
        refs = refs_of(rule.clauses)
    else:
        refs = tuple((judged.table, code, None) for code in (rule.whole, *rule.parts))
    keys = []
    for table, code, other in refs:
        across = other or (judged.column if rule.axis == "rows" else judged.row) or ""
        row, column = (code, across) if rule.axis == "rows" else (across, code)
        period = (PREVIOUS.rstrip(":"),) if table.startswith(PREVIOUS) else ()
        keys.append((table.removeprefix(PREVIOUS), row, column, *period))
    return keys


def _key(place: Place) -> tuple[str, ...]:
    period = (PREVIOUS.rstrip(":"),) if place.previous else ()
    return (place.table or "", place.row or one_line(place.label), place.column or "", *period)


def _data(
    file: FileReport | None,
    source: Iterable[tuple[str, ...]],
    target: Iterable[tuple[str, ...]],
    style: Style,
) -> dict[str, Any]:
    lead = ["tablecheck"] if file is None else [shown_path(file.path, style.root), file.form or ""]
    return {
        "source": [[*lead, *map(one_line, key)] for key in source] or [lead],
        "target": [[*lead, *map(one_line, key)] for key in target] or [lead],
        "description": "",
    }
