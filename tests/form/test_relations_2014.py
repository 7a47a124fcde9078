"""The relations of the form of 2014, one by one, and the form as a tree."""

from __future__ import annotations

import pytest

from tablecheck.form.describe import form_tree, says
from tablecheck.form.load import load_form
from tablecheck.form.model import RuleKind

FORM = load_form("cn-zfxxgk-2014")
(TABLE,) = FORM.tables


@pytest.mark.parametrize(
    ("rule_id", "kind", "whole", "parts"),
    [
        ("channels", "union", "1.1", ["1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5"]),
        ("documents-of-which", "at_least_each", "1.1", ["1.1.1"]),
        ("briefings-of-which", "at_least_each", "2.2.1", ["2.2.1.1"]),
        ("interviews-of-which", "at_least_each", "2.2.2", ["2.2.2.1"]),
        ("received-at-least", "at_least_sum", "3.1", ["3.1.1", "3.1.2", "3.1.3", "3.1.4"]),
        ("closed-at-least", "at_least_sum", "3.2", ["3.2.1", "3.2.2"]),
        ("refusal-reasons", "at_least_each", "3.3.4", [f"3.3.4.{n}" for n in range(1, 7)]),
        ("staff", "sum", "8.3", ["8.3.1", "8.3.2"]),
        ("replied", "sum", "3.3", [f"3.3.{n}" for n in range(1, 9)]),
        ("reviews", "sum", "4", ["4.1", "4.2", "4.3"]),
        ("lawsuits", "sum", "5", ["5.1", "5.2", "5.3"]),
    ],
)
def test_relation_of_2014(rule_id, kind, whole, parts):
    (rule,) = [each for each in TABLE.rules if each.id == rule_id]
    assert (RuleKind(kind), whole, tuple(parts)) == (rule.kind, rule.whole, rule.parts)


def test_documents_issued_may_be_counted_in_two_units():
    (item,) = [each for each in TABLE.rows if each.code == "1.2"]
    assert ("条", "件") == item.units


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tree_of_2014_shows_every_row_and_rule_once(lang):
    lines = form_tree(FORM, lang)
    for item in TABLE.rows:
        assert 1 == sum(f"{item.code}  {item.label}" in line for line in lines), item.code
    for rule in TABLE.rules:
        shown = [line for line in lines if f"  {rule.id}: " in line]
        assert 1 == len(shown)
        assert says(rule) in shown[0]
    for line in lines:
        line.encode("gbk")
