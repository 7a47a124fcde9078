"""The command over many files: interrupted, killed, out of disk, and gone on with."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.batch.folders import folder_of
from tests.cli.running import command, environment

from tablecheck.cli.entry import main

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two dozen tables, of which three are none."""
    folder = tmp_path_factory.mktemp("command") / "tables"
    folder_of(folder, 24)
    return folder


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def validate(folder, *options, cwd=None):
    return command("validate", str(folder), "--lang", "en", *options, cwd=cwd)


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("text", ["--jobs", "2"]),
        ("jsonl", ["-j", "3"]),
        ("json", ["-j", "auto"]),
        ("concise", ["--timeout", "60"]),
    ],
)
def test_output_is_the_same_byte_by_byte(folder, form, options):
    one, other = validate(folder, "-F", form), validate(folder, "-F", form, *options)
    assert 3 == one.returncode == other.returncode
    assert one.stdout == other.stdout
    assert b"" == one.stderr == other.stderr


def test_text_of_many_is_a_line_a_file_then_the_summary(folder):
    text = validate(folder, "-j", "2").stdout.decode("utf-8")
    lines = text.splitlines()
    assert 24 == sum(line.endswith((".xlsx", ".csv", ".ods", ".html")) for line in lines[:24])
    assert "Found most (findings, files):" in text
    assert "Rules that fail (files):" in text
    assert "The worst files (errors, warnings):" in text
    assert lines[-1].startswith("24 files: ")
    assert "3 not checked" in lines[-1]
    assert "TC403" not in text.split("Found most")[0]
    assert "total above" in validate(folder, "-v").stdout.decode("utf-8")
    quiet = validate(folder, "-q").stdout.decode("utf-8").splitlines()
    assert all(line.startswith("? not checked") for line in quiet[:3])
    assert "√" not in "".join(quiet)


def test_findings_of_few_are_told_in_full(folder):
    few = sorted(folder.iterdir())[:3]
    text = command("validate", *map(str, few), "--jobs", "2", "--lang", "zh").stdout.decode("utf-8")
    assert "TC403" in text
    assert "最常见" not in text
    assert text.splitlines()[-1].startswith("共 3 个文件")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--jobs", "0"], "--jobs is auto or a whole number above 0"),
        (["--jobs", "many"], "--jobs is auto or a whole number above 0"),
        (["--timeout", "0"], "--timeout is a number of seconds above 0"),
        (["--timeout", "nan"], "--timeout is a number of seconds above 0"),
        (["--resume", "no-such.jsonl"], "there is no file no-such.jsonl to resume"),
        (["--resume", "README.md"], "it is no result of --format jsonl"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_checked(folder, options, told):
    run = validate(folder, *options, cwd=Path(__file__).resolve().parents[2])
    assert 2 == run.returncode
    assert told in run.stderr.decode("utf-8")
    assert b"" == run.stdout


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("seed", range(2))
def test_ctrl_c_at_any_moment_leaves_a_correct_part_that_is_gone_on_with(tmp_path, jobs, seed):
    folder_of(tmp_path / "tables", 60)
    arguments = [sys.executable, "-m", "tablecheck", "validate", "tables", "--jobs", jobs]
    arguments += ["-F", "jsonl=a.jsonl", "-F", "text", "--lang", "en"]
    child = subprocess.Popen(
        arguments,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    child.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.3))
    # As a terminal does it: to the whole group.
    os.killpg(child.pid, signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert 130 == child.returncode, err
    assert b"Traceback" not in err
    *files, summary = lines_of(tmp_path / "a.jsonl")
    assert "summary" == summary["record"]
    assert len(files) == summary["summary"]["files"]
    assert 60 == len(files) + summary["summary"]["unfinished"]
    assert f"interrupted; {len(files)} of 60 files".encode() in err
    assert [file["path"] for file in files] == sorted(file["path"] for file in files)
    assert f"\n{len(files)} file".encode() in out
    resumed = [*arguments, "--resume", "a.jsonl"]
    again = subprocess.run(resumed, cwd=tmp_path, env=environment(), capture_output=True)
    assert 3 == again.returncode, again.stderr
    assert b"their earlier results were used" in again.stderr
    resumed_lines = (tmp_path / "a.jsonl").read_bytes()
    subprocess.run(arguments, cwd=tmp_path, env=environment(), capture_output=True)
    assert (tmp_path / "a.jsonl").read_bytes() == resumed_lines


@posix
def test_killed_run_leaves_whole_lines_that_are_gone_on_with(tmp_path):
    folder_of(tmp_path / "tables", 60)
    arguments = [sys.executable, "-m", "tablecheck", "validate", "tables", "-j", "2", "--lang"]
    arguments += ["en", "-F", "jsonl=a.jsonl", "--resume", "a.jsonl"]
    child = subprocess.Popen(
        arguments, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, start_new_session=True
    )
    for _ in range(20):
        child.stdout.readline()
    child.kill()
    child.communicate()
    part = tmp_path / "a.jsonl.part"
    assert not (tmp_path / "a.jsonl").exists()
    before = len(lines_of(part))
    assert before >= 20
    part.write_bytes(part.read_bytes() + b'{"record": "file", "path": "cut')
    again = subprocess.run(arguments, cwd=tmp_path, env=environment(), capture_output=True)
    assert 3 == again.returncode, again.stderr
    taken = int(again.stderr.split(b"tablecheck: ")[1].split()[0])
    assert before - 20 < taken <= before
    assert not part.exists()
    resumed = (tmp_path / "a.jsonl").read_bytes()
    (tmp_path / "a.jsonl").unlink()
    subprocess.run(arguments, cwd=tmp_path, env=environment(), capture_output=True)
    assert (tmp_path / "a.jsonl").read_bytes() == resumed


@posix
def test_full_disk_ends_one_output_at_a_whole_line_and_no_other(folder, tmp_path):
    def little_room():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    run = subprocess.run(
        [
            *(sys.executable, "-m", "tablecheck", "validate", str(folder), "-j", "2"),
            *("--lang", "en", "-F", f"jsonl={tmp_path / 'a.jsonl'}", "-F", "text"),
        ],
        env=environment(),
        capture_output=True,
        preexec_fn=little_room,
        check=False,
    )
    assert 3 == run.returncode
    assert 1 == run.stderr.count(b"cannot write")
    assert not (tmp_path / "a.jsonl").exists()
    lines = lines_of(tmp_path / "a.jsonl.part")
    assert 0 < len(lines) < 24
    assert validate(folder, "-F", "text").stdout == run.stdout


def test_result_is_taken_over_only_for_the_same_content_options_and_form(tmp_path, capsys):
    paths = folder_of(tmp_path / "tables", 8)
    results = tmp_path / "a.jsonl"

    def taken(*options) -> int:
        main(["validate", str(tmp_path / "tables"), "--resume", str(results), *options])
        err = capsys.readouterr().err
        return int(err.split("tablecheck: ")[1].split()[0]) if "earlier" in err else 0

    main(["validate", str(tmp_path / "tables"), "--lang", "en", "-F", f"jsonl={results}", "-q"])
    capsys.readouterr()
    assert 7 == taken("--lang", "en")
    assert 7 == taken("--lang", "en", "--fail-on", "never", "-F", "json")
    assert 0 == taken("--lang", "zh", "-F", "json")
    assert 0 == taken("--lang", "en", "--ignore", "TC301")
    assert 0 == taken("--lang", "en", "--form", "cn-zfxxgk-2014")
    assert 0 == taken("--lang", "en", "-F", f"html={tmp_path / 'a.html'}")
    paths[0].write_bytes(paths[1].read_bytes())
    assert 6 == taken("--lang", "en")
    paths[1].rename(paths[1].with_name("named otherwise.xlsx"))
    assert 5 == taken("--lang", "en")


def test_results_taken_over_stand_in_json_as_if_checked(tmp_path, capsysbinary):
    folder_of(tmp_path / "tables", 8)
    results, target = tmp_path / "a.jsonl", tmp_path / "a.json"
    arguments = ["validate", str(tmp_path / "tables"), "--lang", "en", "-q"]
    main([*arguments, "-F", f"jsonl={results}", "-F", f"json={target}"])
    checked = target.read_bytes()
    main([*arguments, "--resume", str(results), "-F", f"json={target}"])
    assert checked == target.read_bytes()


def test_with_waivers_only_what_has_no_findings_is_taken_over(tmp_path, capsys):
    folder_of(tmp_path / "tables", 8)
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(
        '[[waivers]]\ncode = "TC303"\nreason = "true"\nvalues = { "1" = "1" }\nindicator = "1"\n',
        "utf-8",
    )
    results = tmp_path / "a.jsonl"
    arguments = ["validate", str(tmp_path / "tables"), "--lang", "en", "-F", f"jsonl={results}"]
    main([*arguments, "--waivers", str(waivers)])
    first = results.read_bytes()
    capsys.readouterr()
    main([*arguments, "--waivers", str(waivers), "--resume", str(results)])
    clean = [each for each in lines_of(results)[:-1] if each["status"] == "checked"]
    clean = [each for each in clean if not each["findings"]]
    assert f"{len(clean)} files are unchanged" in capsys.readouterr().err
    assert 0 < len(clean) < 7
    assert first == results.read_bytes()


def test_one_file_loads_nothing_of_batches():
    script = (
        "import sys\nfrom tablecheck.cli.entry import main\n"
        "main(sys.argv[1:])\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    )

    def modules(*arguments):
        run = subprocess.run(
            [sys.executable, "-c", script, "validate", *arguments, "-F", "json"],
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
        )
        return set(run.stderr.decode("utf-8").split())

    one = modules("examples/filled.xlsx", "--jobs", "1")
    heavy = {"multiprocessing", "concurrent.futures", "tablecheck.batch.check"}
    assert set() == one & (heavy | {"tablecheck.tally", "signal", "pickle"})
    several = modules("examples/filled.xlsx", "examples/broken.xlsx", "--jobs", "1")
    assert "tablecheck.batch.check" in several
    assert set() == several & {"multiprocessing", "concurrent.futures", "tablecheck.batch.pool"}
