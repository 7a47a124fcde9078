"""A file dragged onto the program, the page in a browser, and what a report of a bug needs."""

from __future__ import annotations

import shutil
import webbrowser
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tablecheck.cli import desktop
from tablecheck.cli.entry import main

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "报表.xlsx"
    shutil.copy(EXAMPLES / "broken.xlsx", path)
    return path


def test_file_alone_is_checked_and_marked_beside_it(report, monkeypatch, capsys):
    monkeypatch.setenv("TABLECHECK_LANG", "zh")
    before = report.read_bytes()
    assert 1 == main([str(report)])
    assert "10 处错误" in capsys.readouterr().out
    marked = report.with_name("报表.检查结果.xlsx")
    assert ["检查结果", "统计表"] == load_workbook(marked).sheetnames
    assert before == report.read_bytes()
    assert {report, marked} == set(report.parent.iterdir())


@pytest.mark.parametrize("words", [["validate"], ["--form", "cn-zfxxgk-2014"], ["-q"]])
def test_file_with_a_command_or_an_option_writes_nothing_beside_it(report, words):
    main([*words, str(report)])
    assert [report] == list(report.parent.iterdir())


def test_format_of_the_environment_is_heeded(report, monkeypatch):
    monkeypatch.setenv("TABLECHECK_FORMAT", "concise")
    main([str(report)])
    assert [report] == list(report.parent.iterdir())


def test_files_alone_heed_the_environment_and_the_configuration(report, monkeypatch, capsys):
    monkeypatch.setenv("TABLECHECK_FAIL_ON", "never")
    assert 0 == main([str(report)])
    monkeypatch.delenv("TABLECHECK_FAIL_ON")
    for name in ("TABLECHECK_LANG", "LC_ALL", "LANG"):
        monkeypatch.setenv(name, "")
    (report.parent / "tablecheck.toml").write_text('lang = "zh"\nselect = ["TC403"]\n')
    capsys.readouterr()
    assert 1 == main([str(report)])
    assert capsys.readouterr().out.startswith("错误（强制性） TC403")


def test_wrong_configuration_of_files_alone_is_told_before_the_window_waits(
    report, monkeypatch, capsys
):
    told = []
    monkeypatch.setattr(desktop, "owns_console", lambda: True)
    monkeypatch.setattr(desktop, "wait", lambda lang: told.append(capsys.readouterr().err))
    (report.parent / "tablecheck.toml").write_text('previous = "nowhere.xlsx"\n')
    assert 2 == main([str(report)])
    assert "nowhere.xlsx" in told[0]
    assert "Traceback" not in told[0]
    (report.parent / "tablecheck.toml").write_text("nonsense = 1\n")
    assert 2 == main([str(report)])
    assert "nonsense" in told[1]


def test_command_is_one_though_a_file_has_its_name(report, monkeypatch):
    monkeypatch.chdir(report.parent)
    report.rename("validate")
    main(["validate", "validate"])
    assert ["validate"] == [path.name for path in report.parent.iterdir()]


def test_window_of_our_own_waits_and_any_other_does_not(report, monkeypatch, capsys):
    waited = []
    monkeypatch.setattr(desktop, "wait", waited.append)
    main([str(report)])
    assert not waited
    monkeypatch.setattr(desktop, "owns_console", lambda: True)
    main([str(report)])
    assert 1 == len(waited)


def test_open_writes_the_page_beside_the_file_and_shows_it(report, monkeypatch):
    shown = []
    monkeypatch.setattr(webbrowser, "open", lambda uri: not shown.append(uri))
    assert 1 == main(["validate", str(report), "--open", "--lang", "zh"])
    page = report.with_name("报表.检查结果.html")
    assert [page.resolve().as_uri()] == shown
    assert "default-src" in page.read_text("utf-8")


def test_open_shows_the_page_that_is_named(report, monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(webbrowser, "open", lambda uri: not shown.append(uri))
    main(["validate", str(report), "--open", "--format", f"html={tmp_path / 'a.html'}"])
    assert [(tmp_path / "a.html").resolve().as_uri()] == shown


def test_without_a_browser_the_page_is_named(report, monkeypatch, capsys):
    monkeypatch.setattr(webbrowser, "open", lambda uri: False)
    main(["validate", str(report), "--open", "--lang", "en"])
    assert "报表.checked.html" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_doctor_tells_versions_and_paths(lang, capsys):
    assert 0 == main(["doctor", "--lang", lang])
    told = capsys.readouterr().out
    for word in ("tablecheck: ", "Python: ", "openpyxl: ", "stdout: ", "cn-zfxxgk-2021"):
        assert word in told
