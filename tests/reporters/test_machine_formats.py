"""Formats for pipelines: what their readers demand, and that nothing of a file acts in them."""

from __future__ import annotations

import json
import os
import re
import tomllib
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from tests.reporters.made import (
    HOSTILE,
    file_of,
    finding,
    hostile_report,
    place,
    refused,
    report_of,
)
from tests.reporters.readers import (
    ess_complaints,
    github_commands,
    gitlab_complaints,
    junit_complaints,
    sarif_complaints,
    scanning_complaints,
)
from tests.reporters.test_harmless import LANGS, REPORTS, TEXTS, is_harmless

from tablecheck.findings import Severity, Waiver
from tablecheck.pipeline import check_files
from tablecheck.record import replace
from tablecheck.report import Report
from tablecheck.reporters import github, gitlab, jsonl, junit, markdown, sarif, spots, waivers
from tablecheck.reporters.base import Style, reporter, reporter_names

if TYPE_CHECKING:
    from pathlib import Path

ZH, EN = Style(lang="zh"), Style(lang="en")
MACHINES = ("jsonl", "sarif", "junit", "github", "gitlab", "markdown", "ess", "waivers")
COMPLAINTS = {
    "sarif": sarif_complaints,
    "junit": junit_complaints,
    "github": lambda text: [each[0] for each in github_commands(text) if "title" not in each[1]],
    "gitlab": gitlab_complaints,
    "ess": ess_complaints,
    "jsonl": lambda text: [] if [json.loads(line) for line in text.splitlines()] else ["empty"],
    "markdown": lambda text: [],
    "waivers": lambda text: [] if tomllib.loads(text) or "[[" not in text else ["no TOML"],
}
WAIVER = Waiver("网站改版，旧栏目的信息并入", "张三", "2027-06-30", "tablecheck.toml")


def rendered(name: str, report: Report, style: Style = ZH) -> str:
    return reporter(name).render(report, style)


@pytest.fixture
def examples_report(examples: Path, tables: Path, tmp_path: Path) -> Report:
    """Real tables: one broken, one filled, one of text, one that is none."""
    (tmp_path / "empty.xlsx").write_bytes(b"")
    paths = (
        examples / "broken.xlsx",
        examples / "filled.xlsx",
        tables / "manzhouli-2018-gb18030.csv",
        tmp_path / "empty.xlsx",
    )
    return check_files(paths, with_source=True)


def test_every_machine_format_is_one(examples_report: Report):
    assert set(MACHINES) <= set(reporter_names())
    for name in MACHINES:
        assert reporter(name).IS_MACHINE


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_readers_take_what_real_tables_give(examples_report: Report, name: str, lang: str):
    text = rendered(name, examples_report, Style(lang=lang))
    assert [] == COMPLAINTS[name](text)
    assert is_harmless(text)


@given(report=REPORTS, lang=LANGS)
@settings(max_examples=30, deadline=None)
def test_readers_take_whatever_a_file_holds(report: Report, lang: str):
    for name in MACHINES:
        text = rendered(name, report, Style(lang=lang, fail_on="warning"))
        assert is_harmless(text)
        text.encode("utf-8")
        assert "##" not in text.replace("### ", "")
        assert [] == {**COMPLAINTS, "sarif": scanning_complaints}[name](text)


@given(report=REPORTS)
@settings(max_examples=5, deadline=None)
def test_official_schema_takes_whatever_a_file_holds(report: Report):
    assert [] == sarif_complaints(rendered("sarif", report))


def test_hostile_report_is_harmless_in_every_format():
    for name in MACHINES:
        text = rendered(name, hostile_report())
        assert is_harmless(text)
        assert [] == COMPLAINTS[name](text)
        assert "::error::[red]" not in [line[:14] for line in text.splitlines()]


def test_refusals_are_told_as_such_everywhere():
    report = Report(files=(refused(),), options={})
    told = "设有密码，请另存一份不设密码的副本"
    for name in MACHINES:
        assert (name != "waivers") == (told in rendered(name, report))
    run = json.loads(rendered("sarif", report))["runs"][0]
    assert not run["invocations"][0]["executionSuccessful"]
    assert [] == run["results"]
    assert 'errors="1"' in rendered("junit", report)
    assert "blocker" == json.loads(rendered("gitlab", report))[0]["severity"]
    assert "NA" == json.loads(rendered("ess", report))[0]["value"]


def test_waived_findings_are_told_with_their_reason_and_do_not_count():
    report = report_of(finding(waived=WAIVER))
    assert 0 == report.count(Severity.ERROR)
    for name in {*MACHINES, "text", "json"} - {"waivers"}:
        text = rendered(name, report)
        assert WAIVER.reason in text
        assert WAIVER.who in text
        assert [] == COMPLAINTS.get(name, lambda _: [])(text)
    assert (
        "accepted"
        == json.loads(rendered("sarif", report))["runs"][0]["results"][0]["suppressions"][0][
            "status"
        ]
    )
    assert 'failures="0"' in rendered("junit", report)
    assert rendered("github", report).startswith("::notice ")
    assert "info" == json.loads(rendered("gitlab", report))[0]["severity"]
    assert "已说明" in rendered("concise", report)


@given(TEXTS)
def test_toml_strings_come_back_as_they_were(text: str):
    shown = waivers.quoted(text)
    assert is_harmless(shown)
    known = "".join(each for each in text if not 0xD800 <= ord(each) <= 0xDFFF)
    if known == text:
        assert text == tomllib.loads(f"x = {shown}")["x"]


def test_sarif_points_at_the_cell():
    (result,) = json.loads(rendered("sarif", report_of(finding())))["runs"][0]["results"]
    location = result["locations"][0]
    assert {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 4} == location[
        "physicalLocation"
    ]["region"]
    assert "统计表!C5" == location["logicalLocations"][0]["fullyQualifiedName"]
    assert [9, 10, 11, 12, 13] == [
        each["physicalLocation"]["region"]["startLine"] for each in result["relatedLocations"]
    ]


def test_sarif_and_github_point_at_line_and_character_of_text(tmp_path: Path):
    form = {
        "$schema": "https://tablecheck.dev/schemas/form-1.json",
        "id": "t",
        "version": "1",
        "title": "t",
        "tables": [
            {
                "code": "main",
                "rows": [{"code": "1", "label": "甲"}, {"code": "2", "label": "乙"}],
                "columns": [
                    {"code": "l", "label": "指标", "role": "label"},
                    {"code": "n", "label": "数量"},
                ],
            }
        ],
    }
    (tmp_path / "form.json").write_text(json.dumps(form), "utf-8")
    (tmp_path / "a.csv").write_bytes('指标,数量\r\n"甲\r\n（一）",1\r\n乙,"约""2"""\r\n'.encode())
    report = check_files(
        [tmp_path / "a.csv"], form=tmp_path / "form.json", with_source=True, select={"TC302"}
    )
    (result,) = json.loads(rendered("sarif", report))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (4, 3) == (region["startLine"], region["startColumn"])
    ((_, properties, _),) = github_commands(rendered("github", report))
    assert ("4", "3") == (properties["line"], properties["col"])


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_github_escaping_comes_back_as_it_was(text: str):
    told = text.replace("\r", "").replace("\n", "") or "x"
    line = github.command("error", text, {"file": told, "title": text})
    assert 1 == len(line.splitlines() if "\u2028" not in line else [line]) or not is_harmless(line)
    match = re.fullmatch(r"::error file=([^:,]*),title=([^:,]*)::([^\r\n]*)", line, re.DOTALL)
    assert match
    assert [("error", {"file": told, "title": text}, text)] == github_commands_of(line)


def github_commands_of(line: str) -> list[tuple[str, dict[str, str], str]]:
    """As github_commands, of one line that may hold what splitlines() takes for an end."""
    from tests.reporters.readers import _decoded

    name, _, rest = line.removeprefix("::").partition(" ")
    told, _, message = rest.partition("::")
    pairs = [each.split("=", 1) for each in told.split(",")]
    more = {"%3A": ":", "%2C": ","}
    return [(name, {k: _decoded(v, more) for k, v in pairs}, _decoded(message, {}))]


def test_github_shows_ten_worst_first_and_how_many_more():
    findings = [finding(severity=Severity.INFORMATION) for _ in range(3)]
    findings += [finding(severity=Severity.WARNING) for _ in range(6)]
    findings += [finding() for _ in range(4)]
    report = Report(files=(file_of(*findings), refused()), options={})
    commands = github_commands(rendered("github", report, EN))
    names = [name for name, _, _ in commands]
    assert ["error"] * 5 + ["warning"] * 5 + ["notice"] == names
    assert "locked.xlsx" == commands[0][1]["file"]
    assert commands[-1][2].startswith("and 4 more not shown; 2 file(s): 4 error(s), 6 warning(s)")
    assert 10 == len(github_commands(rendered("github", report_of(*findings[:10]))))


def test_gitlab_tells_twins_apart_and_knows_them_again():
    one = json.loads(rendered("gitlab", report_of(finding(), finding())))
    assert 2 == len({entry["fingerprint"] for entry in one})
    moved = finding(at=place("C99", "（一）主动公开政府信息数"), facts={})
    again = json.loads(rendered("gitlab", report_of(moved)))
    assert one[0]["fingerprint"] == again[0]["fingerprint"]
    other = json.loads(rendered("gitlab", report_of(finding(at=place("C5", "x", row="2")))))
    assert other[0]["fingerprint"] not in {entry["fingerprint"] for entry in one}


def test_junit_shows_what_passes(examples_report: Report):
    suites = ET.fromstring(junit.render(examples_report, ZH)).findall("testsuite")
    broken, filled, _, empty = suites
    assert "10" == broken.get("failures")
    assert (str(17 + 58), "0", "0", "0") == tuple(
        filled.get(name) for name in ("tests", "failures", "errors", "skipped")
    )
    groups = {case.get("classname") for case in filled.findall("testcase")}
    assert {"cn-zfxxgk-2014.main.rules", "cn-zfxxgk-2014.main.indicators"} == groups
    names = [(case.get("classname"), case.get("name")) for case in filled.findall("testcase")]
    assert len(names) == len(set(names))
    assert ("1", "1") == (empty.get("tests"), empty.get("errors"))


def test_junit_fails_where_the_command_does():
    warning = report_of(finding(severity=Severity.WARNING))
    for fail_on, failures in (("error", "0"), ("warning", "1"), ("never", "0")):
        (suite,) = ET.fromstring(junit.render(warning, Style(lang="zh", fail_on=fail_on)))
        assert failures == suite.get("failures")


def test_jsonl_is_a_line_a_file_and_a_summary(examples_report: Report):
    lines = [json.loads(line) for line in jsonl.render(examples_report, ZH).splitlines()]
    assert ["file"] * 4 + ["summary"] == [line["record"] for line in lines]
    assert 4 == lines[-1]["summary"]["files"]
    whole = json.loads(rendered("json", examples_report))
    assert whole["files"] == [
        {k: v for k, v in line.items() if k != "record"} for line in lines[:-1]
    ]


class Seen(HTMLParser):
    """Tags and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_markdown_shows_text_as_it_is(text: str):
    from tablecheck.reporters.escape import one_line

    shown = one_line(text, None).strip()
    page = Seen()
    page.feed(
        MarkdownIt("gfm-like", {"linkify": False}).render(
            f"| a |\n|---|\n| {markdown.plain(shown)} |"
        )
    )
    assert {"table", "thead", "tbody", "tr", "th", "td"} == page.tags
    assert f"a{shown}" == re.sub(r"\n", "", page.text)


LINKING = "@all #1 https://x.test/ www.x.test a@b.test GH-1 [a](b) <b> `a` | $x$ :smile: x#2"


def test_markdown_makes_no_link_and_no_mention():
    """What reads a finished page for mentions and links sees one piece of text at a time."""
    page = Seen()
    page.feed(MarkdownIt("gfm-like", {"linkify": False}).render(markdown.plain(LINKING)))
    assert {"p"} == page.tags
    assert LINKING == "".join(page.pieces).strip()
    for piece in page.pieces:
        assert not re.search(r"@\w|#\d|://|www\.|GH-\d", piece), piece


def test_markdown_of_a_report_is_one_table_a_file(examples_report: Report):
    page = Seen()
    page.feed(
        MarkdownIt("gfm-like", {"linkify": False}).render(markdown.render(examples_report, ZH))
    )
    assert {"table", "h3", "li", "details", "summary"} <= page.tags
    assert not {"a", "img", "script"} & page.tags
    assert "1606 > 2 + 89 + 0 + 1506 + 0 = 1597 (差 9)" in page.text


@pytest.mark.parametrize(
    ("path", "root", "expected"),
    [
        ("a b/报表.xlsx", "", "a%20b/%E6%8A%A5%E8%A1%A8.xlsx"),
        ("::error::%.xlsx", "", "%3A%3Aerror%3A%3A%25.xlsx"),
        ("\udcff.xlsx", "", "%FF.xlsx"),
        ("/r/a/b.xlsx", "/r", "a/b.xlsx"),
        ("/r2/b.xlsx", "/r", "file:///r2/b.xlsx"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="paths of POSIX")
def test_uris_are_relative_to_the_repository_and_encoded(path: str, root: str, expected: str):
    assert expected == spots.uri(path, root)
    assert unquote(expected.removeprefix("file://"), errors="surrogateescape").endswith(".xlsx")


@given(TEXTS)
def test_sarif_message_holds_no_link_and_no_placeholder(text: str):
    shown = sarif.message_text(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]]", shown)
    assert not re.search(r"(?<!\{)\{(?:\{\{)*(?!\{)", shown)


def test_hostile_text_is_what_it_should_be():
    assert "\x1b" in HOSTILE
    assert replace(finding(), waived=WAIVER).waived is WAIVER
    assert gitlab.IS_MACHINE
