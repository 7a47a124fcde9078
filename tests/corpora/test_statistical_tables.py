"""145 published tables: no number is read as another one; sums hold as far as rounding lets them.

The figures are what was measured; they stand here so that a change of reading is seen.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tablecheck.binding.bind import bind
from tablecheck.binding.observe import dataset_of, observe
from tablecheck.form.model import Rounding
from tablecheck.pipeline import check_file
from tablecheck.readers.read import read_workbook
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.sheet import Cell, CellKind
from tablecheck.values.convention import KNOWN, format_of
from tablecheck.values.number import read_cell
from tablecheck.values.reading import Status

from .tables import csv_of, form_of, number, published, rewritten


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    """Every table as a file that was read."""
    folder = tmp_path_factory.mktemp("published")
    found = {}
    for table in published():
        path = folder / f"{table.name}.csv"
        path.write_bytes(csv_of(table))
        found[table.name] = read_workbook(path)
    return found


@pytest.fixture(scope="module")
def observed(workbooks):
    """What is read of every table, by its name."""
    found = {}
    for table in published():
        form = form_of(table)
        workbook = workbooks[table.name]
        instances = compile_rules(form)
        found[table.name] = observe(bind(workbook, form), workbook, instances=instances)
    return found


def judged(table, observations, rounded=None):
    """(verdict, held only by rounding) of each sum."""
    instances = compile_rules(form_of(table, rounded))
    verdicts = evaluate(instances, dataset_of(observations)).verdicts
    return [(each.verdict.value, each.by_rounding) for each in verdicts]


@cache
def base_of(table):
    """What all numbers of the table are multiples of: 5 or 3 (at random), 100, 10, else None."""
    numbers = [n for place in table.summed if (n := number(table, *place)) is not None]
    return next((b for b in (100, 10, 5, 3) if not any(n % b for n in numbers)), None)


def test_every_line_is_bound(workbooks):
    for table in published():
        bound = bind(workbooks[table.name], form_of(table)).tables["t"]
        assert len(table.span(0)) == len(bound.rows.matches)
        assert len(table.span(1)) + 1 == len(bound.columns.matches)


def test_no_number_is_read_as_another_one(observed):
    told = Counter()
    for table in published():
        observations = observed[table.name]
        for row, column in table.summed:
            seen = observations["t", f"r{row}", f"c{column}"].reading
            meant = number(table, row, column)
            if seen.status is Status.NUMBER:
                told[
                    "right" if meant is not None and meant == seen.low == seen.high else "WRONG"
                ] += 1
            elif seen.status is Status.DOUBTFUL:
                told["in doubt" if meant in seen.either else "WRONG"] += 1
            elif meant is not None:
                told["number refused"] += 1
            else:
                told["no number"] += 1
    assert {"right": 9972, "in doubt": 508, "no number": 180} == told


@pytest.mark.parametrize("signs", KNOWN, ids=lambda signs: f"{signs.thousands}{signs.decimal}")
def test_no_number_is_read_as_another_one_in_the_signs_of_other_countries(signs):
    told = Counter()
    for published_one in published():
        table = rewritten(published_one, signs.thousands, signs.decimal)
        texts = [(table.text(r, c), False) for r in table.span(0) for c in table.span(1)]
        found = format_of(texts)
        able = (found.signs, *found.rivals)
        for row, column in table.summed:
            cell = Cell(CellKind.TEXT, table.text(row, column))
            read = {reading.low for each in able if (reading := read_by(each, cell)) is not None}
            meant = number(table, row, column)
            told["right or refused" if meant in read or not read else "WRONG"] += 1
    assert {"right or refused": 10660} == told


def read_by(signs, cell):
    reading = read_cell(
        cell,
        marks={},
        units=(),
        thousands=signs.thousands,
        decimal=signs.decimal,
        stores_numbers=False,
    )
    return reading if reading.status is Status.NUMBER else None


def test_tables_whose_signs_are_not_told(observed):
    open_ones = []
    for table in published():
        observations = observed[table.name]
        if any(seen.reading.status is Status.DOUBTFUL for seen in observations.values()):
            open_ones.append(table.name)
    assert 12 == len(open_ones)


def test_sums_hold_as_far_as_rounding_lets_them(observed):
    told = Counter()
    for table in published():
        observations = observed[table.name]
        exactly = judged(table, observations)
        by_half = judged(table, observations, Rounding())
        base = base_of(table)
        by_base = judged(table, observations, Rounding(base=base)) if base else by_half
        for exact, half, coarse in zip(exactly, by_half, by_base, strict=True):
            assert not exact[1]
            if exact[0] != "0":
                assert exact == half == coarse
                told[{"1": "to the digit", "NA": "undecided"}[exact[0]]] += 1
            elif half[0] == "1":
                assert half[1]
                told["by half a unit"] += 1
            elif coarse[0] == "1":
                assert coarse[1]
                told[f"by base {base}"] += 1
            else:
                told["fails"] += 1
    assert sum(len(table.sums) for table in published()) == sum(told.values())
    # Undecided: 130 with a cell that is no number, the rest in the 12 tables of unknown signs.
    # Failing, looked at one by one: 8 print a zero behind the decimal they are rounded to
    # (C10003, C10050), 2 have a point for a comma (C10053), 19 do not add up in the source.
    assert {
        "to the digit": 1467,
        "by half a unit": 423,
        "by base 5": 101,
        "by base 3": 18,
        "by base 10": 6,
        "by base 100": 9,
        "fails": 29,
        "undecided": 261,
    } == told


def test_findings_of_all_tables(tmp_path):
    """Rounded tables have no errors but those that the numbers have; signs in doubt are told."""
    codes = Counter()
    for table in published():
        path = tmp_path / "table.csv"
        path.write_bytes(csv_of(table))
        base = base_of(table)
        rounded = Rounding(base=base) if base in (3, 5) else Rounding()
        report = check_file(path, form=form_of(table, rounded))
        assert report.refusal is None
        codes.update(each.code for each in report.findings if each.code[:3] != "TC2")
    # TC401: the 29 above, and 15 of tables rounded to tens and hundreds; TC405: a sum of all
    # provinces but one, as annotated, cannot hold beside the others.
    assert {
        "TC301": 9,
        "TC302": 212,
        "TC315": 12,
        "TC401": 44,
        "TC405": 1,
        "TC408": 85,
    } == codes
