"""Repairs: all smallest sets of cells, compared with trying every set."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rules.making import compiled, dataset_of, equation, key, relation
from tablecheck.diagnosis.model import Budget
from tablecheck.diagnosis.search import MOST, USUAL, find_repairs
from tablecheck.diagnosis.system import System
from tablecheck.rules.narrow import narrow
from tablecheck.values.interval import Interval

COUNT = Interval(0, None, True)

CROSS = [
    relation("down", "sum", "t", "a b"),
    relation("across", "sum", "t", "x y", axis="columns"),
]
TREE = [
    relation("all", "sum", "t", "a b c"),
    relation("some", "union", "a", "d e"),
    relation("within", "at_least_each", "b", "f"),
    equation("other", "[c] <= [d] + [g]"),
]


def found(rules, cells, *, rows=None, columns=("n",), fixed=(), budget=None):
    dataset = dataset_of(cells)
    rows = rows or list(dict.fromkeys(each[1] for each in dataset.intervals))
    instances = compiled(rules, rows=rows, columns=columns)
    budget = budget or Budget(seconds=60)
    system = System(instances, dataset, budget, frozenset(map(key, fixed)))
    order = {each: place for place, each in enumerate(dataset.intervals)}
    return find_repairs(system, lambda _: COUNT, budget, order), instances, dataset


def by_trying(instances, dataset, most):
    """Minimal sets of stated cells whose release leaves no conflict."""
    sets = []
    for size in range(1, most + 1):
        for cells in combinations(
            [each for each in dataset.intervals if each in dataset.stated], size
        ):
            if any(set(smaller) <= set(cells) for smaller in sets):
                continue
            state = {**dataset.intervals, **dict.fromkeys(cells, COUNT)}
            if not narrow(instances, state).conflict:
                sets.append(cells)
    return {frozenset(each) for each in sets}


def rows_of(repair):
    return {each[1] for each in repair.intervals}


NUMBERS = st.one_of(st.integers(0, 12), st.none())


@given(st.fixed_dictionaries(dict.fromkeys("tabcdefg", NUMBERS)))
def test_repairs_of_a_tree_are_those_found_by_trying(cells):
    repairs, instances, dataset = found(TREE, cells)
    if not narrow(instances, dataset.intervals).conflict:
        assert () == repairs.repairs
        return
    sets = {frozenset(each.intervals) for each in repairs.repairs}
    most = USUAL if any(len(each) <= USUAL for each in sets) else MOST
    assert repairs.complete
    assert by_trying(instances, dataset, most) == sets


@given(
    st.fixed_dictionaries(
        {f"{row}/{column}": st.integers(0, 9) for row in "abt" for column in "xyt"}
    )
)
def test_repairs_of_a_cross_are_those_found_by_trying(cells):
    repairs, instances, dataset = found(CROSS, cells, rows="abt", columns="xyt")
    if not narrow(instances, dataset.intervals).conflict:
        assert () == repairs.repairs
        return
    sets = {frozenset(each.intervals) for each in repairs.repairs}
    most = USUAL if any(len(each) <= USUAL for each in sets) else MOST
    assert by_trying(instances, dataset, most) == sets


def test_fixed_cells_are_in_no_repair():
    repairs, *_ = found([relation("r", "sum", "t", "a b")], {"t": 5, "a": 1, "b": 1}, fixed=["a"])
    assert [{"t"}, {"b"}] == [rows_of(each) for each in repairs.repairs]


def test_a_contradiction_that_no_cell_can_mend_has_no_repair():
    rule = relation("r", "sum", "t", "a b")
    repairs, *_ = found([rule], {"t": 5, "a": 1, "b": 1}, fixed=["t", "a", "b"])
    assert (() == repairs.repairs) and repairs.complete


def test_search_says_that_it_was_cut_short():
    rules = [relation("r", "sum", "t", "a b c")]
    repairs, *_ = found(rules, {"t": 5, "a": 1, "b": 1, "c": 1}, budget=Budget(steps=9, seconds=60))
    assert not repairs.complete


def test_rules_that_only_together_contradict_are_a_conflict():
    rules = [relation("p", "sum", "t", "a x"), relation("q", "sum", "s", "b x")]
    repairs, *_ = found(rules, {"t": 5, "a": 1, "x": None, "s": 9, "b": 1})
    assert [{"t"}, {"s"}, {"b"}] == [rows_of(each) for each in repairs.repairs]
