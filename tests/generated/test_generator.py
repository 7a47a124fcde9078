"""The generator itself: what it says of its numbers is so."""

from __future__ import annotations

from random import Random

from generated.forms import make_form
from generated.making import example
from generated.measured import checked, form_of
from generated.tables import broken, cells_of, fill
from generated.written import KINDS
from tablecheck.readers.read import read_bytes


def test_filled_tables_satisfy_every_relation():
    for seed in range(150):
        chance = Random(seed)
        made = make_form(chance)
        assert set() == broken(made, fill(made, chance)), seed


def test_every_relation_is_a_rule_of_the_form():
    for seed in range(20):
        made = make_form(Random(seed))
        rules = [rule.id for table in form_of(made).tables for rule in table.rules]
        assert sorted(law.id for law in made.laws) == sorted(rules)


def test_every_kind_of_relation_and_of_table_occurs():
    made = [make_form(Random(seed)) for seed in range(60)]
    kinds = {law.kind for each in made for law in each.laws}
    assert {"sum", "union", "at_least_each", "at_least_sum", "balance", "same"} == kinds
    assert {1, 2, 3, 4} == {len(each.tables) for each in made}
    depths = {
        code.count(".")
        for each in made
        for t in each.tables
        for code in (n.code for n in t.items("rows"))
    }
    assert {0, 1, 2, 3} <= depths


def test_values_stand_where_the_file_has_them():
    for number, kind in enumerate(KINDS * 3):
        one = example(number)
        written = one.written(kind)
        sheets = read_bytes(written.data, name=written.name).sheets
        for key, value in one.values.items():
            sheet, row, column = written.at[key]
            assert str(value) == sheets[sheet].cells[row, column].text.removesuffix(".0"), key


def test_a_changed_total_breaks_what_it_is_in():
    one = example(3)
    law = next(law for law in one.made.laws if law.kind == "sum" and law.axis == "rows")
    (column,) = {key[2] for key in one.values if key[0] == law.table and key[1] == law.whole} & {
        next(key[2] for key in one.values if key[0] == law.table)
    }
    cell = cells_of(law, column)[0]
    changed = {**one.values, cell: one.values[cell] + 1}
    assert (law.id, None, column) in broken(one.made, changed)
    verdicts = checked(one.form, one.written("xlsx", values=changed)).verdicts
    assert (law.id, column, "0") in {(v.rule, v.column, v.verdict) for v in verdicts}
