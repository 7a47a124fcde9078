"""Where a rule holds: fixed places, other tables, last period, years."""

from __future__ import annotations

import pytest

from form.making import columns, loaded, small, with_rule
from rules.making import (
    compiled,
    dataset,
    dataset_of,
    deduced,
    equation,
    form_of,
    key,
    must,
    verdicts,
)
from tablecheck.form.model import current, is_previous, needs_previous, of_previous
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate


def places(instances):
    return [(each.row, each.column, each.parts) for each in instances]


def instances_of(form, folder, **periods):
    return [each for each in compile_rules(loaded(form, folder), **periods) if each.rule.id == "r"]


def in_two_tables(expect, **more):
    """The small form (rows t, a, b; columns n, m) and a table ``u`` of rows x, y and column n."""
    (table,) = with_rule(expect, **more)["tables"]
    other = {
        "code": "u",
        "columns": columns("n"),
        "rows": [{"code": "x", "label": "X"}, {"code": "y", "label": "Y"}],
    }
    return small(tables=[table, other])


def test_reference_with_a_place_is_the_same_in_every_column(tmp_path):
    found = instances_of(with_rule("[a] <= [t@m]"), tmp_path)
    assert [
        (None, "n", (("main", "a", "n"), ("main", "t", "m"))),
        (None, "m", (("main", "a", "m"), ("main", "t", "m"))),
    ] == places(found)


def test_rule_with_every_place_fixed_is_one_instance_without_a_column(tmp_path):
    found = instances_of(with_rule("[a@n] + [b@n] = [t@m]"), tmp_path)
    keys = (("main", "a", "n"), ("main", "b", "n"), ("main", "t", "m"))
    assert [(None, None, keys)] == places(found)


def test_rule_on_columns_with_a_fixed_row(tmp_path):
    found = instances_of(with_rule("[n] >= [m@b]", axis="columns", **{"in": ["a"]}), tmp_path)
    assert [("a", None, (("main", "a", "n"), ("main", "b", "m")))] == places(found)


def test_reference_to_another_table_means_its_column_of_the_same_code(tmp_path):
    found = instances_of(in_two_tables("[t] = [u!x] + [u!y]", **{"in": ["n"]}), tmp_path)
    assert [(None, "n", (("main", "t", "n"), ("u", "x", "n"), ("u", "y", "n")))] == places(found)


def test_reference_to_another_table_with_a_place(tmp_path):
    found = instances_of(in_two_tables("[t] >= [u!x@n]"), tmp_path)
    assert [("main", "t", "n"), ("main", "t", "m")] == [each.parts[0] for each in found]
    assert {("u", "x", "n")} == {each.parts[1] for each in found}


def test_star_of_another_table_and_last_period(tmp_path):
    found = instances_of(
        with_rule("[t] = sum(previous [main!t/*])"), tmp_path, previous=loaded(small(), tmp_path)
    )
    assert (("main", "t", "n"), ("previous:main", "a", "n"), ("previous:main", "b", "n")) == (
        found[0].parts
    )


def test_two_stars_are_all_values_below(tmp_path):
    form = with_rule("[x] = sum([h/**])")
    form["tables"][0]["rows"] += [
        {
            "code": "h",
            "label": "H",
            "heading": True,
            "rows": [
                {"code": "h1", "label": "1"},
                {
                    "code": "g",
                    "label": "G",
                    "heading": True,
                    "rows": [{"code": "g1", "label": "2"}],
                },
                {"code": "h3", "label": "3", "rows": [{"code": "h31", "label": "4"}]},
            ],
        },
        {"code": "x", "label": "X"},
    ]
    assert ("x", "h1", "g1", "h3", "h31") == instances_of(form, tmp_path)[0].rule.parts


@pytest.mark.parametrize(
    ("over", "parts"),
    [
        ("t", ("a", "b")),
        ("t/*", ("a", "b")),
        (["a", "h/*"], ("a", "h1")),
        (["a", "h/**"], ("a", "h1", "g1")),
        ("h/**", ("h1", "g1")),
    ],
)
def test_parts_of_a_relation_may_be_named_by_stars(over, parts, tmp_path):
    form = small()
    group = {"code": "g", "label": "G", "heading": True, "rows": [{"code": "g1", "label": "2"}]}
    rows = [{"code": "h1", "label": "1"}, group]
    form["tables"][0]["rows"].append({"code": "h", "label": "H", "heading": True, "rows": rows})
    form["tables"][0]["rows"][0]["relations"][0]["over"] = over
    (rule,) = loaded(form, tmp_path).tables[0].rules
    assert parts == rule.parts


def test_key_of_last_period_and_back():
    last = of_previous(("t", "a", "n"))
    assert ("previous:t", "a", "n") == last == of_previous(last)
    assert (True, False) == (is_previous(last), is_previous(("t", "a", "n")))
    assert ("t", "a", "n") == current(last) == current(("t", "a", "n"))


CARRIED = equation("carried", "[a] = previous [b]")


def test_rule_of_two_periods_wants_the_previous_form():
    assert needs_previous(CARRIED)
    assert not needs_previous(equation("r", "[a] = [b]"))
    assert needs_previous(equation("r", "[a] / previous [b] > 0"))
    assert () == compiled([CARRIED])
    (instance,) = compiled([CARRIED], previous=True)
    assert (key("a"), key("previous b")) == instance.parts


def test_cell_that_the_previous_form_lacks_leaves_its_instance_out():
    older = form_of([], rows="abx", columns=("n", "o"))
    found = compiled([CARRIED], columns=("n", "m"), previous=older)
    assert ["n"] == [each.column for each in found]
    assert () == compiled([CARRIED], previous=form_of([], rows="ax"))
    lacking = equation("r", "if [a] > 0 then any(previous [b], previous [c]) > 0")
    assert () == compiled([lacking], previous=form_of([], rows="ab"))


@pytest.mark.parametrize(
    ("years", "year", "holds"),
    [
        ((2014, 2018), 2013, False),
        ((2014, 2018), 2014, True),
        ((2014, 2018), 2018, True),
        ((2014, 2018), 2019, False),
        ((2014, 2018), None, True),
        ((None, 2018), 1990, True),
        ((2014, None), 2030, True),
        ((None, None), 2030, True),
    ],
)
def test_rule_holds_in_its_years(years, year, holds):
    assert holds == bool(compiled([equation("r", "[a] = [b]", years=years)], year=year))


def test_carried_over_number_is_compared():
    instances = compiled([CARRIED], previous=True)
    for now, before, expected in ((3, 3, "1"), (3, 4, "0"), (None, 4, "NA"), (3, "?", "NA")):
        cells = dataset_of({"a": now, "previous b": before})
        assert {"carried": expected} == verdicts(evaluate(instances, cells))


def test_period_that_the_dataset_does_not_hold_decides_nothing():
    instances = compiled([CARRIED, equation("sum", "[a] + [c] = [d]")], previous=True)
    found = evaluate(instances, dataset(a=1, c=None, d=4))
    assert {"carried": "NA", "sum": "NA"} == verdicts(found)
    assert {"c": 3} == deduced(found)


def test_last_period_deduces_and_is_never_deduced():
    instances = compiled([CARRIED], previous=True)
    assert {"a": 4} == deduced(evaluate(instances, dataset_of({"a": None, "previous b": 4})))
    for unknown in ({"a": 4, "previous b": "?"}, {"a": 4}):
        found = evaluate(instances, dataset_of(unknown))
        assert ((), (), {}) == (found.deductions, found.must_hold, found.ranges)


def test_last_period_never_has_to_hold_anything():
    instances = compiled([equation("r", "[a] <= previous [b] + [c]")], previous=True)
    found = evaluate(instances, dataset_of({"a": 4, "previous b": "?", "c": 0}))
    assert {} == must(found)
    found = evaluate(instances, dataset_of({"a": 4, "previous b": 1, "c": None}))
    assert {"r": ({"c"}, 3, False)} == must(found)


def test_contradiction_with_last_period_names_this_period_first():
    rules = [equation("one", "previous [b] <= [x]"), equation("two", "[x] <= [a]")]
    found = evaluate(
        compiled(rules, previous=True), dataset_of({"a": 2, "x": None, "previous b": 5})
    )
    (contradiction,) = found.contradictions
    assert (key("a"), key("previous b")) == contradiction.keys


def test_cross_tab_over_two_tables_is_one_component(tmp_path):
    form = loaded(in_two_tables("[a@n] = [u!x@n]"), tmp_path)
    instances = compile_rules(form)
    cells = {("main", r, c): v for r, v in (("t", 9), ("a", None), ("b", 4)) for c in "nm"}
    cells |= {("u", "x", "n"): None, ("u", "y", "n"): 1}
    base = dataset_of({})
    data = type(base)(
        intervals={at: dataset(v=value).intervals[("t", "v", "n")] for at, value in cells.items()},
        stated=frozenset(at for at, value in cells.items() if value is not None),
        blank=frozenset(at for at, value in cells.items() if value is None),
    )
    found = {each.key: each.value for each in evaluate(instances, data).deductions}
    assert {("main", "a", "n"): 5, ("main", "a", "m"): 5, ("u", "x", "n"): 5} == found
