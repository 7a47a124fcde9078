"""One rich run in every machine format, word for word; `pytest --bless` rewrites the documents.

Five tables: one right, one with a diagnosis, one waived, one hostile, one refused; and a waiver
whose values have changed. Each document also passes what its readers demand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.reporters.readers import github_commands
from tests.reporters.test_harmless import is_harmless
from tests.reporters.test_machine_formats import COMPLAINTS, MACHINES

from tablecheck.config.read import read_config
from tablecheck.pipeline import check_files
from tablecheck.reporters.base import Style, reporter
from tablecheck.version import __version__
from tablecheck.waivers import Waivers

if TYPE_CHECKING:
    from tablecheck.report import Report

HERE = Path(__file__).resolve().parent / "rich"
NAMES = ("swapped.csv", "accepted.csv", "hostile.csv", "empty.csv", "good.csv")
ENDINGS = {"json": "json", "jsonl": "jsonl", "sarif": "sarif", "junit": "xml", "github": "txt"}
ENDINGS |= {"gitlab": "json", "markdown": "md", "ess": "json", "waivers": "toml"}
STYLE = Style(lang="zh", now="2026-11-25T08:00:00")


@pytest.fixture
def rich(monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(HERE)
    waivers = Waivers(read_config("tablecheck.toml").waivers, "2026-11-25")
    return check_files(NAMES, form="form.json", waivers=waivers, with_source=True)


@pytest.mark.parametrize("name", [*MACHINES, "json"])
def test_document_is_as_it_was_and_its_readers_take_it(rich: Report, name: str, request):
    text = reporter(name).render(rich, STYLE)
    assert [] == COMPLAINTS.get(name, lambda _: [])(text)
    assert is_harmless(text)
    shown = text.replace(f'"{__version__}"', '"VERSION"')
    shown = shown.replace(f"tablecheck {__version__}", "tablecheck VERSION")
    if ENDINGS[name] in ("json", "sarif"):
        shown = json.dumps(without_pages(json.loads(shown)), ensure_ascii=False, indent=1) + "\n"
        # What no console should meet stays escaped, in our files too.
        shown = "".join(
            each if each.isprintable() or each in "\n\u3000" else f"\\u{ord(each):04x}"
            for each in shown
        )
    golden = HERE / "golden" / f"{name}.{ENDINGS[name]}"
    if request.config.getoption("--bless"):
        golden.write_bytes(shown.encode("utf-8"))
    assert golden.read_bytes().decode("utf-8") == shown


def without_pages(document: object) -> object:
    """SARIF without the pages of the checks, which have tests of their own."""
    for run in document["runs"] if isinstance(document, dict) and "runs" in document else ():
        driver = run["tool"]["driver"]
        for rule in (*driver["rules"], *driver["notifications"]):
            assert rule.pop("help")["markdown"]
            assert rule.pop("fullDescription")["text"]
    return document


def test_run_is_as_rich_as_it_should_be(rich: Report):
    swapped, accepted, hostile, empty, good = rich.files
    assert ["TC401"] == [each.code for each in swapped.findings]
    assert 0.98 < swapped.diagnoses[0].suggestions[0].confidence
    assert [True] == [each.waived is not None for each in accepted.findings]
    assert {"TC202", "TC301", "TC302", "TC311"} == {each.code for each in hostile.findings}
    assert "TC101" == empty.refusal[0]
    assert () == good.findings
    assert ["TC703"] == [each.code for each in rich.findings]


def test_json_and_its_lines_are_as_the_schema_says(rich: Report):
    path = HERE.parents[2] / "schemas" / "report.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    document = json.loads(reporter("json").render(rich, STYLE))
    assert [] == [each.message for each in validator.iter_errors(document)]
    assert {"TC703"} == {each["code"] for each in document["findings"]}
    assert 1 == document["summary"]["waived"]
    *files, summary = map(json.loads, reporter("jsonl").render(rich, STYLE).splitlines())
    assert [] == list(validator.iter_errors({**summary, "files": files}))


def test_diagnosis_reaches_those_who_read_pipelines(rich: Report):
    for name in ("sarif", "junit", "github", "markdown"):
        assert "应为 98（两位数字颠倒）" in reporter(name).render(rich, STYLE)
    (first, *_) = github_commands(reporter("github").render(rich, STYLE))
    assert ("error", "empty.csv") == (first[0], first[1]["file"])
