"""Half a unit of the last stated decimal, by cell."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tablecheck.binding.bind import bind
from tablecheck.binding.observe import dataset_of, observe
from tablecheck.binding.settle import settle_units
from tablecheck.form.model import Rounding, Rule, RuleKind
from tablecheck.record import replace
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.model import Verdict
from tablecheck.sheet import Cell, CellKind, Sheet

from .making import book_of, form_of, items, sheet_of

MONEY = form_of(items("a 经费", "  b 甲", "  c 乙", units=("万元",)))
SUM = Rule(id="sum", kind=RuleKind.SUM, axis="rows", whole="a", parts=("b", "c"))


def seen(value, unit="万元", number_format="", form=MONEY):
    kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
    sheet = sheet_of([["指标", "单位", "数量"], ["经费", unit, None], ["甲", unit], ["乙", unit]])
    cells = {**sheet.cells, (2, 3): Cell(kind, str(value), number_format=number_format)}
    workbook = book_of(Sheet(name="表一", cells=cells))
    return observe(bind(workbook, form), workbook)


@pytest.mark.parametrize(
    ("value", "number_format", "half"),
    [
        (35, "", Fraction(1, 2)),
        (3.5, "", Fraction(1, 20)),
        (3.5, "0.00", Fraction(1, 200)),
        (3.125, "0.0", Fraction(1, 2000)),
        (35, "#,##0.00_);[Red](#,##0.00)", Fraction(1, 200)),
        ("3.50", "", Fraction(1, 200)),
        ("3.50万元", "", Fraction(1, 200)),
        ("35000元", "", Fraction(1, 20000)),  # half a 元 in 万元
        ("0元", "", Fraction(1, 20000)),
        ("1.26万", "", 0),
        ("约9", "", 0),
    ],
)
def test_half_a_unit_of_the_last_decimal(value, number_format, half):
    dataset = dataset_of(seen(value, number_format=number_format))
    assert half == dataset.slack["t", "a", "n"]


def test_a_blank_has_no_slack():
    slack = dataset_of(seen("")).slack
    assert 0 == slack["t", "a", "n"]
    assert 3 == len(slack)
    assert ("t", "a", "n") in list(slack)


def rounded(rounding, *numbers, units=("万元", "万元", "万元")):
    rows = items("a 经费", "  b 甲", "  c 乙", units=("万元",), rounded=rounding)
    made = form_of(rows)
    made = replace(made, tables=(replace(made.tables[0], rules=(SUM,)),))
    body = [list(each) for each in zip(("经费", "甲", "乙"), units, numbers, strict=True)]
    workbook = book_of(sheet_of([["指标", "单位", "数量"], *body]))
    instances = compile_rules(made)
    observations = settle_units(observe(bind(workbook, made), workbook), instances)
    (judged,) = evaluate(instances, dataset_of(observations)).verdicts
    return judged.verdict, judged.by_rounding


def test_addends_rounded_to_wanyuan():
    assert (Verdict.HOLDS, True) == rounded(Rounding(), 4, 1, 2)
    assert (Verdict.HOLDS, False) == rounded(Rounding(), 3, 1, 2)
    assert (Verdict.FAILS, False) == rounded(Rounding(), 5, 1, 2)
    assert (Verdict.FAILS, False) == rounded(None, 4, 1, 2)
    # Half a unit of the last stated decimal each, so 1.5 units in all: 0.1 is less, 0.2 more.
    assert (Verdict.HOLDS, True) == rounded(Rounding(), 3.4, 1.2, 2.1)
    assert (Verdict.FAILS, False) == rounded(Rounding(), 3.5, 1.2, 2.1)


def test_random_rounding_to_a_base():
    assert (Verdict.HOLDS, True) == rounded(Rounding(base=5), 120, 55, 55)
    assert (Verdict.HOLDS, True) == rounded(Rounding(base=5), 122, 55, 55)
    assert (Verdict.FAILS, False) == rounded(Rounding(base=5), 125, 55, 55)


def test_a_wrong_unit_is_settled_though_the_sum_is_rounded():
    # 12000 元 is 1.2 万元: 3.4 = 1.2 + 2.1 but for rounding.
    units = ("万元", "元", "万元")
    assert (Verdict.HOLDS, True) == rounded(Rounding(), 3.4, 12000, 2.1, units=units)
    assert (Verdict.UNDECIDED, False) == rounded(None, 3.4, 12000, 2.1, units=units)
