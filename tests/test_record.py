"""Records behave as frozen dataclasses do, before and after their __init__ is compiled."""

from __future__ import annotations

import pickle

import pytest

from tablecheck.record import MANY, record, replace


@record
class Pair:
    left: int
    right: int = 2


@pytest.fixture(params=[1, MANY + 1], ids=["first", "many"])
def pair(request):
    for _ in range(request.param):
        made = Pair(1)
    return made


def test_record_takes_positions_names_and_defaults(pair):
    assert (1, 2) == (pair.left, pair.right)
    assert Pair(1, 2) == pair == Pair(left=1)
    assert Pair(1, 3) != pair


def test_record_is_frozen_hashable_and_pickles(pair):
    with pytest.raises(AttributeError):
        pair.left = 5
    assert {pair} == {Pair(1, 2)}
    assert pair == pickle.loads(pickle.dumps(pair))
    assert "Pair(left=1, right=2)" == repr(pair)


def test_replace_changes_only_what_is_named(pair):
    assert Pair(1, 9) == replace(pair, right=9)
    with pytest.raises(TypeError):
        replace(pair, middle=3)


@pytest.mark.parametrize(
    ("args", "kwargs"), [((), {}), ((1, 2, 3), {}), ((1,), {"left": 1}), ((1,), {"up": 1})]
)
def test_wrong_arguments_are_type_errors(pair, args, kwargs):
    with pytest.raises(TypeError):
        Pair(*args, **kwargs)
