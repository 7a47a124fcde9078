"""Which sheets ``--sheet`` means: by name first, then by number."""

from __future__ import annotations

import pytest

from binding.making import book_of, sheet_of
from tablecheck.binding.layout import sheets_to_search

BOOK = book_of(sheet_of([], "一"), sheet_of([], "2"), sheet_of([], "三"))


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (None, ["一", "2", "三"]),
        ("三", ["三"]),
        ("1", ["一"]),
        ("3", ["三"]),
        # A name that is a number wins.
        ("2", ["2"]),
        ("四", []),
        ("0", []),
        ("4", []),
        ("-1", []),
        ("", []),
        ("١", []),
        ("9" * 5000, []),
    ],
)
def test_sheets_to_search(wanted, names):
    assert names == [sheet.name for sheet in sheets_to_search(BOOK, wanted)]
