"""The forms of 2019 and 2021: their cells, their rules, and what they share."""

from __future__ import annotations

from collections import Counter

import pytest

from tablecheck.form.load import load_form
from tablecheck.form.model import Severity, needs_previous
from tablecheck.rules.compile import compile_rules

FORMS = {year: load_form(f"cn-zfxxgk-{year}") for year in (2014, 2019, 2021)}
OUTCOMES = [
    "3.1",
    "3.2",
    *(f"3.3.{n}" for n in range(1, 9)),
    *(f"3.4.{n}" for n in range(1, 4)),
    *(f"3.5.{n}" for n in range(1, 6)),
]
APPLICANTS = ("natural", "company", "research", "welfare", "law", "other")


def values(items):
    return [item.code for item in items if item.role == "value" and not item.heading]


def cell_count(form):
    return {t.code: len(values(t.rows)) * len(values(t.columns)) for t in form.tables}


def rules_of(form):
    return {rule.id: rule for table in form.tables for rule in table.rules}


def test_form_2021_has_200_cells():
    cells = {"t2-1": 6, "t2-5": 1, "t2-6": 2, "t2-8": 1, "t3": 175, "t4": 15}
    assert cells == cell_count(FORMS[2021])


def test_form_2019_has_198_cells():
    cells = {"t2-1": 6, "t2-5": 6, "t2-6": 6, "t2-8": 2, "t2-9": 2, "t3": 161, "t4": 15}
    assert cells == cell_count(FORMS[2019])


def test_all_three_are_one_family():
    assert {"cn-zfxxgk"} == {form.family for form in FORMS.values()}
    assert [(2014, 2018), (2019, 2020), (2021, None)] == [f.years for f in FORMS.values()]


@pytest.mark.parametrize("year", [2019, 2021])
def test_total_of_outcomes_is_all_values_under_the_headings_before_it(year):
    rule = rules_of(FORMS[year])["handled"]
    last = ["3.6.1", "3.6.2", "3.6.3"] if year == 2021 else ["3.6"]
    assert ("sum", "3.7", (*OUTCOMES, *last)) == (rule.kind, rule.whole, rule.parts)


@pytest.mark.parametrize("year", [2019, 2021])
def test_total_of_applicants_is_persons_and_five_kinds_of_organisations(year):
    rule = rules_of(FORMS[year])["applicants"]
    assert ("sum", "columns", "total", APPLICANTS) == (
        rule.kind,
        rule.axis,
        rule.whole,
        rule.parts,
    )


@pytest.mark.parametrize("year", [2019, 2021])
def test_only_the_printed_balance_is_official(year):
    rules = rules_of(FORMS[year])
    assert ["balance"] == [rule.id for rule in rules.values() if rule.basis == "official"]
    hard = {rule.id for rule in rules.values() if rule.severity is Severity.ERROR}
    assert {
        "balance",
        "handled",
        "applicants",
        "reviews",
        "suits-direct",
        "suits-after-review",
    } == hard


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_rule_says_why(year):
    for rule in rules_of(FORMS[year]).values():
        assert rule.message is not None
        assert rule.message["zh"], rule.id
        assert rule.message["en"], rule.id


def test_rules_between_years_are_soft_and_want_the_previous_file():
    rules = rules_of(FORMS[2021])
    between = {rule.id for rule in rules.values() if needs_previous(rule)}
    assert {"carried-over", "in-force-carried"} == between
    assert {Severity.WARNING} == {rules[name].severity for name in between}


def counted(form, **periods):
    return Counter(each.rule.id for each in compile_rules(form, **periods))


def test_instances_of_2021():
    alone = {
        "applicants": 25,
        "handled": 7,
        "balance": 7,
        "in-force-at-least": 2,
        "reviews": 1,
        "suits-direct": 1,
        "suits-after-review": 1,
    }
    assert alone == counted(FORMS[2021])
    between = {"carried-over": 7, "in-force-carried": 2}
    assert {**alone, **between} == counted(FORMS[2021], previous=FORMS[2021])


def test_first_year_of_the_new_form_carries_over_from_the_old_one():
    """Cells of 2021 that the form of 2019 has too are compared, the others are not."""
    found = counted(FORMS[2021], previous=FORMS[2019])
    assert (7, 0) == (found["carried-over"], found["in-force-carried"])
    assert 0 == counted(FORMS[2019], previous=FORMS[2014])["carried-over"]


def test_change_of_projects_may_be_negative_and_no_other_count():
    below_zero = {
        (table.code, row.code, column.code)
        for table in FORMS[2019].tables
        for row in table.rows
        for column in table.columns
        if column.role == "value" and not column.heading and not row.heading
        if (domain := row.domain or column.domain) is not None and domain.minimum is None
    }
    assert {column for _, _, column in below_zero} == {"change"}
    assert {table for table, _, _ in below_zero} == {"t2-5", "t2-6", "t2-8"}
    assert 5 == len(below_zero)


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_cell_has_a_domain_and_a_unit(year):
    for table in FORMS[year].tables:
        for row in table.rows:
            for column in table.columns:
                if row.heading or column.heading or column.role != "value":
                    continue
                assert row.domain or column.domain, (table.code, row.code)
                assert row.units or column.units, (table.code, row.code)


def test_purchases_are_in_either_unit():
    (table,) = [table for table in FORMS[2019].tables if table.code == "t2-9"]
    assert {"元", "万元"} == set(next(c.units for c in table.columns if c.code == "amount"))
