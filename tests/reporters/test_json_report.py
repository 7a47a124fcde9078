"""JSON: always what schemas/report.schema.json says, and harmless in a terminal."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from tests.reporters.made import HOSTILE, finding, hostile_report, refused, report_of

from tablecheck.pipeline import check_files
from tablecheck.report import Report, to_dict
from tablecheck.reporters import json_report
from tablecheck.reporters.base import Style

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8"))
CASES = sorted((ROOT / "tests" / "cases").glob("*/table.*"))


def errors_of(document: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(document)]


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_schema_describes_every_key():
    def bare(value: object, path: str) -> list[str]:
        if not isinstance(value, dict):
            return []
        found = []
        for name, each in value.get("properties", {}).items():
            target = SCHEMA["$defs"].get(str(each.get("$ref", "")).rpartition("/")[2], {})
            told = "description" in each or "description" in target or "const" in each
            if not told and path not in ("then", "else", "if"):
                found.append(f"{path}.{name}")
        for name, each in value.items():
            if name not in ("then", "else", "if"):
                found += bare(each, name)
        return found

    # Numbers among the facts are described where the facts are.
    assert [] == [name for name in bare(SCHEMA, "$") if not name.startswith("facts.")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_report_made_by_hand_is_valid(lang: str):
    report = report_of(finding())
    assert errors_of(to_dict(report, lang)) == []
    assert errors_of(to_dict(Report(files=(refused(),), options={}), lang)) == []
    assert errors_of(to_dict(hostile_report(), lang)) == []


@pytest.mark.parametrize("table", CASES, ids=lambda path: path.parent.name)
def test_report_of_every_case_is_valid(table: Path):
    case = tomllib.loads((table.parent / "case.toml").read_text("utf-8"))
    own = table.parent / "form.json"
    form = str(own) if own.exists() else case.get("form")
    try:
        report = check_files([table], form=form)
    except Exception as error:  # noqa: BLE001 - a form that is none has no report
        assert type(error).__name__ == "FormError"
        return
    assert errors_of(json.loads(json_report.render(report, Style(lang="zh")))) == []


def closed(schema: dict[str, object], value: object) -> list[str]:
    """Keys of a report that the schema does not know."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][str(schema["$ref"]).rpartition("/")[2]]
    if isinstance(value, list):
        return [name for each in value for name in closed(schema.get("items", {}), each)]
    if not isinstance(value, dict):
        return []
    choices = [schema, *schema.get("oneOf", [])]
    known: dict[str, dict[str, object]] = {}
    for choice in choices:
        if "$ref" in choice:
            choice = SCHEMA["$defs"][str(choice["$ref"]).rpartition("/")[2]]
        known |= choice.get("properties", {})
    if "additionalProperties" in schema:
        return []
    unknown = [name for name in value if name not in known]
    return unknown + [
        n for name in known if name in value for n in closed(known[name], value[name])
    ]


def test_report_holds_no_key_that_the_schema_does_not_tell_of():
    assert closed(SCHEMA, to_dict(report_of(finding()), "en")) == []
    assert closed(SCHEMA, to_dict(Report(files=(refused(),), options={}), "en")) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d["files"][0].update(status="maybe"), "status"),
        (lambda d: d["files"][0]["findings"][0].update(code="T1"), "code"),
        (lambda d: d["files"][0]["findings"][0].update(severity="note"), "severity"),
        (lambda d: d["files"][0]["findings"][0]["facts"].update(imbalance="9E+3"), "imbalance"),
        (lambda d: d["files"][0]["findings"][0].pop("at"), "at"),
        (lambda d: d["files"][0]["verdicts"][0].update(verdict="yes"), "verdict"),
        (lambda d: d["files"][0].update(refusal={"code": "TC104", "message": "x"}), "refusal"),
        (lambda d: d.pop("summary"), "summary"),
    ],
)
def test_schema_refuses(change, path: str):
    document = to_dict(report_of(finding()), "en")
    change(document)
    assert any(path in error for error in errors_of(document))


def test_json_keeps_hostile_text_as_escapes_only():
    text = json_report.render(hostile_report(), Style(lang="en"))
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    text.encode("utf-8")
    for sign in "\x1b\x07\x9b\x7f\u202e\u2066\u200b\ufeff\u2028\U000e0041\udc80":
        assert sign not in text
    label = json.loads(text)["files"][0]["findings"][0]["at"]["label"]
    assert label == HOSTILE


def test_json_writes_chinese_as_it_is_read():
    assert "主动公开政府信息数" in json_report.render(report_of(finding()), Style(lang="zh"))
