"""Consoles of other encodings, colour, and what a start does not import."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest
from tests.cli.running import BROKEN, FILLED, command, environment


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gbk", "错误（强制性） TC403  统计表!C5  总数大于各渠道之和"),
        ("gb18030", "错误（强制性） TC403"),
        ("utf-8", "错误（强制性） TC403"),
        ("cp1252", "TC403  ???!C5"),
        ("ascii", "TC403  ???!C5"),
    ],
)
def test_text_is_in_the_console_s_encoding(encoding: str, words: str):
    done = command(BROKEN, "--lang", "zh", PYTHONIOENCODING=encoding)
    assert (1, b"") == (done.returncode, done.stderr)
    assert words in done.stdout.decode(encoding)


def test_own_glyphs_are_all_in_gbk():
    for lang in ("zh", "en"):
        done = command(BROKEN, FILLED, "-v", "--lang", lang, PYTHONIOENCODING="gbk")
        assert b"?" not in done.stdout


def test_json_is_utf_8_on_every_console():
    one = command(BROKEN, "-F", "json", PYTHONIOENCODING="ascii").stdout
    assert one == command(BROKEN, "-F", "json", PYTHONIOENCODING="utf-8").stdout
    assert "统计表" in one.decode("utf-8")
    assert not one.startswith(b"\xef\xbb\xbf")


def test_usage_error_fits_an_ascii_console():
    done = command("没有.xlsx", "--lang", "en", PYTHONIOENCODING="ascii", PYTHONUTF8="1")
    assert 2 == done.returncode
    assert b"there is no file ??.xlsx" in done.stderr


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("√ 1 ≤ 2 × 3 → Σ", b"v 1 <= 2 x 3 -> sum"),
        ("├ a └ b │ c ─ d ┏", b"| a ` b | c - d -"),
        ("“a”、（b）：c。１２", b'"a",(b):c.12'),
        ("统 \ud800 🙂", b"? ? ?"),
    ],
)
def test_what_a_console_lacks_is_mapped(text: str, shown: bytes):
    from tablecheck.cli import console

    console.codecs.register_error("tablecheck", console._replace)
    assert shown == text.encode("ascii", "tablecheck")


def test_console_streams_never_raise():
    from tablecheck.cli.console import _reconfigure

    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, "cp1252")
    _reconfigure(stream)
    _reconfigure(None)
    stream.write("统≤")
    stream.flush()
    assert b"?<=" == buffer.getvalue()


def test_colour_changes_no_word():
    plain = command(BROKEN, "--lang", "zh", "--color", "never", PYTHONIOENCODING="utf-8").stdout
    drawn = command(
        BROKEN, "--lang", "zh", "--color", "always", PYTHONIOENCODING="utf-8", TERM="xterm"
    ).stdout
    assert b"\x1b[" in drawn
    assert plain == re.sub(rb"\x1b\[[0-9;]*m", b"", drawn)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_terminal_gets_colour_and_no_color_is_heeded():
    import pty

    def on_terminal(*arguments: str, **changes: str) -> bytes:
        ours, theirs = pty.openpty()
        child = subprocess.Popen(
            [sys.executable, "-m", "tablecheck", *arguments],
            env=environment(TERM="xterm", PYTHONIOENCODING="utf-8", **changes),
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:
            pass
        os.close(ours)
        child.wait(30)
        return said

    coloured = on_terminal(BROKEN, "--select", "TC403", "--lang", "zh")
    assert "\x1b[1;31m错误（强制性） TC403".encode() in coloured
    assert b"\x1b" not in on_terminal(BROKEN, "--select", "TC403", "--lang", "zh", NO_COLOR="1")
    assert b"\x1b[1" in on_terminal("explain", "TC403")


MODULES = """
import sys
from tablecheck.cli.entry import main
code = main(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize("options", [["-F", "json"], ["-F", "concise"], ["-F", "text"]])
def test_plain_output_imports_nothing_heavy(options: list[str]):
    done = subprocess.run(
        [sys.executable, "-c", MODULES, "validate", BROKEN, *options],
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    code, *modules = done.stderr.split()
    assert "1" == code
    heavy = {"rich", "openpyxl", "jsonschema", "numpy", "yaml", "pydantic", "python_calamine"}
    assert set() == heavy & set(modules)
