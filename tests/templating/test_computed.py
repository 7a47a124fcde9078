"""Templates computed by LibreOffice: totals, live verdicts, and what tablecheck says of them."""

from __future__ import annotations

from random import Random

import openpyxl
import pytest
from tests.exporting.random_data import ROOT, all_forms, dataset, keys_of_form, random_values
from tests.exporting.test_vtl import KINDS
from tests.templating.filling import Filled, needs_office, recalculated
from tests.written_forms import write_form

from tablecheck.form.load import load_form
from tablecheck.pipeline import check_file, examine
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.model import Verdict
from tablecheck.templating.checks_sheet import TOP, VERDICT

WORDS = {Verdict.FAILS: "broken", Verdict.HOLDS: "holds", Verdict.UNDECIDED: "not filled in"}
ENROLMENT = ROOT / "examples/enrolment"


@needs_office
@pytest.mark.parametrize(
    ("form", "table"),
    [
        ("cn-zfxxgk-2014", ROOT / "examples/filled.xlsx"),
        (ENROLMENT / "form.json", ENROLMENT / "enrolment-2024.xlsx"),
        ("cn-zfxxgk-2021", ROOT / "tests/tables/suqian-2023.xlsx"),
        ("cn-zfxxgk-2021", ROOT / "tests/tables/suqian-2024.xlsx"),
    ],
    ids=["one column", "cross-tab", "real report of 2023", "real report of 2024"],
)
def test_a_satisfying_table_filled_into_a_template_has_no_finding(tmp_path, form, table):
    form = load_form(form)
    seen = examine(table, form=form).observations
    values = {
        key: int(each.low) if each.low == int(each.low) else float(each.low)
        for key, each in seen.items()
    }
    filled = Filled(form)
    filled.fill(values)
    filled.answer("Northfield", str(max(form.years[0], 2018)))
    filled.save(tmp_path / "filled.xlsx")
    (computed,) = recalculated([tmp_path / "filled.xlsx"], tmp_path)
    report = check_file(computed, form=form)
    assert () == report.findings
    assert len(seen) == report.observed
    assert values == {
        key: int(each.low) if each.low == int(each.low) else float(each.low)
        for key, each in examine(computed, form=form).observations.items()
    }


@needs_office
def test_records_filled_into_a_template_add_up(tmp_path):
    folder = ROOT / "tests/cases/records-add-up"
    form = load_form(folder / "form.json")
    filled = Filled(form)
    first = min(entry.spot[0] for entry in filled.plan.entries if entry.record == 0)
    filled.name_units(first, ["第一小学", "第二小学", "第三小学"])
    for record, values in enumerate(
        [(100, 50, 50, 8, 40), (200, 90, 110, 12, 45), (9, 4, 5, 0, 9)]
    ):
        filled.fill(dict(zip(keys_of_form(form), values, strict=True)), record)
    filled.fill({keys_of_form(form)[-1]: 45}, -1)
    filled.save(tmp_path / "filled.xlsx")
    (computed,) = recalculated([tmp_path / "filled.xlsx"], tmp_path)
    report = check_file(computed, form=form)
    assert () == report.findings
    assert 20 == report.observed
    case = examine(computed, form=form)
    assert 309 == case.observations["main", "1", "合计"].low


@needs_office
def test_live_verdicts_are_those_of_tablecheck_on_random_data(tmp_path):
    forms = [*all_forms(), load_form(write_form(tmp_path, KINDS))]
    random = Random(7)
    paths, wanted = [], []
    for number, form in enumerate(forms):
        filled = Filled(form)
        for record in range(20) if filled.plan.records else (None,):
            filled.fill(random_values(form, random), record)
        filled.save(tmp_path / f"{number}.xlsx")
        paths.append(tmp_path / f"{number}.xlsx")
        wanted.append(filled)
    told = set()
    for form, filled, path in zip(forms, wanted, recalculated(paths, tmp_path), strict=True):
        told |= _same_verdicts(form, filled, path)
    assert {"broken", "holds"} <= told


@needs_office
def test_live_verdicts_of_a_half_filled_template_never_say_more_than_tablecheck(tmp_path):
    forms = [form for form in all_forms() if form.blank == "missing"]
    random = Random(8)
    paths, wanted = [], []
    for number, form in enumerate(forms):
        values = random_values(form, random)
        for key in keys_of_form(form):
            if random.random() < 0.15:
                values[key] = None
        filled = Filled(form)
        for record in range(20) if filled.plan.records else (None,):
            filled.fill(values, record)
        filled.save(tmp_path / f"{number}.xlsx")
        paths.append(tmp_path / f"{number}.xlsx")
        wanted.append(filled)
    for form, filled, path in zip(forms, wanted, recalculated(paths, tmp_path), strict=True):
        _same_verdicts(form, filled, path, all_decided=False)


def _same_verdicts(form, filled, path, *, all_decided=True):
    """Every live verdict against that of the rules on the values that stand in the sheet."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheet, checks = book.worksheets
    cells, told = filled.cells, set()
    values = {}
    for entry in filled.plan.entries:
        value = sheet.cell(*entry.spot).value
        values.setdefault(entry.record, {})[entry.key] = None if value in (None, "") else value
    for row, placed in enumerate(cells.placed(), TOP):
        said = checks.cell(row, VERDICT).value
        stated = values[placed.record]
        known = {key: value for key, value in stated.items() if value is not None}
        seen = dataset(known)
        (judged,) = evaluate([placed.instance], seen).verdicts
        if placed.instance.rule.years != (None, None) or said not in WORDS.values():
            continue
        told.add(said)
        if all_decided or said != "not filled in":
            assert WORDS[judged.verdict] == said, (form.id, placed.instance, known)
    return told
