"""The examples of the design: verdicts, deductions, contradictions, what blanks must hold."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rules.making import (
    ANY,
    compiled,
    dataset_of,
    deduced,
    equation,
    key,
    must,
    relation,
    seen,
    told,
    verdicts,
)
from tablecheck.rules.evaluate import components, evaluate
from tablecheck.rules.resolve import hypothesis_fails
from tablecheck.values.interval import Interval

STAFF = [relation("staff", "sum", "s", "f p")]
CHANNELS = [relation("channels", "union", "t", "a b c")]
CLOSED_DOMAIN = Interval(0, 10, True)


def test_total_blank_with_known_parts_is_their_sum():
    found = seen(STAFF, s=None, f=1, p=1)
    assert {"s": (2, {"staff"}, 1)} == told(found)
    assert {"staff": "NA"} == verdicts(found)
    assert () == found.must_hold


def test_total_equal_to_the_parts_given_makes_the_other_parts_zero():
    found = seen([relation("r", "sum", "t", "a b c")], t=3, a=3, b=None, c=None)
    assert {"b": 0, "c": 0} == deduced(found)


def test_other_parts_stay_open_where_no_minimum_is_stated():
    free = Interval(None, None, True)
    found = seen([relation("r", "sum", "t", "a b c")], t=3, a=3, b=free, c=free)
    assert {} == deduced(found)


def test_last_blank_part_is_the_difference():
    found = seen([relation("r", "sum", "t", "a b c")], t=9, a=3, b=None, c=2)
    assert {"b": (4, {"r"}, 1)} == told(found)


def test_union_holds_fails_and_is_undecided():
    assert {"channels": "1"} == verdicts(seen(CHANNELS, t=1606, a=2, b=98, c=1506))
    assert {"channels": "1"} == verdicts(seen(CHANNELS, t=1506, a=2, b=98, c=1506))
    assert {"channels": "0"} == verdicts(seen(CHANNELS, t=1607, a=2, b=98, c=1506))
    assert {"channels": "0"} == verdicts(seen(CHANNELS, t=1505, a=2, b=98, c=1506))
    assert {"channels": "NA"} == verdicts(seen(CHANNELS, t=1606, a=2, b=98, c=None))
    # A blank channel cannot repair a part above its whole.
    assert {"channels": "0"} == verdicts(seen(CHANNELS, t=1505, a=2, b=None, c=1506))


def test_union_with_two_blank_channels_must_hold_the_rest():
    found = seen(CHANNELS, t=1606, a=None, b=None, c=1506)
    assert {"channels": ({"a", "b"}, 100, False)} == must(found)
    assert {} == deduced(found)


def test_union_gives_a_range_and_no_value():
    found = seen(CHANNELS, t=None, a=2, b=98, c=1506)
    assert {} == deduced(found)
    assert {key("t"): (1506, 1606)} == found.ranges


def test_all_parts_blank_below_a_stated_total():
    found = seen([relation("r", "sum", "t", "a b")], t=9, a=None, b=None)
    assert {"r": ({"a", "b"}, 9, True)} == must(found)


def test_two_blank_channels_must_hold_nine():
    found = seen([relation("r", "sum", "t", "a b c")], t=12, a=None, b=None, c=3)
    assert {"r": ({"a", "b"}, 9, False)} == must(found)


def test_at_least_sum_asks_nothing_of_blanks():
    found = seen([relation("r", "at_least_sum", "t", "a b")], t=9, a=None, b=None)
    assert {} == must(found)
    assert {"r": "NA"} == verdicts(found)


def test_blank_whole_of_a_subset_must_hold_its_largest_part():
    found = seen([relation("r", "at_least_each", "t", "a b")], t=None, a=3, b=5)
    assert {"r": ({"t"}, 5, False)} == must(found)
    assert {} == deduced(found)


def test_conditional_with_all_blank_asks_for_more_than_nothing():
    rule = equation("responses", "if [h] > 0 then [a] > 0 or [b] > 0", hard=False)
    found = seen([rule], h=9, a=None, b=None)
    assert {"responses": ({"a", "b"}, None, True)} == must(found)
    assert {"responses": "NA"} == verdicts(found)
    assert {} == must(seen([rule], h=0, a=None, b=None))
    assert {"responses": "1"} == verdicts(seen([rule], h=0, a=None, b=None))
    assert {"responses": "1"} == verdicts(seen([rule], h=9, a=0, b=1))
    assert {"responses": "0"} == verdicts(seen([rule], h=9, a=0, b=0))


def test_soft_rule_neither_deduces_nor_asks_of_single_blanks():
    soft = [relation("r", "sum", "t", "a b c", hard=False)]
    found = seen(soft, t=9, a=3, b=None, c=2)
    assert ({}, {}, ()) == (deduced(found), must(found), found.contradictions)


def test_soft_rule_asks_nothing_of_blanks_beside_a_failed_rule():
    rules = [
        relation("r", "sum", "t", "a b", hard=False),
        relation("q", "at_least_each", "t", "c"),
    ]
    assert {"r": ({"a", "b"}, 5, True)} == must(seen(rules, t=5, a=None, b=None, c=1))
    assert {} == must(seen(rules, t=5, a=None, b=None, c=6))


def test_soft_rule_is_not_told_again_over_the_cells_of_a_hard_one():
    rules = [
        relation("hard", "union", "t", "a b"),
        relation("soft", "sum", "t", "a b", hard=False),
    ]
    assert {"hard"} == set(must(seen(rules, t=5, a=None, b=None)))


def test_nothing_is_deduced_beside_a_failed_rule():
    rules = [relation("r", "sum", "t", "a b"), relation("q", "at_least_each", "t", "c d")]
    good = seen(rules, t=5, a=2, b=None, c=1, d=1)
    assert {"b": 3} == deduced(good)
    bad = seen(rules, t=5, a=2, b=None, c=6, d=1)
    assert {"r": "NA", "q": "0"} == verdicts(bad)
    assert ({}, {}, {}) == (deduced(bad), must(bad), bad.ranges)


def test_another_component_still_deduces_beside_a_failed_rule():
    rules = [relation("r", "sum", "t", "a b"), *STAFF]
    found = seen(rules, t=5, a=2, b=2, s=None, f=1, p=1)
    assert {"r": "0", "staff": "NA"} == verdicts(found)
    assert {"s": 2} == deduced(found)


def test_contradiction_of_several_rules_names_a_minimal_set():
    rules = [
        relation("top", "sum", "t", "a b"),
        relation("low", "sum", "a", "x y"),
        relation("idle", "sum", "b", "v w"),
    ]
    found = seen(rules, t=5, a=None, b=None, x=4, y=3, v=None, w=None)
    assert {"top": "NA", "low": "NA", "idle": "NA"} == verdicts(found)
    (contradiction,) = found.contradictions
    assert ["top", "low"] == [each.rule.id for each in contradiction.instances]
    assert {"t", "x", "y"} == {each[1] for each in contradiction.keys}
    assert {} == deduced(found)


def test_suppressed_or_unreadable_cells_are_never_deduced():
    found = seen(STAFF, s="*", f=1, p=1)
    assert ({}, {}) == (deduced(found), must(found))
    assert {"staff": "NA"} == verdicts(found)


def test_unknown_cell_lifts_what_blanks_must_hold():
    found = seen([relation("r", "sum", "t", "a b")], t=9, a=None, b="unreadable")
    assert {} == must(found)


def test_fractions_are_exact():
    found = seen(
        [relation("r", "sum", "t", "a b")],
        t=Fraction(3, 10),
        a=Fraction(1, 10),
        b=Interval(0, None),
    )
    assert {"b": Fraction(1, 5)} == deduced(found)
    third = seen([equation("r", "3 * [x] = [y]")], x=Interval(0, None), y=1)
    assert {"x": Fraction(1, 3)} == deduced(third)


def test_whole_numbers_cannot_be_a_third():
    found = seen([equation("r", "3 * [x] = [y]")], x=None, y=1)
    assert {} == deduced(found)
    assert 1 == len(found.contradictions)


def test_stated_interval_against_a_point():
    rule = [equation("r", "[x] = [y]")]
    assert {"r": "NA"} == verdicts(seen(rule, x=(12550, 12650), y=12600))
    assert {"r": "0"} == verdicts(seen(rule, x=(12550, 12650), y=12651))
    assert {"r": "1"} == verdicts(seen([equation("r", "[x] <= [y]")], x=(12550, 12650), y=12650))


def test_strict_comparison_of_real_numbers_excludes_no_interval():
    found = seen([equation("r", "[x] < 5")], x=Interval(0, None))
    assert {key("x"): (0, 5)} == found.ranges


def test_strict_comparisons_of_real_numbers_that_meet_contradict():
    rules = [equation("up", "[y] > [a]"), equation("down", "[y] <= [b]")]
    real = Interval(0, None)
    found = seen(rules, y=real, a=5, b=5)
    assert {"up": "NA", "down": "NA"} == verdicts(found)
    assert 1 == len(found.contradictions)
    assert {} == deduced(found)
    assert () == seen(rules, y=real, a=5, b=6).contradictions


def test_conditional_deduces_once_its_premise_is_sure():
    rule = [equation("r", "if [a] > 0 then [b] = 7")]
    assert {"b": (7, {"r"}, 1)} == told(seen(rule, a=1, b=None))
    assert {} == told(seen(rule, a=None, b=None))
    # And backwards: b is not 7, so a cannot be above 0.
    assert {"a": 0} == deduced(seen(rule, a=None, b=6))


GRID = [
    relation("across", "sum", "t", "a b", axis="columns"),
    relation("down", "sum", "x", "u v"),
]


def grid(**changes):
    """Two rows u, v and their total x; two columns a, b and their total t."""
    cells = {
        "x/t": 10, "x/a": 4, "x/b": 6,
        "u/t": 3, "u/a": 1, "u/b": 2,
        "v/t": 7, "v/a": 3, "v/b": 4,
    }  # fmt: skip
    cells.update({code.replace("_", "/"): value for code, value in changes.items()})
    instances = compiled(GRID, rows=("x", "u", "v"), columns=("t", "a", "b"))
    return evaluate(instances, dataset_of(cells))


def test_cross_tab_full_and_right():
    found = grid()
    assert ["1"] * 6 == [each.verdict.value for each in found.verdicts]
    assert () == found.deductions


def test_cross_tab_single_blank_has_two_supports():
    (deduction,) = grid(u_a=None).deductions
    assert (("t", "u", "a"), 1, 2) == (deduction.key, deduction.value, deduction.support)
    assert {"across", "down"} == set(deduction.because)


def test_cross_tab_two_blanks_of_one_row_have_two_supports_each():
    """Its own column, and its row with the other blank from that one's column."""
    found = grid(u_a=None, u_b=None)
    assert [(1, 2), (2, 2)] == [(each.value, each.support) for each in found.deductions]
    assert {("down",)} == {each.because for each in found.deductions}


def test_cross_tab_four_inner_blanks_are_not_determined():
    found = grid(u_a=None, u_b=None, v_a=None, v_b=None)
    assert () == found.deductions


def test_cross_tab_cycle_needs_elimination():
    """a + b, a + c and b + c known: no rule alone narrows to a point."""
    rules = [
        equation("ab", "[a] + [b] = 5"),
        equation("ac", "[a] + [c] = 6"),
        equation("bc", "[b] + [c] = 7"),
    ]
    found = seen(rules, a=None, b=None, c=None)
    assert {"a": 2, "b": 3, "c": 4} == deduced(found)
    assert all(set(each.because) == {"ab", "ac", "bc"} for each in found.deductions)
    assert {1} == {each.support for each in found.deductions}


def test_contradiction_inside_a_cycle_of_equations():
    rules = [
        equation("ab", "[a] + [b] = 5"),
        equation("ac", "[a] + [c] = 6"),
        equation("bc", "[b] + [c] = 8"),
    ]
    found = seen(rules, a=None, b=None, c=None)  # the sum of all is 9.5
    assert {} == deduced(found)
    (contradiction,) = found.contradictions
    assert {"ab", "ac", "bc"} == {each.rule.id for each in contradiction.instances}


def test_cyclic_rules_end():
    rules = [equation("up", "[x] = [y] + 1"), equation("same", "[y] = [x]")]
    (contradiction,) = seen(rules, x=None, y=None).contradictions
    assert {"up", "same"} == {each.rule.id for each in contradiction.instances}


def test_cyclic_inequalities_end():
    rules = [equation("up", "[x] >= [y] + 1"), equation("same", "[y] >= [x]")]
    found = seen(rules, x=None, y=None)
    assert {} == deduced(found)


def test_cyclic_inequalities_in_a_closed_domain_contradict():
    rules = [equation("up", "[x] >= [y] + 1"), equation("same", "[y] >= [x]")]
    found = seen(rules, x=CLOSED_DOMAIN, y=CLOSED_DOMAIN)
    assert 1 == len(found.contradictions)


def test_components_leave_soft_rules_out():
    rules = [
        relation("r", "sum", "t", "a b"),
        relation("s", "sum", "b", "x y", hard=False),
        relation("q", "sum", "x", "u v"),
    ]
    groups = components(compiled(rules))
    assert [["r"], ["q"]] == [[each.rule.id for each in group] for group in groups]


def test_rule_on_some_columns_only():
    rule = relation("r", "sum", "t", "a b", only=("m",))
    instances = compiled([rule], columns=("n", "m"))
    assert ["m"] == [each.column for each in instances]


def test_hypothesis_fails_alone_and_with_its_neighbours():
    rules = [relation("top", "sum", "t", "a b"), relation("low", "sum", "a", "x y")]
    instances = compiled(rules)
    free = dataset_of({"t": 5, "a": None, "b": None, "x": None, "y": None}).intervals

    def fails(**cells):
        tried = {key(code): Interval(value, value, True) for code, value in cells.items()}
        return hypothesis_fails(instances, {**free, **tried}, frozenset(tried))

    assert not fails(x=5)
    assert fails(x=6)
    assert fails(a=2, b=2)
    assert not fails(a=2, b=3)


@pytest.mark.parametrize(
    ("text", "cells", "value"),
    [
        ("[x] < [y]", {"x": Interval(0, 5, True), "y": 1}, {"x": 0}),
        ("[x] < 5 and [x] > 3", {"x": ANY}, {"x": 4}),
        # The bound of the domain itself is excluded too.
        ("[x] < 5 and [x] >= 4", {"x": Interval(0, 5, True)}, {"x": 4}),
        ("[x] > 9", {"x": Interval(9, 10, True)}, {"x": 10}),
        ("2 * [x] < 5 and [x] > 1", {"x": ANY}, {"x": 2}),
        ("[x] < 4.5 and [x] > 3.5", {"x": ANY}, {"x": 4}),
    ],
)
def test_strict_comparison_of_whole_numbers(text, cells, value):
    assert value == deduced(seen([equation("r", text)], **cells))


def test_contradiction_among_stated_intervals_without_a_blank():
    """“1.26万” and the like are intervals, so rules may contradict though all is filled."""
    rules = [equation("one", "[x] = [a]"), equation("two", "[x] = [b]")]
    found = seen(rules, x=(0, 10), a=1, b=2)
    assert {"one": "NA", "two": "NA"} == verdicts(found)
    assert 1 == len(found.contradictions)
    assert () == seen(rules, x=(0, 10), a=1, b=1).contradictions


def test_blanks_with_negative_domain_must_hold_the_sum_itself():
    low = Interval(-5, None, True)
    found = seen([relation("r", "sum", "t", "a b")], t=3, a=low, b=low)
    assert {"r": ({"a", "b"}, 3, True)} == must(found)
    assert {} == must(seen([relation("r", "sum", "t", "a b")], t=-3, a=low, b=low))


def test_blanks_with_a_positive_least_value():
    low = Interval(2, None, True)
    found = seen([relation("r", "sum", "t", "a b")], t=9, a=low, b=low)
    assert {"r": ({"a", "b"}, 9, True)} == must(found)


def test_reasons_of_an_elimination_name_the_rules_that_gave_its_constants():
    """b is known from 2b = 6 only; the cycle over a and c uses it."""
    rules = [
        equation("top", "[t] = [b]"),
        equation("plus", "[a] + [c] + [t] = 13"),
        equation("minus", "[a] - [c] = 2"),
    ]
    found = seen(rules, t=None, a=None, b=3, c=None)
    assert {"t": 3, "a": 6, "c": 4} == deduced(found)
    assert ({"top", "plus", "minus"}, 1) == told(found)["a"][1:]


def test_soft_failure_hides_no_contradiction_of_hard_rules():
    rules = [
        relation("top", "sum", "t", "a b"),
        relation("low", "sum", "a", "x y"),
        relation("soft", "sum", "x", "y", hard=False),
    ]
    found = seen(rules, t=5, a=None, b=None, x=4, y=3)
    assert {"top": "NA", "low": "NA", "soft": "0"} == verdicts(found)
    (contradiction,) = found.contradictions
    assert ["top", "low"] == [each.rule.id for each in contradiction.instances]
    assert {} == deduced(found)


def test_nothing_is_deduced_beside_a_failed_soft_rule():
    rules = [relation("r", "sum", "t", "a b"), relation("soft", "sum", "t", "x", hard=False)]
    assert {"b": 3} == deduced(seen(rules, t=5, a=2, b=None, x=5))
    beside = seen(rules, t=5, a=2, b=None, x=4)
    assert ({}, {}) == (deduced(beside), beside.ranges)


def test_support_counts_a_chain_beside_a_direct_rule():
    rules = [
        relation("r", "sum", "t", "a b"),
        equation("one", "[a] = [m]"),
        equation("two", "[m] = 2"),
    ]
    found = seen(rules, t=5, a=None, b=3, m=None)
    assert {"a": (2, {"r"}, 2), "m": (2, {"two"}, 2)} == told(found)


def test_because_names_no_rule_that_the_value_does_not_need():
    rules = [
        equation("wide", "[a] <= 10"),
        relation("r", "sum", "t", "a b"),
        relation("q", "sum", "b", "u v"),
    ]
    assert (3, {"r", "q"}, 1) == told(seen(rules, t=5, a=None, b=None, u=1, v=1))["a"]


def test_long_chain_in_the_worst_order_is_followed_to_its_end():
    rules = [equation(f"e{n}", f"[x{n}] = [x{n + 1}]") for n in range(300)]
    found = seen(rules, **{f"x{n}": None for n in range(300)}, x300=7)
    assert {f"x{n}": 7 for n in range(300)} == deduced(found)


def test_key_of_one_equation_is_determined_where_the_others_cancel():
    rules = [equation("one", "[a] - [c] = 1"), equation("two", "[b] + [c] - [a] = 7")]
    assert {"b": (8, {"one", "two"}, 1)} == told(seen(rules, a=None, b=None, c=None))


def test_sums_of_many_digits_are_exact():
    found = seen(STAFF, s=10**18 + 1, f=10**18, p=None)
    assert {"p": 1} == deduced(found)
    assert {"staff": "0"} == verdicts(seen(STAFF, s=10**18 + 1, f=10**18, p=0))


def test_must_hold_of_the_design():
    channels = [relation("channels", "union", "t", "a b c d e")]
    found = seen(channels, t=1606, a=2, b=None, c=1506, d=None, e=91)
    assert {"channels": ({"b", "d"}, 7, False)} == must(found)
    found = seen([relation("r", "sum", "t", "a b c")], t=5, a=3, b=None, c=None)
    assert {"r": ({"b", "c"}, 2, False)} == must(found)


def test_total_zero_over_blank_parts_makes_each_zero():
    found = seen([relation("r", "at_least_sum", "t", "a b")], t=0, a=None, b=None)
    assert {"a": (0, {"r"}, 1), "b": (0, {"r"}, 1)} == told(found)


def test_parts_all_blank_is_told_once_and_by_the_hard_rule():
    hard = relation("hard", "union", "t", "a b")
    soft = relation("soft", "sum", "t", "a b", hard=False)
    for rules in ([hard, soft], [soft, hard]):
        assert {"hard": ({"a", "b"}, 9, True)} == must(seen(rules, t=9, a=None, b=None))
    assert {"soft": ({"a", "b"}, 9, True)} == must(seen([soft], t=9, a=None, b=None))
    assert {} == must(seen([soft], t=0, a=None, b=None))
    assert {} == must(seen([soft], t=9, a=None, b="unreadable"))


def test_blank_above_a_stated_number_is_no_part_of_it():
    soft = [equation("r", "[x] <= [y]", hard=False)]
    assert {} == must(seen(soft, x=3, y=None))
    each = [equation("r", "[a] <= [t] and [b] <= [t]", hard=False)]
    assert {} == must(seen(each, t=None, a=3, b=5))
    hard = [equation("r", "[x] <= [y]")]
    assert {"r": ({"y"}, 3, False)} == must(seen(hard, x=3, y=None))
    # With several blanks, and in a condition, they are what the stated number comes from.
    total = [equation("r", "[t] = [a] + [b]", hard=False)]
    assert {"r": ({"a", "b"}, 9, True)} == must(seen(total, t=9, a=None, b=None))
    one = [equation("r", "if [h] > 0 then [a] > 0", hard=False)]
    assert {"r": ({"a"}, None, True)} == must(seen(one, h=9, a=None))
