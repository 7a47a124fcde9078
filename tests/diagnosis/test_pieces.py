"""Lines, priors, acts and ranking, each by itself."""

from __future__ import annotations

import pytest

from diagnosis.making import code
from rules.making import compiled, dataset_of, key, relation
from tablecheck.diagnosis.acts import acts
from tablecheck.diagnosis.cells import Cells
from tablecheck.diagnosis.explain import Explanation
from tablecheck.diagnosis.layout import lines_of
from tablecheck.diagnosis.model import CERTAIN, Budget, Change, Clues
from tablecheck.diagnosis.prior import Prior
from tablecheck.diagnosis.rank import rank
from tablecheck.diagnosis.system import System
from tablecheck.values.interval import Interval

SUM = [relation("sum", "sum", "t", "a b c")]


def prior_of(cells, **clues):
    dataset = dataset_of(cells)
    known = {
        name: {key(code): value for code, value in each.items()} for name, each in clues.items()
    }
    return Prior(compiled(SUM), dataset, Clues(**known))


def explanation(row, new, score, reason="unexplained", low=None, high=None):
    at = key(row)
    change = Change(at, 5, new, new if low is None else low, high if new is None else new, reason)
    return Explanation((change,), score, reason, {at: Interval(change.low, change.high)})


def ranked(*explained, **more):
    more = {"as_stated": 0.0, "others": 0.0, "complete": True} | more
    return [
        (each.changes[0].key[1], each.changes[0].new, each.confidence, each.changes[0].perhaps)
        for each in rank(
            [each if isinstance(each, tuple) else (each, 1.0) for each in explained], **more
        )
    ]


def test_lines_of_the_form_where_the_file_has_no_places():
    lines = lines_of([key(code) for code in ("a/x", "a/y", "b/x", "b/y")], {})
    assert ((key("a/x"), key("b/x")), (key("a/y"), key("b/y"))) == lines.down
    assert ((key("a/x"), key("a/y")), (key("b/x"), key("b/y"))) == lines.across
    assert {key("a/y"), key("b/x")} == set(lines.beside[key("a/x")])


def test_lines_by_the_places_of_the_file():
    places = {key("a/x"): ("s", 9, 1), key("b/x"): ("s", 3, 1), key("c/x"): ("other", 4, 1)}
    lines = lines_of(list(places), places)
    assert ((key("b/x"), key("a/x")), (key("c/x"),)) == lines.down


def test_a_missing_row_stands_in_no_line():
    lines = lines_of([key("a"), key("b")], {key("a"): ("s", 1, 1)})
    assert {key("a")} == {each for line in lines.down for each in line}


def test_small_parts_are_likelier_and_totals_have_no_choice():
    prior = prior_of({"t": 1000, "a": 900, "b": 90, "c": 10})
    assert prior.ratio(key("a"), 9, 900) > 20
    assert 1 == prior.ratio(key("t"), 9, 1000)


def test_a_total_with_a_blank_part_is_left_to_its_blanks():
    prior = prior_of({"t": 1000, "a": 900, "b": None, "c": 10})
    assert 1 == prior.ratio(key("t"), 9, 1000, as_part=True)


def test_last_years_value_is_likelier_than_one_of_its_size_and_that_than_any():
    cells = {"t": 1000, "a": 900, "b": 90, "c": 10}
    before = prior_of(cells, previous={"a": 850})
    assert before.value(key("a"), 850) > before.value(key("a"), 851) > before.value(key("a"), 8510)
    assert before.value(key("a"), 851) > prior_of(cells).value(key("a"), 851)


def test_huge_numbers_have_a_chance_too():
    prior = prior_of({"t": 10**400, "a": 10**399, "b": 3, "c": 10})
    assert prior.value(key("a"), 10**398) > 0
    assert prior.ratio(key("a"), 10**398, 10**399) > 0


def test_confidence_is_a_share_of_everything():
    found = ranked(explanation("a", 1, 3.0), explanation("b", 2, 1.0))
    assert ["a", "b"] == [name for name, *_ in found]
    assert 0.74 < found[0][2] < 0.75 and 0.24 < found[1][2] < 0.25


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"others": 1.0}, False),
        ({"complete": False}, False),
        ({"as_stated": 0.01}, False),
    ],
)
def test_certain_only_where_nothing_speaks_against_it(more, expected):
    ((_, _, confidence, _),) = ranked(explanation("a", 1, 10.0), **more)
    assert expected == (confidence >= CERTAIN)


def test_soft_rules_do_not_make_certain():
    found = ranked((explanation("a", 1, 1.0), 1e6), (explanation("b", 2, 1.0), 1.0))
    assert 0.97 < found[0][2] < CERTAIN


def test_values_that_are_not_likely_become_the_range():
    found = ranked(
        explanation("a", 7, 2.0, "transposed-digits"),
        explanation("a", 8, 1.0, "dropped-digit"),
        explanation("a", None, 2.0, low=6, high=9),
    )
    ((name, new, confidence, perhaps),) = found
    assert ("a", None, 7) == (name, new, perhaps) and confidence > 0.99


def test_a_value_that_is_likely_stands_before_its_range():
    found = ranked(
        explanation("a", 7, 9.0, "transposed-digits"), explanation("a", None, 1.0, low=6, high=9)
    )
    assert [7, None] == [new for _, new, *_ in found]


def acts_of(rules, cells):
    dataset = dataset_of(cells)
    rows, columns = (
        list(dict.fromkeys(each[place] for each in dataset.intervals)) for place in (1, 2)
    )
    instances = compiled(rules, rows=rows, columns=columns)
    lines = lines_of(dataset.intervals, {})
    held = Cells(dataset, Clues(), Prior(instances, dataset, Clues()), lines)
    system = System(instances, dataset, Budget(seconds=60))
    near = frozenset(each for conflict in system.conflicts for each in conflict.keys)
    return [
        (act.reason, {code(each): value for each, value in act.values.items()})
        for act in acts(system, held, lines, near, frozenset())
    ]


def test_acts_of_neighbours():
    found = acts_of(SUM, {"t": 9, "a": 5, "b": 7, "c": 0})
    assert ("swapped-neighbours", {"a": 7, "b": 5}) in found
    assert ("shifted-row", {"b": 0, "c": 7}) in found


def test_no_act_breaks_an_equation_of_one_cell_of_the_line():
    rules = [
        relation("down", "sum", "c", "a b"),
        relation("across", "sum", "n", "x y", axis="columns"),
    ]
    cells = {"a/x": 5, "a/y": 1, "a": 4, "b/x": 3, "b/y": 2, "b": 7, "c/x": 8, "c/y": 3, "c": 11}
    swaps = [set(values) for reason, values in acts_of(rules, cells) if reason.startswith("swap")]
    # Rows a and b are off, the row of totals and every column add up.
    assert [{"a/x", "b/x"}, {"a/y", "b/y"}, {"a", "b"}] == swaps
