"""Sums that are found, and tables by chance in which there are none."""

from __future__ import annotations

import random

from corpora.tables import published
from drafting.corpus import Outcome, annotated
from drafting.making import loaded, said


def table_by_chance(seed: int, rows: int, columns: int, most: int) -> str:
    numbers = random.Random(seed)
    lines = ["Item," + ",".join(f"Place {letter}" for letter in "ABCDEFGHIJKL"[:columns])]
    for row in range(rows):
        values = ",".join(str(numbers.randint(0, most)) for _ in range(columns))
        lines.append(f"Thing {chr(65 + row)},{values}")
    return "\n".join(lines) + "\n"


def test_tables_by_chance_have_hardly_any_sum():
    found = [
        said(loaded(table_by_chance(seed, rows, columns, most)))
        for seed, (rows, columns, most) in enumerate(
            [(8, 3, 50), (12, 3, 1000), (20, 2, 100), (20, 4, 9), (15, 6, 300)] * 6
        )
    ]
    assert sum(map(len, found)) <= 2


def test_published_tables_keep_what_was_measured():
    counts = {"proposed": 0, "annotated": 0, "wanted": 0, "found": 0}
    for table in published()[::6]:
        outcome, marked = Outcome(table), annotated(table)
        wanted = {each for each, held in marked.items() if held in ("exact", "rounded")}
        counts["proposed"] += len(outcome.sums)
        counts["annotated"] += len(outcome.sums & marked.keys())
        counts["wanted"] += len(wanted)
        counts["found"] += len(wanted & outcome.sums)
        assert outcome.loads
    assert counts["annotated"] >= 0.93 * counts["proposed"]
    assert counts["found"] >= 0.85 * counts["wanted"]
