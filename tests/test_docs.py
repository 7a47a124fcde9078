"""The documents say what the program does."""

from __future__ import annotations

import os
import re
import runpy
import string
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tablecheck.checks.base import Check, all_checks
from tablecheck.findings import Words

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ("What it checks", "Why it matters", "Example", "When it is silent", "Source")
ALIKE = {"signed": "imbalance", "more": "imbalance"}
"""Placeholders that say one number in another way: with its sign, or as 多 or 少."""
CHECKS = pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.code)


def test_checks_page_is_up_to_date():
    made = runpy.run_path(str(ROOT / "docs" / "generate_checks.py"))["generated"]()
    assert made == (ROOT / "docs" / "checks.md").read_text("utf-8"), (
        "run python docs/generate_checks.py"
    )


@CHECKS
def test_check_page_has_every_section_once_and_in_order(check):
    assert list(SECTIONS) == re.findall(r"^ *## (.+)$", check.page, re.MULTILINE)


@CHECKS
def test_check_page_has_no_empty_section(check):
    parts = re.split(r"^ *## .+$", check.page, flags=re.MULTILINE)
    assert [] == [number for number, text in enumerate(parts) if not text.strip()]


@CHECKS
def test_check_speaks_both_languages_with_the_same_placeholders(check):
    modules = {check.run.__module__} if check.run else set()
    texts = [check.title, check.message]
    for name in modules:
        texts += [each for each in vars(import_module(name)).values() if isinstance(each, Words)]
    for words in texts:
        assert placeholders(words.zh) == placeholders(words.en), words
        assert bool(words.zh) == bool(words.en), words
    assert check.title.zh
    assert check.title.en


def placeholders(template: str) -> set[str]:
    """Names of what a template is filled with."""
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    return {ALIKE.get(name, name) for name in names}


def test_every_check_is_made_by_the_file_of_its_code():
    for path in (ROOT / "src" / "tablecheck" / "checks").glob("tc*.py"):
        module = import_module(f"tablecheck.checks.{path.stem}")
        made = [each for each in vars(module).values() if isinstance(each, Check)]
        code, _, name = path.stem.partition("_")
        assert [(code.upper(), name.replace("_", "-"))] == [(c.code, c.name) for c in made]


def test_readme_shows_what_the_command_prints():
    shown = re.search(
        r"^```console\n\$ tablecheck validate (examples/broken\.xlsx)\n(.*?)^```$",
        (ROOT / "README.md").read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    assert shown is not None
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TABLECHECK_")}
    printed = subprocess.run(
        [sys.executable, "-m", "tablecheck", "validate", shown[1]],
        cwd=ROOT,
        env={**environment, "TABLECHECK_LANG": "zh", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert 1 == printed.returncode
    lines = printed.stdout.decode("utf-8").splitlines()
    assert lines == [line.rstrip() for line in shown[2].splitlines()]


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_inside_the_project_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [] == [link for link in links if not (path.parent / link).exists()]
