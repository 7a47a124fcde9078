"""Runs the command in this process, or as a process of its own where pipes and encodings count."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
FILLED, BROKEN = str(EXAMPLES / "filled.xlsx"), str(EXAMPLES / "broken.xlsx")
BLANKS = str(EXAMPLES / "manzhouli-2018.xlsx")


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without what decides language, colour and options."""
    dropped = ("TABLECHECK_", "LC_", "LANG", "PYTHON", "NO_COLOR", "FORCE_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, **changes}


def command(*arguments: str, cwd: Path | None = None, stdin=None, stdout=None, **changes: str):
    """A finished process of the command, its output as bytes."""
    return subprocess.run(
        [sys.executable, "-m", "tablecheck", *arguments],
        cwd=cwd or EXAMPLES,
        env=environment(**changes),
        stdin=stdin,
        stdout=stdout or subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
