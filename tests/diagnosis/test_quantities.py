"""Tolerance, rounding, ratios and the previous period: what a rule allows is no error."""

from __future__ import annotations

import time

import pytest

from diagnosis.making import changes, code
from rules.making import compiled, dataset_of, equation, key, relation
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.diagnosis.model import Budget, Clues
from tablecheck.form.model import Rounding
from tablecheck.values.interval import Interval

COUNT = Interval(0, None, True)


def found(rules, cells, *, rows, slack=None, fixed=()):
    dataset = dataset_of(cells, slack)
    instances = compiled(rules, rows=rows, previous=True)
    clues = Clues(domains=dict.fromkeys(dataset.intervals, COUNT), fixed=frozenset(map(key, fixed)))
    return diagnose(instances, dataset, clues, budget=Budget(seconds=60))


def ranges(diagnosis):
    return {
        code(change.key): (change.low, change.high)
        for each in diagnosis.suggestions
        for change in each.changes
        if len(each.changes) == 1
    }


def test_within_tolerance_there_is_nothing_to_say():
    rule = equation("sum", "[t] = [a] + [b]", tolerance=2)
    assert () == found([rule], {"t": 100, "a": 60, "b": 38}, rows="tab")


def test_beyond_tolerance_cells_have_a_range():
    rule = equation("sum", "[t] = [a] + [b]", tolerance=2)
    (diagnosis,) = found([rule], {"t": 157, "a": 60, "b": 38}, rows="tab")
    told = ranges(diagnosis)
    assert {(96, 100), (117, 121), (95, 99)} >= {
        each for each in told.values() if each[0] != each[1]
    }
    assert {"t", "a", "b"} == set(told)


def test_rounded_numbers_that_add_up_within_rounding():
    rule = equation("sum", "[t] = [a] + [b]", rounded=Rounding(base=5))
    assert () == found([rule], {"t": 105, "a": 60, "b": 40}, rows="tab")
    assert 1 == len(found([rule], {"t": 150, "a": 60, "b": 40}, rows="tab"))


def test_a_ratio_without_a_positive_denominator_says_nothing():
    rule = equation("share", "[a] / [b] <= 0.5")
    assert () == found([rule], {"a": 4, "b": 0}, rows="ab")
    assert () == found([rule], {"a": 4, "b": None}, rows="ab")


def test_both_cells_of_a_ratio_may_be_wrong():
    rule = equation("share", "[a] / [b] <= 0.5")
    (diagnosis,) = found([rule], {"a": 970, "b": 412}, rows="ab")
    assert {"a", "b"} == set(ranges(diagnosis))


def test_last_periods_cells_are_fixed_and_those_of_this_one_mended():
    rule = equation("carried", "[t] = previous [t] + [a]")
    cells = {"t": 5310, "a": 230, "previous t": 3300}
    (diagnosis,) = found([rule], cells, rows="ta", fixed=["previous t"])
    first = diagnosis.suggestions[0]
    assert {"t": 3530} == changes(first) or {"a": 2010} == changes(first)
    assert {"t", "a"} == set(ranges(diagnosis))


def test_a_period_that_nobody_has_given_bounds_nothing():
    rule = equation("carried", "[t] = previous [t] + [a]")
    assert () == found([rule], {"t": 5310, "a": 230}, rows="ta")


@pytest.mark.parametrize("blanks", [0, 7])
def test_thousands_of_failing_rows_take_no_longer_than_the_budget(blanks):
    rows, columns = [f"r{n}" for n in range(1500)], [f"c{n}" for n in range(6)]
    rule = relation("across", "sum", "t", " ".join(columns), axis="columns")
    cells = {}
    for number, row in enumerate(rows):
        parts = [(number * 7 + place * 31) % 500 for place in range(6)]
        cells |= {f"{row}/c{place}": part for place, part in enumerate(parts)}
        cells[f"{row}/t"] = sum(parts) + 13
        if blanks and number % blanks == 0:
            cells[f"{row}/c0"] = None
    dataset = dataset_of(cells)
    instances = compiled([rule], rows=rows, columns=[*columns, "t"])
    budget = Budget(steps=3000, seconds=60)
    begun = time.process_time()
    diagnoses = diagnose(
        instances, dataset, Clues(domains=dict.fromkeys(dataset.intervals, COUNT)), budget=budget
    )
    # Of every failing row it is said that it fails, and that the search was cut short.
    assert time.process_time() - begun < 10
    failing = 1500 - (1500 + blanks - 1) // blanks if blanks else 1500
    assert failing == len(diagnoses)
    assert any(each.search == "incomplete" for each in diagnoses)
    assert budget.is_spent
