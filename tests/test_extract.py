"""Tables as tidy data: values, statuses, units, and what a spreadsheet program does with them."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.running import command
from tests.written_forms import write_form

from tablecheck.extract import COLUMNS, as_csv, as_json, observations
from tablecheck.pipeline import Given, examine

ROOT = Path(__file__).resolve().parent.parent
FORM = {
    "id": "form",
    "version": "1",
    "title": "Return",
    "language": "en",
    "missing": {
        "marks": {"*": "suppressed", "n/a": "not_applicable", "..": "missing", "-": "zero"}
    },
    "units": {"kg": {}, "t": {"multiple_of": "kg", "factor": 1000}, "pcs": {}},
    "tables": [
        {
            "code": "main",
            "columns": [
                {"code": "what", "label": "Item", "role": "label"},
                {"code": "unit", "label": "Unit", "role": "unit"},
                {"code": "n", "label": "Number"},
            ],
            "rows": [
                {
                    "code": "t",
                    "label": "Total",
                    "unit": "t",
                    "value": {"type": "number", "minimum": 0},
                    "relations": [
                        {"id": "sum", "is": "sum", "severity": "error", "basis": "wording"}
                    ],
                    "rows": [
                        {"code": "a", "label": "Alpha", "unit": "t"},
                        {"code": "b", "label": "Beta", "unit": "t"},
                    ],
                }
            ],
        }
    ],
}


@pytest.fixture
def lines(tmp_path):
    form = write_form(tmp_path, FORM)

    def read(total, alpha, beta, unit="t", **options):
        text = f"Item,Unit,Number\nTotal,{unit},{total}\nAlpha,t,{alpha}\nBeta,t,{beta}\n"
        return list(observations(examine(Given("t.csv", text.encode()), form=form), **options))

    return read


def told(line):
    return tuple(line[name] for name in ("OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "OBS_COMMENT"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3.50", ("3.5", "t", "A", "")),
        ("", (None, "t", "O", "")),
        ("..", (None, "t", "O", "")),
        ("*", (None, "t", "Q", "*")),
        ("n/a", (None, "t", "M", "n/a")),
        ("-", ("0", "t", "A", "")),
        ("about 3", (None, "t", "O", "about 3")),
        ("-3", ("-3", "t", "V", "-3")),
        ("3500 kg", ("3.5", "t", "A", "")),
    ],
)
def test_observations_give_value_unit_and_status(lines, written, expected):
    assert expected == told(lines(written, "1", "2")[0])


def test_observations_give_a_number_in_another_unit_as_it_stands(lines):
    assert ("5", "pcs", "V", "5") == told(lines("5", "1", "2", unit="pcs")[0])


def test_observations_give_deduced_values_where_asked(lines):
    assert (None, "t", "O", "") == told(lines("", "1", "2")[0])
    assert ("3", "t", "I", "") == told(lines("", "1", "2", deduced=True)[0])


def test_observations_say_where_a_value_stands(lines):
    assert ["C2", "C3", "C4"] == [line["CELL"] for line in lines("3", "1", "2")]


def test_observations_of_records_name_the_reporting_unit():
    folder = ROOT / "tests/cases/records-add-up"
    table = next(folder.glob("table.*"))
    found = list(observations(examine(table, form=folder / "form.json")))
    assert {"_Z"} == {line["DIMENSION"] for line in found}
    assert len({line["REF_AREA"] for line in found}) > 2
    assert {"A", "O"} == {line["OBS_STATUS"] for line in found}


def test_a_real_table_is_extracted_with_year_and_agency():
    case = examine(ROOT / "examples/manzhouli-2018.xlsx")
    found = json.loads(as_json(case, "manzhouli-2018.xlsx"))
    assert (2018, "满洲里市教育局") == (found["time_period"], found["ref_area"])
    first, *_ = found["observations"]
    assert (1606, "条", "A", "C5") == tuple(
        first[name] for name in ("OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "CELL")
    )
    assert 58 == len(found["observations"])


def test_json_and_csv_hold_the_same_exact_numbers(tmp_path):
    form = write_form(tmp_path, FORM)
    long = "0.12345678901234567890123"
    data = f"Item,Unit,Number\nTotal,t,{long}\nAlpha,t,1\nBeta,t,2\n".encode()
    case = examine(Given("t.csv", data), form=form)
    told = json.loads(as_json(case, "t.csv"), parse_float=Decimal)["observations"]
    table = list(csv.DictReader(StringIO(as_csv(case).decode("utf-8-sig"))))
    assert Decimal(long) == told[0]["OBS_VALUE"] == Decimal(table[0]["OBS_VALUE"])
    assert list(COLUMNS) == list(table[0])


def test_csv_holds_no_formula(lines, tmp_path):
    form = write_form(tmp_path, FORM)
    data = b"Item,Unit,Number\nTotal,t,=1+1\nAlpha,t,-1\nBeta,t,2\n"
    table = as_csv(examine(Given("t.csv", data), form=form)).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(table)))
    assert "'=1+1" == rows[0]["OBS_COMMENT"]
    assert "-1" == rows[1]["OBS_VALUE"]


def test_extract_writes_a_file_by_its_name(tmp_path):
    table = str(ROOT / "examples/filled.xlsx")
    for name, begins in (("data.json", b"{\n"), ("data.csv", b"\xef\xbb\xbfFORM,")):
        target = tmp_path / name
        assert 0 == command("extract", table, "--output", str(target)).returncode
        assert target.read_bytes().startswith(begins)
        assert target.read_bytes() == command("extract", table, "--as", name[5:]).stdout


def test_extract_never_replaces_a_file_unasked(tmp_path):
    table = tmp_path / "filled.xlsx"
    table.write_bytes((ROOT / "examples/filled.xlsx").read_bytes())
    before = table.read_bytes()
    for more in ([], ["--force"]):
        assert 2 == command("extract", str(table), "-o", str(table), *more).returncode
    other = tmp_path / "kept.json"
    other.write_text("kept")
    assert 2 == command("extract", str(table), "-o", str(other)).returncode
    assert ("kept", before) == (other.read_text(), table.read_bytes())
    assert 0 == command("extract", str(table), "-o", str(other), "--force").returncode


def test_extract_of_what_is_no_table_of_a_form_exits_3(tmp_path):
    table = tmp_path / "other.csv"
    table.write_text("a,b\n1,2\n")
    done = command("extract", str(table), "--lang", "en")
    assert (3, b"") == (done.returncode, done.stdout)
    assert b"TC105" in done.stderr
