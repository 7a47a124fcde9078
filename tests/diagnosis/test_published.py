"""Errors that other programs publish: the cases of ``cases.jsonl``, sources named there.

All kinds are used but ``adjust`` (values moved as little as possible until rules hold: nobody's
error is found). Of ``xbrl``, two cases are refused before any rule is asked: facts that contradict
each other (XB-13) and digits beyond the stated accuracy (XB-14).
"""

from __future__ import annotations

import itertools
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from diagnosis.making import changes, code, diagnosed
from rules.making import compiled, dataset_of, equation, key, relation
from tablecheck.diagnosis.model import CERTAIN, Budget
from tablecheck.diagnosis.search import find_repairs
from tablecheck.diagnosis.slips import Around, chances
from tablecheck.diagnosis.system import System
from tablecheck.exact import exact
from tablecheck.values.interval import Interval

LINES = (Path(__file__).parent / "cases.jsonl").read_text("utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


def of_kind(*kinds, but=()):
    cases = [case for case in CASES if case["kind"] in kinds and case["id"] not in but]
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


def rules_of(case):
    for text in case["constraints"]:
        if union := re.fullmatch(r"union\((\w+); (.*)\)", text):
            return [relation("union", "union", union[1], union[2].replace(",", " "))]
    texts = [
        re.sub(r"[A-Za-z]\w*", lambda name: f"[{name[0]}]", text).replace("==", "=")
        for text in case["constraints"]
    ]
    return [equation(f"r{number}", text) for number, text in enumerate(texts)]


def number(value):
    return exact(Fraction(str(value)))


def free(case):
    """Signs stand in the cases' own constraints, or as a lower bound."""
    return Interval(case.get("lb"), None, case.get("integer", False))


def cells_of(case):
    """Numbers as points that need not be whole; blanks and cells that are not there as anything."""
    cells = {}
    for name in case["variables"]:
        value = case["observed"].get(name)
        cells[name] = free(case) if value in (None, "<absent>") else number(value)
    return cells


def diagnoses_of(case, **clues):
    return diagnosed(rules_of(case), cells_of(case), domain=free(case), **clues)


def lightest(case):
    """The repairs of least weight, as {cells: intervals}."""
    rules, dataset = rules_of(case), dataset_of(cells_of(case))
    instances = compiled(rules, rows=case["variables"])
    fixed = frozenset(map(key, case.get("fixed", ())))
    budget = Budget(seconds=60)
    system = System(instances, dataset, budget, fixed)
    order = {each: place for place, each in enumerate(dataset.intervals)}
    found = find_repairs(system, lambda _: free(case), budget, order)
    weights = case.get("weights", {})

    def weight(repair):
        return sum(weights.get(code(each), 1) for each in repair.intervals)

    least = min((weight(each) for each in found.repairs), default=0)
    return {
        frozenset(map(code, each.intervals)): each.intervals
        for each in found.repairs
        if weight(each) == least
    }


@of_kind("localise")
def test_smallest_sets_of_wrong_cells(case):
    expected = {frozenset(cells) for cells in case["expected"]["min_sets"]}
    if expected == {frozenset()}:
        assert () == diagnoses_of(case)
        return
    found = lightest(case)
    assert expected == set(found)
    for cells, intervals in found.items():
        for name, value in case["expected"].get("values", {}).items():
            if name in cells:
                assert (number(value),) * 2 == (
                    intervals[key(name)].low,
                    intervals[key(name)].high,
                )


@of_kind("localise")
def test_the_set_is_suggested_with_its_values(case):
    values = case["expected"].get("values")
    if not values or case.get("ambiguous"):
        return
    found = diagnoses_of(
        case,
        weights=case.get("weights", {}),
        fixed=frozenset(case.get("fixed", ())),
    )
    suggested = itertools.product(*(map(changes, each.suggestions) for each in found))
    together = [dict(itertools.chain(*map(dict.items, each))) for each in suggested]
    assert {name: number(value) for name, value in values.items()} in together


def side_by_side(case):
    """Places of the cells: those that the source lets be swapped are neighbours, no others."""
    places = {name: ("", 10 * place, 1) for place, name in enumerate(case["variables"])}
    for number, (one, other) in enumerate(case.get("swap", ())):
        places[one], places[other] = (str(number), 1, 1), (str(number), 2, 1)
    for place, name in enumerate(places):
        if places[name][0] == "":
            places[name] = (f"alone {place}", 1, 1)
    return places


def tops(case):
    """The first suggestions, with all changes together: code -> new value."""
    return {
        name: value
        for diagnosis in diagnoses_of(case, positions=side_by_side(case))
        if diagnosis.suggestions
        for name, value in changes(diagnosis.suggestions[0]).items()
    }


@of_kind("typo", "sign")
def test_slips_are_undone(case):
    corrected = case["expected"]["corrected"]
    if not corrected:
        for diagnosis in diagnoses_of(case):
            assert all(each.confidence < CERTAIN for each in diagnosis.suggestions)
        return
    found = tops(case)
    assert {name: number(value) for name, value in corrected.items()}.items() <= found.items()


@of_kind("distance")
def test_numbers_one_slip_apart_are_a_slip(case):
    true, typed = case["observed"]["a"], case["observed"]["b"]
    assert chances(int(true), int(typed), typed, Around()).keys() - {"unexplained"}


@of_kind("deduce")
def test_blanks_are_no_errors(case):
    found = diagnoses_of(case)
    if not case["expected"].get("inconsistent"):
        assert () == found
        return
    expected = {frozenset(cells) for cells in case["expected"]["min_sets"]}
    likeliest = found[0].suggestions[: len(expected)]
    assert expected == {frozenset(changes(each)) for each in likeliest}


@of_kind("vtl")
def test_diagnosed_where_the_rule_is_false(case):
    cells = cells_of(case)
    if case["mode"].endswith("_zero"):
        absent = [name for name, value in case["observed"].items() if value == "<absent>"]
        cells |= dict.fromkeys(absent, 0)
    found = diagnosed(rules_of(case), cells, domain=Interval(None, None))
    assert any(row["bool_var"] is False for row in case["expected"]["rows"]) == bool(found)


def rounded(value, decimals, mode):
    """The interval of a value with some decimals."""
    if decimals == "INF":
        return (Fraction(value), Fraction(value))
    step = Fraction(1, 10**decimals) if decimals >= 0 else Fraction(10**-decimals)
    if mode == "truncate":
        return (Fraction(value), Fraction(value) + step)
    return (Fraction(value) - step / 2, Fraction(value) + step / 2)


@of_kind("xbrl", but=("XB-13", "XB-14"))
def test_sums_within_rounding_are_none(case):
    observed, mode = case["observed"], case["mode"]
    cells = {"total": rounded(*observed["total"], mode)}
    terms = []
    for place, item in enumerate(observed["items"]):
        name = f"i{place}"
        if isinstance(item[0], list):  # one fact stated twice, with different accuracy
            lows, highs = zip(*(rounded(*each, mode) for each in item), strict=True)
            cells[name], weight = (max(lows), min(highs)), 1
        else:
            cells[name], weight = rounded(*item[:2], mode), item[2]
        terms.append(f"{'+' if weight > 0 else '-'} [{name}]")
    text = "[total] = " + " ".join(terms).removeprefix("+ ")
    found = diagnosed([equation("sum", text)], cells, domain=Interval(None, None))
    assert (case["expected"]["verdict"] == "inconsistent") == bool(found)


@of_kind("interval")
def test_intervals_that_do_not_meet(case):
    cells = {name: tuple(map(int, ends)) for name, ends in case["observed"].items()}
    rule = equation("same", "[calculated] = [reported]")
    found = diagnosed([rule], cells, domain=Interval(None, None))
    assert (case["expected"]["verdict"] == "inconsistent") == bool(found)
