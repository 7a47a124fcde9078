"""TC601 to TC603 on a page with two rows: what each says, and where it is silent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tablecheck.pipeline import check_files
from tablecheck.report import to_dict

if TYPE_CHECKING:
    from pathlib import Path

UNITS = {"次": {}, "元": {}, "万元": {"multiple_of": "元", "factor": 10000}}


def found(
    folder: Path,
    text: str,
    values: tuple[str, str],
    *,
    equals: str = "[a]",
    unit: str = "次",
    rules: tuple[dict[str, str], ...] = (),
    blank: str = "form",
    **more: Any,
) -> list[dict[str, Any]]:
    """The TC6xx findings of a paragraph above a table of two values."""
    rows = [{"code": code, "label": f"{code}项数量", "unit": unit} for code in "ab"]
    told = {"id": "t", "equals": equals, "phrases": ["共办{n}{次|元|万元}"], "none": ["没有办"]}
    form = {
        "id": "x",
        "version": "1",
        "title": "某表",
        "units": UNITS,
        "value": {"minimum": 0},
        "tables": [
            {
                "code": "t",
                "columns": [
                    {"code": "what", "label": "项目", "role": "label"},
                    {"code": "n", "label": "数量"},
                ],
                "rows": rows,
                "rules": list(rules),
            }
        ],
        "text": [{**told, **more}],
    }
    (folder / "form.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    cells = "".join(
        f"<tr><td>{row['label']}</td><td>{value}</td></tr>"
        for row, value in zip(rows, values, strict=True)
    )
    page = (
        f"<meta charset=utf-8><p>某表</p><p>{text}</p>"
        f"<table><tr><th>项目</th><th>数量</th></tr>{cells}</table>"
    )
    (folder / "table.html").write_text(page, "utf-8")
    report = check_files([folder / "table.html"], form=folder / "form.json", blank=blank)
    (file,) = to_dict(report, "en")["files"]
    assert "checked" == file["status"]
    return [each for each in file["findings"] if each["code"].startswith("TC6")]


def codes(findings: list[dict[str, Any]]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(each["code"], each["severity"], each["facts"]) for each in findings]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("共办12次", "12", []),
        ("共办13次", "12", [("TC601", "warning", {"text": "13", "table": "12"})]),
        ("没有办", "12", [("TC601", "warning", {"text": "0", "table": "12"})]),
        ("没有办", "0", []),
        ("没有办", "", [("TC602", "information", {"text": "0"})]),
        ("共办0次", "", [("TC602", "information", {"text": "0"})]),
        ("共办13次", "", [("TC603", "information", {"text": "13"})]),
        ("没有办，共办13次", "", [("TC603", "information", {"text": "0"})]),
        ("共办1.26万次", "12550", []),
        ("共办1.26万次", "12650", []),
        (
            "共办1.26万次",
            "12651",
            [("TC601", "warning", {
                "text": None, "text_low": "12550", "text_high": "12650", "table": "12651",
            })],
        ),
        ("共办1.26万次", "", []),
        # A part is at most the whole, and fills no blank.
        ("其中共办12次", "13", []),
        ("其中共办12次", "", []),
        (
            "其中共办12次",
            "11",
            [("TC601", "warning", {
                "text": None, "text_low": "12", "text_high": None, "table": "11",
            })],
        ),
        # One that agrees is enough.
        ("共办12次，共办13次", "12", []),
        ("共办12次，共办13次", "14", [("TC601", "warning", {"text": "12", "table": "14"})]),
        # Unreadable cells are for other checks.
        ("共办13次", "约12", []),
        ("共办13次", "12件左右", []),
        ("去年共办13次", "12", []),
        ("共办约13次", "12", []),
    ],
)  # fmt: skip
def test_text_against_a_cell(tmp_path, text, value, expected):
    assert expected == codes(found(tmp_path, text, (value, "1")))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("共办12次", ("5", "7"), []),
        ("共办13次", ("5", "7"), [("TC601", "warning", {"text": "13", "table": "12"})]),
        ("共办13次", ("5", ""), [("TC603", "information", {"text": "8"})]),
        ("共办13次", ("", ""), []),
        ("共办5次", ("5", ""), []),
        (
            "共办4次",
            ("5", ""),
            [("TC601", "warning", {
                "text": "4", "table": None, "table_low": "5", "table_high": None,
            })],
        ),
        ("没有办", ("", ""), [("TC602", "information", {"text": "0"})]),
        ("没有办", ("0", ""), [("TC602", "information", {"text": "0"})]),
        ("没有办", ("1", ""), [("TC601", "warning", {
            "text": "0", "table": None, "table_low": "1", "table_high": None,
        })]),
    ],
)  # fmt: skip
def test_text_against_a_sum(tmp_path, text, values, expected):
    assert expected == codes(found(tmp_path, text, values, equals="[a] + [b]"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共办7次", []),
        ("共办8次", [{"text": "8", "table": "7"}]),
    ],
)
def test_text_against_a_difference(tmp_path, text, expected):
    findings = found(tmp_path, text, ("10", "3"), equals="[a] - [b]")
    assert expected == [each["facts"] for each in findings]


def test_difference_with_a_blank_is_solved_for_it(tmp_path):
    (one,) = found(tmp_path, "共办7次", ("10", ""), equals="[a] - [b]")
    assert ("TC603", "b", {"text": "3"}) == (one["code"], one["at"]["row"], one["facts"])


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("共办35000元", "3.5", []),
        ("共办35001元", "3.5", [{"text": "3.5001", "table": "3.5"}]),
        ("共办3.5万元", "3.54", []),
        (
            "共办3.5万元",
            "3.56",
            [{"text": None, "text_low": "3.45", "text_high": "3.55", "table": "3.56"}],
        ),
        ("共办3.5元", "3.5", [{"text": "0.00035", "table": "3.5"}]),
    ],
)
def test_amounts_are_compared_in_the_unit_of_the_cell(tmp_path, text, value, expected):
    findings = found(tmp_path, text, (value, "1"), unit="万元")
    assert expected == [each["facts"] for each in findings]


def test_deduced_blank_counts_as_what_it_must_be(tmp_path):
    rule = {"id": "r", "expect": "[a] = [b]", "severity": "error", "basis": "official"}
    assert [] == found(tmp_path, "共办12次", ("", "12"), rules=(rule,))
    (one,) = found(tmp_path, "共办13次", ("", "12"), rules=(rule,))
    assert ("TC601", {"text": "13", "table": "12"}) == (one["code"], one["facts"])
    assert "12 (deduced) 次" in one["message"]


def test_blank_that_means_zero_is_a_number(tmp_path):
    (one,) = found(tmp_path, "共办13次", ("", "1"), blank="zero")
    assert ("TC601", {"text": "13", "table": "0"}) == (one["code"], one["facts"])
    assert [] == found(tmp_path, "没有办", ("", "1"), blank="zero")


def test_form_says_how_loud_a_difference_is_and_why(tmp_path):
    more = {"severity": "information", "basis": "official", "message": {"en": "so it is"}}
    (one,) = found(tmp_path, "共办13次", ("12", "1"), **more)
    assert ("information", "official", "t") == (one["severity"], one["basis"], one["rule"])


def test_finding_names_the_cell_and_the_sentence(tmp_path):
    (one,) = found(tmp_path, "本年共办13次，办结12次。", ("12", "1"))
    assert ("t", "a", "n", "a项数量") == tuple(
        one["at"][key] for key in ("table", "row", "column", "label")
    )
    (text,) = one["related"]
    assert (None, None, None) == (text["table"], text["row"], text["column"])
    assert ("document", "本年共办13次，办结12次") == (text["sheet"], text["label"])
    assert "“a项数量”: the table has 12 次, but the text says 13次" in one["message"]
