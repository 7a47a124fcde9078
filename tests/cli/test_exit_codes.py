"""Exit codes and where output goes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import BLANKS, BROKEN, EXAMPLES, FILLED, command, environment

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")


@pytest.fixture
def empty(tmp_path: Path) -> str:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    return str(tmp_path / "empty.xlsx")


def test_exit_code_says_what_was_found(run, empty: str):
    assert 0 == run("validate", FILLED)[0]
    assert 1 == run("validate", BROKEN)[0]
    assert 1 == run("validate", FILLED, BROKEN)[0]
    assert 3 == run(empty)[0]
    assert 3 == run(empty, "--fail-on", "never")[0]
    assert 3 == run("validate", BROKEN, empty, FILLED)[0]
    assert 2 == run("validate", BROKEN, empty, "nowhere.xlsx")[0]


def test_fail_on_decides_which_findings_fail(run):
    only = ("--select", "TC304")
    assert 0 == run(BROKEN, *only)[0]
    assert 1 == run(BROKEN, *only, "--fail-on", "warning")[0]
    assert 0 == run(BROKEN, "--fail-on", "never")[0]


def test_validate_is_the_command_that_is_left_out(run):
    assert run("validate", BROKEN, "-q") == run(BROKEN, "-q")


def test_form_that_is_none_is_one_line(run, tmp_path: Path):
    form = tmp_path / "form.json"
    form.write_text('{"id": 3,', "utf-8")
    code, out, err = run("-f", str(form), FILLED, "--lang", "zh")
    assert (2, "", 1) == (code, out, err.count("\n"))
    assert "TC901" in err


def test_json_options_say_nothing_of_paths(run):
    code, out, _ = run(BROKEN, "-F", "json", "--ignore", "unit-glued,TC304", "--blank", "missing")
    report = json.loads(out)
    assert 1 == code
    assert report["options"] == {
        "form": None,
        "fail_on": "error",
        "blank": "missing",
        "sheet": None,
        "encoding": None,
        "lang": "en",
        "select": [],
        "ignore": ["TC304", "TC313"],
    }
    assert 0 == report["summary"]["findings"]["warning"]


def test_max_findings_limits_text_and_never_json(run):
    text = run(BROKEN, "--max-findings", "1", "--lang", "zh")[1]
    assert 1 == text.count("原因")
    assert "另有 11 处未显示" in text
    assert 12 == len(
        json.loads(run(BROKEN, "--max-findings", "1", "-F", "json")[1])["files"][0]["findings"]
    )


def test_bug_is_told_as_one(run, tmp_path: Path):
    code, out, err = run(FILLED, "--encoding", "utf-8", "--sheet", "1", "--form", str(tmp_path))
    assert 2 == code  # a folder is no form; and no bug
    assert "Traceback" not in out + err


def test_folder_and_globs_are_expanded_in_order(run, tmp_path: Path):
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx", ".hidden.xlsx", "notes.txt"):
        shutil.copy(FILLED, tmp_path / name)
    (tmp_path / "sub").mkdir()
    shutil.copy(FILLED, tmp_path / "sub" / "c.xlsx")

    def paths(*words: str) -> list[str]:
        report = json.loads(run(*words, "-F", "json")[1])
        return [Path(file["path"]).relative_to(tmp_path).as_posix() for file in report["files"]]

    assert ["a.xlsx", "b.xlsx", "sub/c.xlsx"] == paths(str(tmp_path))
    assert ["a.xlsx", "b.xlsx", "sub/c.xlsx"] == paths(str(tmp_path / "**" / "[a-c].xlsx"))
    assert ["b.xlsx", "a.xlsx"] == paths(
        *(str(tmp_path / n) for n in ("b.xlsx", "a.xlsx", "b.xlsx"))
    )
    shutil.copy(FILLED, tmp_path / "[a].xlsx")
    assert ["[a].xlsx"] == paths(str(tmp_path / "[a].xlsx"))


def test_empty_folder_is_a_usage_error(run, tmp_path: Path):
    code, _, err = run(str(tmp_path), "--lang", "zh")
    assert 2 == code
    assert "没有表格文件" in err


@POSIX
@pytest.mark.parametrize("options", [["-F", "json"], ["--lang", "zh"], ["--color", "always"]])
def test_reader_that_goes_away_ends_the_run_quietly(options: list[str]):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = command(BROKEN, *options, stdout=writing)
    finally:
        os.close(writing)
    assert (141, b"") == (done.returncode, done.stderr)


@POSIX
def test_closed_stdout_is_one_line():
    line = '"$0" -m tablecheck validate "$1" >&-'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, FILLED],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert 3 == done.returncode
    assert done.stderr.startswith(b"tablecheck: cannot write standard output")
    assert 1 == done.stderr.count(b"\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [[BROKEN, "-q"], [BROKEN, "-F", "json"], ["checks"], ["--help"]]
)
def test_full_disk_is_one_line(arguments: list[str]):
    with Path("/dev/full").open("wb") as full:
        done = command(*arguments, stdout=full)
    assert 3 == done.returncode
    assert 1 == done.stderr.count(b"\n")
    assert b"No space left" in done.stderr


@POSIX
def test_interrupt_is_130(tmp_path: Path):
    fifo = tmp_path / "out"
    os.mkfifo(fifo)  # opening it waits for a reader, so that the signal finds the program at work
    child = subprocess.Popen(
        [sys.executable, "-m", "tablecheck", FILLED, "-F", f"json={fifo}"],
        env=environment(),
        stderr=subprocess.PIPE,
    )
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(1.5)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=20)
    finally:
        child.kill()
    assert (130, b"tablecheck: interrupted\n") == (child.returncode, err)


def test_output_goes_to_files_whole(run, tmp_path: Path):
    target, other = tmp_path / "报告.json", tmp_path / "report.txt"
    target.write_text("old")
    code, out, err = run(BROKEN, "-F", f"json={target}", "-F", f"text={other}", "--lang", "zh")
    assert (1, "", "") == (code, out, err)
    assert 1 == json.loads(target.read_bytes())["format"]
    assert "总数大于各渠道之和" in other.read_text("utf-8")
    assert {target, other} == set(tmp_path.iterdir())


def test_output_may_not_be_an_input(run, tmp_path: Path):
    table, form = tmp_path / "table.xlsx", tmp_path / "form.json"
    shutil.copy(FILLED, table)
    shutil.copy(EXAMPLES.parent / "schemas" / "cn-zfxxgk-2014.json", form)
    before = table.read_bytes(), form.read_bytes()
    links = [table, tmp_path / "." / "table.xlsx", form]
    if os.name == "posix":
        (tmp_path / "soft.json").symlink_to(table)
        (tmp_path / "hard.json").hardlink_to(table)
        links += [tmp_path / "soft.json", tmp_path / "hard.json"]
    for target in links:
        code, out, err = run(str(table), "-f", str(form), "-F", f"json={target}", "--lang", "zh")
        assert (2, "") == (code, out)
        assert "就是输入文件" in err
    assert before == (table.read_bytes(), form.read_bytes())


def test_two_formats_may_not_share_a_file_nor_go_to_a_folder(run, tmp_path: Path):
    target = tmp_path / "a.json"
    code, _, err = run(FILLED, "-F", f"json={target}", "-F", f"text={target}")
    assert 2 == code
    assert "two formats go to one file" in err
    assert 2 == run(FILLED, "-F", f"json={tmp_path}")[0]
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_file_that_cannot_be_written_is_one_line(run, tmp_path: Path):
    other = tmp_path / "other.txt"
    code, out, err = run(FILLED, "-F", "json=/dev/full", "-F", f"text={other}", "--lang", "zh")
    assert (3, "") == (code, out)
    assert err.startswith("tablecheck: 写不了")
    assert 1 == err.count("\n")
    assert [other] == list(tmp_path.iterdir())


def test_folder_of_an_output_must_be_there(run, tmp_path: Path):
    for target in (tmp_path / "nowhere" / "a.json", Path(FILLED) / "a.json"):
        code, out, err = run(FILLED, "-F", f"json={target}", "--lang", "zh")
        assert (2, "", 1) == (code, out, err.count("\n"))
        assert "没有文件夹" in err
    assert [] == list(tmp_path.iterdir())


def test_text_still_prints_where_machines_have_their_files(run, tmp_path: Path):
    sarif, junit = tmp_path / "out.sarif", tmp_path / "out.xml"
    text = run(BROKEN, "--lang", "zh")
    assert text == run(BROKEN, "-F", f"sarif={sarif}", "-F", f"junit={junit}", "--lang", "zh")
    assert "2.1.0" == json.loads(sarif.read_bytes())["version"]
    assert junit.read_bytes().startswith(b"<?xml")
    assert "" == run(FILLED, "-F", f"json={sarif}", "-q")[1]


def test_nothing_is_left_behind_where_writing_fails(tmp_path: Path, monkeypatch):
    from tablecheck.cli.console import OutputError
    from tablecheck.cli.output import write_file

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "a.json"
    target.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_file(target, "new")
    assert "old" == target.read_text()
    assert [target] == list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_device_is_written_to_and_not_replaced(run):
    assert 0 == run(FILLED, "-F", "json=/dev/null")[0]
    assert not Path("/dev/null").is_file()


def test_quiet_and_verbose(run):
    assert (0, "", "") == run(FILLED, "-q")
    quiet = run(BROKEN, "-q", "--lang", "zh")[1]
    assert "请修改" not in quiet
    assert "TC403" in quiet
    verbose = run(BLANKS, "-v", "--lang", "zh")[1]
    assert "可推知：C61 = 2" in verbose
    assert 17 == verbose.count("NA 无法判断")
    assert "可推知：" not in run(BLANKS, "--lang", "zh")[1]


def test_json_lines_are_out_before_the_next_file_is_checked(monkeypatch, capsys):
    import tablecheck.cli.streams as module
    from tablecheck import pipeline
    from tablecheck.cli.entry import main

    events: list[str] = []
    read, print_it = pipeline.read_workbook, module.write_stdout
    monkeypatch.setattr(
        pipeline, "read_workbook", lambda *a, **k: events.append("read") or read(*a, **k)
    )
    monkeypatch.setattr(
        module, "write_stdout", lambda *a, **k: events.append("printed") or print_it(*a, **k)
    )
    assert 1 == main(["validate", FILLED, BROKEN, "-F", "jsonl"])
    assert ["read", "printed", "read", "printed", "printed"] == events
    lines = capsys.readouterr().out.splitlines()
    assert ["file", "file", "summary"] == [json.loads(line)["record"] for line in lines]


def test_json_lines_of_a_file_are_those_of_the_screen(run, tmp_path: Path):
    target = tmp_path / "a.jsonl"
    code, out, _ = run(FILLED, BROKEN, "-F", "jsonl")
    assert (1, "") == (
        code,
        run(FILLED, BROKEN, "-F", f"jsonl={target}", "-F", "text=/dev/null")[1],
    )
    assert out == target.read_text("utf-8")


@POSIX
def test_reader_of_json_lines_may_go_away():
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = command(FILLED, BROKEN, "-F", "jsonl", stdout=writing)
    finally:
        os.close(writing)
    assert (141, b"") == (done.returncode, done.stderr)
