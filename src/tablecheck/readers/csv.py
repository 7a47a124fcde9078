"""Reader of delimited text: .csv, .tsv, .txt.

Comes in: bytes. Goes out: one sheet without name, whose cells are all text; rows are records, so a
line break inside a quoted label starts no new row. May import refusals, decoding,
``tablecheck.sheet``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.readers.decoding import decoded
from tablecheck.readers.package import text_over_limit
from tablecheck.readers.refusals import not_readable, over_limit
from tablecheck.sheet import Cell, CellKind, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.readers.guard import Contents, Source

_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
_SAMPLE_RECORDS = 200
_LONGEST_LINE = 4 << 20


def read_csv(source: Source) -> Contents:
    """The one sheet of a delimited text.

    Raises:
        ReadError: it cannot be decoded without doubt, is no text, or its quotes do not close.
    """
    import csv

    limits = source.limits
    _check_line_lengths(source.data)
    text = decoded(source.data, source.encoding)
    records = csv.reader(lines_of(text), delimiter=delimiter_of(text), strict=True)
    cells: dict[tuple[int, int], Cell] = {}
    first_line = 1
    try:
        for row, record in enumerate(records, 1):
            first_line = records.line_num + 1
            for column, value in enumerate(record, 1):
                if value:
                    if len(value) > limits.text:
                        raise text_over_limit(limits)
                    cells[row, column] = Cell(CellKind.TEXT, value)
            if len(cells) > limits.cells:
                raise over_limit("非空单元格数", "the file has too many cells", limits.cells)
    except csv.Error as error:
        if "field limit" in str(error):
            raise text_over_limit(limits) from error
        raise not_readable(
            f"从第 {first_line} 行开始的记录中引号不配对，请检查这一行的引号",
            f"the quotes of the record that begins at line {first_line} do not match; "
            "check the quotes of that line",
        ) from error
    return (Sheet(name=None, cells=cells),), ()


def delimiter_of(text: str) -> str:
    """The delimiter under which the records of a text agree best in width.

    The share of records that have the most frequent width (of two fields or more) decides; a tie
    goes to the comma, then to the order ``; tab |``.
    """
    if len(text) > _SAMPLE:
        sample = text[:_SAMPLE]
        text = sample[: sample.rfind("\n") + 1] or sample
    candidates = [delimiter for delimiter in _DELIMITERS if delimiter in text]
    if len(candidates) < 2:
        return candidates[0] if candidates else ","
    return max(candidates, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> float:
    """Share of the records that have the most frequent width, 0 where that is one field."""
    import csv
    from collections import Counter

    widths: Counter[int] = Counter()
    records = csv.reader(lines_of(text), delimiter=delimiter, strict=True)
    try:
        for record in records:
            if any(record):
                widths[len(record)] += 1
            if widths.total() == _SAMPLE_RECORDS:
                break
    except csv.Error as error:
        # A wrong delimiter breaks at the first quoted field; the cut of the sample breaks at its
        # end, which says nothing.
        if "unexpected end" not in str(error):
            return 0.0
    several = {width: count for width, count in widths.items() if width > 1}
    return max(several.values()) / widths.total() if several else 0.0


def lines_of(text: str) -> Iterator[str]:
    """Lines with their ends, however they end; io.StringIO would take four bytes a character."""
    import re

    return (line[0] for line in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text))


def _check_line_lengths(data: bytes) -> None:
    """Refuse a line that would fill the memory before a limit of cells can stop it."""
    at = 0
    while len(data) - at > _LONGEST_LINE:
        end = at + _LONGEST_LINE
        line_end = max(data.rfind(b"\n", at, end), data.rfind(b"\r", at, end))
        if line_end < 0:
            raise over_limit("一行的字节数", "a line is too long", _LONGEST_LINE)
        at = line_end + 1
