"""Every folder of tests/cases: a table, a form, and what the report must say of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from case_tables import make_table
from tablecheck.checks.base import all_checks
from tablecheck.errors import FormError
from tablecheck.pipeline import check_files
from tablecheck.report import to_dict

CASES = Path(__file__).resolve().parent / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/case.toml"))


def outcome(folder: Path, tmp_path: Path) -> dict[str, Any]:
    """What the report says, without hashes and words.

    ``previous`` in case.toml is last period's file: ``previous.*`` of the folder, or a table that
    ``previous_changes`` change; ``"table"`` is the checked file itself.
    """
    case = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    form = folder / "form.json"
    path = _table(folder, "table", case.get("base", "filled.xlsx"), case, tmp_path)
    previous = None
    if "previous" in case:
        previous = path
        if case["previous"] != "table":
            previous = _table(folder, "previous", case["previous"], case, tmp_path)
    try:
        report = check_files(
            [path],
            form=form if form.exists() else None,
            previous=previous,
            **case.get("options", {}),
        )
    except FormError as error:
        return {"form_error": {"code": error.code, "pointer": error.pointer, "line": error.line}}
    (file,) = to_dict(report, "zh")["files"]
    for words in file["findings"]:
        assert words["message"]
    if file["refusal"] is not None:
        return {"refusal": file["refusal"]["code"]}
    return {
        "rules": file["counts"]["rules"],
        "findings": [_finding(finding) for finding in file["findings"]],
        "deduced": {
            cell["at"]["row"] + "/" + cell["at"]["column"]: cell["value"]
            for cell in file["deduced"]
        },
    }


def _table(folder: Path, name: str, base: str, case: dict[str, Any], tmp_path: Path) -> Path:
    tables = sorted(folder.glob(f"{name}.*"))
    changes = case.get("changes" if name == "table" else f"{name}_changes", [])
    return tables[0] if tables else make_table(base, changes, tmp_path / f"{name}.xlsx")


def _finding(finding: dict[str, Any]) -> dict[str, Any]:
    at = finding["at"] or {}
    return {
        "code": finding["code"],
        "severity": finding["severity"],
        "cell": at.get("cell"),
        "row": at.get("row"),
        "rule": finding["rule"],
        "related": len(finding["related"]),
        "facts": finding["facts"],
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case_is_reported_as_expected(folder, tmp_path, request):
    found = outcome(folder, tmp_path)
    expected = folder / "expected.json"
    if request.config.getoption("--bless"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert json.loads(expected.read_text("utf-8")) == found


OTHERS = ("batch", "bulk", "linting", "rollup", "test_waivers.py")
"""Where codes have their cases that are about no single table: forms, many files, waivers."""


def test_every_code_occurs_in_some_case():
    said = "".join(path.read_text("utf-8") for path in CASES.glob("*/expected.json"))
    for name in OTHERS:
        place = CASES.parent / name
        paths = [place] if place.is_file() else sorted(place.rglob("*.py"))
        said += "".join(path.read_text("utf-8") for path in paths)
    assert [] == [check.code for check in all_checks() if f'"{check.code}"' not in said]


def test_every_case_says_why():
    silent = [
        folder.name
        for folder in FOLDERS
        if not tomllib.loads((folder / "case.toml").read_text("utf-8")).get("why")
    ]
    assert [] == silent
