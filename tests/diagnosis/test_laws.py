"""Laws over generated tables: what is suggested makes every hard rule possible."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.making import compiled, dataset_of, equation, relation
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.diagnosis.model import Budget, Clues
from tablecheck.diagnosis.prior import is_hard
from tablecheck.record import replace
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.narrow import narrow
from tablecheck.values.interval import Interval

COUNT = Interval(0, None, True)
SLOW = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])

TREE = [
    relation("all", "sum", "t", "a b c"),
    relation("some", "union", "a", "d e"),
    relation("within", "at_least_each", "b", "f"),
    relation("soft", "sum", "b", "f g", hard=False),
    equation("other", "[c] <= [d] + [g]"),
]
CROSS = [
    relation("down", "sum", "t", "a b c"),
    relation("across", "sum", "t", "x y z", axis="columns"),
]
VALUES = st.one_of(st.integers(0, 30), st.integers(0, 30), st.integers(0, 99_999), st.none())
TREES = st.fixed_dictionaries(dict.fromkeys("tabcdefg", VALUES))
CROSSES = st.fixed_dictionaries(
    {f"{row}/{column}": st.integers(0, 60) for row in "abct" for column in "xyzt"}
)


def found_in(rules, cells, **axes):
    dataset = dataset_of(cells)
    instances = compiled(rules, **axes)
    clues = Clues(domains=dict.fromkeys(dataset.intervals, COUNT))
    return instances, dataset, diagnose(instances, dataset, clues, budget=Budget(seconds=60))


def after(dataset, changes):
    """The intervals once changes are made; a range is all that it allows."""
    made = {each.key: Interval(each.low, each.high, True) for each in changes}
    return {**dataset.intervals, **made}


def check_laws(instances, dataset, diagnoses):
    hard = [each for each in instances if is_hard(each)]
    failing = [each for each in hard if judge(each, dataset.intervals) is Verdict.FAILS]
    contradiction = bool(narrow(hard, dataset.intervals).conflict)
    told = {
        (each.rule.id, each.column, each.row)
        for diagnosis in diagnoses
        for each in diagnosis.instances
    }
    assert {(each.rule.id, each.column, each.row) for each in failing} <= told
    assert contradiction == any(not each.soft for each in diagnoses)
    for diagnosis in diagnoses:
        confidences = [each.confidence for each in diagnosis.suggestions]
        assert sorted(confidences, reverse=True) == confidences
        assert sum(confidences) <= 1
        elsewhere = {
            id(each) for other in diagnoses if other is not diagnosis for each in other.instances
        }
        rules = [each for each in hard if id(each) not in elsewhere]
        for suggestion in diagnosis.suggestions:
            intervals = after(dataset, suggestion.changes)
            assert not narrow(rules, intervals).conflict
            assert all(judge(each, intervals) is not Verdict.FAILS for each in rules)
            for change in suggestion.changes:
                assert change.new != change.old
                assert change.new is None or change.low == change.new == change.high
            assert len({each.key for each in suggestion.changes}) == len(suggestion.changes)


@SLOW
@given(TREES)
def test_suggestions_for_a_tree_make_its_rules_possible(cells):
    check_laws(*found_in(TREE, cells))


@SLOW
@given(CROSSES)
def test_suggestions_for_a_cross_make_its_rules_possible(cells):
    check_laws(*found_in(CROSS, cells, rows="abct", columns="xyzt"))


@SLOW
@given(TREES, st.sampled_from("tabcdefg"))
def test_fixed_cells_are_in_no_suggestion(cells, row):
    dataset = dataset_of(cells)
    key = ("t", row, "n")
    clues = Clues(domains=dict.fromkeys(dataset.intervals, COUNT), fixed=frozenset([key]))
    for diagnosis in diagnose(compiled(TREE), dataset, clues, budget=Budget(seconds=60)):
        for suggestion in diagnosis.suggestions:
            assert key not in {change.key for change in suggestion.changes}


@SLOW
@given(st.lists(st.integers(0, 9999), min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_error_in_a_cross_is_found_and_mended(parts, place, off):
    cells = {
        f"{row}/{column}": parts[3 * r + c]
        for r, row in enumerate("abc")
        for c, column in enumerate("xyz")
    }
    for row in "abc":
        cells[f"{row}/t"] = sum(cells[f"{row}/{column}"] for column in "xyz")
    for column in "xyzt":
        cells[f"t/{column}"] = sum(cells[f"{row}/{column}"] for row in "abc")
    *_, nothing = found_in(CROSS, cells, rows="abct", columns="xyzt")
    assert () == nothing
    name = list(cells)[place]
    *_, (diagnosis,) = found_in(
        CROSS, cells | {name: cells[name] + off * 1000}, rows="abct", columns="xyzt"
    )
    row, _, column = name.partition("/")
    assert {("t", row, column): cells[name]} in [
        {change.key: change.new for change in each.changes} for each in diagnosis.suggestions
    ]


@SLOW
@given(TREES, st.integers(0, 300))
def test_a_budget_is_kept_and_said(cells, steps):
    instances, dataset = compiled(TREE), dataset_of(cells)
    clues = Clues(domains=dict.fromkeys(dataset.intervals, COUNT))
    budget = Budget(steps=steps, seconds=60)
    found = diagnose(instances, dataset, clues, budget=budget)
    assert not found or budget.steps > 0 or any(each.search == "incomplete" for each in found)
    whole = diagnose(instances, dataset, clues, budget=Budget(seconds=60))
    assert len(found) >= min(1, len(whole))


def test_a_clue_of_the_file_changes_no_rule():
    cells = {"t": 50, "a": 10, "b": 10, "c": 10, "d": 10, "e": 0, "f": 1, "g": 9}
    dataset = dataset_of(cells)
    clues = Clues(domains=dict.fromkeys(dataset.intervals, COUNT), told={("t", "a", "n"): 999})
    for diagnosis in diagnose(compiled(TREE), dataset, clues):
        for suggestion in diagnosis.suggestions:
            assert ("t", "a", "n") not in {
                change.key for change in suggestion.changes if change.new == 999
            }
    assert replace(clues, told={}) != clues
