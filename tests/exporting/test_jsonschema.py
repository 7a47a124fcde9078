"""The JSON Schema of a form, asked of what ``extract`` writes."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from tests.exporting.random_data import ROOT, all_forms

from tablecheck.exporting.jsonschema import as_jsonschema
from tablecheck.extract import as_json
from tablecheck.form.load import load_form
from tablecheck.pipeline import examine

FORMS = all_forms()
ENROLMENT = ROOT / "examples/enrolment"
TABLES = [
    ("cn-zfxxgk-2014", ROOT / "examples/filled.xlsx"),
    (ENROLMENT / "form.json", ENROLMENT / "enrolment-2024.xlsx"),
]


def extract(form, table):
    return json.loads(as_json(examine(table, form=form), table.name))


def errors(form, document):
    return list(Draft202012Validator(json.loads(as_jsonschema(form))).iter_errors(document))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.id}-{form.sha256[:6]}")
def test_every_form_has_a_schema(form):
    Draft202012Validator.check_schema(json.loads(as_jsonschema(form)))


@pytest.mark.parametrize(("form", "table"), TABLES, ids=["one column", "cross-tab"])
def test_the_extract_of_a_right_table_is_valid(form, table):
    form = load_form(form)
    assert [] == errors(form, extract(form, table))


def test_the_extract_of_records_is_valid():
    folder = ROOT / "tests/cases/records-add-up"
    form = load_form(folder / "form.json")
    document = extract(form, folder / "table.csv")
    filled = [each for each in document["observations"] if each["OBS_STATUS"] == "A"]
    assert [] == errors(form, {**document, "observations": filled})
    assert [] != errors(form, {**document, "observations": filled[:1]})


def test_every_blank_is_an_error_of_its_own():
    form = load_form("cn-zfxxgk-2014")
    document = extract(form, ROOT / "examples/manzhouli-2018.xlsx")
    blank = [n for n, each in enumerate(document["observations"]) if each["OBS_STATUS"] == "O"]
    assert 48 == len(blank)
    assert blank == [error.absolute_path[1] for error in errors(form, document)]


@pytest.mark.parametrize(
    "change",
    [
        {"OBS_VALUE": "12"},
        {"OBS_VALUE": 1.5},
        {"OBS_VALUE": -1},
        {"OBS_VALUE": None},
        {"OBS_STATUS": "O"},
        {"OBS_STATUS": "V"},
        {"OBS_STATUS": "x"},
        {"OBS_VALUE": None, "OBS_STATUS": "O"},
        {"UNIT_MEASURE": "万条"},
        {"INDICATOR": "1.2"},
        {"TABLE": "other"},
        {"CELL": 5},
    ],
    ids=str,
)
def test_one_wrong_observation_is_not_valid(change):
    form = load_form("cn-zfxxgk-2014")
    document = extract(form, ROOT / "examples/filled.xlsx")
    document["observations"][0].update(change)
    assert [0] == list({error.absolute_path[1] for error in errors(form, document)})


def test_an_observation_too_few_or_too_many_is_not_valid():
    form = load_form("cn-zfxxgk-2014")
    document = extract(form, ROOT / "examples/filled.xlsx")
    lines = document["observations"]
    for wrong in (lines[:-1], lines[1:], [*lines, lines[0]]):
        assert [] != errors(form, {**document, "observations": wrong})


def test_the_extract_of_another_form_is_not_valid():
    document = extract(load_form("cn-zfxxgk-2014"), ROOT / "examples/filled.xlsx")
    assert [] != errors(load_form("cn-zfxxgk-2021"), document)
