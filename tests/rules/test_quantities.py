"""Ratios, absolute values, tolerance and rounding: examples, and laws against brute force."""

from __future__ import annotations

import itertools
import operator
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.making import ANY, compiled, dataset, dataset_of, equation, key, must, relation, seen
from rules.making import deduced as deduced_of
from rules.making import verdicts as verdicts_of
from tablecheck.form.clauses import ExpressionError
from tablecheck.form.model import Item, Rounding, Severity
from tablecheck.record import replace
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.narrow import components, narrow
from tablecheck.values.interval import Interval

LAWS = settings(max_examples=200, deadline=None)
NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "=": "!=", "!=": "="}
COMPARES = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def verdict(text, cells=None, /, **more):
    """The verdict of one expression over cells."""
    rules = [equation("r", text, **more)]
    rows = dict.fromkeys(code for rule in rules for code in rule.parts)
    found = evaluate(compiled(rules, rows=rows, previous=True), dataset_of(cells or {}))
    return verdicts_of(found)["r"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"a": 5, "b": 10}, "1"),
        ({"a": 4, "b": 10}, "0"),
        ({"a": 0, "b": 0}, "NA"),
        ({"a": 3, "b": 0}, "NA"),
        ({"a": 3, "b": -1}, "NA"),
        ({"a": 3, "b": None}, "NA"),
        ({"a": 0, "b": Interval(1, 9, True)}, "NA"),
        ({"a": None, "b": 10}, "NA"),
        ({"a": (4, 6), "b": 10}, "NA"),
        ({"a": (6, 7), "b": 10}, "1"),
    ],
)
def test_ratio_is_judged_where_its_denominator_is_a_positive_point(cells, expected):
    assert expected == verdict("[a] / [b] >= 0.5", cells)


def test_denominator_that_cancels_is_still_wanted():
    assert "1" == verdict("[a] / [b] >= 0", {"a": 1, "b": 1})
    assert "NA" == verdict("[a] / [b] >= 0", {"a": 1, "b": 0})


def test_denominator_may_be_a_sum():
    text = "[a] / ([b] + [c]) * 100 <= 50"
    assert "1" == verdict(text, {"a": 5, "b": 10, "c": 0})
    assert "0" == verdict(text, {"a": 6, "b": 5, "c": 5})
    assert "NA" == verdict(text, {"a": 6, "b": 5, "c": None})


def test_ratio_of_a_condition_that_is_not_known_leaves_the_rest():
    text = "if [x] > 0 then [a] / [b] >= 0.5"
    assert "1" == verdict(text, {"x": 0, "a": 3, "b": 0})
    assert "NA" == verdict(text, {"x": 1, "a": 3, "b": 0})
    assert "0" == verdict(text, {"x": 1, "a": 3, "b": 9})


def test_ratio_narrows_where_its_denominator_is_known():
    rules = [equation("r", "[a] / [b] >= 0.5")]
    assert {key("a"): (5, None)} == seen(rules, a=None, b=10).ranges
    assert {} == seen(rules, a=None, b=0).ranges
    assert {} == seen(rules, a=3, b=None).ranges


def test_ratio_narrows_where_others_give_its_denominator():
    rules = [equation("r", "[a] / [b] = 0.5"), equation("s", "[b] + [c] = 10")]
    found = seen(rules, a=None, b=None, c=4)
    assert {"a": 3, "b": 6} == deduced_of(found)
    because = {each.key[1]: set(each.because) for each in found.deductions}
    assert {"a": {"r", "s"}, "b": {"s"}} == because


def test_ratio_that_blanks_must_reach():
    rules = [equation("r", "([a] + [c]) / [b] >= 0.5")]
    assert {"r": ({"c"}, 4, False)} == must(seen(rules, a=1, b=10, c=None))
    assert {} == must(seen(rules, a=1, b=None, c=None))


def test_contradiction_of_ratios():
    rules = [equation("r", "[a] / [b] >= 0.5"), equation("s", "[a] / [c] <= 0.1")]
    (found,) = seen(rules, a=None, b=10, c=20).contradictions
    assert {"r", "s"} == {each.rule.id for each in found.instances}
    assert () == seen(rules, a=None, b=0, c=20).contradictions


@pytest.mark.parametrize(
    ("now", "expected"), [(5, "1"), (4, "0"), (10, "1"), (15, "1"), (16, "0"), (None, "NA")]
)
def test_change_against_last_period(now, expected):
    cells = {"a": now, "previous a": 10}
    assert expected == verdict("abs([a] - previous [a]) <= 0.5 * previous [a]", cells)
    assert expected == verdict("abs([a] / previous [a] - 1) <= 0.5", cells)
    assert expected == verdict("abs([a] - previous [a]) / previous [a] * 100 <= 50", cells)


def test_change_from_nothing():
    cells = {"a": 3, "previous a": 0}
    assert "0" == verdict("abs([a] - previous [a]) <= 0.5 * previous [a]", cells)
    assert "NA" == verdict("abs([a] / previous [a] - 1) <= 0.5", cells)


@pytest.mark.parametrize(
    ("op", "holding"),
    [("=", "456"), ("<=", "3456"), (">=", "4567"), ("<", "34"), (">", "67"), ("!=", "3467")],
)
def test_tolerance_widens_what_has_an_equals_sign(op, holding):
    found = [
        value for value in range(3, 8) if "1" == verdict(f"[a] {op} 5", {"a": value}, tolerance=1)
    ]
    assert holding == "".join(map(str, found))


def test_tolerance_of_a_ratio_is_in_what_the_form_writes():
    text = "[a] / [b] * 100 = 30"
    assert "1" == verdict(text, {"a": 61, "b": 200}, tolerance=1)
    assert "0" == verdict(text, {"a": 63, "b": 200}, tolerance=1)


@pytest.mark.parametrize(
    ("kind", "total", "expected"),
    [
        ("sum", 12, "1"), ("sum", 13, "0"), ("sum", 8, "1"), ("sum", 7, "0"),
        ("at_least_sum", 8, "1"), ("at_least_sum", 7, "0"),
        ("at_most_sum", 12, "1"), ("at_most_sum", 13, "0"),
        ("union", 12, "1"), ("union", 13, "0"), ("union", 4, "1"), ("union", 3, "0"),
        ("at_least_each", 4, "1"), ("at_least_each", 3, "0"),
    ],
)  # fmt: skip
def test_tolerance_of_a_relation(kind, total, expected):
    rule = replace(relation("r", kind, "t", "a b"), tolerance=2)
    assert {"r": expected} == verdicts_of(seen([rule], t=total, a=4, b=6))


def test_tolerance_leaves_a_range_where_an_equation_gives_a_value():
    rule = replace(relation("r", "sum", "t", "a b"), tolerance=2)
    found = seen([rule], t=None, a=4, b=6)
    assert ({}, {key("t"): (8, 12)}) == (deduced_of(found), found.ranges)
    assert {"r": ({"b"}, 4, False)} == must(seen([rule], t=10, a=4, b=None))


def test_tolerance_is_no_equation_to_eliminate():
    rules = [equation(name, text, tolerance=1)
             for name, text in (("one", "[a] + [b] = 10"), ("two", "[a] - [b] = 2"))]  # fmt: skip
    found = seen(rules, a=None, b=None)
    assert {} == deduced_of(found)
    exact = [replace(rule, tolerance=0) for rule in rules]
    assert {"a": 6, "b": 4} == deduced_of(seen(exact, a=None, b=None))


HALF = Fraction(1, 2)


def rounded(total, parts, slack, *, rounding=Rounding()):  # noqa: B008 - a frozen value
    rule = replace(relation("r", "sum", "t", " ".join(parts)), rounded=rounding)
    cells = {"t": total, **parts}
    (judged,) = evaluate(compiled([rule]), dataset_of(cells, slack)).verdicts
    return judged.verdict.value, judged.by_rounding


@pytest.mark.parametrize(
    ("total", "expected"),
    [(10, ("1", False)), (11, ("1", True)), (9, ("1", True)), (12, ("0", False))],
)
def test_rounded_numbers_may_be_off_by_half_a_unit_each(total, expected):
    parts = {"a": 4, "b": 6}
    assert expected == rounded(total, parts, dict.fromkeys("tab", HALF))


def test_rounding_without_a_declaration_or_a_slack_is_none():
    assert ("0", False) == rounded(11, {"a": 4, "b": 6}, {})
    assert ("0", False) == rounded(11, {"a": 4, "b": 6}, dict.fromkeys("tab", HALF), rounding=None)


def test_rounding_to_a_base_is_off_by_less_than_the_base_in_each_cell():
    base = Rounding(base=5)
    assert ("1", True) == rounded(22, {"a": 5, "b": 5}, {}, rounding=base)
    assert ("0", False) == rounded(23, {"a": 5, "b": 5}, {}, rounding=base)


def test_blank_of_a_rounded_rule_adds_no_slack():
    rule = replace(relation("r", "sum", "t", "a b"), rounded=Rounding(base=5))
    found = seen([rule], t=20, a=10, b=None)
    assert {key("b"): (2, 18)} == found.ranges


def test_items_say_that_their_values_are_rounded():
    rows = [Item(code="t", label="t", rounded=Rounding(base=3)), "a", "b"]
    rule = relation("r", "sum", "t", "a b")
    cells = dataset(t=12, a=4, b=6)
    (judged,) = evaluate(compiled([rule], rows=rows), cells).verdicts
    assert ("1", True) == (judged.verdict.value, judged.by_rounding)
    (judged,) = evaluate(compiled([replace(rule, exact=True)], rows=rows), cells).verdicts
    assert ("0", False) == (judged.verdict.value, judged.by_rounding)
    column = Item(code="n", label="n", rounded=Rounding(base=2))
    found = evaluate(compiled([rule], columns=[column]), dataset(t=13, a=4, b=6))
    assert {"r": "1"} == verdicts_of(found)


def test_what_holds_by_rounding_is_no_reason_to_deduce_nothing():
    """An equation that holds only by rounding does not stop its neighbours."""
    off = replace(relation("off", "sum", "t", "a b"), rounded=Rounding(base=2))
    found = seen([off, relation("s", "sum", "a", "c d")], t=11, a=4, b=6, c=1, d=None)
    assert {"d": 3} == deduced_of(found)
    assert {"off": "1", "s": "NA"} == verdicts_of(found)


# Laws: random expressions as nested tuples, written as text and computed by plain arithmetic.

CODES = ("a", "b", "c", "previous p")


@st.composite
def linear(draw):
    """Coefficients by code, and a constant; as text too."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True))
    factors = {code: draw(st.integers(-2, 3).filter(bool)) for code in codes}
    return factors, draw(st.integers(-3, 6))


@st.composite
def quantities(draw):
    """("linear", x) | ("abs", x) | ("ratio", x, y) | ("change", x, y): |x / y - constant|."""
    kind = draw(st.sampled_from(["linear", "linear", "abs", "ratio", "change"]))
    if kind in ("linear", "abs"):
        return kind, draw(linear())
    return kind, draw(linear()), draw(linear())


@st.composite
def rules_of(draw, depth=1):
    if depth and draw(st.booleans()):
        word = draw(st.sampled_from(["and", "or", "if"]))
        return word, draw(rules_of(depth - 1)), draw(rules_of(depth - 1))
    quantity = draw(quantities())
    signed = quantity[0] in ("abs", "change")
    ops = ["<", "<=", ">", ">="] if signed else list(NEGATED)
    return (
        draw(st.sampled_from(ops)),
        quantity,
        draw(st.integers(-1, 8).map(lambda n: Fraction(n, 2))),
    )


def text_of(tree):
    if tree[0] == "if":
        return f"(if {text_of(tree[1])} then {text_of(tree[2])})"
    if tree[0] in ("and", "or"):
        return f"({text_of(tree[1])} {tree[0]} {text_of(tree[2])})"
    op, quantity, bound = tree
    return f"{_quantity_text(quantity)} {op} {float(bound)}"


def _linear_text(value):
    factors, constant = value
    terms = [f"{factor} * {_reference(code)}" for code, factor in factors.items()]
    return f"({' + '.join(terms)} + {constant})".replace("+ -", "- ")


def _reference(code):
    return f"previous [{code.removeprefix('previous ')}]" if " " in code else f"[{code}]"


def _quantity_text(quantity):
    kind, *parts = quantity
    written = [_linear_text(part) for part in parts]
    return {
        "linear": "{0}",
        "abs": "abs({0})",
        "ratio": "{0} / {1}",
        "change": "abs({0} / {1} - 1)",
    }[kind].format(*written)


def value_of(quantity, point):
    """The number, None where a denominator is not positive."""
    kind, *parts = quantity
    numbers = [
        sum(factor * point[code] for code, factor in factors.items()) + constant
        for factors, constant in parts
    ]
    if kind == "linear":
        return Fraction(numbers[0])
    if kind == "abs":
        return Fraction(abs(numbers[0]))
    if numbers[1] <= 0:
        return None
    ratio = Fraction(numbers[0]) / numbers[1]
    return ratio if kind == "ratio" else abs(ratio - 1)


def truth(tree, point, tolerance=0, *, negated=False):
    """Whether a rule holds: True, False, or None where a denominator decides nothing."""
    if tree[0] in ("and", "or", "if"):
        one = truth(tree[1], point, tolerance, negated=negated != (tree[0] == "if"))
        two = truth(tree[2], point, tolerance, negated=negated)
        if (tree[0] == "and") != negated:
            return False if False in (one, two) else None if None in (one, two) else True
        return True if True in (one, two) else None if None in (one, two) else False
    op, quantity, bound = tree
    number = value_of(quantity, point)
    if number is None:
        return None
    op = NEGATED[op] if negated else op
    if op == "=":
        return abs(number - bound) <= tolerance
    if op in ("<=", ">="):
        return COMPARES[op](number, bound + (tolerance if op == "<=" else -tolerance))
    return COMPARES[op](number, bound)


def written_rule(number, tree, tolerance=0):
    try:
        return equation(f"r{number}", text_of(tree), tolerance=tolerance)
    except ExpressionError as error:
        # Terms that cancel, or a denominator that is a number.
        assume(any(word in error.en for word in ("names no", "with a number", "divided by 0")))
        return None


def instances_of(trees, tolerance=0):
    made = [written_rule(number, tree, tolerance) for number, tree in enumerate(trees)]
    assume(None not in made)
    return compiled(made, rows=["a", "b", "c", "p"], previous=True)


POINTS = st.fixed_dictionaries(dict.fromkeys(CODES, st.integers(-3, 7)))
TOLERANCE = st.sampled_from([0, 0, 1, Fraction(1, 2)])


@given(rules_of(), POINTS, TOLERANCE)
@settings(max_examples=500, deadline=None)
def test_verdict_on_points_is_that_of_plain_arithmetic(tree, point, tolerance):
    instances = instances_of([tree], tolerance)
    (judged,) = evaluate(instances, dataset_of(point)).verdicts
    expected = {True: "1", False: "0", None: "NA"}[truth(tree, point, tolerance)]
    assert expected == judged.verdict.value


BOX = st.tuples(st.integers(-2, 4), st.integers(0, 2)).map(lambda b: (b[0], b[0] + b[1]))
BOXES = st.fixed_dictionaries(dict.fromkeys(CODES, BOX))


def points_of(box):
    for numbers in itertools.product(*(range(low, high + 1) for low, high in box.values())):
        yield dict(zip(box, numbers, strict=True))


@given(rules_of(), BOXES, TOLERANCE)
@LAWS
def test_verdict_on_intervals_never_says_more_than_its_points(tree, box, tolerance):
    instances = instances_of([tree], tolerance)
    cells = {code: Interval(*ends, True) for code, ends in box.items()}
    (judged,) = evaluate(instances, dataset_of(cells)).verdicts
    outcomes = {truth(tree, point, tolerance) for point in points_of(box)}
    if judged.verdict.value == "1":
        assert {True} == outcomes
    if judged.verdict.value == "0":
        assert {False} == outcomes


@given(st.lists(rules_of(), min_size=1, max_size=3), BOXES, TOLERANCE)
@LAWS
def test_narrowing_loses_no_point_that_no_rule_forbids(trees, box, tolerance):
    instances = instances_of(trees, tolerance)
    found = [
        point
        for point in points_of(box)
        if not any(truth(tree, point, tolerance) is False for tree in trees)
    ]
    intervals = {key(code): Interval(*ends, True) for code, ends in box.items()}
    for component in components(instances):
        narrowed = narrow(component, intervals)
        assert not (narrowed.conflict and found)
        for code in CODES:
            if (interval := narrowed.intervals.get(key(code))) and not narrowed.conflict:
                inside = [point[code] for point in found]
                assert all(interval.low <= value <= interval.high for value in inside)


@given(
    st.lists(rules_of(), min_size=1, max_size=4),
    st.fixed_dictionaries(dict.fromkeys(CODES, st.integers(0, 7))),
    st.sets(st.sampled_from(CODES)),
    TOLERANCE,
)
@LAWS
def test_what_is_said_of_blanks_of_a_right_table_is_true(trees, point, blanks, tolerance):
    """With last period's cells unknown or not there at all, and rules that may decide nothing."""
    right = [tree for tree in trees if truth(tree, point, tolerance) is not False]
    assume(right)
    instances = instances_of(right, tolerance)
    cells = {code: None if code in blanks else value for code, value in point.items()}
    if "previous p" in blanks:
        del cells["previous p"]
    found = evaluate(instances, dataset_of(cells))
    here = {key(code): value for code, value in point.items()}
    assert "0" not in {each.verdict.value for each in found.verdicts}
    assert () == found.contradictions
    for each in found.deductions:
        assert each.key[1] in blanks
        assert here[each.key] == each.value
    for at, (low, high) in found.ranges.items():
        assert at[1] in blanks
        assert (low is None or low <= here[at]) and (high is None or here[at] <= high)
    for each in found.must_hold:
        held = sum(here[at] for at in each.blanks)
        assert {at[1] for at in each.blanks} <= blanks
        assert held > 0
        assert each.at_least is None or 0 < each.at_least <= held


TENTHS = st.integers(0, 400).map(lambda n: Fraction(n, 10))


@given(st.lists(TENTHS, min_size=2, max_size=5), st.data())
@LAWS
def test_rounded_table_breaks_no_rule_and_misleads_about_no_blank(parts, data):
    truths = {f"p{n}": part for n, part in enumerate(parts)}
    truths["t"] = sum(parts)
    blanks = data.draw(st.sets(st.sampled_from(sorted(truths))))
    stated = {code: int(value + HALF) for code, value in truths.items() if code not in blanks}
    rule = replace(relation("r", "sum", "t", " ".join(sorted(set(truths) - {"t"}))),
                   rounded=Rounding())  # fmt: skip
    open_ones = dict.fromkeys(blanks, Interval(0, None))
    found = evaluate(
        compiled([rule]), dataset_of({**stated, **open_ones}, dict.fromkeys(truths, HALF))
    )
    assert blanks or {"r": "1"} == verdicts_of(found)
    assert "0" not in verdicts_of(found).values()
    assert () == found.contradictions
    for each in found.deductions:
        assert truths[each.key[1]] == each.value
    for at, (low, high) in found.ranges.items():
        assert (low is None or low <= truths[at[1]]) and (high is None or truths[at[1]] <= high)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=5), st.data())
@LAWS
def test_table_rounded_at_random_to_a_base_breaks_no_rule(parts, data):
    truths = {f"p{n}": part for n, part in enumerate(parts)}
    truths["t"] = sum(parts)
    stated = {}
    for code, value in truths.items():
        low = value // 5 * 5
        stated[code] = value if low == value else data.draw(st.sampled_from([low, low + 5]))
    rule = relation("r", "sum", "t", " ".join(sorted(set(truths) - {"t"})))
    (judged,) = evaluate(
        compiled([replace(rule, rounded=Rounding(base=5))]), dataset_of(stated)
    ).verdicts
    exact = stated["t"] == sum(value for code, value in stated.items() if code != "t")
    assert ("1", not exact) == (judged.verdict.value, judged.by_rounding)


def test_soft_ratio_says_nothing_of_blanks():
    rules = [equation("r", "[a] / [b] >= 0.5", hard=False)]
    found = evaluate(compiled(rules), dataset_of({"a": None, "b": 10}))
    assert ({}, ()) == (found.ranges, found.deductions)
    assert Severity.WARNING is found.verdicts[0].instance.rule.severity
    assert ANY == dataset(a=None).intervals[key("a")]
