"""Laws over random forms and layouts: all is bound, and exactly what was broken is found."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generated.forms import is_free
from generated.layouts import FLAT, Layout
from generated.making import Example, example
from generated.measured import bound, checked, loud
from generated.tables import broken, cells_of
from generated.written import Arrangement
from tablecheck.binding.labels import normalise

if TYPE_CHECKING:
    from generated.forms import Node
    from tablecheck.report import FileReport

# .xls is read by a child process, half a second a file: a few examples of it stand below.
QUICK = ("xlsx", "csv", "ods", "html", "docx")
SEEDS = st.integers(min_value=0, max_value=99_999)
PLAIN = Arrangement(titles="paragraph")


def laws(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def zeros(report: FileReport) -> set[tuple[str, str | None, str | None]]:
    """(rule, row, column) of the verdicts 0."""
    return {(v.rule, v.row, v.column) for v in report.verdicts if v.verdict == "0"}


def assert_read_alike(one: Example, kind: str, variant: int = 0) -> None:
    written = one.written(kind, variant=variant)
    outcome = bound(one.form, one.values, written)
    assert ("", [], []) == (outcome.refused, outcome.wrong, outcome.unbound)
    report = checked(one.form, written)
    assert [] == loud(report)
    assert {"1"} >= {verdict.verdict for verdict in report.verdicts}
    assert (len(one.values), len(one.values), 0) == (report.cells, report.observed, report.blank)


@given(SEEDS, st.sampled_from(QUICK))
@laws(50)
def test_a_right_table_is_bound_as_written_and_nothing_is_found(seed, kind):
    assert_read_alike(example(seed), kind)


@pytest.mark.parametrize("seed", [2, 11])
def test_old_workbooks_too(seed):
    assert_read_alike(example(seed), "xls")


@given(SEEDS, st.sampled_from(QUICK), st.sampled_from(QUICK))
@laws(12)
def test_layout_and_file_type_change_no_finding_and_no_verdict(seed, kind, other):
    one = example(seed)
    values = changed_at_one(one)[1]
    reports = [
        checked(one.form, one.written(each, values=values, variant=number))
        for number, each in enumerate((kind, other))
    ]
    findings = [
        [(f.code, f.rule, place(f.at), dict(f.facts)) for f in report.findings if f.rule]
        for report in reports
    ]
    assert findings[0] == findings[1]
    assert reports[0].verdicts == reports[1].verdicts


@given(SEEDS, st.sampled_from(QUICK))
@laws(30)
def test_one_changed_cell_breaks_the_rules_over_it_and_each_names_it(seed, kind):
    one = example(seed)
    cell, values = changed_at_one(one)
    report = checked(one.form, one.written(kind, values=values))
    expected = broken(one.made, values)
    assert expected == zeros(report)
    found = [f for f in report.findings if f.rule]
    assert bool(expected) == bool(found)
    for finding in found:
        assert cell in {place(each) for each in (finding.at, *finding.related) if each}
    assert {"TC4"} >= {code[:3] for code, _ in loud(report)}


def changed_at_one(one: Example) -> tuple[tuple[str, str, str], dict]:
    """A cell that a rule ties, and the numbers with another one in it."""
    chance = Random(f"change {one.seed}")
    tied = sorted(
        key
        for law in one.made.laws
        for other in {k[2 if law.axis == "rows" else 1] for k in one.values if k[0] == law.table}
        for key in cells_of(law, other)
        if key in one.values
    )
    cell = chance.choice(tied or sorted(one.values))
    new = max(0, one.values[cell] + chance.choice((1, -1, 9, -9, 90, 1000, -1000)))
    return cell, {**one.values, cell: new}


def place(at):
    return None if at is None else (at.table, at.row, at.column)


# What is not as printed: each on a table whose labels stand in one column.


def single(seed: int) -> Example:
    return example(seed, tables=1)


def unique_rows(one: Example) -> list[Node]:
    """Rows of which the table has one, with none below them."""
    rows = one.made.tables[0].items("rows")
    keys = [normalise(row.label).key for row in rows]
    return [
        row for row, key in zip(rows, keys, strict=True) if is_free(row) and keys.count(key) == 1
    ]


def report_of(one: Example, made, kind: str, labels: str = "plain") -> FileReport:
    written = one.written(kind, made=made, layout=Layout(labels=labels), arrangement=PLAIN)
    return checked(one.form, written)


def one_of(one: Example) -> Node:
    rows = unique_rows(one)
    assume(rows)
    return Random(one.seed).choice(rows)


def siblings_of(made, code: str) -> list[Node]:
    """The list in which a row stands."""
    table = made.tables[0]
    for node in table.items("rows"):
        if any(child.code == code for child in node.children):
            return node.children
    return table.rows


@given(SEEDS, st.sampled_from(QUICK))
@laws(15)
def test_a_deleted_row_is_the_missing_one(seed, kind):
    one = single(seed)
    row = one_of(one)
    made = deepcopy(one.made)
    siblings = siblings_of(made, row.code)
    siblings.remove(next(node for node in siblings if node.code == row.code))
    report = report_of(one, made, kind)
    assert [("TC201", None)] == loud(report)
    assert [row.code] == [f.at.row for f in report.findings if f.code == "TC201"]
    assert not zeros(report)


@given(SEEDS, st.sampled_from(QUICK))
@laws(15)
def test_a_renamed_row_is_told_and_nothing_else_suffers(seed, kind):
    one = single(seed)
    row = one_of(one)
    made = deepcopy(one.made)
    next(n for n in siblings_of(made, row.code) if n.code == row.code).label = "ZZ 9 号线客流"
    report = report_of(one, made, kind)
    assert {("TC201", None), ("TC202", None)} == set(loud(report))
    assert [row.code] == [f.at.row for f in report.findings if f.code == "TC201"]
    assert not zeros(report)


@given(SEEDS, st.sampled_from(QUICK))
@laws(15)
def test_two_swapped_rows_are_moved_and_read_where_they_stand(seed, kind):
    one = single(seed)
    made = deepcopy(one.made)
    chance = Random(seed)
    unique = {row.code for row in unique_rows(one)}
    lists = [siblings_of(made, code) for code in sorted(unique)]
    lists = [each for each in lists if sum(node.code in unique for node in each) >= 2]
    assume(lists)
    siblings = chance.choice(lists)
    a, b = sorted(chance.sample([n for n, x in enumerate(siblings) if x.code in unique], 2))
    siblings[a], siblings[b] = siblings[b], siblings[a]
    report = report_of(one, made, kind)
    assert {"TC204"} >= {code for code, _ in loud(report)}
    assert {siblings[a].code, siblings[b].code} & {
        each.row
        for f in report.findings
        if f.code == "TC204"
        for each in (f.at, *f.related)
        if each
    }
    assert {"1"} >= {verdict.verdict for verdict in report.verdicts}


@given(SEEDS, st.sampled_from(("xlsx", "csv", "docx")))
@laws(10)
def test_a_column_that_stands_twice_is_told(seed, kind):
    one = single(seed)
    made = deepcopy(one.made)
    columns = made.tables[0].columns
    assume(not columns[0].children)
    columns.insert(1, deepcopy(columns[0]))
    report = report_of(one, made, kind)
    assert {"TC207"} == {f.code for f in report.findings}
    assert {"warning"} == {f.severity.value for f in report.findings}
    assert {"1"} >= {verdict.verdict for verdict in report.verdicts}


@given(SEEDS, st.sampled_from(QUICK))
@laws(15)
def test_a_blank_is_missing_and_deduced_only_as_it_was(seed, kind):
    one = single(seed)
    cell = Random(seed).choice(sorted(one.values))
    report = checked(one.form, one.written(kind, values={**one.values, cell: None}, layout=FLAT))
    assert {"TC301"} == {f.code for f in report.findings}
    assert 1 == report.blank
    assert not zeros(report)
    assert all(str(one.values[cell]) == each.value for each in report.deduced)
