"""Laws of what rules say together: of forms that a known table satisfies, and of consequences."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from generated.forms import make_form
from linting.making import checked, form, found
from tablecheck.exact import exact
from tablecheck.form.load import load_form
from tablecheck.form.source import read_document
from tablecheck.linting.case import FormCase
from tablecheck.rules.feasible import Budget, feasible
from tablecheck.rules.model import Linear
from tablecheck.values.interval import Interval

KEYS = [("m", code, "n") for code in "abcd"]
TOP = 3
HOLDS = {
    "<=": lambda one, other: one <= other,
    "<": lambda one, other: one < other,
    "=": lambda one, other: one == other,
    ">=": lambda one, other: one >= other,
    ">": lambda one, other: one > other,
}
comparisons = st.lists(
    st.tuples(
        st.lists(st.integers(-2, 2), min_size=4, max_size=4),
        st.sampled_from(sorted(HOLDS)),
        st.integers(-4, 4),
    ),
    min_size=1,
    max_size=6,
)


def linear(factors, op, constant):
    terms = tuple((by, key) for by, key in zip(factors, KEYS, strict=True) if by)
    return Linear(terms, op, constant) if terms else None


def left(atom, point):
    return sum(by * point[key] for by, key in atom.terms)


@given(comparisons)
def test_what_is_impossible_holds_nowhere(drawn):
    atoms = [atom for each in drawn if (atom := linear(*each)) is not None]
    intervals = dict.fromkeys(KEYS, Interval(0, TOP, True))
    outcome = feasible(atoms, intervals, Budget(100_000))
    points = [dict(zip(KEYS, values, strict=True)) for values in product(range(TOP + 1), repeat=4)]
    if outcome.possible is False:
        used = [atoms[number] for number in outcome.used]
        for point in points:
            assert not all(HOLDS[each.op](left(each, point), each.constant) for each in used)
    else:
        assert outcome.possible is True
        for each in atoms:
            op = {"<": "<=", ">": ">="}.get(each.op, each.op)
            assert HOLDS[op](left(each, outcome.point), each.constant)
        assert all(0 <= value <= TOP for value in outcome.point.values())


@given(comparisons)
def test_what_some_point_satisfies_is_possible_without_bounds_too(drawn):
    atoms = [atom for each in drawn if (atom := linear(*each)) is not None]
    free = dict.fromkeys(KEYS, Interval(None, None))
    point = dict(zip(KEYS, (1, -2, Fraction(1, 3), 5), strict=True))
    true = [each for each in atoms if HOLDS[each.op](left(each, point), each.constant)]
    assert feasible(true, free, Budget(100_000)).possible


@given(chance=st.randoms(use_true_random=False))
def test_rules_that_a_table_satisfies_never_contradict(chance, tmp_path_factory):
    codes = [f"r{n}" for n in range(chance.randint(3, 7))]
    table = {code: chance.randint(0, 6) for code in codes}
    rules = []
    for number in range(chance.randint(2, 9)):
        parts = chance.sample(codes, chance.randint(2, 3))
        factors = [chance.choice((1, 1, 2, -1)) for _ in parts]
        total = sum(by * table[code] for by, code in zip(factors, parts, strict=True))
        said = " + ".join(
            f"{by} * [{c}]" if by > 0 else f"-{-by} * [{c}]"
            for by, c in zip(factors, parts, strict=True)
        )
        op, bound = chance.choice(
            (("=", total), ("<=", total + chance.randint(0, 2)), (">", total - 1))
        )
        sign = "" if bound >= 0 else "-"
        rules.append((f"x{number}", f"{said} {op} {sign}{abs(bound)}"))
    assert [] == found(form(codes, rules), tmp_path_factory.mktemp("form"), "TC901", "TC921")


@given(drawn=comparisons, hard=st.lists(st.booleans(), min_size=6, max_size=6))
def test_what_is_told_of_rules_holds_in_every_table(drawn, hard, tmp_path_factory):
    rules, atoms = [], {}
    for number, (each, is_hard) in enumerate(zip(drawn, hard, strict=False)):
        atom = linear(*each)
        if atom is None:
            continue
        name = f"x{number}"
        terms = " + ".join(
            f"{by} * [{key[1]}]" if by > 0 else f"-{-by} * [{key[1]}]" for by, key in atom.terms
        )
        sign = "-" if atom.constant < 0 else ""
        expect = f"{terms} {atom.op} {sign}{abs(atom.constant)}"
        rules.append((name, expect, "error" if is_hard else "warning"))
        atoms[name] = (atom, is_hard)
    value = form(list("abcd"), rules)
    value["value"]["maximum"] = TOP
    path = tmp_path_factory.mktemp("form") / "form.json"
    path.write_text(json.dumps(value), "utf-8")
    together = FormCase(read_document(path), load_form(path)).together
    points = [dict(zip(KEYS, values, strict=True)) for values in product(range(TOP + 1), repeat=4)]

    def satisfying(names):
        chosen = [atoms[name][0] for name in names]
        return [
            point
            for point in points
            if all(HOLDS[each.op](left(each, point), each.constant) for each in chosen)
        ]

    for clash in together.clashes:
        assert not satisfying({each.rule.id for each in clash.instances})
    for fixed in together.fixed:
        assert {fixed.value} >= {point[fixed.key] for point in satisfying(fixed.because)}
    for implied in together.implied:
        assert len(satisfying(implied.because)) == len(satisfying({*implied.because, implied.rule}))
        if atoms[implied.rule][1]:
            assert all(atoms[name][1] for name in implied.because)
    assert not together.undecided


@given(chance=st.randoms(use_true_random=False))
def test_generated_forms_never_contradict(chance, tmp_path_factory):
    made = make_form(Random(chance.random()))
    report = checked(made.json, tmp_path_factory.mktemp("form"))
    assert report.form is not None
    assert not {"TC901", "TC903", "TC904", "TC921"} & {each.code for each in report.findings}


@given(length=st.integers(2, 12), chance=st.randoms(use_true_random=False))
def test_what_a_chain_implies_is_found(length, chance, tmp_path_factory):
    codes = [f"r{n}" for n in range(length + 1)]
    rules = [(f"x{n}", f"[r{n}] <= [r{n + 1}]") for n in range(length)]
    chance.shuffle(rules)
    first, last = sorted(chance.sample(range(length + 1), 2))
    if last - first > 1:
        rules.insert(chance.randrange(length), ("implied", f"[r{first}] <= [r{last}]"))
        report = checked(form(codes, rules), tmp_path_factory.mktemp("form"))
        (finding,) = [each for each in report.findings if each.code == "TC922"]
        assert "implied" == finding.rule
        assert last - first == len(finding.facts["because"].split(", "))


@given(st.lists(st.integers(1, 3), min_size=2, max_size=4), st.integers(0, 5))
def test_a_sum_of_rules_follows_from_them(factors, more):
    intervals = dict.fromkeys(KEYS, Interval(0, None))
    rules = [
        linear([1, -1, 0, 0], "<=", 1),
        linear([0, 1, -1, 0], "<=", 2),
        linear([0, 0, 1, -1], "<=", 3),
        linear([-1, 0, 0, 1], "<=", 4),
    ][: len(factors)]
    total = {}
    for by, each in zip(factors, rules, strict=True):
        for factor, key in each.terms:
            total[key] = total.get(key, 0) + by * factor
    bound = sum(by * each.constant for by, each in zip(factors, rules, strict=True)) + more
    terms = tuple((exact(factor), key) for key, factor in total.items() if factor)
    if terms:
        contrary = Linear(terms, ">", bound)
        assert feasible([*rules, contrary], intervals, Budget(100_000)).possible is False


def test_a_form_of_5000_rows_is_checked_in_two_seconds(tmp_path):
    groups = [
        {
            "code": f"g{n}",
            "label": f"Group {n}",
            "relations": [{"id": f"g{n}", "is": "sum", "severity": "error", "basis": "wording"}],
            "rows": [{"code": f"g{n}.{m}", "label": f"Part {n}, {m}"} for m in range(9)],
        }
        for n in range(499)
    ]
    rows = [
        {
            "code": "t",
            "label": "All",
            "rows": groups,
            "relations": [{"id": "t", "is": "sum", "severity": "error", "basis": "wording"}],
        }
    ]
    rules = [
        (f"x{n}", f"[g{n % 499}.{n % 9}] <= 3 * [g{n * 7 % 499}.{(n * 3 + 1) % 9}]")
        for n in range(1500)
    ]
    value = form(rows, rules)
    checked(form(), tmp_path)  # what is imported once is not counted
    start = time.process_time()
    report = checked(value, tmp_path)
    assert time.process_time() - start < 5  # loading it takes most of that, on a slow machine
    assert "TC939" in {each.code for each in report.findings}
