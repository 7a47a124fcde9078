from fractions import Fraction

import pytest

from tablecheck.form.load import known_forms, load_form
from tablecheck.form.model import Domain, RuleKind, Severity
from tablecheck.form.source import schema_folder

HARD = {
    "staff": ("sum", "8.3", ("8.3.1", "8.3.2")),
    "received-at-least": ("at_least_sum", "3.1", ("3.1.1", "3.1.2", "3.1.3", "3.1.4")),
    "closed-at-least": ("at_least_sum", "3.2", ("3.2.1", "3.2.2")),
    "channels": ("union", "1.1", ("1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5")),
    "documents-of-which": ("at_least_each", "1.1", ("1.1.1",)),
    "briefings-of-which": ("at_least_each", "2.2.1", ("2.2.1.1",)),
    "interviews-of-which": ("at_least_each", "2.2.2", ("2.2.2.1",)),
    "refusal-reasons": ("at_least_each", "3.3.4", tuple(f"3.3.4.{n}" for n in range(1, 7))),
}
SOFT = {
    "received": ("sum", "3.1", ("3.1.1", "3.1.2", "3.1.3", "3.1.4")),
    "closed": ("sum", "3.2", ("3.2.1", "3.2.2")),
    "replied": ("sum", "3.3", tuple(f"3.3.{n}" for n in range(1, 9))),
    "reviews": ("sum", "4", ("4.1", "4.2", "4.3")),
    "lawsuits": ("sum", "5", ("5.1", "5.2", "5.3")),
    "refusals": ("sum", "3.3.4", tuple(f"3.3.4.{n}" for n in range(1, 7))),
    "closed-within-received": ("equation", None, ("3.2", "3.1")),
    "documents-issued": ("equation", None, ("1.1.1", "1.2")),
    "responses": ("equation", None, ("2.1", "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5")),
}


@pytest.fixture(scope="module")
def form():
    return load_form("cn-zfxxgk-2014")


def test_form_2014_is_known():
    assert "cn-zfxxgk-2014" in known_forms()
    assert all(load_form(name).id == name for name in known_forms())


def test_form_2014_has_58_indicators_with_units(form):
    (table,) = form.tables
    indicators = [item for item in table.rows if not item.heading]
    assert 58 == len(indicators)
    assert all(item.units for item in indicators)
    assert not any(item.units for item in table.rows if item.heading)
    assert ("条", "件") == next(item.units for item in indicators if item.code == "1.2")


@pytest.mark.parametrize(("severity", "rules"), [(Severity.ERROR, HARD), (Severity.WARNING, SOFT)])
def test_form_2014_states_its_17_rules(form, severity, rules):
    found = {
        rule.id: (str(rule.kind), rule.whole, rule.parts)
        for rule in form.tables[0].rules
        if rule.severity is severity
    }
    assert rules == found


def test_form_2014_says_why_each_rule_holds(form):
    for rule in form.tables[0].rules:
        assert rule.message is not None
        assert rule.message["zh"], rule.id
        assert rule.message["en"], rule.id
        assert rule.basis in ("wording", "inferred")


def test_form_2014_has_one_row_of_codes_in_printed_order(form):
    codes = [item.code for item in form.tables[0].rows]
    assert sorted(codes, key=lambda c: [int(n) for n in c.split(".")]) == codes
    for item in form.tables[0].rows:
        assert (item.code.rpartition(".")[0] or None) == item.parent
        assert item.code.count(".") == item.depth


def test_form_2014_counts_are_whole_and_money_is_not(form):
    money = {item.code for item in form.tables[0].rows if item.units == ("万元",)}
    assert {"7", "8.4"} == money
    for item in form.tables[0].rows:
        assert Domain(integer=item.code not in money, minimum=Fraction(0)) == item.domain


def test_form_2014_knows_factors_of_money_only(form):
    factors = {name: (unit.base, unit.factor) for name, unit in form.units.items()}
    assert ("元", 10_000) == factors["万元"]
    assert ("元", 100_000_000) == factors["亿元"]
    assert ("人次", 1) == factors["人次"]
    assert ("人", 1) == factors["人"]


def test_form_2014_condition_is_one_clause_of_alternatives(form):
    responses = next(rule for rule in form.tables[0].rules if rule.id == "responses")
    assert responses.kind is RuleKind.EQUATION
    ((condition, *channels),) = responses.clauses
    assert (((1, ("main", "2.1", None)),), "<=", 0) == (
        condition.terms,
        condition.op,
        condition.constant,
    )
    assert [">"] * 5 == [atom.op for atom in channels]


def test_form_2014_has_no_alias_that_another_form_gives_its_value_column(form):
    assert () == next(column.aliases for column in form.tables[0].columns if column.code == "n")


def test_load_form_tells_the_digest_of_the_bytes(form):
    import hashlib

    data = (schema_folder() / "cn-zfxxgk-2014.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == form.sha256


def test_load_form_of_a_copy_is_the_same_form(form, tmp_path):
    copy = tmp_path / "copy.json"
    copy.write_bytes((schema_folder() / "cn-zfxxgk-2014.json").read_bytes())
    assert form == load_form(copy) == load_form(str(copy))
