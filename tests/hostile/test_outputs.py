"""Hostile text from a file through the real command, in every format, to every reader of it."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.hostile.inputs import FORM_TEXT, table, workbook
from tests.hostile.tables import MARKUP, escaped
from tests.reporters.test_harmless import commands, is_harmless

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.running import Nursery

TEXTS = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown",
         "ess", "html", "waivers")  # fmt: skip
LONGEST = 400


def hostile_workbook() -> bytes:
    """All hostile texts as labels of unknown rows, one as a value, one as a unit."""
    rows = table(escaped(MARKUP["commands of Azure"]), unit=escaped(MARKUP["formula injection"]))
    rows += [(escaped(text), "人", 4) for text in MARKUP.values()]
    return workbook(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("outputs")
    (made / "form.json").write_text(FORM_TEXT, "utf-8")
    (made / "a.xlsx").write_bytes(hostile_workbook())
    return made


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", TEXTS)
def test_nothing_of_a_file_acts(folder: Path, nursery: Nursery, name: str, lang: str):
    words = ["a.xlsx", "--form", "form.json", "-F", name, "--lang", lang, "--max-findings", "0"]
    outcome = nursery.run(*words, cwd=folder)
    assert (1, b"") == (outcome.code, outcome.err)
    text = outcome.out.decode("utf-8")
    assert is_harmless(text)
    if name in ("text", "concise"):
        assert [] == commands(text)
    if name == "github":
        shown = [line for line in text.splitlines() if line]
        assert shown == [
            line for line in shown if line.startswith(("::error ", "::warning ", "::notice "))
        ]
        assert not any("\n::" in line or "##vso[" in line for line in shown)
    if name in ("json", "sarif", "gitlab", "ess"):
        json.loads(text)
    if name == "junit":
        assert "testsuites" == ET.fromstring(text).tag
    if name == "html":
        page = Page()
        page.feed(text)
        assert [] == page.complaints


class Page(HTMLParser):
    """Looks for what only we or nobody may write: scripts of others, handlers, foreign links."""

    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[str] = []
        self.is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_script = tag == "script"
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.complaints.append(f"{tag} {name}={value}")
            if name in ("src", "action") or (name == "href" and not (value or "").startswith("#")):
                self.complaints.append(f"{tag} {name}={value}")
        if tag in ("iframe", "object", "embed", "base", "link", "form"):
            self.complaints.append(tag)

    def handle_data(self, data: str) -> None:
        if self.is_script and "alert(1)" in data:
            self.complaints.append("a script of the file")


def test_marked_workbook_holds_texts_and_no_formula_of_a_file(folder: Path, nursery: Nursery):
    outcome = nursery.run(
        "a.xlsx", "--form", "form.json", "-F", "xlsx=marked.xlsx", "-q", cwd=folder
    )
    assert (1, b"Traceback" in outcome.err) == (outcome.code, False)
    data = (folder / "marked.xlsx").read_bytes()
    (folder / "marked.xlsx").unlink()
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert "f" != cell.data_type, (sheet.title, cell.coordinate, cell.value)


def test_text_of_a_file_is_cut_where_people_read_it(folder: Path, nursery: Nursery, tmp_path: Path):
    (tmp_path / "form.json").write_text(FORM_TEXT, "utf-8")
    (tmp_path / "b.xlsx").write_bytes(workbook([*table("长" * 30_000), ("宽" * 30_000, "人", 4)]))
    for name in ("text", "concise"):
        outcome = nursery.run("b.xlsx", "--form", "form.json", "-F", name, cwd=tmp_path)
        assert 1 == outcome.code
        assert LONGEST > max(map(len, outcome.out.decode().splitlines()))
