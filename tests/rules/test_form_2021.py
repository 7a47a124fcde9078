"""The form of 2021 as rules over a dataset: right tables, one wrong number, blanks, last year."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tablecheck.form.load import load_form
from tablecheck.form.model import current, is_previous, of_previous
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.dataset import Dataset
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.propagate import keys_of
from tablecheck.values.interval import Interval

FORM = load_form("cn-zfxxgk-2021")
ALONE = compile_rules(FORM)
BOTH_YEARS = compile_rules(FORM, year=2024, previous=FORM)
OUTCOMES = next(rule.parts for t in FORM.tables for rule in t.rules if rule.id == "handled")
KINDS = ("natural", "company", "research", "welfare", "law", "other")
RESULTS = ("upheld", "corrected", "other", "pending")
CELLS = tuple(
    (table.code, row.code, column.code)
    for table in FORM.tables
    for row in table.rows
    for column in table.columns
    if not row.heading and not column.heading and column.role == "value"
)
CROSS_TAB = tuple(key for key in CELLS if key[0] == "t3")
COUNT = st.one_of(st.just(0), st.integers(0, 40), st.integers(0, 5000))
LAWS = settings(max_examples=40, deadline=None)


@st.composite
def tables(draw):
    """A right table of this year and of the last: key -> number."""
    cells = {}
    for row in ("rules", "documents"):
        issued, before = draw(COUNT), draw(COUNT)
        repealed = draw(st.integers(0, before + issued))
        left = before + issued - repealed
        numbers = {"issued": issued, "repealed": repealed, "in-force": left}
        cells |= {("t2-1", row, column): number for column, number in numbers.items()}
        cells[of_previous(("t2-1", row, "in-force"))] = before
    for table, row, column in CELLS:
        if table in ("t2-5", "t2-6", "t2-8"):
            cells[table, row, column] = draw(COUNT)
    for kind in KINDS:
        counts = {row: draw(COUNT) for row in OUTCOMES}
        counts["3.7"] = sum(counts.values())
        counts["4"] = draw(COUNT)
        counts["2"] = draw(st.integers(0, counts["3.7"] + counts["4"]))
        counts["1"] = counts["3.7"] + counts["4"] - counts["2"]
        cells |= {("t3", row, kind): count for row, count in counts.items()}
    for row in ("1", "2", *OUTCOMES, "3.7", "4"):
        cells["t3", row, "total"] = sum(cells["t3", row, kind] for kind in KINDS)
    for group in ("review", "direct", "after"):
        counts = [draw(COUNT) for _ in RESULTS]
        for name, count in zip((*RESULTS, "total"), (*counts, sum(counts)), strict=True):
            cells["t4", "n", f"{group}.{name}"] = count
    for kind in (*KINDS, "total"):
        cells[of_previous(("t3", "4", kind))] = cells["t3", "2", kind]
    return cells


def dataset_of(cells, blanks=()):
    """Every cell stated but some; cells of last year that are not given are left out."""
    domain = Interval(0, None, True)
    return Dataset(
        intervals={
            key: domain if key in blanks else Interval(number, number, True)
            for key, number in cells.items()
        },
        stated=frozenset(set(cells) - set(blanks)),
        blank=frozenset(blanks),
    )


def failed(evaluation):
    return [each.instance for each in evaluation.verdicts if each.verdict.value == "0"]


def this_year(cells):
    return {key: number for key, number in cells.items() if not is_previous(key)}


@given(tables())
@LAWS
def test_right_table_breaks_no_rule(cells):
    assert set(CELLS) == set(this_year(cells))
    for instances, known in ((ALONE, this_year(cells)), (BOTH_YEARS, cells)):
        found = evaluate(instances, dataset_of(known))
        assert {"1"} == {each.verdict.value for each in found.verdicts}
        assert ((), ()) == (found.contradictions, found.deductions)


@given(tables(), st.sampled_from(CROSS_TAB), st.integers(1, 99))
@settings(max_examples=300, deadline=None)
def test_one_wrong_number_is_found_by_its_row_and_by_its_column(cells, wrong, off):
    found = failed(evaluate(ALONE, dataset_of({**this_year(cells), wrong: cells[wrong] + off})))
    _, row, column = wrong
    assert all(wrong in keys_of(each) for each in found)
    assert [row] == [each.row for each in found if each.row is not None]
    assert {column} == {each.column for each in found if each.column is not None}


@pytest.mark.parametrize("wrong", CROSS_TAB)
def test_each_cell_of_the_cross_tab_is_watched_by_a_row_and_a_column(wrong):
    found = failed(evaluate(ALONE, dataset_of({**dict.fromkeys(CELLS, 0), wrong: 1})))
    rules = {each.rule.id for each in found}
    assert "applicants" in rules
    assert rules & {"handled", "balance"}
    assert all(wrong in keys_of(each) for each in found)


@given(tables(), st.data())
@LAWS
def test_blanks_of_a_right_table_are_deduced_rightly(cells, data):
    blanks = data.draw(st.sets(st.sampled_from(CELLS), max_size=60))
    found = evaluate(BOTH_YEARS, dataset_of(cells, blanks))
    assert [] == failed(found)
    assert () == found.contradictions
    assert {each.key: cells[each.key] for each in found.deductions} == {
        each.key: each.value for each in found.deductions
    }
    for each in found.must_hold:
        assert 0 < (each.at_least or 1) <= sum(cells[key] for key in each.blanks)


@given(tables())
@LAWS
def test_blank_zeros_and_blank_totals_are_known(cells):
    """Published reports leave zeros blank, and the totals of the rows: the column sums tell."""
    known = this_year(cells)
    zeros = {key for key in CROSS_TAB if known[key] == 0 and key[1] != "3.7"}
    totals = {key for key in CROSS_TAB if key[2] == "total" and key[1] != "3.7"}
    found = evaluate(ALONE, dataset_of(known, zeros - totals))
    inner = {key for key in zeros - totals if key[1] in OUTCOMES}
    assert inner <= {each.key for each in found.deductions}
    assert () == found.must_hold
    found = evaluate(ALONE, dataset_of(known, totals))
    assert totals == {each.key for each in found.deductions}


@given(tables(), st.sampled_from([*KINDS, "total"]), st.integers(1, 9))
@LAWS
def test_number_that_was_not_carried_over_is_found_in_its_column(cells, kind, off):
    last = of_previous(("t3", "4", kind))
    (broken,) = failed(evaluate(BOTH_YEARS, dataset_of({**cells, last: cells[last] + off})))
    assert ("carried-over", kind) == (broken.rule.id, broken.column)
    assert (("t3", "2", kind), last) == broken.parts
    assert ("t3", "4", kind) == current(last)


@given(tables(), st.integers(1, 9))
@LAWS
def test_documents_in_force_follow_from_last_year(cells, off):
    last = of_previous(("t2-1", "documents", "in-force"))
    (broken,) = failed(evaluate(BOTH_YEARS, dataset_of({**cells, last: cells[last] + off})))
    assert ("in-force-carried", "documents", None) == (
        broken.rule.id,
        broken.row,
        broken.column,
    )


@given(tables())
@LAWS
def test_last_year_that_is_not_known_decides_nothing(cells):
    found = evaluate(BOTH_YEARS, dataset_of(this_year(cells)))
    undecided = {each.instance.rule.id for each in found.verdicts if each.verdict.value == "NA"}
    assert {"carried-over", "in-force-carried"} == undecided
    assert ((), (), {}) == (found.deductions, found.must_hold, found.ranges)


def test_bureau_that_issued_one_and_has_none_in_force():
    """Published by a bureau of commerce for 2021: 1 issued, 0 repealed, 0 in force."""
    cells = {**dict.fromkeys(CELLS, 0), ("t2-1", "documents", "issued"): 1}
    (broken,) = failed(evaluate(ALONE, dataset_of(cells)))
    assert ("in-force-at-least", "documents") == (broken.rule.id, broken.row)


SUQIAN_2024 = {"rules": (2, 1, 12, 11), "documents": (50, 227, 420, 597)}


def test_stock_and_flow_of_suqian_2024():
    cells = dict.fromkeys(CELLS, 0)
    for row, (issued, repealed, left, before) in SUQIAN_2024.items():
        cells["t2-1", row, "issued"] = issued
        cells["t2-1", row, "repealed"] = repealed
        cells["t2-1", row, "in-force"] = left
        cells[of_previous(("t2-1", row, "in-force"))] = before
    found = evaluate(BOTH_YEARS, dataset_of(cells))
    flow = [each for each in found.verdicts if each.instance.rule.id == "in-force-carried"]
    assert ["1", "1"] == [each.verdict.value for each in flow]
