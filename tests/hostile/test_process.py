"""How the process behaves where its surroundings are hostile: outputs, streams, environment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.running import BLANKS, BROKEN, EXAMPLES, FILLED, command, environment
from tests.hostile.running import run_limited, state

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes of POSIX")
TABLECHECK = [sys.executable, "-m", "tablecheck"]
SCHEMA = EXAMPLES.parent / "schemas" / "cn-zfxxgk-2014.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A table, its form, last year's table; each also by a soft and a hard link."""
    made = tmp_path / "work"
    made.mkdir()
    for source, name in ((BLANKS, "table.xlsx"), (FILLED, "before.xlsx"), (SCHEMA, "form.json")):
        shutil.copy(source, made / name)
        path = Path(name)
        (made / f"soft-{name}").symlink_to(made / path)
        (made / f"hard-{name}").hardlink_to(made / path)
    return made


@pytest.mark.parametrize("link", ["", "soft-", "hard-", "./", "../work/"])
@pytest.mark.parametrize(
    "words",
    [
        "table.xlsx -F json={}table.xlsx",
        "table.xlsx -F html={}table.xlsx",
        "table.xlsx -F xlsx={}table.xlsx",
        "table.xlsx --previous before.xlsx -F json={}before.xlsx",
        "table.xlsx --form form.json -F json={}form.json",
        "table.xlsx before.xlsx -F jsonl={}before.xlsx",
        "fix table.xlsx --output {}table.xlsx",
        "fix table.xlsx --previous before.xlsx --output {}before.xlsx --blank-as-zero",
        "extract table.xlsx --output {}table.xlsx --force",
        "extract table.xlsx --form form.json --output {}form.json --force",
        "form init table.xlsx --output {}table.xlsx --force",
        "form template form.json --output {}form.json --force",
        "form export form.json --as vtl --output {}form.json --force",
    ],
)
def test_an_output_is_never_an_input(run, folder: Path, monkeypatch, words: str, link: str):
    monkeypatch.chdir(folder)
    before = state(folder)
    code, out, err = run(*words.format(link).split(), "--lang", "en")
    assert (2, "", 1) == (code, out, err.count("\n"))
    assert before == state(folder)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "words",
    [
        ["validate", BROKEN],
        [BROKEN, "-F", "concise"],
        ["validate", BROKEN, FILLED],
        [BROKEN, FILLED, "-F", "jsonl"],
        [BROKEN, "-F", "html"],
        ["extract", FILLED],
        ["explain", "TC401"],
        ["forms"],
        ["forms", "cn-zfxxgk-2014"],
        ["form", "check", str(SCHEMA)],
        ["form", "show", str(SCHEMA)],
        ["config"],
        ["completion", "bash"],
        ["--version"],
    ],
    ids=lambda words: " ".join(Path(word).name for word in words),
)
def test_full_disk_is_3_and_one_line(words: list[str]):
    with Path("/dev/full").open("wb") as full:
        done = command(*words, stdout=full, TABLECHECK_LANG="en")
    assert (3, 1) == (done.returncode, done.stderr.count(b"\n")), done.stderr
    assert b"No space left" in done.stderr


@pytest.mark.parametrize(
    ("redirection", "expected"),
    [(">&-", 3), ("2>&-", 1), (">&- 2>&-", 3), ("<&-", 1), ("2>/dev/full", 1), ("</dev/full", 1)],
)
def test_closed_streams_change_no_more_than_they_must(redirection: str, expected: int):
    line = f'"$0" -m tablecheck validate "$1" {redirection}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, BROKEN], env=environment(), capture_output=True
    )
    assert expected == done.returncode
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [["validate", BROKEN], ["validate", BROKEN, FILLED], ["checks"], [BROKEN, "-F", "html"]],
)
def test_reader_that_leaves_is_141(words: list[str]):
    reading, writing = os.pipe()
    os.close(reading)
    done = command(*words, stdout=writing)
    os.close(writing)
    assert (141, b"") == (done.returncode, done.stderr)


def test_read_only_folder_is_3_and_one_line(folder: Path):
    if subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("needs namespaces of its own")
    line = 'mount --bind -o ro "$1" "$1" && cd "$1" && shift && exec "$@"'
    before = state(folder)
    for output in ("json=a.json", "xlsx"):
        words = [*TABLECHECK, "table.xlsx", "-F", output, "--lang", "en"]
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", line, "sh", str(folder), *words],
            env=environment(),
            capture_output=True,
        )
        if b"mount" in done.stderr:
            pytest.skip("cannot mount")
        assert 3 == done.returncode
        assert b"Read-only file system" in done.stderr
        assert 1 == done.stderr.count(b"\n")
    assert before == state(folder)


def test_without_network_all_is_the_same():
    if subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("needs namespaces of its own")
    words = [*TABLECHECK, BROKEN, "-F", "json"]
    alone = subprocess.run(["unshare", "-rn", *words], env=environment(), capture_output=True)
    usual = subprocess.run(words, env=environment(), capture_output=True)
    assert (1, b"") == (alone.returncode, alone.stderr)
    assert usual.stdout == alone.stdout


def test_nothing_is_opened_but_the_files_that_are_named(tmp_path: Path):
    """No socket, no process, no file is written; told by Python's own audit events."""
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import sys\n"
        "def seen(event, words):\n"
        "    if event.startswith(('socket.', 'subprocess.', 'os.exec', 'os.system', 'ctypes.',\n"
        "                         'urllib.', 'http.', 'ftplib.', 'os.remove', 'os.rename')):\n"
        "        sys.stderr.write(f'{event}\\n')\n"
        "    if event == 'open' and isinstance(words[1], str) and words[1][:1] in 'wax':\n"
        "        sys.stderr.write(f'open {words}\\n')\n"
        "sys.addaudithook(seen)\n"
        "from tablecheck.cli import run\n"
        "run()\n"
    )
    words = [sys.executable, str(spy), BROKEN, "-F", "json"]
    done = subprocess.run(words, env=environment(), cwd=tmp_path, capture_output=True)
    assert (1, b"") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    "changes",
    [
        {"COLUMNS": "1", "LINES": "1"},
        {"COLUMNS": "0"},
        {"COLUMNS": "-5"},
        {"COLUMNS": "x"},
        {"HOME": ""},
        {"HOME": "/nowhere"},
        {"TMPDIR": "/nowhere"},
        {"PATH": ""},
        {"TERM": "\x1b[31m"},
        {"LC_ALL": "xx_YY.nothing"},
        {"TZ": "nowhere/at/all"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONHASHSEED": "7"},
        {"TABLECHECK_LANG": "en", "LC_ALL": "C"},
    ],
)
def test_environment_changes_no_finding(changes: dict[str, str]):
    usual = command(BROKEN, "-F", "json", "--lang", "en")
    done = command(BROKEN, "-F", "json", "--lang", "en", **changes)
    assert (1, b"", usual.stdout) == (done.returncode, done.stderr, done.stdout)
    done = command("validate", BROKEN, "--lang", "en", **changes)
    assert (1, b"") == (done.returncode, done.stderr)
    assert b"TC403" in done.stdout


def test_environment_may_be_empty():
    words = [*TABLECHECK, "validate", BROKEN, "--lang", "en"]
    done = subprocess.run(words, env={}, cwd=EXAMPLES, capture_output=True)
    assert (1, b"") == (done.returncode, done.stderr)


def test_ten_writers_of_one_output_leave_one_whole(tmp_path: Path):
    target = tmp_path / "a.json"
    words = [*TABLECHECK, BROKEN, "-F", f"json={target}", "-q"]
    started = [
        subprocess.Popen(
            words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for _ in range(10)
    ]
    for each in started:
        _, err = each.communicate(timeout=60)
        assert (1, b"") == (each.returncode, err)
    alone = command(BROKEN, "-F", "json")
    assert [target] == list(tmp_path.iterdir())
    assert alone.stdout == target.read_bytes()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_run_that_is_ended_leaves_no_part_of_an_output(tmp_path: Path, number: int):
    """Between the start and the end the target is the old file or the new one."""
    target = tmp_path / "a.json"
    target.write_text("old")
    whole = command(BROKEN, "-F", "json").stdout
    for pause in (0.01, 0.05, 0.09, 0.13):
        child = subprocess.Popen(
            [*TABLECHECK, BROKEN, "-F", f"json={target}", "-q"],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(pause)
        child.send_signal(number)
        child.wait(20)
        assert target.read_bytes() in (b"old", whole)


def test_folder_named_like_a_table_and_loops_of_links(tmp_path: Path):
    (tmp_path / "x.xlsx").mkdir()
    shutil.copy(FILLED, tmp_path / "a.xlsx")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.xlsx").symlink_to("self.xlsx")
    before = state(tmp_path)
    outcome = run_limited(".", "-F", "json", cwd=tmp_path)
    assert ["a.xlsx"] == [file["path"] for file in outcome.files]
    assert 2 == run_limited("x.xlsx", cwd=tmp_path).code
    assert before == state(tmp_path)


def test_endless_standard_input_is_refused_at_the_limit(tmp_path: Path):
    with Path("/dev/zero").open("rb") as zeros:
        outcome = run_limited("-", "-F", "json", cwd=tmp_path, stdin=zeros)
    assert (3, "TC102") == (outcome.code, outcome.files[0]["refusal"]["code"])


def test_modules_beside_the_report_are_not_run(tmp_path: Path):
    for name in ("json", "zipfile", "typer", "python_calamine", "csv", "tomllib", "rich"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)")
    shutil.copy(EXAMPLES.parent / "tests" / "tables" / "manzhouli-2018.xls", tmp_path / "a.xls")
    script = Path(sys.executable).with_name("tablecheck")
    if not script.exists():
        pytest.skip("the command is not installed")
    done = subprocess.run(
        [str(script), "a.xls", "-F", "json"], cwd=tmp_path, env=environment(), capture_output=True
    )
    assert done.returncode in (0, 1), done.stderr
    assert b"" == done.stderr
