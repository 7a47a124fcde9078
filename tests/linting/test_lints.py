"""Each check of a form: what it finds, and the neighbour in which it finds nothing."""

from __future__ import annotations

import pytest

from linting.making import checked, form, found, rule
from tablecheck.checks.base import form_checks
from tablecheck.form_check import check_form


def item(code, label, **more):
    return {"code": code, "label": label, **more}


def summed(code, *parts, name="s"):
    """A row with a sum over others."""
    relation = {
        "id": name,
        "is": "sum",
        "over": list(parts),
        "severity": "error",
        "basis": "wording",
    }
    return item(code, f"row {code}", relations=[relation])


UNITS = {"元": {}, "万元": {"multiple_of": "元", "factor": 10000}, "件": {}}
YUAN, WAN, COUNT = ({"unit": each} for each in ("元", "万元", "件"))
DECIMAL = {"value": {"type": "number", "minimum": 0}}
TEXT = {"severity": "warning", "basis": "inferred"}


def units(one, other, expect="[a] >= [b]"):
    return form([item("a", "甲", **one), item("b", "乙", **other)], [("r", expect)], units=UNITS)


def text(*rules):
    return form(text=[{**TEXT, "id": f"t{n}", **each} for n, each in enumerate(rules)])


ROW, RULE = "/tables/0/rows/{}", "/tables/0/rules/{}"
CASES = {
    "an alias that is its label without numbering": (
        form([item("a", "（一）甲乙", aliases=["甲乙"]), "b"]),
        "TC911",
        ROW.format("0/aliases/0"),
        form([item("a", "（一）甲乙", aliases=["甲乙数"]), "b"]),
    ),
    "two rows of one name": (
        form([item("a", "其他"), item("b", "其 他")]),
        "TC912",
        ROW.format(1),
        form([item("a", "其他"), item("h", "丙", heading=True, rows=[item("b", "其他")])]),
    ),
    "two rows of one name below two headings of one name": (
        form(
            [
                item("h", "甲", heading=True, rows=[item("a", "其他")]),
                item("i", "甲", heading=True, rows=[item("b", "其他")]),
            ]
        ),
        "TC912",
        ROW.format(1),
        form(
            [
                item("h", "甲", heading=True, rows=[item("a", "其他")]),
                item("i", "乙", heading=True, rows=[item("b", "其他")]),
            ]
        ),
    ),
    "an alias that is another row's label": (
        form([item("a", "甲"), item("b", "乙", aliases=["1. 甲"])]),
        "TC912",
        ROW.format(1),
        form([item("a", "甲"), item("b", "乙", aliases=["1. 丙"])]),
    ),
    "two rows without a printed label": (
        form([item("a", "甲", printed=False), item("b", "乙", printed=False)]),
        "TC912",
        ROW.format(1),
        form([item("a", "甲", printed=False), item("b", "乙")]),
    ),
    "a heading over nothing": (
        form(["a", item("h", "甲", heading=True)]),
        "TC913",
        ROW.format(1),
        form(["a", item("h", "甲", heading=True, rows=[item("b", "乙")])]),
    ),
    "a unit that no row has": (
        form([item("a", "甲", unit="元"), "b"], units=UNITS),
        "TC914",
        "/units",
        form([item("a", "甲", unit="元"), item("b", "乙", unit="件")], units=UNITS),
    ),
    "a rule of other years": (
        form(rules=[], years={"to": 2020}, text=[])
        | {
            "tables": [
                form()["tables"][0] | {"rules": [rule("r", "[a] <= [b]", years={"from": 2021})]}
            ]
        },
        "TC915",
        RULE.format("0/years"),
        form(years={"to": 2020})
        | {
            "tables": [
                form()["tables"][0] | {"rules": [rule("r", "[a] <= [b]", years={"from": 2020})]}
            ]
        },
    ),
    "a rule over the previous report without a year": (
        form(rules=[("r", "[a] = previous [b]")]),
        "TC916",
        RULE.format(0),
        form(
            rules=[("r", "[a] = previous [b]")],
            family="x",
            header=[
                item("year", "Year", type="year"),
                item("agency", "Agency"),
            ],
        ),
    ),
    "half a unit of tolerance between whole numbers": (
        form()
        | {"tables": [form()["tables"][0] | {"rules": [rule("r", "[a] = [b]", tolerance=0.5)]}]},
        "TC917",
        RULE.format("0/tolerance"),
        form(**DECIMAL)
        | {"tables": [form()["tables"][0] | {"rules": [rule("r", "[a] = [b]", tolerance=0.5)]}]},
    ),
    "yuan beside ten thousand yuan": (
        units(WAN, YUAN),
        "TC918",
        RULE.format(0),
        units(WAN, YUAN, "10000 * [a] >= [b]"),
    ),
    "money beside cases": (units(WAN, COUNT), "TC918", RULE.format(0), units(WAN, WAN)),
    "a domain without a number": (
        form(
            [item("a", "甲", value={"exclusiveMinimum": 0, "maximum": 0.5, "type": "integer"}), "b"]
        ),
        "TC919",
        ROW.format(0),
        form(
            [item("a", "甲", value={"exclusiveMinimum": 0, "maximum": 1, "type": "integer"}), "b"]
        ),
    ),
    "multiples between which there is room": (
        form([item("a", "甲", value={"minimum": 6, "maximum": 9, "multipleOf": 5}), "b"]),
        "TC919",
        ROW.format(0),
        form([item("a", "甲", value={"minimum": 6, "maximum": 10, "multipleOf": 5}), "b"]),
    ),
    "a circle of parts with one strict step": (
        form(rules=[("1", "[a] <= [b]"), ("2", "[b] <= [c]"), ("3", "[c] < [a]")]),
        "TC921",
        RULE.format(0),
        form(rules=[("1", "[a] <= [b]"), ("2", "[b] <= [c]"), ("3", "[c] <= [a]")]),
    ),
    "a rule that its own cells cannot satisfy": (
        form(rules=[("1", "[a] + [b] < 0")]),
        "TC921",
        RULE.format(0),
        form(rules=[("1", "[a] + [b] < 1")]),
    ),
    "a half of a whole number": (
        form(rules=[("1", "2 * [a] = 2 * [b] + 1"), ("2", "[a] <= [c]")], **DECIMAL)
        | {"value": {"type": "integer", "minimum": 0, "maximum": 3}},
        "TC921",
        RULE.format(0),
        form(rules=[("1", "2 * [a] = 2 * [b] + 1"), ("2", "[a] <= [c]")], **DECIMAL),
    ),
    "a part of a part": (
        form(rules=[("1", "[a] <= [b]"), ("2", "[b] <= [c]"), ("3", "[a] <= [c]")]),
        "TC922",
        RULE.format(2),
        form(rules=[("1", "[a] <= [b]"), ("2", "[b] <= [c]"), ("3", "[c] <= 2 * [a]")]),
    ),
    "what the domain says already": (
        form(rules=[("1", "[a] + [b] >= 0")]),
        "TC922",
        RULE.format(0),
        form(rules=[("1", "[a] + [b] >= 1")]),
    ),
    "an alternative that always holds": (
        form(rules=[("1", "if [a] > 0 then [b] > 0"), ("2", "[b] >= 2 * [a]")]),
        "TC922",
        RULE.format(0),
        form(rules=[("1", "if [a] > 0 then [b] > 2"), ("2", "[b] >= 2 * [a]")]),
    ),
    "a part beside the whole": (
        form([summed("a", "b", "c")], [("r", "[a] = [b]")])
        | {"tables": [form([summed("a", "b", "c"), "b", "c"], [("r", "[a] = [b]")])["tables"][0]]},
        "TC923",
        ROW.format(2),
        form([summed("a", "b", "c"), "b", "c"], [("r", "[a] >= [b]")]),
    ),
    "only 0 satisfies": (
        form(rules=[("1", "[a] >= 2 * [b]"), ("2", "[b] >= 2 * [a]")]),
        "TC923",
        ROW.format(0),
        form(rules=[("1", "[a] >= 2 * [b]"), ("2", "[b] >= 0.5 * [a]")]),
    ),
    "a cell twice in a sum": (
        form(rules=[("r", "[a] = sum([b], [c], [b])")]),
        "TC924",
        RULE.format("0/expect"),
        form(
            rules=[("r", "[a] = sum([c], 2 * [b])".replace("sum([c], 2 * [b])", "[c] + 2 * [b]"))]
        ),
    ),
    "a cell on both sides": (
        form(rules=[("r", "[a] + [b] >= [a] + [c]")]),
        "TC924",
        RULE.format("0/expect"),
        form(rules=[("r", "[a] + [b] >= [b] * 2 + [c]")]),
    ),
    "a rule written another way": (
        form([summed("a", "b", "c"), "b", "c"], [("r", "[b] = [a] - [c]")]),
        "TC925",
        RULE.format(0),
        form([summed("a", "b", "c"), "b", "c"], [("r", "[b] >= [a] - [c]")]),
    ),
    "a denominator that may be 0": (
        form(rules=[("r", "[a] / [b] <= 2")]),
        "TC926",
        RULE.format("0/expect"),
        form(["a", item("b", "乙", value={"minimum": 1}), "c"], [("r", "[a] / [b] <= 2")]),
    ),
    "a row in no rule": (
        form(rules=[("r", "[a] <= [b]")]),
        "TC931",
        "/tables/0",
        form(rules=[("r", "[a] <= [b] + [c]")]),
    ),
    "one phrase for two cells": (
        text(
            {"equals": "[a]", "phrases": ["规范性文件{n}件"]},
            {"equals": "[b]", "phrases": ["规范性 文件{n}{件|个}"]},
        ),
        "TC932",
        "/text/1/phrases/0",
        text(
            {"equals": "[a]", "phrases": ["规范性文件{n}件"]},
            {"equals": "[b]", "phrases": ["规范性 文件{n}{件|个}"], "unless": ["有效"]},
        ),
    ),
    "a phrase that another one covers": (
        text({"equals": "[a]", "phrases": ["{制发|印发}文件{n}件", "印发 文件{n}件"]}),
        "TC933",
        "/text/0/phrases/1",
        text({"equals": "[a]", "phrases": ["{制发|印发}文件{n}件", "印发 文件{n}份"]}),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_defect_is_found_where_it_is(name, tmp_path):
    wrong, code, pointer, right = CASES[name]
    assert (code, pointer) in found(wrong, tmp_path, code)
    assert [] == found(right, tmp_path, code)


def test_every_check_has_a_case():
    told = {code for _, code, _, _ in CASES.values()} | {"TC939"}
    assert {check.code for check in form_checks()} == told


def test_findings_name_the_line(tmp_path):
    value = form(rules=[("1", "[a] + [b] < 0")])
    (finding,) = [each for each in checked(value, tmp_path).findings if each.code == "TC921"]
    lines = (tmp_path / "form.json").read_text("utf-8").splitlines()
    assert lines[int(finding.facts["line"]) :][0].strip() == '"id": "1",'
    assert finding.at.line == int(finding.facts["line"])


@pytest.mark.parametrize("name", ["cn-zfxxgk-2014", "cn-zfxxgk-2019", "cn-zfxxgk-2021"])
def test_shipped_forms_have_informations_only(name):
    assert {"information"} == {each.severity.value for each in check_form(name).findings}


def test_the_example_has_informations_only(examples):
    report = check_form(examples / "enrolment" / "form.json")
    assert ["TC931", "TC926"] == [each.code for each in report.findings]


def test_contradiction_names_no_rule_too_many(tmp_path):
    rules = [("1", "[a] <= [b]"), ("2", "[b] <= [c]"), ("3", "[c] < [a]"), ("4", "[b] <= 9")]
    (finding,) = [
        each for each in checked(form(rules=rules), tmp_path).findings if each.code == "TC921"
    ]
    assert "1, 2, 3" == finding.facts["rules"]


def test_contradiction_of_different_years_is_none(tmp_path):
    value = form()
    value["tables"][0]["rules"] = [
        rule("old", "[a] > [b]", years={"to": 2020}),
        rule("new", "[a] < [b]", years={"from": 2021}),
    ]
    assert [] == found(value, tmp_path, "TC921")
    value["tables"][0]["rules"][1]["years"] = {"from": 2020}
    assert [("TC921", "/tables/0/rules/0")] == found(value, tmp_path, "TC921")


def test_soft_rules_make_no_contradiction(tmp_path):
    rules = [("1", "[a] < [b]"), ("2", "[b] < [a]", "warning")]
    assert [] == found(form(rules=rules), tmp_path, "TC921")


def test_a_rule_over_the_previous_report_stands_in_for_none_without(tmp_path):
    both = [("1", "[a] = previous [a] + [b]"), ("2", "[a] >= [b]")]
    assert [] == found(form(rules=both), tmp_path, "TC922")


def test_a_soft_rule_implies_no_hard_one(tmp_path):
    rules = [("1", "[a] <= [b]", "warning"), ("2", "[a] <= [b] + [c]")]
    assert [] == found(form(rules=rules), tmp_path, "TC922")
    rules = [("1", "[a] <= [b]"), ("2", "[a] <= [b] + [c]", "warning")]
    assert [("TC922", "/tables/0/rules/1")] == found(form(rules=rules), tmp_path, "TC922")


def test_all_errors_of_the_grammar_are_told_at_once(tmp_path):
    value = form()
    value["titel"] = "x"
    value["tables"][0]["rows"][1] = {"code": "b", "labl": "B"}
    codes = found(value, tmp_path)
    assert ("TC901", "/titel") in codes
    assert ("TC901", "/tables/0/rows/1/labl") in codes


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "TC901"), ('{"id": "x"', "TC901"), ("[]", "TC901"), ("\x00", "TC901")],
)
def test_what_is_no_form_is_a_finding(text, code, tmp_path):
    path = tmp_path / "form.json"
    path.write_text(text, "utf-8")
    assert code in {each.code for each in check_form(path).findings}


def test_unknown_code_is_a_finding_with_its_line(tmp_path):
    assert [("TC903", "/tables/0/rules/0/expect")] == found(
        form(rules=[("r", "[a] <= [d]")]), tmp_path
    )


def test_a_form_too_large_says_what_was_not_looked_at(tmp_path):
    heads = [{"code": f"c{n}", "label": f"N{n}"} for n in range(600)]
    value = form([f"r{n}" for n in range(600)], [("r", "[r0] <= [r1]")], heads)
    assert [("TC939", "/tables")] == found(value, tmp_path)
