"""Diagnoses: what is suggested, how surely, and when nothing is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from diagnosis.making import changes, code, diagnosed, first
from rules.making import compiled, dataset_of, equation, relation
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.diagnosis.model import CERTAIN, LIKELY, Budget
from tablecheck.values.interval import Interval

STAFF = [relation("staff", "sum", "t", "a b")]
SUM = [relation("sum", "sum", "t", "a b c")]
SOFT_SUM = [relation("sum", "sum", "t", "a b c", hard=False)]
UNION = [relation("channels", "union", "t", "a b c d e")]
CHANNELS = {"t": 1606, "a": 2, "b": 89, "c": 0, "d": 1506, "e": 0}

ROWS = ("r1", "r2", "r3", "r4")
COLUMNS = ("x", "y", "z", "n")
CROSS = [
    relation("down", "sum", "r4", "r1 r2 r3"),
    relation("across", "sum", "n", "x y z", axis="columns"),
]
TABLE = [
    (412, 0, 35, 447),
    (1208, 77, 0, 1285),
    (93, 640, 5, 738),
    (1713, 717, 40, 2470),
]


def cross(**wrong):
    """The cells of a table that adds up, but for some."""
    cells = {
        (row if column == "n" else f"{row}/{column}"): value
        for row, values in zip(ROWS, TABLE, strict=True)
        for column, value in zip(COLUMNS, values, strict=True)
    }
    return cells | {name.replace("_", "/"): value for name, value in wrong.items()}


def of_cross(wrong, **known):
    return diagnosed(CROSS, cross(**wrong), columns=COLUMNS, **known)


def test_nothing_is_said_of_a_clean_table():
    assert () == of_cross({})
    assert () == diagnosed(STAFF, {"t": 2, "a": 1, "b": 1})


def test_nothing_is_said_of_blanks_that_may_be_right():
    assert () == diagnosed(STAFF, {"t": 20, "a": 1, "b": None})
    assert () == diagnosed(STAFF, {"t": None, "a": 1, "b": 1})


def test_three_small_numbers_stay_ambiguous():
    (diagnosis,) = diagnosed(STAFF, {"t": 20, "a": 1, "b": 1})
    values = [changes(each) for each in diagnosis.suggestions]
    assert {"t": 2} in values and {"a": 19} in values and {"b": 19} in values
    assert all(each.confidence < LIKELY for each in diagnosis.suggestions)
    assert "complete" == diagnosis.search


def test_swapped_digits_in_a_long_sum_are_told():
    values, reason, confidence = first(SUM, {"t": 9134, "a": 6734, "b": 1950, "c": 495})
    assert ({"b": 1905}, "transposed-digits") == (values, reason)
    assert confidence > 0.9


def test_a_row_and_a_column_pin_the_cell():
    (diagnosis,) = of_cross({"r2_x": 1028})
    (suggestion,) = diagnosis.suggestions
    assert ({"r2/x": 1208}, "transposed-digits") == (changes(suggestion), suggestion.reason)
    assert suggestion.confidence >= CERTAIN
    assert {("down", "x"), ("across", "r2")} == {
        (each.rule.id, each.column or each.row) for each in diagnosis.instances
    }


def test_a_total_is_pinned_as_a_part_is():
    (diagnosis,) = of_cross({"r4_x": 17130})
    assert {"r4/x": 1713} == changes(diagnosis.suggestions[0])
    assert "power-of-ten" == diagnosis.suggestions[0].reason


def test_two_errors_apart_are_one_suggestion():
    (diagnosis,) = of_cross({"r1_x": 421, "r3_y": 64})
    assert {"r1/x": 412, "r3/y": 640} == changes(diagnosis.suggestions[0])
    assert "several-slips" == diagnosis.suggestions[0].reason


def test_errors_in_tables_apart_are_two_diagnoses():
    rules = [relation("p", "sum", "t", "a b"), relation("q", "sum", "s", "c d")]
    found = diagnosed(rules, {"t": 20, "a": 1, "b": 1, "s": 9, "c": 8, "d": 2})
    assert [["p"], ["q"]] == [[each.rule.id for each in one.instances] for one in found]


def test_formulas_are_less_suspect():
    cells = {"t": 9135, "a": 6284, "b": 1905, "c": 495}
    plain = dict(_confidences(SUM, cells))
    with_formula = dict(_confidences(SUM, cells, formulas={"t"}))
    assert with_formula["t"] < plain["t"] / 5


def test_weights_make_cells_less_suspect():
    cells = {"t": 9135, "a": 6284, "b": 1905, "c": 495}
    plain = dict(_confidences(SUM, cells))
    assert dict(_confidences(SUM, cells, weights={"t": 2})).get("t", 0) < plain["t"] / 20


def test_fixed_cells_are_never_changed():
    found = dict(_confidences(STAFF, {"t": 20, "a": 1, "b": 1}, fixed={"t"}))
    assert {"a", "b"} == set(found)


def test_the_previous_period_speaks_for_a_value():
    cells = {"t": 150, "a": 70, "b": 60}  # either a is 90 or b is 80, or t is 130
    without = dict(_confidences(STAFF, cells))
    with_last_year = dict(_confidences(STAFF, cells, previous={"t": 148, "a": 91, "b": 59}))
    assert with_last_year["a"] > without["a"] and with_last_year["a"] == max(
        with_last_year.values()
    )


def test_the_text_speaks_for_a_value_in_a_range():
    ((values, _, confidence), old) = first(UNION, CHANNELS, told={"b": 98}), first(UNION, CHANNELS)
    assert {"b": 98} == values
    assert confidence >= LIKELY
    assert {"b": None} == old[0]


def test_an_inequality_alone_gives_a_range():
    rules = [relation("within", "at_least_each", "t", "a")]
    (diagnosis,) = diagnosed(rules, {"t": 412, "a": 977})
    ranges = {
        code(change.key): (change.new, change.low, change.high)
        for each in diagnosis.suggestions
        for change in each.changes
        if each.reason != "swapped-neighbours"
    }
    assert {"t": (None, 977, None), "a": (None, 0, 412)} == ranges


def test_a_range_names_the_value_that_a_slip_speaks_for():
    (diagnosis,) = diagnosed(UNION, CHANNELS)
    (change,) = next(each for each in diagnosis.suggestions if "b" in changes(each)).changes
    assert (None, 98, 98, "transposed-digits") == (
        change.new,
        change.low,
        change.perhaps,
        change.reason,
    )


def test_a_slip_makes_a_value_of_a_range():
    rules = [relation("within", "at_least_each", "t", "a")]
    values, reason, confidence = first(rules, {"t": 4120, "a": 39770000})
    assert ({"a": 3977}, "unit-scale") == (values, reason)
    assert LIKELY <= confidence < CERTAIN or confidence >= LIKELY


def test_soft_rules_never_make_it_certain():
    cells = {"t": 913552, "a": 673401, "b": 1950620, "c": 45089}
    hard, soft = first(SUM, cells), first(SOFT_SUM, cells)
    assert hard[0] == soft[0]
    assert hard[2] >= CERTAIN > soft[2]


def test_a_diagnosis_of_soft_rules_says_so():
    (soft,) = diagnosed(SOFT_SUM, {"t": 20, "a": 1, "b": 1, "c": 0})
    (hard,) = diagnosed(SUM, {"t": 20, "a": 1, "b": 1, "c": 0})
    assert soft.soft and not hard.soft


def test_soft_rules_rank_what_hard_ones_leave_open():
    # The bound alone leaves a range; that the sum mostly holds makes one value of it.
    rules = [*SOFT_SUM, relation("bound", "at_least_sum", "t", "a b c")]
    cells = {"t": 91357, "a": 67340, "b": 19506, "c": 45110}
    values, reason, confidence = first(rules, cells)
    assert ({"c": 4511}, True) == (values, confidence < CERTAIN)
    assert "power-of-ten" == reason


def test_rules_that_contradict_only_together():
    rules = [relation("p", "sum", "t", "a x"), relation("q", "sum", "s", "b x")]
    (diagnosis,) = diagnosed(rules, {"t": 532, "a": 120, "x": None, "s": 950, "b": 438})
    assert ["p", "q"] == [each.rule.id for each in diagnosis.instances]
    assert {"t", "a", "s", "b"} == {
        code(change.key) for each in diagnosis.suggestions for change in each.changes
    }


def test_swapped_neighbours():
    found = of_cross({"r1_x": 1208, "r2_x": 412})
    assert 1 == len(found)
    top = found[0].suggestions[0]
    assert ({"r1/x": 412, "r2/x": 1208}, "swapped-neighbours") == (changes(top), top.reason)


def test_neighbours_stand_where_the_file_has_them():
    rows = {"r1": 1, "r2": 20, "r3": 2, "r4": 30}
    places = {
        name: ("s", rows[name.partition("/")[0]], COLUMNS.index(name.partition("/")[2] or "n"))
        for name in cross()
    }
    found = of_cross({"r1_x": 1208, "r2_x": 412}, positions=places)
    assert "swapped-neighbours" != found[0].suggestions[0].reason


def test_a_value_one_row_off():
    (diagnosis,) = of_cross({"r1_y": 77, "r2_y": 0})
    top = diagnosis.suggestions[0]
    assert {"r1/y": 0, "r2/y": 77} == changes(top)
    assert top.reason in ("shifted-row", "swapped-neighbours")


def test_a_block_one_row_too_low():
    (diagnosis,) = of_cross({"r1_x": 0, "r2_x": 412, "r3_x": 1208})
    top = diagnosis.suggestions[0]
    assert {"r1/x": 412, "r2/x": 1208, "r3/x": 93} == changes(top)
    assert "shifted-block" == top.reason


def test_a_column_in_another_unit():
    wrong = {f"{row}_x": TABLE[place][0] * 10_000 for place, row in enumerate(ROWS)}
    (diagnosis,) = of_cross(wrong)
    top = diagnosis.suggestions[0]
    assert {f"{row}/x": TABLE[place][0] for place, row in enumerate(ROWS)} == changes(top)
    assert ("unit-scale", True) == (top.reason, top.confidence >= CERTAIN)


def test_a_row_written_twice_is_one_of_two():
    wrong = {
        f"r2_{column}" if column != "n" else "r2": TABLE[0][place]
        for place, column in enumerate(COLUMNS)
    }
    (diagnosis,) = of_cross(wrong)
    rows = {
        frozenset(code(change.key).partition("/")[0] for change in each.changes)
        for each in diagnosis.suggestions
        if each.reason == "row-duplicated"
    }
    assert {frozenset({"r1"}), frozenset({"r2"})} == rows


def test_an_act_and_one_more_slip():
    rules = [
        relation("p", "sum", "t", "a b"),
        relation("q", "sum", "u", "t c"),
        equation("d", "[c] = [e] - [f]"),
    ]
    right = {"a": 512, "b": 77, "t": 589, "c": 1150, "u": 1739, "e": 1391, "f": 241}
    assert () == diagnosed(rules, right)
    (diagnosis,) = diagnosed(rules, right | {"e": 241, "f": 1391, "t": 598})
    assert {"e": 1391, "f": 241, "t": 589} == changes(diagnosis.suggestions[0])


def test_decimals_are_read_as_written():
    domain = Interval(0, None)
    cells = {"t": Fraction("128.05"), "a": 1250, "b": Fraction("3.05"), "c": 0}
    values, reason, _ = first(SUM, cells, domain=domain, written={"a": "1250", "b": "3.05"})
    assert ({"a": 125}, "power-of-ten") == (values, reason)
    cells = {"t": Fraction("128.05"), "a": 125, "b": 305, "c": 0}
    values, reason, _ = first(SUM, cells, domain=domain)
    assert ({"b": Fraction("3.05")}, "decimal-point") == (values, reason)


def test_rounded_amounts_are_corrected_in_their_own_decimals():
    half = Fraction(1, 20)
    cells = {
        name: (value - half, value + half)
        for name, value in {
            "t": Fraction("912.4"),
            "a": Fraction("63.2"),
            "b": Fraction("244.1"),
            "c": Fraction("32.1"),
        }.items()
    }
    written = {"t": "912.4", "a": "63.2", "b": "244.1", "c": "32.1"}
    (diagnosis,) = diagnosed(SUM, cells, domain=Interval(0, None), written=written)
    top = diagnosis.suggestions[0]
    assert "a" in changes(top) or "t" in changes(top)
    assert all(
        change.low is not None or change.new is not None
        for each in diagnosis.suggestions
        for change in each.changes
    )
    within = {name: (value[0], value[1] + half) for name, value in cells.items()}
    within["t"] = (Fraction("339.3"), Fraction("339.5"))
    assert () == diagnosed(SUM, within, domain=Interval(0, None))


def test_values_outside_the_domain_are_not_suggested():
    (diagnosis,) = diagnosed(STAFF, {"t": 20, "a": 35, "b": 4})
    # b would be -15
    assert {"t", "a"} == {code(c.key) for each in diagnosis.suggestions for c in each.changes}


def test_a_rule_with_conditions():
    rules = [equation("if", "if [a] > 0 then [b] > 0")]
    (diagnosis,) = diagnosed(rules, {"a": 3, "b": 0})
    ranges = {
        code(change.key): (change.new, change.low)
        for each in diagnosis.suggestions
        for change in each.changes
    }
    assert (0, 0) == ranges["a"]
    assert "b" in ranges


def test_a_spent_budget_says_incomplete():
    (diagnosis,) = of_cross({"r1_x": 421, "r3_y": 64}, budget=Budget(steps=3, seconds=60))
    assert "incomplete" == diagnosis.search


def test_no_time_left_says_incomplete():
    (diagnosis,) = of_cross({"r1_x": 421, "r3_y": 64}, budget=Budget(seconds=0))
    assert "incomplete" == diagnosis.search


def test_five_errors_in_a_cross_are_told_one_by_one():
    rows, columns = [f"r{n}" for n in range(9)], [f"c{n}" for n in range(9)]
    rules = [
        relation("down", "sum", "r8", " ".join(rows[:-1])),
        relation("across", "sum", "c8", " ".join(columns[:-1]), axis="columns"),
    ]
    right = {(row, column): 100 * row + 7 * column + 3 for row in range(8) for column in range(8)}
    for row in range(8):
        right[row, 8] = sum(right[row, column] for column in range(8))
    for column in range(9):
        right[8, column] = sum(right[row, column] for row in range(8))
    typed = dict(right)
    wrong = {(n, 7 - n): right[n, 7 - n] + (n + 1) * 1000 for n in range(5)}
    typed.update(wrong)
    dataset = dataset_of({f"r{row}/c{column}": value for (row, column), value in typed.items()})
    found = diagnose(compiled(rules, rows=rows, columns=columns), dataset)
    told = {}
    for diagnosis in found:
        told |= changes(diagnosis.suggestions[0])
    assert {f"r{row}/c{column}": right[row, column] for row, column in wrong} == told


@pytest.mark.parametrize("wrong", [{"r2_x": 1028}, {"r1_x": 421, "r3_y": 64}, {"r4": 247}])
def test_the_same_table_gives_the_same_diagnosis(wrong):
    assert of_cross(wrong) == of_cross(wrong)


def test_soft_rules_stay_with_the_errors_that_they_share_cells_with():
    rules = [*CROSS, relation("soft", "sum", "r1", "r2 r3", hard=False, only=("x",))]
    wrong = {"r1_x": 999, "r2_y": 1, "r3_z": 7000, "r1_y": 5}
    found = diagnosed(rules, cross(**wrong), columns=COLUMNS)
    assert 1 == sum(each.rule.id == "soft" for one in found for each in one.instances)


def _confidences(rules, cells, **known):
    (diagnosis,) = diagnosed(rules, cells, **known)
    for each in diagnosis.suggestions:
        (change,) = each.changes
        yield code(change.key), each.confidence
