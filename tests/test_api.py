"""The library: what it gives, how it shows itself, and that its page and its examples are true."""

from __future__ import annotations

import doctest
import inspect
import json
import runpy
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.reporters.made import hostile_report
from tests.reporters.test_harmless import is_harmless

import tablecheck
from tablecheck import api
from tablecheck.reporters.notebook import fragment

ROOT = Path(__file__).resolve().parent.parent
BROKEN, FILLED = str(ROOT / "examples" / "broken.xlsx"), str(ROOT / "examples" / "filled.xlsx")


def test_examples_of_the_docstrings_are_true(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    for name in ("LANG", "LC_ALL", "TABLECHECK_LANG"):
        monkeypatch.delenv(name, raising=False)
    result = doctest.testmod(api, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert (0, True) == (result.failed, result.attempted > 20)


def test_page_is_up_to_date():
    made = runpy.run_path(str(ROOT / "docs" / "generate_api.py"))["generated"]()
    assert made == (ROOT / "docs" / "api.md").read_text("utf-8"), "run python docs/generate_api.py"


def test_everything_public_is_typed_and_told_of():
    assert set(api.__all__) == set(tablecheck.__all__)
    for name in tablecheck.__all__:
        thing = getattr(tablecheck, name)
        assert inspect.getdoc(thing), name
        if inspect.isfunction(thing):
            assert set(inspect.signature(thing).parameters) | {"return"} == set(
                thing.__annotations__
            )
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        tablecheck.nothing_of_the_kind  # noqa: B018 - asked for on purpose


def test_import_loads_names_only():
    code = "import sys, tablecheck; print(sorted(m for m in sys.modules if 'tablecheck' in m))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert b"['tablecheck', 'tablecheck.version']" == said.strip()


def test_type_checker_knows_what_a_check_gives(tmp_path: Path):
    """As a user's own code: reveal_type would tell the same, where mypy is installed."""
    mypy = pytest.importorskip("mypy.api")
    (tmp_path / "use.py").write_text(
        "import tablecheck\n"
        "report: tablecheck.Report = tablecheck.check_file('a.xlsx', previous='b.xlsx')\n"
        "code: str = report.findings[0].code\n"
        "bad: int = report.findings[0].code\n"
    )
    said, _, status = mypy.run(["--strict", "--no-error-summary", str(tmp_path / "use.py")])
    assert (1, 1) == (status, said.count("error:")), said


def test_report_shows_itself_as_text_and_html():
    report = tablecheck.check_file(BROKEN, lang="zh")
    assert "Report: 1 个文件：10 处错误，2 处警告" == repr(report)
    assert "1606  C5   填报的总数" in str(report)
    shown = report._repr_html_()
    assert 1 + 12 == shown.count("<tr>")
    assert '<td style="color:#b00020">错误（强制性）</td>' in shown
    assert "TC101" in tablecheck.check_bytes(b"", "a.xlsx", lang="en")._repr_html_()
    assert "<table" not in tablecheck.check_file(FILLED)._repr_html_()


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.seen |= {name for name, _ in attrs}


def test_html_of_hostile_text_is_harmless():
    shown = fragment(hostile_report(), "zh")
    assert is_harmless(shown)
    tags = Tags()
    tags.feed(shown)
    assert tags.seen <= {"div", "p", "b", "table", "thead", "tbody", "tr", "th", "td", "style"}


def test_options_are_those_of_the_command(tmp_path: Path):
    assert not tablecheck.check_file(BROKEN, select=["TC304"]).is_clean("warning")
    assert tablecheck.check_file(BROKEN, select=["TC304"]).is_clean()
    form = tablecheck.load_form("cn-zfxxgk-2014")
    assert tablecheck.check_file(FILLED, form=form).is_clean("warning")
    (tmp_path / "base.json").write_text(json.dumps(tablecheck.check_file(BROKEN).to_dict()))
    report = tablecheck.check_file(BROKEN, baseline=tmp_path / "base.json")
    assert report.is_clean("warning")
    assert all(finding.waived for finding in report.findings)
    stubs = tablecheck.check_file(BROKEN).render("waivers")
    (tmp_path / "why.toml").write_text(stubs.replace('reason = ""', 'reason = "属实"'), "utf-8")
    assert tablecheck.check_file(BROKEN, waivers=[tmp_path / "why.toml"]).is_clean("warning")
    with pytest.raises(tablecheck.ConfigError):
        tablecheck.check_file(BROKEN, waivers=[tmp_path / "base.json"])
    with pytest.raises(tablecheck.FormError):
        tablecheck.check_file(BROKEN, form=tmp_path / "base.json")


def test_bytes_are_checked_like_the_file():
    data = Path(BROKEN).read_bytes()
    one = tablecheck.check_bytes(data, BROKEN, lang="en").to_dict()
    assert one == tablecheck.check_file(BROKEN, lang="en").to_dict()


def test_a_file_that_cannot_be_checked_is_not_clean(tmp_path: Path):
    report = tablecheck.check_file(tmp_path / "nowhere.xlsx")
    assert not report.is_clean()
    assert () == report.findings
    assert report.files[0].refusal is not None
