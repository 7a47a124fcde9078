from __future__ import annotations

from fractions import Fraction

import pytest

from tablecheck.values.unit import UnitTable, is_no_unit

TABLE = UnitTable(
    [
        ("元", ("人民币元", "CNY"), "元", Fraction(1)),
        ("万元", (), "元", Fraction(10000)),
        ("亿元", (), "元", Fraction(10**8)),
        ("件", ("宗",), "件", Fraction(1)),
        ("%", ("百分比",), "%", Fraction(1)),
        ("m²", (), "m²", Fraction(1)),
        ("mW", (), "mW", Fraction(1)),
        ("MW", (), "mW", Fraction(10**9)),
        ("USD million", ("million USD",), "USD million", Fraction(1)),
        ("单位", (), "单位", Fraction(1)),
    ]
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("万元", "万元"),
        ("（万元）", "万元"),
        ("(万元)", "万元"),
        ("【万元】", "万元"),
        (" 万 元 ", "万元"),
        ("单位：万元", "万元"),
        ("（单位:万元）", "万元"),
        ("单位：（万元）", "万元"),
        ("计量单位：件", "件"),
        ("宗", "件"),
        ("cny", "元"),
        ("％", "%"),
        ("㎡", "m²"),
        ("mW", "mW"),
        ("MW", "MW"),
        ("mw", None),
        ("usd  MILLION", "USD million"),
        ("Unit: USD million", "USD million"),
        ("单位", "单位"),
        ("美元", None),
        ("万", None),
        ("", None),
        ("—", None),
        ("元" * 100, None),
    ],
)
def test_resolve(text, name):
    assert name == TABLE.resolve(text)


@pytest.mark.parametrize(
    ("written", "wanted", "factor"),
    [
        ("元", "万元", Fraction(1, 10000)),
        ("万元", "元", 10000),
        ("亿元", "万元", 10000),
        ("元", "元", 1),
        ("MW", "mW", 10**9),
        ("元", "件", None),
        ("元", "美元", None),
        ("美元", "元", None),
    ],
)
def test_conversion(written, wanted, factor):
    found = TABLE.conversion(written, wanted)
    assert (factor, type(factor)) == (found, type(found))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("金额（万元）", "万元"),
        ("金额(万元)", "万元"),
        ("金额【万元】", "万元"),
        ("统计数(宗)", "宗"),
        ("（一）金额（万元）", "万元"),
        ("金额（单位：万元）", "万元"),
        ("表一 单位：万元", "万元"),
        ("单位：万元 2018年", "万元"),
        ("单位：万元，件", "万元"),
        ("Amount (USD million)", "USD million"),
        ("Amount, unit: USD million", "USD million"),
        ("Amount, USD million", None),
        ("金额万元", None),
        ("收入（万元）占比（%）", None),
        ("（一）主动公开", None),
        ("填报单位：某某局", None),
        ("community: 件", None),
        ("（", None),
        ("", None),
    ],
)
def test_unit_in_label(text, unit):
    assert unit == TABLE.unit_in_label(text)


@pytest.mark.parametrize("text", ["", " ", "—", "——", "--", "/", "//", " - ", "－－"])
def test_no_unit(text):
    assert is_no_unit(text)


@pytest.mark.parametrize("text", ["件", "-/", "%", "元/人"])
def test_a_unit_is_not_no_unit(text):
    assert not is_no_unit(text)
