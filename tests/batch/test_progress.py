"""The line that tells how far a batch is: on a terminal, on stderr, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.batch.folders import folder_of
from tests.cli.running import environment

from tablecheck.cli import progress
from tablecheck.cli.progress import Progress, clock, progress_line


def test_line_tells_done_rate_and_time_left_in_characters_of_gbk():
    assert "1200/10000 files  60.0/s  2:27 left" == progress_line(1200, 10000, 20, "en")
    zh = progress_line(1200, 10000, 20, "zh")
    assert "已查 1200/10000  每秒 60.0 个  还需 2:27" == zh
    zh.encode("gbk")
    assert "0/5 files  0.0/s  -:-- left" == progress_line(0, 5, 3, "en")
    assert ["0:00", "1:01", "1:00:00"] == [clock(0.4), clock(61), clock(3600)]
    assert len(progress_line(99_999, 100_000, 3.7e5, "en")) < 79


def test_shorter_line_covers_a_longer_one_and_clearing_leaves_nothing(monkeypatch, capsys):
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    line = Progress(1000, "zh", is_shown=True)
    line.tick(0)
    assert "" == capsys.readouterr().err
    now[0] = 1.0
    line.tick(1)
    long = capsys.readouterr().err
    line.tick(2)
    assert "" == capsys.readouterr().err
    now[0] = 500.0
    line.tick(999)
    short = capsys.readouterr().err
    line.clear()
    width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in short.rstrip()[1:])
    assert f"\r{' ' * width}\r" == capsys.readouterr().err
    assert long[0] == short[0] == "\r"
    covered = sum(2 if ord(sign) > 0x2E7F else 1 for sign in short[1:])
    assert covered >= sum(2 if ord(sign) > 0x2E7F else 1 for sign in long.rstrip()[1:])


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_it_is_on_a_terminal_on_stderr_only(tmp_path):
    import pty

    folder_of(tmp_path / "tables", 60)
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "tablecheck", "validate", "tables", "-j", "2", "--lang", "en"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=slave,
    )
    os.close(slave)
    out, _ = child.communicate(timeout=60)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(master)
    assert b"left" not in out
    assert b"/60 files  " in shown
    assert shown.endswith(b" \r")
    assert b"\x1b" not in shown
