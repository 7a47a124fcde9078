"""The published tables as files and forms: labels are made, cells are as published.

Comes in: the corpus. Goes out: ``Published`` tables, their CSV and their form.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path

from tablecheck.form.model import Form, Item, Rule, RuleKind, Table
from tablecheck.record import record, replace

SIGNS = {"Comma": ",", "Point": ".", "Space": " ", "None": ""}


@record
class Published:
    """A table with its sums: (row, column) of the whole, then of the parts."""

    name: str
    signs: tuple[str, str]
    cells: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def summed(self) -> frozenset[tuple[int, int]]:
        """Places of all cells that are in a sum."""
        return frozenset(place for each in self.sums for place in each)

    def span(self, axis: int) -> range:
        """Rows (0) or columns (1) from the first to the last that is in a sum."""
        lines = [place[axis] for place in self.summed]
        return range(min(lines), max(lines) + 1)

    def text(self, row: int, column: int) -> str:
        line = self.cells[row]
        return line[column] if column < len(line) else ""


@cache
def published() -> tuple[Published, ...]:
    packed = Path(__file__).with_name("statistical-tables-sums.jsonl.gz").read_bytes()
    return tuple(
        Published(
            name=table["name"],
            signs=tuple(SIGNS[word] for word in table["number_format"].split()),
            cells=tuple(map(tuple, table["cells"])),
            sums=tuple(
                tuple(map(tuple, [each["whole"], *each["parts"]])) for each in table["sums"]
            ),
        )
        for table in map(json.loads, gzip.decompress(packed).decode().splitlines())
    )


def number(table: Published, row: int, column: int) -> Fraction | None:
    """The number of a cell by the signs that the table is known to have; None for no number."""
    thousands, decimal = table.signs
    text = re.sub(r"\s", "", table.text(row, column)).replace(thousands, "")
    text = text.replace(decimal, ".") if decimal == "," and "." not in text else text
    return Fraction(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) else None


def rewritten(table: Published, thousands: str, decimal: str) -> Published:
    """The table with other number signs; only texts that are numbers change."""
    cells = [list(line) for line in table.cells]
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            if number(table, row, column) is None:
                continue
            bare = "".join("\u00a0" if sign.isspace() else sign for sign in text.strip())
            old = "\u00a0" if table.signs[0] == " " else table.signs[0]
            kept = bare.replace(old, "T") if old else bare
            line[column] = kept.replace(table.signs[1], decimal).replace("T", thousands)
    signs = (" " if thousands.isspace() else thousands, decimal)
    return replace(table, cells=tuple(map(tuple, cells)), signs=signs)


def csv_of(table: Published) -> bytes:
    """The part of the table that holds the sums, with labels that are easy to bind."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(["item", *(f"head {_letters(c)}" for c in table.span(1))])
    for row in table.span(0):
        writer.writerow([f"line {_letters(row)}", *(table.text(row, c) for c in table.span(1))])
    return target.getvalue().encode()


def form_of(table: Published, rounded=None) -> Form:
    """A form that states the sums and nothing of how numbers are written."""
    rows = tuple(
        Item(code=f"r{r}", label=f"line {_letters(r)}", rounded=rounded) for r in table.span(0)
    )
    columns = (
        Item(code="label", label="item", role="label"),
        *(Item(code=f"c{c}", label=f"head {_letters(c)}") for c in table.span(1)),
    )
    rules = tuple(_rule(number, each) for number, each in enumerate(table.sums))
    return Form(
        id=table.name,
        version="1",
        titles=(table.name,),
        years=(None, None),
        language="en",
        source={},
        blank="missing",
        marks={},
        thousands=None,
        decimal=None,
        units={},
        tables=(Table(code="t", title="", rows=rows, columns=columns, rules=rules),),
        sha256="",
    )


def _rule(number: int, places: tuple[tuple[int, int], ...]) -> Rule:
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    down = len(columns) == 1
    assert down or len(rows) == 1
    codes = [f"r{row}" if down else f"c{column}" for row, column in places]
    (other,) = columns if down else rows
    return Rule(
        id=f"sum{number}",
        kind=RuleKind.SUM,
        axis="rows" if down else "columns",
        whole=codes[0],
        parts=tuple(codes[1:]),
        only=(f"c{other}" if down else f"r{other}",),
    )


def _letters(number: int) -> str:
    """A name that is like no other: 0 -> baba, 1 -> babe."""
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    return syllables[number // 70] + syllables[number % 70] * 2
