"""Wrong units: as written or converted, whichever alone the hard rules allow."""

from __future__ import annotations

from fractions import Fraction

import pytest

from binding.making import book_of, form_of, items, sheet_of
from tablecheck.binding.bind import bind
from tablecheck.binding.observe import Standing, observe
from tablecheck.binding.settle import settle_units
from tablecheck.form.model import Domain, Rule, RuleKind, Severity
from tablecheck.record import replace
from tablecheck.rules.compile import compile_rules

LABELS = {"t": "经费合计", "a": "办公经费", "b": "设备经费", "c": "差旅经费"}


def settled(cells, kind="sum", severity=Severity.ERROR, domain=None):
    """Standing and number of every row; cells: code -> (number, unit); the form wants 万元."""
    rows = items(
        *(f"{'  ' if code != 't' else ''}{code} {label}" for code, label in LABELS.items()),
        units=("万元",),
        domain=domain or Domain(minimum=Fraction(0)),
    )
    form = form_of(rows)
    rule = Rule(
        id="r",
        kind=RuleKind(kind),
        axis="rows",
        whole="t",
        parts=("a", "b", "c"),
        severity=severity,
    )
    form = replace(form, tables=(replace(form.tables[0], rules=(rule,)),))
    body = [[LABELS[code], unit, number] for code, (number, unit) in cells.items()]
    workbook = book_of(sheet_of([["指标", "单位", "数量"], *body]))
    observations = observe(bind(workbook, form), workbook)
    found = settle_units(observations, compile_rules(form))
    return {key[1]: (seen.standing, seen.low) for key, seen in found.items()}


def wan(**numbers):
    return {code: (number, "万元") for code, number in numbers.items()}


STATED, UNKNOWN = Standing.STATED, Standing.UNKNOWN


def test_converted_value_alone_fits():
    found = settled({**wan(t="6.5", a=2), "b": (35000, "元"), **wan(c=1)})
    assert (STATED, Fraction(7, 2)) == found["b"]


def test_value_as_written_alone_fits():
    found = settled({**wan(t=6, a=2), "b": (3, "元"), **wan(c=1)})
    assert (STATED, 3) == found["b"]


def test_neither_fits():
    found = settled({**wan(t=6, a=2), "b": (5, "元"), **wan(c=1)})
    assert (UNKNOWN, None) == found["b"]


def test_both_fit_where_a_blank_leaves_room():
    found = settled({**wan(t=6, a=2), "b": (3, "元"), **wan(c=None)})
    assert (UNKNOWN, None) == found["b"]


def test_soft_rule_decides_nothing():
    cells = {**wan(t="6.5", a=2), "b": (35000, "元"), **wan(c=1)}
    assert (UNKNOWN, None) == settled(cells, severity=Severity.WARNING)["b"]


def test_domain_decides_too():
    cells = {**wan(t=6, a=2), "b": (3, "元"), **wan(c=None)}
    assert (STATED, 3) == settled(cells, domain=Domain(integer=True))["b"]


def test_upper_bound_decides_without_a_sum():
    cells = {**wan(t=6, a=2), "b": (35000, "元"), **wan(c=None)}
    assert (STATED, Fraction(7, 2)) == settled(cells, kind="at_least_each")["b"]


@pytest.mark.parametrize("unit", ["件", "斤"])
def test_unit_without_a_factor_is_never_settled(unit):
    found = settled({**wan(t=6, a=2), "b": (3, unit), **wan(c=1)})
    assert (UNKNOWN, None) == found["b"]


def test_cells_of_one_wrong_unit_are_settled_together():
    cells = {**wan(t="6.5"), "a": (20000, "元"), "b": (35000, "元"), "c": (10000, "元")}
    found = settled(cells)
    assert [(STATED, 2), (STATED, Fraction(7, 2)), (STATED, 1)] == [found[c] for c in "abc"]


def test_right_units_are_left_alone():
    found = settled(wan(t=6, a=2, b=3, c=2))
    assert [(STATED, 6), (STATED, 2), (STATED, 3), (STATED, 2)] == list(found.values())
