"""Domains as intervals and as offended keywords, against JSON Schema itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tablecheck.binding.domains import domain_interval, offended_keyword
from tablecheck.form.model import Domain
from tablecheck.values.interval import Interval

KEYWORDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
}


def domain_of(schema):
    fields = {KEYWORDS[key]: Fraction(value) for key, value in schema.items() if key in KEYWORDS}
    return Domain(
        integer=schema.get("type") == "integer",
        enum=tuple(Fraction(each) for each in schema.get("enum", ())),
        **fields,
    )


@pytest.mark.parametrize(
    ("schema", "low", "high"),
    [
        ({}, None, None),
        ({"type": "integer", "minimum": 0}, 0, None),
        ({"minimum": 0, "maximum": 100}, 0, 100),
        ({"type": "integer", "exclusiveMinimum": 0}, 1, None),
        ({"type": "integer", "exclusiveMaximum": 10}, None, 9),
        ({"type": "integer", "minimum": 0.5, "maximum": 9.5}, 1, 9),
        ({"type": "integer", "exclusiveMinimum": 0.5, "exclusiveMaximum": 9.5}, 1, 9),
        ({"exclusiveMinimum": 0}, 0, None),
        ({"minimum": 3, "exclusiveMinimum": 5}, 5, None),
        ({"enum": [3, 1, 2.5]}, 1, 3),
        ({"enum": [3, 1], "minimum": 2}, 2, 3),
    ],
)
def test_interval_of_a_domain(schema, low, high):
    domain = domain_of(schema)
    assert Interval(low, high, domain.integer) == domain_interval(domain)


def test_no_domain_allows_everything():
    assert Interval(None, None) == domain_interval(None)
    assert "" == offended_keyword(None, -5, -5)


@pytest.mark.parametrize(
    ("schema", "low", "high", "keyword"),
    [
        ({"minimum": 0}, -1, -1, "minimum"),
        ({"exclusiveMinimum": 0}, 0, 0, "exclusiveMinimum"),
        ({"maximum": 9}, 10, 10, "maximum"),
        ({"exclusiveMaximum": 9}, 9, 9, "exclusiveMaximum"),
        ({"type": "integer"}, Fraction(3, 2), Fraction(3, 2), "integer"),
        ({"multipleOf": 5}, 7, 7, "multipleOf"),
        ({"multipleOf": 0.5}, Fraction(3, 2), Fraction(3, 2), ""),
        ({"enum": [1, 2]}, 3, 3, "enum"),
        ({"enum": [1, 2]}, 2, 2, ""),
        # An interval offends only where none of its numbers will do.
        ({"minimum": 0}, -1, 1, ""),
        ({"maximum": 9}, 9, 12, ""),
        ({"minimum": 0}, -3, -1, "minimum"),
        ({"type": "integer"}, Fraction(1, 2), Fraction(3, 2), ""),
    ],
)
def test_offended_keyword(schema, low, high, keyword):
    assert keyword == offended_keyword(domain_of(schema), low, high)


BOUND = st.integers(-8, 8).map(lambda n: n / 2)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["integer", "number"]),
            "minimum": BOUND,
            "maximum": BOUND,
            "exclusiveMinimum": BOUND,
            "exclusiveMaximum": BOUND,
            "multipleOf": st.sampled_from([0.5, 1, 2]),
            "enum": st.lists(BOUND, min_size=1, max_size=3),
        },
    ),
    BOUND,
)
@settings(max_examples=300, deadline=None)
def test_domain_says_what_json_schema_says(schema, number):
    domain = domain_of(schema)
    value = Fraction(number)
    exact = value.numerator if value.denominator == 1 else value
    valid = Draft202012Validator(schema).is_valid(number)
    assert valid == (not offended_keyword(domain, exact, exact))
    if valid:
        interval = domain_interval(domain)
        assert interval.low is None or interval.low <= exact
        assert interval.high is None or exact <= interval.high
