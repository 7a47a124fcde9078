"""Numbers in running text: which are counts, which are something else."""

from __future__ import annotations

import time

import pytest

from tablecheck.form.phrase import spoken
from tablecheck.values.prose import figures, rounded


def values(text):
    return [figure.value for figure in figures(spoken(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政复议案件134件，行政诉讼案件57件", [134, 57]),
        ("收到申请１２件", [12]),
        ("公开信息1,606条，1，506条", [1606, 1506]),
        ("共 98 条", [98]),
        ("收到申请十二件", [12]),
        ("共一百三十四件", [134]),
        ("收到申请零件", [0]),
        ("收到两件", [2]),
        ("收到申请：0件", [0]),
    ],
)
def test_counts_are_read(text, expected):
    assert expected == values(text)


def test_decimals_are_exact():
    (figure,) = figures("收费160.5964万元")
    assert (1605964, 4) == (figure.value * 10000, figure.decimals)


@pytest.mark.parametrize(
    "text",
    [
        "约12件",
        "近100件",
        "超过100件",
        "不足100件",
        "12余件",
        "755多条",
        "12至15件",
        "12-15件",
        "12～15件",
        "12—15件",
        "第20条",
        "第二十条",
        "每12件",
        "同一件",
        "任一件",
        "唯一",
        "数十件",
        "几十件",
        "上百件",
        "三四件",
        "一百五件",
        "百件",
        "100%",
        "16.13%",
        "占12个百分点",
        "3/4",
        "12:30",
        "2018-12-31",
        "1 234件",
        "-35件",
        "十二万件",
        "约1.26万次",
        "1.26万余次",
        "about 12 cases",
        "more than 12 cases",
        "No. 12",
        "1" * 30 + "件",
    ],
)
def test_what_is_no_plain_count_is_left_out(text):
    assert [] == values(text)


def test_three_or_four_is_neither():
    assert 4 not in values("三、四件")


def test_range_with_units_has_no_end_that_counts():
    assert [12] == values("12件至15件")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("点击1.26万次", 12550, 12650),
        ("关注1.4万人", 13500, 14500),
        ("16万次", 155000, 165000),
        ("2亿次", 150000000, 250000000),
        ("0万次", 0, 5000),
    ],
)
def test_multiplier_makes_an_interval(text, low, high):
    (figure,) = figures(text)
    assert (low, high) == figure.scaled


def test_number_without_multiplier_is_exact():
    (figure,) = figures("98条")
    assert (98, 98) == figure.scaled
    assert (figure.end, 1) == (figure.scaled_end, figure.factor)


def test_rounded_is_never_below_zero():
    assert (0, 50) == rounded(0, 0, 100)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "1," * 500_000,
        "1件" * 500_000,
        "一" * 1_000_000,
        "约" * 1_000_000,
        "1.1.1." * 160_000,
        "12至" * 330_000,
        "万" * 1_000_000,
    ],
)
def test_hostile_text_takes_linear_time(text):
    started = time.process_time()
    figures(text)
    assert time.process_time() - started < 20
