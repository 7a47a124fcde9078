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
from tablecheck.exact import plain
from tablecheck.findings import Words
from tablecheck.form.expression import parse
from tablecheck.form.load import load_form
from tablecheck.sheet import Cell, CellKind
from tablecheck.values.number import read_cell
from tablecheck.values.reading import Reading, Status

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))]
FORMS = (ROOT / "docs" / "forms.md").read_text("utf-8")
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


def consoles() -> list[tuple[str, str, str]]:
    """(page, command, output) of every console block of the documents."""
    found = []
    for path in PAGES:
        text = path.read_text("utf-8")
        for block in re.findall(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            command, _, output = block.partition("\n")
            found.append((path.name, command.removeprefix("$ tablecheck "), output))
    return found


@pytest.mark.parametrize(("page", "command", "shown"), consoles())
def test_document_shows_what_the_command_prints(page, command, shown):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TABLECHECK_")}
    printed = subprocess.run(
        [sys.executable, "-m", "tablecheck", *command.split()],
        cwd=ROOT,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    # A line “…” stands for any lines that were left out.
    pattern = ".*".join(map(re.escape, re.split(r"^…\n", shown, flags=re.MULTILINE)))
    said = "\n".join(line.rstrip() for line in printed.stdout.decode("utf-8").splitlines())
    assert re.fullmatch(pattern, said + "\n", re.DOTALL), said


def test_readme_shows_the_broken_example_whole_and_in_part():
    shown = [command for page, command, _ in consoles() if page == "README.md"]
    assert 2 <= sum("examples/broken.xlsx" in command for command in shown)


@pytest.mark.parametrize(
    "path",
    PAGES,
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_inside_the_project_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [] == [link for link in links if not (path.parent / link).exists()]


def tables_of(path: Path, heading: str) -> list[list[str]]:
    """Rows of the tables under a heading, without heads; code marks off."""
    section = re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)
    text = next(part for part in section if part.startswith(heading))
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return [row for row in rows[2:] if not row[0].startswith("--")]


def reading_of(text: str) -> Reading:
    """A text cell under the marks and units of the 2014 form."""
    form = load_form("cn-zfxxgk-2014")
    return read_cell(
        Cell(text=text, kind=CellKind.TEXT),
        marks=form.marks,
        units=[word for unit in form.units.values() for word in (unit.name, *unit.synonyms)],
        thousands=form.thousands,
        decimal=form.decimal,
        stores_numbers=True,
    )


@pytest.mark.parametrize(
    ("written", "read", "reported"), tables_of(ROOT / "docs" / "values.md", "Read")
)
def test_values_page_says_what_is_read(written, read, reported):
    reading = reading_of(written)
    assert Status.NUMBER is reading.status
    low, high = plain(reading.low), plain(reading.high)
    assert read == (low if low == high else f"{low} to {high}")
    glued = reading.multiplier or reading.unit
    assert reported == (f"glued: {glued}" if glued else "as text" if reading.is_text else "")


@pytest.mark.parametrize(
    ("written", "offered"), tables_of(ROOT / "docs" / "values.md", "Not a number")
)
def test_values_page_says_what_is_offered(written, offered):
    reading = reading_of(written)
    assert Status.UNREADABLE is reading.status
    assert offered == ("" if reading.offered is None else plain(reading.offered))


def test_values_page_names_the_marks_of_the_form():
    text = (ROOT / "docs" / "values.md").read_text("utf-8")
    (marks,) = re.findall(r"^\| (.+) \| missing: as a blank \|$", text, re.MULTILINE)
    assert set() == {
        mark for mark in re.findall("`(.+?)`", marks) if reading_of(mark).status != "missing"
    }


def test_command_line_page_names_every_option_and_variable():
    helped = subprocess.run(
        [sys.executable, "-m", "tablecheck", "validate", "--help"],
        env={**os.environ, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8", "TABLECHECK_LANG": "en"},
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    words = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", helped, re.MULTILINE))
    words |= set(re.findall(r"^ +(-\w), --", helped, re.MULTILINE))
    for path in (ROOT / "src" / "tablecheck" / "cli").glob("*.py"):
        words |= set(re.findall(r"\bTABLECHECK_[A-Z_]+", path.read_text("utf-8")))
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert {"--form", "-f", "TABLECHECK_FORM", "--max-findings"} <= words
    assert set() == {word for word in words if f"`{word}`" not in page}


def test_forms_page_shows_a_form_that_loads(tmp_path):
    (shown,) = re.findall(r"^```json\n(\{\n.*?)^```$", FORMS, re.DOTALL | re.MULTILINE)
    path = tmp_path / "form.json"
    path.write_text(shown, "utf-8")
    form = load_form(path)
    assert ["staff"] == [rule.id for table in form.tables for rule in table.rules]


@pytest.mark.parametrize("example", re.findall(r"^\| .*\| `(.*\[.*\].*)` \|$", FORMS, re.MULTILINE))
def test_forms_page_shows_expressions_that_parse(example):
    assert parse(example, "t", lambda ref, spread: [f"{ref[1]}{spread}"])
