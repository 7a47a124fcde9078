"""The expression language: what it says, what it refuses, and that its clauses mean it."""

from __future__ import annotations

import operator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tablecheck.form.clauses import ExpressionError
from tablecheck.form.expression import parse
from tablecheck.form.model import refs_of

BELOW = {"a": [], "b": [], "c": [], "t": ["a", "b", "c"], "1.3": ["1.3.1", "1.3.2"]}
OPERATORS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def expand(ref, spread):
    _, code, _ = ref
    if code not in BELOW:
        raise ExpressionError("没有", f"no item has the code “{code}”")
    if not spread:
        return [code]
    if not BELOW[code]:
        raise ExpressionError("没有", f"“{code}” has no value items below it")
    return BELOW[code]


def clauses_of(text):
    return parse(text, "", expand)


def shown(text):
    """Clauses as text: ``1a -2b <= 3`` joined by | and &."""
    return " & ".join(" | ".join(map(_shown, clause)) for clause in clauses_of(text))


def _shown(atom):
    terms = " ".join(f"{coefficient}{_named(ref)}" for coefficient, ref in atom.terms)
    given = "" if atom.requires is None else f" given {_shown(atom.requires)}"
    return f"{terms} {atom.op} {atom.constant}{given}"


def _named(ref):
    table, code, other = ref
    return f"{table}{'!' if table else ''}{code}{f'@{other}' if other else ''}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[a] = [b]", "1a -1b = 0"),
        ("[a]=[b]", "1a -1b = 0"),
        (" [ a ]  <=  [b] ", "1a -1b <= 0"),
        ("[a] ≤ [b]", "1a -1b <= 0"),
        ("[a] ≥ 2", "1a >= 2"),
        ("[a] ≠ 2", "1a != 2"),
        ("[a] < 2", "1a < 2"),
        ("2 < [a]", "-1a < -2"),
        ("[a] + [b] = [c] + 4", "1a 1b -1c = 4"),
        ("[a] - [b] - [c] = 0", "1a -1b -1c = 0"),
        ("[a] − [b] = 0", "1a -1b = 0"),
        ("[a] - ([b] - [c]) = 0", "1a -1b 1c = 0"),
        ("-[a] = -3", "-1a = -3"),
        ("--[a] = 3", "1a = 3"),
        ("2 * [a] = 3", "2a = 3"),
        ("[a] * 2 × 3 = 3", "6a = 3"),
        ("2 * ([a] + [b]) = 1 + 2 * 3", "2a 2b = 7"),
        ("0.05 * [a] <= 1.5", "1/20a <= 3/2"),
        ("[a] + [a] = 3", "2a = 3"),
        ("[a] + [b] - [a] = 3", "1b = 3"),
        ("sum([a], [b]) = [c]", "1a 1b -1c = 0"),
        ("sum([t/*]) = [t]", "1a 1b 1c -1t = 0"),
        ("[1.3] >= sum([1.3/*])", "11.3 -11.3.1 -11.3.2 >= 0"),
        ("any([t/*]) > 0", "1a > 0 | 1b > 0 | 1c > 0"),
        ("all([t/*]) <= [t]", "1a -1t <= 0 & 1b -1t <= 0 & 1c -1t <= 0"),
        ("[a] > 0 and [b] > 0", "1a > 0 & 1b > 0"),
        ("[a] > 0 or [b] > 0", "1a > 0 | 1b > 0"),
        ("[a] > 0 or [b] > 0 and [c] > 0", "1a > 0 | 1b > 0 & 1a > 0 | 1c > 0"),
        ("([a] > 0 or [b] > 0) and [c] > 0", "1a > 0 | 1b > 0 & 1c > 0"),
        ("if [a] > 0 then [b] = 0", "1a <= 0 | 1b = 0"),
        ("if [a] >= 0 then [b] = 0", "1a < 0 | 1b = 0"),
        ("if [a] < 0 then [b] = 0", "1a >= 0 | 1b = 0"),
        ("if [a] <= 0 then [b] = 0", "1a > 0 | 1b = 0"),
        ("if [a] != 0 then [b] = 0", "1a = 0 | 1b = 0"),
        ("if [a] = 0 then [b] = 0", "1a != 0 | 1b = 0"),
        ("if [a] > 0 and [b] > 0 then [c] > 0", "1a <= 0 | 1b <= 0 | 1c > 0"),
        ("if [a] > 0 or [b] > 0 then [c] > 0", "1a <= 0 | 1c > 0 & 1b <= 0 | 1c > 0"),
        ("if [t] > 0 then any([t/*]) > 0", "1t <= 0 | 1a > 0 | 1b > 0 | 1c > 0"),
        ("if any([1.3/*]) > 0 then [a] > 0", "11.3.1 <= 0 | 1a > 0 & 11.3.2 <= 0 | 1a > 0"),
        ("([a]) = (3)", "1a = 3"),
        ("([a] + 1) * 2 = 4", "2a = 2"),
        ("(([a] = 3))", "1a = 3"),
        ("(if [a] > 0 then [b] > 0) and [c] > 0", "1a <= 0 | 1b > 0 & 1c > 0"),
        ("[a@x] = [a@y]", "1a@x -1a@y = 0"),
        ("[u!a] = [ u ! b @ x ]", "1u!a -1u!b@x = 0"),
        ("[a] = previous [b]", "1a -1previous:!b = 0"),
        ("previous [u!a@x] + [a] = 2", "1previous:u!a@x 1a = 2"),
        ("[a] - previous [a] = 0", "1a -1previous:!a = 0"),
        ("sum(previous [t/*@x]) = [t]", "1previous:!a@x 1previous:!b@x 1previous:!c@x -1t = 0"),
        ("any([u!t/*], previous [a]) > 0", "1u!a > 0 | 1u!b > 0 | 1u!c > 0 | 1previous:!a > 0"),
        ("sum([t/**]) = [t]", "1a 1b 1c -1t = 0"),
        ("[a] / 2 = 1", "1/2a = 1"),
        ("([a] + [b]) / 4 = 1 / 2", "1/4a 1/4b = 1/2"),
        ("[a] / [b] >= 0.5", "1a -1/2b >= 0 given 1b > 0"),
        ("[a] / [b] = 0", "1a = 0 given 1b > 0"),
        ("1 - [a] / [b] >= 0.5", "-1a 1/2b >= 0 given 1b > 0"),
        ("([a] + [b]) / [c] * 100 <= 100", "100a 100b -100c <= 0 given 1c > 0"),
        ("[a] / ([b] + [c] - 1) < 2", "1a -2b -2c < -2 given 1b 1c > 1"),
        ("0.5 <= [a] / [b]", "-1a 1/2b <= 0 given 1b > 0"),
        ("[a] / [b] <= [c] / [b]", "1a -1c <= 0 given 1b > 0"),
        ("[a] / previous [a] < 3", "1a -3previous:!a < 0 given 1previous:!a > 0"),
        ("if [c] > 0 then [a] / [b] >= 1", "1c <= 0 | 1a -1b >= 0 given 1b > 0"),
        ("if [a] / [b] >= 1 then [c] > 0", "1a -1b < 0 given 1b > 0 | 1c > 0"),
        ("abs([a] - [b]) <= 3", "1a -1b <= 3 & -1a 1b <= 3"),
        ("abs([a]) > 3", "1a > 3 | -1a > 3"),
        ("3 >= abs([a])", "-1a >= -3 & 1a >= -3"),
        ("-abs([a]) >= -3", "-1a >= -3 & 1a >= -3"),
        ("abs(-2) < [a]", "-1a < -2"),
        ("abs([a] - 1) + abs([b]) < 3",
         "1a 1b < 4 & 1a -1b < 4 & -1a 1b < 2 & -1a -1b < 2"),
        ("abs([a] - previous [a]) <= 0.5 * previous [a]",
         "-3/2previous:!a 1a <= 0 & 1/2previous:!a -1a <= 0"),
        ("abs([a] / [b] - 1) < 0.5", "1a -3/2b < 0 given 1b > 0 & -1a 1/2b < 0 given 1b > 0"),
        ("abs([a] - [b]) / [b] < 0.5", "1a -3/2b < 0 given 1b > 0 & -1a 1/2b < 0 given 1b > 0"),
        ("if abs([a]) > 1 then [b] = 0", "1a <= 1 | 1b = 0 & -1a <= 1 | 1b = 0"),
    ],
)  # fmt: skip
def test_expression(text, wanted):
    assert wanted == shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "[a]",
        "[a] =",
        "= [a]",
        "[a] == [b]",
        "[a] => [b]",
        "[a] = [b] = [c]",
        "[a] < [b] < [c]",
        "[a] [b] = 1",
        "[a] = 1.",
        "[a] = .5",
        "[a] = 1.2.3",
        "[a] = 1e3",
        "[a] = 0x10",
        "[a] = 1_000",
        "[a] = 1,000",
        "[a] = ٣",
        "a = b",
        "[a = 1",
        "a] = 1",
        "[] = 1",
        "[[a]] = 1",
        "[a] = 'x'",
        "[a] = None",
        "[a].real = 1",
        "[a] if [b] else [c]",
        "if [a] > 0",
        "if [a] then [b] > 0",
        "then [a] > 0",
        "[a] > 0 and",
        "[a] > 0 and and [b] > 0",
        "not [a] > 0",
        "([a] > 0",
        "[a] > 0)",
        "()",
        "sum() = 1",
        "sum([a] = 1",
        "sum([a],) = 1",
        "sum(1) = 1",
        "max([a], [b]) = 1",
        "any([a]) + 1 > 0",
        "1 < any([a])",
        "any() > 0",
        "[t/*] = 1",
        "[a/*] = 1",
        "sum([a/*]) = 1",
        "[zz] = 1",
        "sum([zz/*]) = 1",
        "[a] * [b] = 1",
        "([a] + 1) * ([b] + 1) = 1",
        "[a] / 0 = 1",
        "1 / (1 - 1) = [a]",
        "[a] / [b] / [c] = 1",
        "[a] / [b] = [b] / [c]",
        "[a] / [b] = [c]",
        "[a] + [a] / [b] = 1",
        "1 / ([a] / [b]) = 1",
        "[b] / [b] = 1",
        "1 / abs([a]) = 1",
        "abs([a]) = 1",
        "abs([a]) != 1",
        "abs(abs([a])) < 1",
        "abs([a]) < abs([b])",
        "abs([a]) * abs([b]) < 2",
        "abs [a] < 2",
        "abs() < 2",
        "abs([a]) + abs([b]) + abs([c]) + abs([a] + 1) + abs([b] + 1) < 3",
        "previous = 1",
        "previous previous [a] = 1",
        "previous (1) = 1",
        "[a@] = previous",
        "[t/***] = 1",
        "[a] ** 2 = 4",
        "[a] = 9**9**9",
        "[a] % 2 = 0",
        "1 = 1",
        "[a] - [a] = 0",
        "0 * [a] = 0",
        "__import__('os')",
        "lambda: 1",
        "[a for a in b] = 1",
        "[a]; [b]",
        "[a] = 1 # note",
        "[a] = " + "9" * 51,
        "[" + "a" * 201 + "] = 1",
        "(" * 41 + "[a]" + ")" * 41 + " = 1",
        "-" * 42 + "[a] = 1",
        "[a] = " + "1 + " * 1000 + "1",
    ],
)
def test_text_that_is_no_expression(text):
    with pytest.raises(ExpressionError) as caught:
        clauses_of(text)
    assert caught.value.zh
    assert caught.value.en
    assert any("\u4e00" <= character <= "\u9fff" for character in caught.value.zh)


@pytest.mark.parametrize("text", ["[zz] = 1", "sum([a], [zz]) = 1", "any([zz/*]) > 0"])
def test_unknown_code_is_told(text):
    with pytest.raises(ExpressionError) as caught:
        clauses_of(text)
    assert "“zz”" in caught.value.en


def test_codes_of_clauses_stand_once_in_order():
    assert [("", "b", None), ("", "a", None), ("", "c", None)] == list(
        refs_of(clauses_of("if [b] > 0 then [a] > [c] and [b] > [c]"))
    )


# A random expression as nested tuples, so that it is written and computed in two ways.


def sums(depth=2):
    leaf = st.one_of(
        st.tuples(st.just("code"), st.sampled_from("abc")),
        st.tuples(st.just("number"), st.integers(0, 40).map(lambda n: Fraction(n, 4))),
        st.just(("total",)),
    )
    if depth == 0:
        return leaf
    inner = sums(depth - 1)
    return st.one_of(
        leaf,
        st.tuples(st.sampled_from("+-"), inner, inner),
        st.tuples(st.just("negative"), inner),
        st.tuples(st.just("times"), st.integers(0, 12).map(lambda n: Fraction(n, 4)), inner),
    )


def truths(depth=2):
    compare = st.one_of(
        st.tuples(st.sampled_from(list(OPERATORS)), sums(), sums()),
        st.tuples(
            st.sampled_from(["any", "all"]), st.sampled_from(list(OPERATORS)), sums(1)
        ),
    )  # fmt: skip
    if depth == 0:
        return compare
    inner = truths(depth - 1)
    return st.one_of(compare, st.tuples(st.sampled_from(["and", "or", "if"]), inner, inner))


def written(tree):
    match tree:
        case ("code", code):
            return f"[{code}]"
        case ("number", number):
            return f"{float(number):.2f}"
        case ("total",):
            return "sum([t/*])"
        case ("+" | "-" as sign, left, right):
            return f"({written(left)} {sign} {written(right)})"
        case ("negative", inner):
            return f"-{written(inner)}"
        case ("times", number, inner):
            return f"{float(number):.2f} * {written(inner)}"
        case ("any" | "all" as word, op, right):
            return f"{word}([t/*]) {op} {written(right)}"
        case ("if", premise, result):
            return f"(if {written(premise)} then {written(result)})"
        case ("and" | "or" as word, left, right):
            return f"({written(left)} {word} {written(right)})"
        case (op, left, right):
            return f"{written(left)} {op} {written(right)}"
    raise AssertionError(tree)


def computed(tree, point):
    match tree:
        case ("code", code):
            return point[code]
        case ("number", number):
            return number
        case ("total",):
            return sum(point.values())
        case ("+", left, right):
            return computed(left, point) + computed(right, point)
        case ("-", left, right):
            return computed(left, point) - computed(right, point)
        case ("negative", inner):
            return -computed(inner, point)
        case ("times", number, inner):
            return number * computed(inner, point)
        case ("any", op, right):
            return any(OPERATORS[op](each, computed(right, point)) for each in point.values())
        case ("all", op, right):
            return all(OPERATORS[op](each, computed(right, point)) for each in point.values())
        case ("if", premise, result):
            return not computed(premise, point) or computed(result, point)
        case ("and", left, right):
            return computed(left, point) and computed(right, point)
        case ("or", left, right):
            return computed(left, point) or computed(right, point)
        case (op, left, right):
            return OPERATORS[op](computed(left, point), computed(right, point))
    raise AssertionError(tree)


def holds(atom, point):
    left = sum(coefficient * point[code] for coefficient, (_, code, _) in atom.terms)
    return OPERATORS[atom.op](left, atom.constant)


@given(
    truths(),
    st.lists(
        st.fixed_dictionaries(
            dict.fromkeys("abc", st.integers(-8, 40).map(lambda n: Fraction(n, 4)))
        ),
        min_size=1,
        max_size=6,
    ),
)
@settings(max_examples=400, deadline=None)
def test_clauses_hold_where_the_expression_does(tree, points):
    text = written(tree)
    try:
        clauses = clauses_of(text)
    except ExpressionError as error:
        # A comparison in which every indicator cancels, or too many alternatives.
        assert any(word in error.en for word in ("names no", "comparisons", "alternatives"))
        return
    for point in points:
        wanted = computed(tree, point)
        assert wanted == all(any(holds(atom, point) for atom in clause) for clause in clauses)
    for clause in clauses:
        for atom in clause:
            assert all(coefficient for coefficient, _ in atom.terms)
            assert len(atom.terms) == len({ref for _, ref in atom.terms}) > 0


@given(st.text("[ab]1.*+-=<>()!@/, \nifthenandorsumanyall", max_size=60))
@settings(max_examples=500, deadline=None)
def test_no_text_makes_the_parser_fail(text):
    try:
        clauses = clauses_of(text)
    except ExpressionError as error:
        assert error.zh
        assert error.en
    else:
        assert clauses


@given(st.lists(st.sampled_from(
    ["[a]", "[b]", "[t/*]", "sum", "any", "all", "(", ")", ",", "=", "<", "+", "-", "*", "2",
     "if", "then", "and", "or", "previous", "/", "abs", "[a@x]", "[u!t/**]"]),
    max_size=25))  # fmt: skip
@settings(max_examples=500, deadline=None)
def test_no_row_of_tokens_makes_the_parser_fail(tokens):
    try:
        clauses = clauses_of(" ".join(tokens))
    except ExpressionError:
        return
    assert all(clause for clause in clauses)
