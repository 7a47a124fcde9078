"""Odd environments and odd paths: colour that is asked for, encodings, folders, bugs."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.cli.running import BROKEN, FILLED, command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("changes", [{"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}])
def test_color_always_is_always(changes: dict[str, str]):
    done = command(BROKEN, "--color", "always", "--select", "TC403", "--lang", "en", **changes)
    assert done.stdout.startswith(b"\x1b[1;31merror TC403\x1b[0m")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_by_itself_heeds_the_environment(monkeypatch, variables, expected: bool):
    import sys

    from tablecheck.cli.targets import has_color

    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert expected == has_color("auto")
    assert has_color("always")
    assert not has_color("never")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("0", False), ("", False)])
def test_colour_can_be_forced_where_there_is_no_terminal(monkeypatch, value: str, expected: bool):
    from tablecheck.cli.targets import has_color

    monkeypatch.setenv("FORCE_COLOR", value)
    monkeypatch.setenv("TERM", "xterm")
    assert expected == has_color("auto")


@pytest.mark.parametrize("name", ["uft-8", "base64", "rot13"])
def test_encoding_that_is_none_is_a_usage_error(run, name: str):
    code, out, err = run(FILLED, "--encoding", name, "--lang", "zh")
    assert (2, "") == (code, out)
    assert f"不认识编码 {name}" in err


def test_encodings_of_text_are_taken(run):
    for name in ("utf-8", "GBK", "gb18030", "utf-16", "cp1252"):
        assert 0 == run(FILLED, "--encoding", name)[0]


def test_folder_is_searched_without_its_hidden_folders(run, tmp_path: Path):
    (tmp_path / ".git").mkdir()
    shutil.copy(BROKEN, tmp_path / ".git" / "a.xlsx")
    shutil.copy(FILLED, tmp_path / "a.xlsx")
    assert (0, "") == run(str(tmp_path), "-F", "concise")[:2]
    assert 1 == run(str(tmp_path / ".git"), "-F", "concise")[0]


def test_bug_is_told_harmlessly(run, monkeypatch):
    import tablecheck.cli.validate as module

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("::error::\x1b[31m\nnext \u202e")

    monkeypatch.setattr(module, "check_files", broken)
    code, out, err = run(FILLED, "--lang", "zh")
    assert (70, "") == (code, out)
    assert "RuntimeError: ::error::\\x1b[31m\n" in err
    assert "\x1b" not in err
    assert all(line.startswith(("  | ", "tablecheck: ")) for line in err.splitlines())
    assert err.splitlines()[-1].startswith("tablecheck: 这是 tablecheck 的程序错误")


def test_interrupt_in_the_work_is_130(run, monkeypatch):
    import tablecheck.cli.validate as module

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "check_files", interrupted)
    assert (130, "", "tablecheck: 已中断\n") == run(FILLED, "--lang", "zh")


@pytest.mark.skipif(os.name != "posix", reason="FIFOs and devices of POSIX")
def test_only_regular_files_are_read(run, tmp_path: Path):
    fifo, loop, nowhere = tmp_path / "fifo.xlsx", tmp_path / "loop.xlsx", tmp_path / "no.xlsx"
    os.mkfifo(fifo)
    loop.symlink_to(loop)
    nowhere.symlink_to(tmp_path / "gone.xlsx")
    for path in (fifo, "/dev/zero", loop, nowhere):
        code, out, err = run(str(path), "--lang", "zh")
        assert (3, "") == (code, err)
        assert out.startswith("未检查 TC101  ")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_not_checked(run, tmp_path: Path):
    path = tmp_path / "a.xlsx"
    shutil.copy(FILLED, path)
    path.chmod(0)
    assert 3 == run(str(path))[0]


@pytest.mark.skipif(os.name != "posix", reason="names that are no text")
@pytest.mark.parametrize(
    "name", [b"\xff\xfe.xlsx", b"\xb1\xed.csv", "::error::\x1b[31m\u202e.xlsx".encode()]
)
@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_name_of_any_bytes_is_harmless(tmp_path: Path, name: bytes, form: str):
    path = tmp_path / os.fsdecode(name)
    shutil.copy(FILLED, path)
    done = command(str(path), "-F", form, "-v", cwd=tmp_path, LC_ALL="C")
    assert done.returncode in (0, 3)
    assert b"" == done.stderr
    done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout
    assert "\u202e".encode() not in done.stdout
    relative = command(os.fsdecode(name), "-F", form, cwd=tmp_path, LC_ALL="C")
    assert not any(line.startswith(b"::") for line in relative.stdout.splitlines())


@pytest.mark.parametrize(
    "changes", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_c_locale_neither_crashes_nor_garbles(changes: dict[str, str], lang: str):
    done = command(BROKEN, "没有.xlsx", "--lang", lang, **changes)
    assert 2 == done.returncode
    assert b"Traceback" not in done.stderr
    done = command(BROKEN, "--lang", lang, **changes)
    assert (1, b"") == (done.returncode, done.stderr)
    told = done.stdout.decode("ascii" if "PYTHONUTF8" in changes else "utf-8")
    assert "TC403" in told
    assert "\\u" not in told


def test_module_is_the_command(run):
    code, out, _ = run(FILLED, "-F", "json")
    done = command(FILLED, "-F", "json")
    assert (code, out) == (done.returncode, done.stdout.decode("utf-8"))


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_output_through_a_link_keeps_the_link(run, tmp_path: Path):
    (tmp_path / "out").mkdir()
    target, link = tmp_path / "out" / "a.json", tmp_path / "a.json"
    target.write_text("old")
    link.symlink_to(target)
    assert 0 == run(FILLED, "-F", f"json={link}")[0]
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith('{"format": 1')


def test_click_says_nothing_of_its_own_in_chinese():
    import click

    from tablecheck.cli.usage import usage_message

    for error in (click.UsageError("No such thing"), click.BadArgumentUsage("Bad thing")):
        assert "命令行有误" in usage_message(error, "zh")
        assert "thing" not in usage_message(error, "zh")
        assert "thing" in usage_message(error, "en")
