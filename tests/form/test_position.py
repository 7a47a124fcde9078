"""Places in a JSON text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablecheck.form.position import duplicate_of, line_of, number_of, pointer_of

TEXT = '{\n "a": [1,\n  {"b": "}]",\n   "c~/d": null}],\n "a\\u0062":\n  -1.5}'


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("", 1),
        ("/a", 2),
        ("/a/0", 2),
        ("/a/1", 3),
        ("/a/1/b", 3),
        ("/a/1/c~0~1d", 4),
        ("/ab", 5),
        ("/a/1/unknown/deep", 3),
        ("/unknown", 1),
    ],
)
def test_line_of_pointer(pointer, line):
    assert line == line_of(TEXT, pointer)


def test_line_of_what_is_no_json_is_none_or_a_line():
    assert line_of("", "/a") is None
    assert 1 == line_of('{"a', "/a")
    assert 1 == line_of("]]]", "/a") or line_of("]]]", "/a") is None


def test_duplicate_of_points_at_the_second_of_one_object():
    assert ("/a/1/b", 3) == duplicate_of('{"a": [{"b": 1},\n{"b": 1,\n"b": 2}]}', "b")
    assert duplicate_of('{"a": [{"b": 1}, {"b": 1}]}', "b") is None


def test_number_of_does_not_look_into_strings():
    assert ("/b/0", 2) == number_of('{"a": "NaN",\n"b": [NaN]}', "NaN")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda each: (
        st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=3), each, max_size=3)
    ),
    max_leaves=8,
)


def paths(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from paths(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from paths(each, (*path, number))


@given(JSON)
def test_each_place_of_a_text_of_one_thing_a_line_has_its_own_line(value):
    text = json.dumps(value, indent=1, ensure_ascii=False)
    lines = [line_of(text, pointer_of(path)) for path in paths(value)]
    assert all(lines)
    assert sorted(set(lines)) == lines
