"""A template as it is written: what tablecheck finds in it, what is locked, what cells take."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from tests.exporting.random_data import ROOT, all_forms
from tests.templating.filling import Filled
from tests.written_forms import write_form

from tablecheck.form.load import load_form
from tablecheck.pipeline import check_file
from tablecheck.templating.workbook import template_of

FORMS = all_forms()
HONEST = {"TC301", "TC116", "TC406"}
"""Values missing, header fields missing, and blanks that a form's rules say cannot be 0."""


def sheets(form, lang="en"):
    return openpyxl.load_workbook(BytesIO(template_of(form, lang))).worksheets


def form_of(folder, rows, **more):
    return load_form(
        write_form(
            folder,
            {
                "id": "form",
                "version": "1",
                "title": "Return",
                "language": "en",
                "value": {"type": "integer", "minimum": 0},
                **more,
                "tables": [
                    {
                        "code": "t",
                        "columns": [
                            {"code": "what", "label": "Item", "role": "label"},
                            {"code": "n", "label": "Number"},
                        ],
                        "rows": rows,
                    }
                ],
            },
        )
    )


def total(*parts, **more):
    relation = {"id": "sum", "is": "sum", "severity": "error", "basis": "wording", **more}
    return {"code": "t", "label": "Total", "relations": [relation], "rows": list(parts)}


A, B = {"code": "a", "label": "Part A"}, {"code": "b", "label": "Part B"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.id}-{form.sha256[:6]}")
def test_a_blank_template_has_only_missing_values(tmp_path, form, lang):
    path = tmp_path / "blank.xlsx"
    path.write_bytes(template_of(form, lang))
    report = check_file(path, form=form)
    if form.tables[0].orientation == "records":
        # Without one reporting unit there is nothing to check.
        assert "TC205" == report.refusal[0]
        return
    assert report.refusal is None
    assert {each.code for each in report.findings} <= HONEST
    assert (
        {"TC301"} == {each.code for each in report.findings} or form.header or form.blank == "zero"
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.id}-{form.sha256[:6]}")
def test_no_two_merged_cells_overlap_and_no_value_stands_in_one(form):
    sheet = sheets(form)[0]
    covered = [cell for merge in sheet.merged_cells.ranges for cell in merge.cells]
    assert len(set(covered)) == len(covered)
    spots = [entry.spot for entry in Filled(form).plan.entries]
    assert len(set(spots)) == len(spots)
    assert set(covered).isdisjoint(spots)


def test_rows_may_be_put_in_for_reporting_units_only():
    records = load_form(ROOT / "tests/cases/records-add-up/form.json")
    assert not sheets(records)[0].protection.insertRows
    assert sheets(load_form("cn-zfxxgk-2014"))[0].protection.insertRows


def test_a_blank_template_is_recognised(tmp_path):
    for name in ("cn-zfxxgk-2014", "cn-zfxxgk-2019", "cn-zfxxgk-2021"):
        path = tmp_path / "blank.xlsx"
        path.write_bytes(template_of(load_form(name), "zh"))
        assert name == check_file(path).form


def test_the_same_form_gives_the_same_bytes():
    form = load_form("cn-zfxxgk-2021")
    assert template_of(form, "zh") == template_of(form, "zh")


def test_a_total_is_a_formula_that_waits_for_its_parts(tmp_path):
    sheet = sheets(form_of(tmp_path, [total(A, B)]))[0]
    formulas = {
        cell.coordinate: cell.value for row in sheet for cell in row if cell.data_type == "f"
    }
    assert {"B4": '=IF(COUNT($B$5:$B$6)=2,SUM($B$5:$B$6),"")'} == formulas


@pytest.mark.parametrize(
    "relation",
    [
        {"is": "union"},
        {"is": "at_least_sum"},
        {"severity": "warning"},
        {"tolerance": 1},
        {"rounded": True},
        {"years": {"from": 2020}},
    ],
    ids=lambda relation: next(iter(relation)),
)
def test_what_may_differ_from_its_sum_is_no_formula(tmp_path, relation):
    sheet = sheets(form_of(tmp_path, [total(A, B, **relation)]))[0]
    assert [] == [cell for row in sheet for cell in row if cell.data_type == "f"]


def test_a_total_of_a_part_that_may_stay_blank_is_no_formula(tmp_path):
    sheet = sheets(form_of(tmp_path, [total(A, {**B, "required": False})]))[0]
    assert "B4" not in {cell.coordinate for row in sheet for cell in row if cell.data_type == "f"}


def test_a_total_that_a_mark_may_stand_for_is_not_locked(tmp_path):
    marks = {"marks": {"*": "suppressed"}}
    plain = sheets(form_of(tmp_path, [total(A, B)]))[0]
    marked = sheets(form_of(tmp_path, [total(A, B)], missing=marks))[0]
    assert (True, False) == (plain["B4"].protection.locked, marked["B4"].protection.locked)


def test_only_cells_to_fill_in_are_unlocked(tmp_path):
    form = form_of(tmp_path, [total(A, B)], header=[{"code": "agency", "label": "Agency"}])
    filled = Filled(form)
    sheet = sheets(form)[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    typed = {"B6", "B7", "B2"}
    assert typed == {c.coordinate for row in sheet for c in row if not c.protection.locked}
    assert 3 == len(filled.plan.entries)


def test_validation_says_what_a_cell_takes(tmp_path):
    value = {"type": "integer", "minimum": 0, "maximum": 9}
    sheet = sheets(form_of(tmp_path, [A, {**B, "value": {"enum": [1, 2]}}], value=value))[0]
    whole, listed = sheet.data_validations.dataValidation
    assert ("whole", "between", "0", "9", "B4") == (
        whole.type,
        whole.operator,
        whole.formula1,
        whole.formula2,
        str(whole.sqref),
    )
    assert "Enter a whole number, at least 0, at most 9" == whole.prompt
    assert ("list", '"1,2"', "B5") == (listed.type, listed.formula1, str(listed.sqref))


def test_validation_takes_the_marks_of_the_form(tmp_path):
    marks = {"marks": {"*": "suppressed", "-": "missing"}}
    sheet = sheets(form_of(tmp_path, [A], missing=marks))[0]
    (custom,) = sheet.data_validations.dataValidation
    assert "custom" == custom.type
    assert 'OR(IF(ISNUMBER(B4),AND(B4=INT(B4),B4>=0),FALSE),B4="*")' == custom.formula1


def test_the_sheet_of_checks_lists_every_rule_in_every_place():
    form = load_form(ROOT / "examples/enrolment/form.json")
    _, checks = sheets(form)
    levels = [checks.cell(row, 5).value for row in range(6, checks.max_row + 1)]
    assert 46 == len(levels)
    assert "compares with last year's file" in checks.cell(checks.max_row, 6).value
    assert "'Form'!C11" == checks["D6"].hyperlink.location


def test_words_of_a_form_are_never_formulas(tmp_path):
    label = '=HYPERLINK("http://example.org")'
    rows = [{**A, "label": label}, {**B, "label": "+1\x07"}]
    for sheet in sheets(form_of(tmp_path, rows, title="=1+1")):
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f" or not cell.value.startswith(("=HYP", "=1", "=+"))
    assert label == sheets(form_of(tmp_path, rows))[0]["A4"].value


def test_the_blank_template_of_a_form_whose_blanks_are_zero_computes_zeros(tmp_path):
    form = form_of(tmp_path, [total(A, B)], missing={"blank": "zero"})
    path = tmp_path / "blank.xlsx"
    path.write_bytes(template_of(form, "en"))
    report = check_file(path, form=form)
    assert () == report.findings
    assert 0 == openpyxl.load_workbook(path, data_only=True).worksheets[0]["B4"].value
