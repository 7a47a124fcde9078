"""Laws of the rules: what holds in every table, against brute force and generated truth."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.making import compiled, dataset_of, equation, holds, key, relation, solutions
from tablecheck.form.model import RuleKind
from tablecheck.rules.evaluate import components, evaluate, narrow
from tablecheck.values.interval import Interval

KINDS = [kind.value for kind in RuleKind if kind is not RuleKind.EQUATION]
BOX = st.tuples(st.integers(0, 3), st.integers(0, 2)).map(lambda low: (low[0], low[0] + low[1]))
LAWS = settings(max_examples=120, deadline=None)


def boxed(box):
    """A dataset in which a cell of one value is stated and any other blank with this domain."""
    return dataset_of(
        {
            code: low if low == high else Interval(low, high, True)
            for code, (low, high) in box.items()
        }
    )


def verdict_by_force(rule, box):
    alone = solutions([], box)
    outcomes = {holds(rule, values.__getitem__) for values in alone}
    return {frozenset((True,)): "1", frozenset((False,)): "0"}.get(frozenset(outcomes), "NA")


@given(st.sampled_from(KINDS), st.lists(BOX, min_size=2, max_size=4))
@LAWS
def test_verdict_of_a_relation_is_that_of_every_point_of_its_box(kind, bounds):
    codes = ["t", "a", "b", "c"][: len(bounds)]
    box = dict(zip(codes, bounds, strict=True))
    rule = relation("r", kind, "t", " ".join(codes[1:]))
    (judged,) = evaluate(compiled([rule]), boxed(box)).verdicts
    assert verdict_by_force(rule, box) == judged.verdict.value


@st.composite
def comparisons(draw):
    """A comparison of up to three of a, b, c with small coefficients, as text."""
    codes = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
    terms = [f"{draw(st.integers(-2, 3).filter(bool))} * [{code}]" for code in codes]
    op = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
    return f"{' + '.join(terms)} {op} {draw(st.integers(-4, 12))}".replace("+ -", "- ")


@st.composite
def expressions(draw):
    one, two = draw(comparisons()), draw(comparisons())
    shape = draw(st.sampled_from(["{0}", "{0} and {1}", "{0} or {1}", "if {0} then {1}"]))
    return shape.format(one, two)


@given(expressions(), st.lists(BOX, min_size=3, max_size=3))
@LAWS
def test_verdict_of_an_expression_never_says_more_than_its_box(text, bounds):
    box = dict(zip("abc", bounds, strict=True))
    rule = equation("r", text)
    instances = compiled([rule], rows="abc")
    (judged,) = evaluate(instances, boxed(box)).verdicts
    expected = verdict_by_force(rule, {code: box[code] for code in rule.parts})
    assert judged.verdict.value in (expected, "NA")
    if all(low == high for low, high in box.values()):
        assert expected == judged.verdict.value


@given(st.lists(expressions(), min_size=1, max_size=3), st.lists(BOX, min_size=3, max_size=3))
@LAWS
def test_narrowing_loses_no_solution_and_conflicts_only_without_one(texts, bounds):
    box = dict(zip("abc", bounds, strict=True))
    rules = [equation(f"r{number}", text) for number, text in enumerate(texts)]
    found = list(solutions(rules, box))
    intervals = {key(c): Interval(low, high, True) for c, (low, high) in box.items()}
    for component in components(compiled(rules, rows="abc")):
        narrowed = narrow(component, intervals)
        assert not (narrowed.conflict and found)
        for at, interval in narrowed.intervals.items():
            inside = [v[at[1]] for v in found]
            assert all(interval.low <= value <= interval.high for value in inside)


TREE = {"r": "p q", "p": "a b", "q": "c d"}


@given(
    st.sets(st.sampled_from(["r", "p", "q"]), min_size=1),
    st.fixed_dictionaries(dict.fromkeys("rpqabcd", BOX)),
)
@LAWS
def test_sums_without_a_cycle_are_narrowed_to_the_hull_of_their_solutions(wholes, box):
    rules = [relation(whole, "sum", whole, TREE[whole]) for whole in sorted(wholes)]
    named = {code for rule in rules for code in (rule.whole, *rule.parts)}
    box = {code: bounds for code, bounds in box.items() if code in named}
    found = list(solutions(rules, box))
    intervals = {key(c): Interval(low, high, True) for c, (low, high) in box.items()}
    conflict = False
    for component in components(compiled(rules)):
        narrowed = narrow(component, intervals)
        conflict = conflict or bool(narrowed.conflict)
        if found:
            for at, interval in narrowed.intervals.items():
                inside = {values[at[1]] for values in found}
                assert (min(inside), max(inside)) == (interval.low, interval.high)
    assert conflict == (not found)


@st.composite
def trees(draw) -> tuple[list[Any], dict[str, int]]:
    """Rules over a random hierarchy, hard and soft, and numbers that satisfy the hard ones."""
    rules, truth = [], {}
    counter = itertools.count()

    def item(depth: int) -> str:
        code = f"i{next(counter)}"
        if depth == 3 or (depth and draw(st.integers(0, 2)) == 0):
            truth[code] = draw(st.integers(0, 20))
            return code
        parts = [item(depth + 1) for _ in range(draw(st.integers(1, 3)))]
        values = [truth[part] for part in parts]
        kind = draw(st.sampled_from(KINDS))
        truth[code] = {
            "sum": lambda: sum(values),
            "at_least_sum": lambda: sum(values) + draw(st.integers(0, 3)),
            "at_most_sum": lambda: draw(st.integers(0, sum(values))),
            "union": lambda: draw(st.integers(max(values), sum(values))),
            "at_least_each": lambda: max(values) + draw(st.integers(0, 3)),
        }[kind]()
        rules.append(relation(f"{kind}-{code}", kind, code, " ".join(parts)))
        if draw(st.booleans()):
            rules.append(relation(f"soft-{code}", "sum", code, " ".join(parts), hard=False))
        return code

    item(0)
    return rules, truth


def assert_true_of(evaluation, truth):
    """Nothing that the rules say of blanks is against the truth."""
    for each in evaluation.deductions:
        assert truth[each.key] == each.value
        assert each.support >= 1
        assert each.because
    for at, (low, high) in evaluation.ranges.items():
        assert (low is None or low <= truth[at]) and (high is None or truth[at] <= high)
    assert () == evaluation.contradictions
    for each in evaluation.must_hold:
        held = sum(truth[blank] for blank in each.blanks)
        assert held > 0
        assert each.at_least is None or 0 < each.at_least <= held


@given(trees(), st.data())
@LAWS
def test_blanks_of_a_right_hierarchy_are_deduced_rightly(tree, data):
    rules, truth = tree
    hard = [rule for rule in rules if not rule.id.startswith("soft")]
    blanks = data.draw(st.sets(st.sampled_from(sorted(truth))))
    holed = {code: None if code in blanks else value for code, value in truth.items()}
    instances = compiled(hard)
    found = evaluate(instances, dataset_of(holed))
    assert_true_of(found, {key(code): value for code, value in truth.items()})
    assert "0" not in {each.verdict.value for each in found.verdicts}
    assert {each.key for each in found.deductions} <= {key(code) for code in blanks}


@given(trees(), st.data())
@LAWS
def test_soft_rules_change_no_deduction(tree, data):
    rules, truth = tree
    blanks = data.draw(st.sets(st.sampled_from(sorted(truth))))
    holed = dataset_of({code: None if code in blanks else v for code, v in truth.items()})
    hard = [rule for rule in rules if not rule.id.startswith("soft")]
    with_soft = evaluate(compiled(rules), holed)
    failed = {
        at
        for each in with_soft.verdicts
        if each.verdict == "0"
        for at in (each.instance.whole, *each.instance.parts)
    }
    expected = evaluate(compiled(hard), holed).deductions
    if not failed:
        assert expected == with_soft.deductions
    else:
        assert set(with_soft.deductions) <= set(expected)
    for each in with_soft.deductions:
        assert not any(name.startswith("soft") for name in each.because)


@given(trees(), st.data())
@LAWS
def test_nothing_is_said_of_blanks_tied_to_a_failed_rule(tree, data):
    rules, truth = tree
    hard = [rule for rule in rules if not rule.id.startswith("soft")]
    wrong = data.draw(st.sampled_from(sorted(truth)))
    blanks = data.draw(st.sets(st.sampled_from(sorted(truth)))) - {wrong}
    cells = {code: None if code in blanks else value for code, value in truth.items()}
    cells[wrong] += data.draw(st.integers(-20, 30).filter(lambda n: truth[wrong] + n >= 0))
    instances = compiled(hard)
    found = evaluate(instances, dataset_of(cells))
    failed = {each.instance.rule.id for each in found.verdicts if each.verdict == "0"}
    if cells == {c: None if c in blanks else v for c, v in truth.items()}:
        assert not failed
    for component in components(instances):
        if failed.isdisjoint(each.rule.id for each in component):
            continue
        tied = {at for each in component for at in (each.whole, *each.parts)}
        assert tied.isdisjoint(each.key for each in found.deductions)
        assert tied.isdisjoint(found.ranges)
        assert all(tied.isdisjoint(each.blanks) for each in found.must_hold)


@given(trees(), st.data())
@LAWS
def test_one_wrong_number_is_never_followed_by_a_wrong_certainty(tree, data):
    """Where one filled number is wrong, rules fail, contradict, or stay silent about it."""
    rules, truth = tree
    hard = [rule for rule in rules if not rule.id.startswith("soft")]
    blanks = data.draw(st.sets(st.sampled_from(sorted(truth))))
    cells = {code: None if code in blanks else value for code, value in truth.items()}
    stated = sorted(set(truth) - blanks)
    if stated:
        cells[data.draw(st.sampled_from(stated))] = data.draw(st.integers(0, 60))
    found = evaluate(compiled(hard), dataset_of(cells))
    filled = {**cells, **{each.key[1]: each.value for each in found.deductions}}
    # Deduced values filled in break no rule that was whole before.
    again = evaluate(compiled(hard), dataset_of(filled))
    before = {each.instance.rule.id for each in found.verdicts if each.verdict == "0"}
    after = {each.instance.rule.id for each in again.verdicts if each.verdict == "0"}
    assert before == after


@st.composite
def cross_tabs(draw):
    """Rules and numbers of a table with totals of rows, columns and both."""
    rows = [f"r{n}" for n in range(draw(st.integers(2, 3)))]
    columns = [f"c{n}" for n in range(draw(st.integers(2, 3)))]
    truth = {(r, c): draw(st.integers(0, 9)) for r in rows for c in columns}
    for c in columns:
        truth["t", c] = sum(truth[r, c] for r in rows)
    for r in ["t", *rows]:
        truth[r, "t"] = sum(truth[r, c] for c in columns)
    rules = [
        relation("down", "sum", "t", " ".join(rows)),
        relation("across", "sum", "t", " ".join(columns), axis="columns"),
    ]
    instances = compiled(rules, rows=["t", *rows], columns=["t", *columns])
    return instances, {f"{r}/{c}": value for (r, c), value in truth.items()}


@given(cross_tabs(), st.data())
@LAWS
def test_blanks_of_a_right_cross_tab_are_deduced_rightly(tab, data):
    instances, truth = tab
    blanks = data.draw(st.sets(st.sampled_from(sorted(truth)), max_size=7))
    holed = {code: None if code in blanks else value for code, value in truth.items()}
    found = evaluate(instances, dataset_of(holed))
    assert_true_of(found, {key(code): value for code, value in truth.items()})
    assert "0" not in {each.verdict.value for each in found.verdicts}


@given(cross_tabs(), st.data())
@LAWS
def test_single_blank_of_a_cross_tab_has_two_supports(tab, data):
    instances, truth = tab
    blank = data.draw(st.sampled_from(sorted(truth)))
    (deduction,) = evaluate(instances, dataset_of({**truth, blank: None})).deductions
    assert (truth[blank], 2) == (deduction.value, deduction.support)
    assert ("down", "across") == tuple(sorted(deduction.because, reverse=True))


@given(cross_tabs(), st.data())
@LAWS
def test_single_wrong_inner_number_breaks_its_row_and_its_column(tab, data):
    instances, truth = tab
    inner = sorted(code for code in truth if "t" not in code)
    wrong = data.draw(st.sampled_from(inner))
    off = data.draw(st.integers(1, 9))
    found = evaluate(instances, dataset_of({**truth, wrong: truth[wrong] + off}))
    row, column = wrong.split("/")
    failed = [
        (each.instance.row, each.instance.column) for each in found.verdicts if each.verdict == "0"
    ]
    assert {(None, column), (row, None)} == set(failed)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from("+-")),
        min_size=2,
        max_size=5,
    ),
    st.fixed_dictionaries({code: st.integers(0, 6) for code in "abcd"}),
    st.sets(st.sampled_from("abcd"), min_size=1),
)
@LAWS
def test_reasons_force_the_value_and_support_counts_disjoint_ones(pairs, truth, blanks):
    """Small systems of equations: ``because`` is enough, ``support`` is never too much."""
    rules = []
    for number, (one, other, sign) in enumerate(pairs):
        if one == other:
            continue
        constant = truth[one] + (truth[other] if sign == "+" else -truth[other])
        right = f"{constant}" if constant >= 0 else f"0 - {-constant}"
        rules.append(equation(f"r{number}", f"[{one}] {sign} [{other}] = {right}"))
    data = dataset_of({c: None if c in blanks else v for c, v in truth.items()})
    found = evaluate(compiled(rules, rows="abcd"), data)
    assert () == found.contradictions
    for each in found.deductions:
        assert truth[each.key[1]] == each.value
        needed = [rule for rule in rules if rule.id in each.because]
        assert forces(needed, each.key, data)
        assert each.support <= disjoint_sets(rules, each.key, data)


def forces(rules, at, data):
    for component in components(compiled(rules, rows="abcd")):
        interval = narrow(component, data.intervals).intervals.get(at)
        if interval is not None and interval.is_point:
            return True
    return False


def disjoint_sets(rules, at, data):
    """The greatest number of sets of rules, no rule in two, of which each forces the value."""
    minimal: list[frozenset[str]] = []
    for size in range(1, len(rules) + 1):
        for chosen in itertools.combinations(rules, size):
            ids = frozenset(rule.id for rule in chosen)
            if not any(smaller <= ids for smaller in minimal) and forces(chosen, at, data):
                minimal.append(ids)

    def most(left, used):
        return max(
            (1 + most(left[n + 1 :], used | ids) for n, ids in enumerate(left) if not ids & used),
            default=0,
        )

    return most(minimal, frozenset())


@given(trees(), st.data())
@LAWS
def test_order_of_rules_changes_no_value(tree, data):
    rules, truth = tree
    hard = [rule for rule in rules if not rule.id.startswith("soft")]
    blanks = data.draw(st.sets(st.sampled_from(sorted(truth))))
    holed = dataset_of({code: None if code in blanks else v for code, v in truth.items()})
    shuffled = data.draw(st.permutations(hard))
    one, other = evaluate(compiled(hard), holed), evaluate(compiled(shuffled), holed)
    assert {d.key: d.value for d in one.deductions} == {d.key: d.value for d in other.deductions}
    assert one.ranges == other.ranges


@given(trees(), st.data(), st.integers(1, 60))
@LAWS
def test_contradictions_are_minimal_and_stand_alone(tree, data, off):
    rules, truth = tree
    hard = [rule for rule in rules if not rule.id.startswith("soft")]
    blanks = data.draw(st.sets(st.sampled_from(sorted(truth)), max_size=len(truth) - 1))
    cells = {code: None if code in blanks else value for code, value in truth.items()}
    wrong = data.draw(st.sampled_from(sorted(set(truth) - blanks)))
    cells[wrong] += off
    dataset = dataset_of(cells)
    for each in evaluate(compiled(hard), dataset).contradictions:
        assert len(each.instances) >= 2
        assert set(each.keys) <= dataset.stated
        assert narrow(each.instances, dataset.intervals).conflict
        for left_out in each.instances:
            fewer = [one for one in each.instances if one is not left_out]
            assert not any(narrow(part, dataset.intervals).conflict for part in components(fewer))


SIGNED = st.sampled_from([Interval(0, None, True), Interval(-5, None, True), Interval(-4, 9, True)])


@given(
    st.lists(expressions(), min_size=1, max_size=5),
    st.fixed_dictionaries(dict.fromkeys("abc", st.integers(-4, 9))),
    st.fixed_dictionaries(dict.fromkeys("abc", SIGNED)),
    st.sets(st.sampled_from("abc")),
)
@LAWS
def test_blanks_of_right_equations_are_told_rightly(texts, truth, domains, blanks):
    """Any expressions that hold, conditionals too, over domains that may go below 0."""
    rules = [equation(f"r{number}", text) for number, text in enumerate(texts)]
    rules = [rule for rule in rules if holds(rule, truth.__getitem__)]
    truth = {code: max(value, domains[code].low) for code, value in truth.items()}
    rules = [rule for rule in rules if holds(rule, truth.__getitem__)]
    cells = {code: domains[code] if code in blanks else v for code, v in truth.items()}
    found = evaluate(compiled(rules, rows="abc"), dataset_of(cells))
    assert_true_of(found, {key(code): value for code, value in truth.items()})
    assert "0" not in {each.verdict.value for each in found.verdicts}
