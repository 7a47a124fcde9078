"""Two forms compared: what is found of one change, and laws of all of them."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated.forms import make_form
from tablecheck.comparing.compare import compare_forms
from tablecheck.comparing.model import OPPOSITE, Kind
from tablecheck.comparing.told import diff_lines
from tablecheck.form.load import load_form

SHIPPED = ("cn-zfxxgk-2014", "cn-zfxxgk-2019", "cn-zfxxgk-2021")


def table(*rows, rules=()):
    return {
        "code": "m",
        "columns": [{"code": "l", "label": "L", "role": "label"}, {"code": "n", "label": "N"}],
        "rows": [deepcopy(each) for each in rows],
        "rules": list(rules),
    }


def item(code, label, *rows, **more):
    return {"code": code, "label": label, **({"rows": list(rows)} if rows else {}), **more}


def rule(name, expect, **more):
    return {"id": name, "expect": expect, "severity": "error", "basis": "wording", **more}


APPLES, PEARS, PLUMS = item("1", "Apples"), item("2", "Pears"), item("3", "Plums")


def loaded(value, folder, name):
    path = folder / f"{name}.json"
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return load_form(path)


def form(*tables, **more):
    return {"id": "f", "version": "1", "title": "T", **more, "tables": list(tables)}


def changes(before, after, folder):
    """(kind, part, code before, code after) of two tables, or forms."""
    forms = [each if "tables" in each else form(each) for each in (before, after)]
    diff = compare_forms(loaded(forms[0], folder, "a"), loaded(forms[1], folder, "b"))
    return [
        (
            each.kind.value,
            each.part,
            each.before.code if each.before else None,
            each.after.code if each.after else None,
        )
        for each in diff.changes
    ]


ONE_CHANGE = {
    "a row added": (
        table(APPLES, PLUMS),
        table(APPLES, PEARS, PLUMS),
        [("added", "row", None, "2")],
    ),
    "a row removed": (
        table(APPLES, PEARS, PLUMS),
        table(APPLES, PLUMS),
        [("removed", "row", "2", None)],
    ),
    "a row renamed": (
        table(APPLES, PEARS),
        table(APPLES, item("2", "Quinces")),
        [("renamed", "row", "2", "2")],
    ),
    "codes that move on when a row comes in": (
        table(APPLES, PEARS, PLUMS),
        table(APPLES, item("2", "Cherries"), item("3", "Pears"), item("4", "Plums")),
        [
            ("added", "row", None, "2"),
            ("changed", "row", "2", "3"),
            ("changed", "row", "3", "4"),
        ],
    ),
    "a row of another code and nearly the same name": (
        table(APPLES, item("2", "Number of pears")),
        table(APPLES, item("p", "Number of the pears")),
        [("renamed", "row", "2", "p")],
    ),
    "a row that stands elsewhere": (
        table(APPLES, PEARS, PLUMS),
        table(PEARS, PLUMS, APPLES),
        [("moved", "row", "1", "1")],
    ),
    "a row that stands below another one": (
        table(APPLES, PEARS),
        table(item("1", "Apples", PEARS)),
        [("moved", "row", "2", "2")],
    ),
    "a section that moved moved with its rows": (
        table(item("h", "Stone", PLUMS, heading=True), APPLES, PEARS),
        table(APPLES, PEARS, item("h", "Stone", PLUMS, heading=True)),
        [("moved", "row", "h", "h")],
    ),
    "a row that became a heading over parts": (
        table(APPLES, item("2", "Other")),
        table(APPLES, item("2", "Other", item("2.1", "Pears"), item("2.2", "Plums"), heading=True)),
        [("split", "row", "2", None)],
    ),
    "parts that became one row": (
        table(APPLES, item("2", "Other", item("2.1", "Pears"), item("2.2", "Plums"), heading=True)),
        table(APPLES, item("2", "Other")),
        [("merged", "row", None, "2")],
    ),
    "a row in whose place two alike stand": (
        table(APPLES, item("2", "Pears sold"), PLUMS),
        table(APPLES, item("2a", "Pears sold here"), item("2b", "Pears sold abroad"), PLUMS),
        [("split", "row", "2", None)],
    ),
    "a row in whose place two others stand": (
        table(APPLES, item("2", "Pears"), PLUMS),
        table(APPLES, item("2a", "Wine"), item("2b", "Juice"), PLUMS),
        [("added", "row", None, "2a"), ("added", "row", None, "2b"), ("removed", "row", "2", None)],
    ),
    "a value": (
        table(APPLES, item("2", "Pears", value={"minimum": 0})),
        table(APPLES, item("2", "Pears", value={"minimum": 1})),
        [("changed", "row", "2", "2")],
    ),
    "a rule added": (
        table(APPLES, PEARS),
        table(APPLES, PEARS, rules=[rule("r", "[1] <= [2]")]),
        [("added", "rule", None, "r")],
    ),
    "a rule that says more": (
        table(APPLES, PEARS, rules=[rule("r", "[1] <= [2]")]),
        table(APPLES, PEARS, rules=[rule("r", "[1] < [2]")]),
        [("changed", "rule", "r", "r")],
    ),
    "a rule written otherwise": (
        table(APPLES, PEARS, rules=[rule("r", "[1] <= [2]")]),
        table(APPLES, PEARS, rules=[rule("r", "[1]  ≤ [2]")]),
        [],
    ),
    "a rule of another name": (
        table(APPLES, PEARS, rules=[rule("r", "[1] <= [2]")]),
        table(APPLES, PEARS, rules=[rule("q", "[1] <= [2]")]),
        [("changed", "rule", "r", "q")],
    ),
    "a rule over rows whose codes changed": (
        table(APPLES, PEARS, rules=[rule("r", "[1] <= [2]")]),
        table(item("a", "Apples"), PEARS, rules=[rule("r", "[a] <= [2]")]),
        [("changed", "row", "1", "a")],
    ),
    "a unit that moved to the column": (
        form(table(item("1", "Apples", unit="t"), item("2", "Pears", unit="t"))),
        form(
            {
                **table(APPLES, PEARS),
                "columns": [
                    {"code": "l", "label": "L", "role": "label"},
                    {"code": "n", "label": "N", "unit": "t"},
                ],
            }
        ),
        [],
    ),
    "a table of another code": (
        form({**table(APPLES), "title": "Fruit"}),
        form({**table(APPLES), "code": "q", "title": "Fruit"}),
        [("changed", "table", "m", "q")],
    ),
    "years of the form": (
        form(table(APPLES), years={"to": 2020}),
        form(table(APPLES)),
        [("changed", "form", "f", "f")],
    ),
}


@pytest.mark.parametrize("name", ONE_CHANGE)
def test_one_change_is_told_as_one(name, tmp_path):
    before, after, expected = ONE_CHANGE[name]
    assert expected == changes(before, after, tmp_path)


@pytest.mark.parametrize("name", ONE_CHANGE)
def test_both_directions_say_the_opposite(name, tmp_path):
    before, after, _ = ONE_CHANGE[name]
    there = [(Kind(each[0]), each[1]) for each in changes(before, after, tmp_path)]
    back = [(Kind(each[0]), each[1]) for each in changes(after, before, tmp_path)]
    assert Counter((OPPOSITE.get(kind, kind), part) for kind, part in there) == Counter(back)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_form_is_like_itself(name):
    form = load_form(name)
    assert () == compare_forms(form, form).changes


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_a_form_is_like_itself(chance, tmp_path_factory):
    form = loaded(make_form(Random(chance.random())).json, tmp_path_factory.mktemp("form"), "a")
    assert () == compare_forms(form, form).changes


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_directions_mirror_each_other(chance, tmp_path_factory):
    folder = tmp_path_factory.mktemp("form")
    one, other = (
        loaded(make_form(Random(chance.random())).json, folder, name) for name in ("a", "b")
    )
    there, back = compare_forms(one, other).changes, compare_forms(other, one).changes
    kinds = [(OPPOSITE.get(each.kind, each.kind), each.part) for each in there]
    assert Counter(kinds) == Counter((each.kind, each.part) for each in back)


def test_2019_against_2021_splits_other_handling():
    diff = compare_forms(load_form("cn-zfxxgk-2019"), load_form("cn-zfxxgk-2021"))
    (split,) = [each for each in diff.changes if each.kind is Kind.SPLIT]
    assert "（六）其他处理" == split.before.label
    assert ["3.6.1", "3.6.2", "3.6.3"] == [each.code for each in split.several]
    (handled,) = [each for each in diff.changes if each.after and each.after.code == "handled"]
    assert (("over", "3.6", "3.6.1, 3.6.2, 3.6.3"),) == handled.keys
    assert ["t2-9"] == [
        each.before.code for each in diff.changes if each.part == "table" and not each.after
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_fit_a_chinese_console(lang):
    for one in SHIPPED:
        for other in SHIPPED:
            lines = diff_lines(compare_forms(load_form(one), load_form(other)), lang)
            "\n".join(lines).encode("gb18030")
            assert ("相同" in lines[-1] or "same" in lines[-1]) == (one == other)
