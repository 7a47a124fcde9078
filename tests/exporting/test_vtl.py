"""The VTL script of a form: run by vtlengine where that is installed, read where it is not."""

from __future__ import annotations

import re
from random import Random

import pytest
from tests.exporting.random_data import ROOT, all_forms, dataset, random_values
from tests.written_forms import write_form

from tablecheck.exporting.vtl import as_vtl
from tablecheck.form.load import load_form
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.model import Verdict

AREAS = 12
FORMS = all_forms()
DIMENSIONS = ("TABLE", "INDICATOR", "DIMENSION", "TIME_PERIOD", "REF_AREA")
STRUCTURE = {
    "datasets": [
        {
            "name": "DATA",
            "DataStructure": [
                *(
                    {"name": name, "type": "String", "role": "Identifier", "nullable": False}
                    for name in DIMENSIONS
                ),
                {"name": "OBS_VALUE", "type": "Number", "role": "Measure", "nullable": True},
            ],
        }
    ]
}
KINDS = {
    "id": "kinds",
    "version": "1",
    "title": "Every kind /* of */ rule",
    "value": {"type": "integer", "minimum": 0},
    "tables": [
        {
            "code": "t-1",
            "columns": [
                {"code": "what", "label": "What", "role": "label"},
                {"code": "x", "label": "X"},
                {"code": "y", "label": "Y"},
            ],
            "rows": [
                {"code": code, "label": f"Row {code}"} for code in ("a", "b", "c-1", "e", "f")
            ],
            "rules": [
                {
                    "id": f"r{number}",
                    "expect": expect,
                    "severity": "error",
                    "basis": "inferred",
                    **more,
                }
                for number, (expect, more) in enumerate(
                    [
                        ("[a] + [b] = [e] + [f]", {}),
                        ("[a] - [b] < [e]", {"in": ["y"]}),
                        ("2 * [a] >= [b] + 0.5 * [e]", {}),
                        ("[a] != [b]", {}),
                        ("abs([a] - [b]) <= [e]", {}),
                        ("abs([a] - [b]) > 1", {}),
                        ("[a] / [b] * 100 <= 60", {"tolerance": 5}),
                        ("[a] / ([b] + [e]) = 1", {"tolerance": 0.5}),
                        ("[a] = [b]", {"tolerance": 1}),
                        ("[a] = [b] + [e]", {"rounded": {"base": 3}}),
                        ("[a] = [b] + [e]", {"rounded": True}),
                        ("if [a] > 0 and [b] > 0 then any([e], [f]) > 0 or [a@x] = 2", {}),
                        ("all([a], [b]) <= [e@x]", {}),
                        ("[a@x] = [b@y]", {}),
                        ("[x] >= [y]", {"axis": "columns", "in": ["a", "b"]}),
                        ("[a] <= [b]", {"years": {"from": 2021}}),
                        ("[a] + 1 <= [b]", {"years": {"to": 2020}}),
                        ("[c-1] <= [b]", {}),
                        ("[a] >= 1", {}),
                        ("0 - [a] - [b] <= (0 - 2)", {}),
                    ]
                )
            ],
        }
    ],
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.id}-{form.sha256[:6]}")
def test_vtlengine_agrees_with_the_verdicts_on_random_complete_data(form):
    pytest.importorskip("vtlengine", reason="the extra “vtl” is not installed")
    assert_agrees(form, seed=1)


@pytest.mark.filterwarnings("ignore")
def test_vtlengine_agrees_on_every_kind_of_rule(tmp_path):
    pytest.importorskip("vtlengine", reason="the extra “vtl” is not installed")
    form = load_form(write_form(tmp_path, KINDS))
    judged = {
        verdict
        for seed in range(3)
        for (rule, _, _), verdict in assert_agrees(form, seed).items()
        if rule == "r0"
    }
    assert {True, False} == judged


def assert_agrees(form, seed):
    """Both judge every rule in every place of some tables alike; rule, area, place -> broken."""
    random = Random(seed)
    tables = {f"area {n}": (2019 + n % 4, random_values(form, random)) for n in range(AREAS)}
    ours, theirs = _ours(form, tables), _theirs(form, tables)
    said = set(re.findall(r"^/\* Not said.*\*/", as_vtl(form), re.M | re.S))
    left_out = re.findall(r"^   (\S+): ", "".join(said), re.M)
    assert {key: broken for key, broken in ours.items() if key[0] not in left_out} == theirs
    return theirs


def _ours(form, tables):
    broken = {}
    for area, (year, values) in tables.items():
        instances = compile_rules(form, year=year)
        for judged in evaluate(instances, dataset(values)).verdicts:
            instance = judged.instance
            key = (instance.rule.id, area, instance.column or instance.row)
            broken[key] = judged.verdict is Verdict.FAILS
    return broken


def _theirs(form, tables):
    import pandas
    import vtlengine

    records = {table.code for table in form.tables if table.orientation == "records"}
    rows = [
        (table, row, "_Z" if table in records else column, str(year), area, float(value))
        for area, (year, values) in tables.items()
        for (table, row, column), value in values.items()
    ]
    script = as_vtl(form)
    if "<-" not in script:
        return {}
    results = vtlengine.run(
        script=script,
        data_structures=STRUCTURE,
        datapoints={"DATA": pandas.DataFrame(rows, columns=[*DIMENSIONS, "OBS_VALUE"])},
    )
    rules = [rule for table in form.tables for rule in table.rules]
    places = {}
    for instance in compile_rules(form):
        places.setdefault(instance.rule.id, []).append(instance.column or instance.row)
    only = {t.code: next(c.code for c in t.columns if c.role == "value") for t in form.tables}
    broken = {}
    for name, result in results.items():
        for row in result.data.to_dict("records"):
            rule = rules[int((row.get("ruleid") or name).partition("_")[0].removeprefix("R")) - 1]
            if name.startswith("R"):
                place = places[rule.id][int(name.partition("_")[2]) - 1]
            else:
                place = row["DIMENSION" if rule.axis == "rows" else "INDICATOR"]
            if place == "_Z":
                place = next(only[t.code] for t in form.tables if rule in t.rules)
            key = (rule.id, row["REF_AREA"], place)
            broken[key] = broken.get(key, False) or not row["bool_var"]
    return broken


def test_as_vtl_says_sums_as_hierarchical_rules_and_the_rest_as_checks():
    script = as_vtl(load_form(ROOT / "examples/enrolment/form.json"))
    assert "   R5_1 : '6' = '1' + '4' + '5' errorcode \"line-6\" errorlevel 2;" in script
    assert "CHECK_1_2 <- check_hierarchy(TABLE_1, RULES_1_2 rule DIMENSION all);" in script
    assert (
        'R10_1 <- check(((CELL_1 <= 0) or (CELL_2 > 0)) errorcode "taught" errorlevel 2);' in script
    )


def test_as_vtl_says_what_it_cannot_say():
    script = as_vtl(load_form(ROOT / "examples/enrolment/form.json"))
    told = script.partition("/* Not said in VTL:")[2]
    assert "change: compares with last year's file" in told
    text = as_vtl(load_form("cn-zfxxgk-2021"))
    assert "received-in-text: compares the text with the table" in text


def test_as_vtl_keeps_titles_inside_their_comment(tmp_path):
    script = as_vtl(load_form(write_form(tmp_path, KINDS)))
    assert "Every kind / * of * / rule" in script
    assert script.count("/*") == script.count("*/")
