"""One table in every file type gives one report, but for where the cells stand."""

from __future__ import annotations

from typing import Any

import pytest

from tablecheck.pipeline import check_files
from tablecheck.report import to_dict

FILES = (
    "manzhouli-2018.xlsx",
    "manzhouli-2018.xls",
    "manzhouli-2018.ods",
    "manzhouli-2018-utf-8-sig.csv",
    "manzhouli-2018-gb18030.csv",
    "manzhouli-2018.docx",
    "manzhouli-2018.html",
)


def without_addresses(value: Any) -> Any:
    """The JSON less path, sha256, sheet, cell, and what not every format can tell."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in ("path", "sha256", "sheet", "cell")}
        return {k: without_addresses(v) for k, v in kept.items()}
    if isinstance(value, list):
        return [without_addresses(v) for v in value if not _is_of_the_format(v)]
    return value


def _is_of_the_format(value: Any) -> bool:
    """What .xls cannot tell (TC112), and the text (TC6xx), which only documents hold."""
    return isinstance(value, dict) and str(value.get("code", "")).startswith(("TC112", "TC6"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FILES[1:])
def test_json_is_the_same_for_every_format(tables, name, lang):
    one, other = to_dict(check_files([tables / FILES[0], tables / name]), lang)["files"]
    for file in (one, other):
        file["counts"]["findings"].pop("information")
        if name.endswith(".csv"):
            file.pop("agency")  # it stands in the name of the sheet, or beside the table
    assert without_addresses(one) == without_addresses(other)


@pytest.mark.parametrize("name", FILES)
def test_table_as_filed_is_told_as_the_issue_says(tables, name):
    (file,) = to_dict(check_files([tables / name]), "zh")["files"]
    counts = file["counts"]
    assert (58, 10, 48, 1) == tuple(counts[k] for k in ("cells", "observed", "blank", "deduced"))
    assert {"1": 0, "0": 0, "NA": 17} == counts["rules"]
    loud = [(f["code"], f["severity"]) for f in file["findings"] if f["severity"] != "information"]
    assert [("TC301", "error"), ("TC407", "warning"), ("TC301", "warning")] == loud
    assert "从事政府信息公开工作人员数" in file["deduced"][0]["at"]["label"]


def test_old_format_says_what_it_cannot_tell(tables):
    (file,) = to_dict(check_files([tables / "manzhouli-2018.xls"]), "en")["files"]
    assert ["TC112"] == [f["code"] for f in file["findings"] if f["severity"] == "information"]


TOLD_BY_TEXT = {"received-in-text": "3.1", "reviews-in-text": "4", "lawsuits-in-text": "5"}


@pytest.mark.parametrize("name", FILES)
def test_only_the_text_of_a_document_speaks_for_zeros(tables, name):
    (file,) = to_dict(check_files([tables / name]), "zh")["files"]
    told = {f["rule"]: f["at"]["row"] for f in file["findings"] if f["code"] == "TC602"}
    assert (TOLD_BY_TEXT if name.endswith((".docx", ".html")) else {}) == told
    assert not [f for f in file["findings"] if f["code"] in ("TC601", "TC603")]


def test_input_is_never_written_to(tables, tmp_path):
    copy = tmp_path / "report.xlsx"
    copy.write_bytes((tables / FILES[0]).read_bytes())
    before = (copy.read_bytes(), copy.stat().st_mtime_ns)
    check_files([copy])
    assert before == (copy.read_bytes(), copy.stat().st_mtime_ns)
    assert [copy] == list(tmp_path.iterdir())
