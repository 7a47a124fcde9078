"""Drafts of real tables: what they hold, and that they find nothing in their own tables."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from drafting.compare import compared
from drafting.making import drafted, findings, loaded, said, tree
from tablecheck.drafting.draft import NoTableError, draft_form
from tablecheck.drafting.trial import form_of
from tablecheck.findings import Severity
from tablecheck.pipeline import check_file
from tablecheck.readers.read import read_bytes, read_workbook
from tablecheck.sheet import Cell, CellKind, Range, Sheet, Workbook

ROOT = Path(__file__).resolve().parent.parent.parent
FILLED = sorted(
    path
    for path in (ROOT / "tests" / "tables").iterdir()
    if path.stem.startswith(("manzhouli", "suqian"))
)


@pytest.mark.parametrize("path", FILLED, ids=lambda path: path.name)
def test_a_draft_finds_nothing_in_its_own_table(path: Path):
    draft = draft_form([read_workbook(path)], [path.name])
    report = check_file(path, form=form_of(draft.form))
    loud = [f.code for f in report.findings if f.severity is not Severity.INFORMATION]
    assert [] == loud
    assert 0 == sum(each.verdict == "0" for each in report.verdicts)


def test_drafts_match_the_forms_that_were_written_by_hand(tmp_path: Path):
    for label, likened in compared(tmp_path):
        both, ours, theirs = likened.rows
        assert both == ours == theirs, label
        hits, units, _ = likened.units
        assert hits == units, label
        backed, drafted_count, held, sure, _, _ = likened.relations
        assert backed >= 0.85 * drafted_count, label
        assert held >= 0.75 * sure, label


def test_two_years_show_what_is_carried_over():
    paths = [ROOT / "tests" / "tables" / f"suqian-{year}.xlsx" for year in (2024, 2023)]
    draft = draft_form([read_workbook(path) for path in paths], [path.name for path in paths])
    rules = said(form_of(draft.form))
    assert "[2] = previous [4]" in rules
    assert "[1] + [2] = [3.7] + [4]" in rules
    assert "[现行有效件数] = previous [现行有效件数] + [本年制发件数] - [本年废止件数]" in rules


INDENTED = """Energy supply,,,
(TJ),,,
,2021,2022,2023
Fossil fuels,310,325,290
  Oil,200,205,180
  Gas,110,120,110
Renewables,95,101,130
  Wind,60,66,90
  Water,35,35,40
Total,405,426,420
Source: statistical office,,,
"""


def test_indents_make_a_tree_and_a_total_behind_it_is_no_parent():
    form = loaded(INDENTED)
    (table,) = form.tables
    assert [
        (0, "Fossil fuels"),
        (1, "Oil"),
        (1, "Gas"),
        (0, "Renewables"),
        (1, "Wind"),
        (1, "Water"),
        (0, "Total"),
    ] == tree(table.rows)
    assert {
        "fossil-fuels = oil gas",
        "renewables = wind water",
        "total = fossil-fuels renewables",
    } == said(form)
    assert ["TJ"] == list(form.units)
    assert all(("TJ",) == item.units for item in table.columns if item.role == "value")
    assert [] == findings(INDENTED, form)
    assert ["TC401"] == findings(INDENTED.replace("Oil,200", "Oil,201"), form)


def test_parts_before_the_line_that_adds_them_up_are_its_siblings():
    table = """Level,Girls,Boys
Kindergarten,129,118
  Grades 1 to 3,411,389
  Grades 4 to 6,386,398
Elementary school,797,787
"""
    form = loaded(table)
    assert "elementary-school = grades-1-to-3 grades-4-to-6" in said(form)
    assert [0, 0, 0, 0] == [item.depth for item in form.tables[0].rows]


def test_an_error_in_one_column_leaves_the_sum_and_is_told():
    rows = INDENTED.replace("Renewables,95,101,130", "Renewables,95,101,131").replace(
        "Total,405,426,420", "Total,405,426,421"
    )
    draft = drafted(rows)
    told = [each.en for each in draft.remarks]
    assert any("Renewables" in each and "2023" in each for each in told)
    form = form_of(draft.form)
    rule = next(r for r in form.tables[0].rules if r.whole == "renewables")
    assert ("2021", "2022") == rule.only
    assert [] == findings(rows, form)


def test_percentages_beside_counts_are_no_parts():
    table = """,Number 2022,Number 2023,Per cent
Total,300,340,100.0
Owned,180,221,65.0
Rented,120,119,35.0
"""
    form = loaded(table)
    assert {"total = owned rented"} == said(form)


def test_marks_among_the_values_are_named_and_taken_for_no_number():
    table = """Region,2021,2022,2023
North,12,..,14
South,10,11,n/a
East,-,3,4
"""
    draft = drafted(table)
    assert {"-": "not_applicable", "..": "suppressed", "n/a": "not_applicable"} == (
        draft.form["missing"]["marks"]
    )
    assert [] == findings(table, form_of(draft.form))


def test_blanks_of_a_filled_table_are_not_required():
    table = "Item,2022,2023\nA,5,6\nB,,7\nC,8,9\n"
    form = loaded(table)
    assert [True, False, True] == [item.required for item in form.tables[0].rows]
    assert [] == findings(table, form)


def test_a_blank_table_requires_all_of_it():
    table = (
        "Indicator,Unit,Value\nA. Staff,persons,\n1. Full-time,persons,\n2. Part-time,persons,\n"
    )
    form = loaded(table)
    assert all(item.required for item in form.tables[0].rows)
    assert {"1 = 1.1 1.2"} == said(form)
    assert ["TC301"] == findings(table, form)


def test_rounded_sums_are_said_to_be_rounded():
    table = """Sector,2019,2020,2021,2022
All,100.0,112.3,99.8,120.4
A,33.3,40.1,35.2,41.4
B,33.3,36.0,30.3,38.5
C,33.3,36.3,34.2,40.6
"""
    form = loaded(table)
    (rule,) = form.tables[0].rules
    assert rule.rounded is not None
    assert [] == findings(table, form)


def test_files_that_differ_are_told():
    one = "Item,2022,2023\nA,5,6\nB,4,7\nTotal,9,13\n"
    other = "Item,2022,2023\nA,2,1\nC,4,4\nTotal,8,9\n"
    draft = drafted(one, other)
    told = {each.en for each in draft.remarks}
    assert "lacks the row “B”" in told
    assert "has a row more, “C”, which was not taken" in told


def test_a_sum_that_the_second_file_breaks_is_not_drafted():
    one = "Item,2022,2023\nA,5,6\nB,4,7\nAll of it,9,13\n"
    assert {"all-of-it = a b"} <= said(loaded(one))
    other = one.replace("9,13", "90,77")
    assert "all-of-it = a b" not in said(loaded(one, other))


def test_several_tables_of_a_sheet():
    sheet = """Table A. Staff,,
Office,Men,Women
North,3,4
South,5,2
,,
Table B. Cost,,
Item,EUR,
Rent,1200,
Wages,5400,
Total,6600,
"""
    form = loaded(sheet)
    assert ["Table A. Staff", "Table B. Cost"] == [table.title for table in form.tables]
    assert [] == findings(sheet, form)


def test_groups_of_heads_make_a_tree_of_columns():
    table = """,Public,,Private,
Level,Girls,Boys,Girls,Boys
Primary,10,12,3,4
Secondary,8,9,5,6
"""
    (columns,) = [table.columns for table in loaded(table).tables]
    assert [
        (0, "Level"),
        (0, "Public"),
        (1, "Girls"),
        (1, "Boys"),
        (0, "Private"),
        (1, "Girls"),
        (1, "Boys"),
    ] == tree(columns)


@pytest.mark.parametrize("text", ["just a line\n", "a\nb\nc\n", "1\n", "Name,Address\n"])
def test_what_holds_no_table_is_refused(text: str):
    with pytest.raises(NoTableError):
        draft_form([read_bytes(text.encode(), name="x.csv")], ["x.csv"])


def test_a_draft_is_the_same_each_time():
    assert drafted(INDENTED).text == drafted(INDENTED).text


WORDS = """
合计 一、甲 （一）乙 其中：丙 1.丁 Total 2005 2006 单位 单位：万元 万元 件 — .. x
(Number) Item Women 备注 序号 1 2 3 30 1,234 1.234,5 12.5% -5 名:称 / * a/b*c [x] 小计 #REF! \x1b[0m
"""


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_sheet_holds_the_draft_is_a_form(seed: int):
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 12), chance.randint(1, 7)
    cells = {}
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            if chance.random() < 0.7 and row > 1 and column > 1:
                cells[row, column] = Cell(CellKind.NUMBER, str(chance.randint(-3, 40)))
            elif chance.random() < 0.75:
                cells[row, column] = Cell(CellKind.TEXT, chance.choice(WORDS.split()))
    corner = chance.randint(1, rows), chance.randint(1, columns)
    merge = Range(*corner, min(rows, corner[0] + 2), min(columns, corner[1] + 2))
    book = Workbook("xlsx", (Sheet("S", cells, (merge,)),), "0" * 64)
    try:
        draft = draft_form([book], ["table.xlsx"])
    except NoTableError:
        return
    assert form_of(draft.form).tables
