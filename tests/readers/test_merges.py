import random

import pytest

from tablecheck.readers.merges import values_under_merges
from tablecheck.sheet import Cell, CellKind, Range

ONE = Cell(CellKind.NUMBER, "1")


@pytest.mark.parametrize("seed", range(20))
def test_values_under_merges_finds_what_a_plain_search_finds(seed):
    draw = random.Random(seed)
    taken, merges = set(), []
    for _ in range(30):
        top, left = draw.randint(1, 15), draw.randint(1, 15)
        merge = Range(top, left, top + draw.randint(0, 5), left + draw.randint(0, 5))
        places = {
            (row, column)
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }
        if not places & taken:
            taken |= places
            merges.append(merge)
    cells = {(draw.randint(1, 20), draw.randint(1, 20)): ONE for _ in range(80)}
    expected = {
        min(places): str(len(places))
        for merge in merges
        if (
            places := [
                (row, column)
                for row, column in cells
                if merge.top <= row <= merge.bottom
                and merge.left <= column <= merge.right
                and (row, column) != (merge.top, merge.left)
            ]
        )
    }
    found = {
        notice.place: notice.facts["count"] for notice in values_under_merges("s", cells, merges)
    }
    assert expected == found
