"""docs/values.md says of number signs what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tablecheck.binding.signs import in_doubt
from tablecheck.exact import plain
from tablecheck.values.convention import format_of
from tablecheck.values.reading import Status

from .reading_of import typed

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "values.md").read_text("utf-8")
SECTION = PAGE.partition("## Number signs")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| (`.*`) \| (.*) \|$", SECTION, re.MULTILINE)


def said(text, told):
    """What the page says of one cell of a table."""
    first, *others = [
        typed(text, thousands=signs.thousands, decimal=signs.decimal)
        for signs in (told.signs, *told.rivals)
    ]
    reading = in_doubt(first, others, None)
    if reading.status is Status.DOUBTFUL:
        return " or ".join(map(plain, reading.either))
    return plain(reading.low) if reading.status is Status.NUMBER else "not a number"


@pytest.mark.parametrize(("cells", "read"), ROWS)
def test_number_signs(cells, read):
    texts = re.findall("`(.+?)`", cells)
    told = format_of([(text, False) for text in texts])
    assert read == ", ".join(said(text, told) for text in texts)


def test_every_row_of_the_page_is_tested():
    assert 12 == len(ROWS)
