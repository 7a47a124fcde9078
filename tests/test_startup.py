"""What a plain check does not import: modules are asserted, not milliseconds (bench/ has those)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = ["examples/manzhouli-2018.xlsx", "tests/tables/manzhouli-2018-utf-8-sig.csv"]
HEAVY = {
    "click",
    "jsonschema",
    "lxml",
    "numpy",
    "openpyxl",
    "pandas",
    "polars",
    "pydantic",
    "python_calamine",
    "referencing",
    "rich",
    "typer",
    "xlwt",
    "yaml",
}
RUN = """
import io, json, sys
from tablecheck.cli import run
from tablecheck.cli.entry import main
printed, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), "utf-8")
code = main(["validate", *sys.argv[1:], "--format", "json"])
json.dump({"exit": code, "modules": sorted(sys.modules)}, printed)
"""


def imported_by(*arguments: str) -> tuple[int, set[str]]:
    """Exit code of the command and the modules that it imported."""
    child = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=ROOT, capture_output=True, check=True
    )
    said = json.loads(child.stdout)
    return said["exit"], set(said["modules"])


@pytest.mark.parametrize("path", FILES)
def test_checking_to_json_imports_nothing_heavy(path):
    code, modules = imported_by(path)
    assert 1 == code
    assert "tablecheck.pipeline" in modules
    assert set() == HEAVY & {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize("path", FILES)
def test_configuration_and_waivers_cost_nothing_where_there_are_none(path):
    _, modules = imported_by(path)
    unused = {"tomllib", "tablecheck.waivers", "tablecheck.config.read"}
    assert set() == unused & modules
    assert set() == {name for name in modules if name.startswith("tablecheck.checks.tc7")}


def test_checking_a_csv_imports_no_reader_of_workbooks():
    _, modules = imported_by("tests/tables/manzhouli-2018-utf-8-sig.csv")
    assert set() == {"tablecheck.readers.xlsx", "tablecheck.readers.ods", "zipfile"} & modules


def test_checking_without_last_period_imports_nothing_of_it():
    _, modules = imported_by(FILES[0])
    assert "tablecheck.checks.tc401_total_mismatch" in modules
    assert set() == {
        name
        for name in modules
        if name == "tablecheck.period" or name.startswith("tablecheck.checks.tc5")
    }
