"""Cells of last period's file, marked as such wherever a person reads of them."""

from __future__ import annotations

import pytest

from reporters.made import finding, place
from tablecheck.findings import Equation, Term
from tablecheck.record import replace
from tablecheck.reporters.equation import equation_in_a_line, equation_lines
from tablecheck.reporters.terminal import finding_lines

NOW = place("C5", "二、上年结转")
BEFORE = replace(place("D53", "四、结转下年度"), previous=True)
CARRIED = Equation(
    left=(Term("", "120", NOW),),
    op="=",
    right=(Term("", "121", BEFORE),),
    computed="121",
    imbalance="-1",
)
STOCK = replace(
    CARRIED,
    right=(Term("", "597", BEFORE), Term("+", "50", NOW), Term("-", "227", NOW)),
    computed="420",
)


def test_term_of_last_year_is_marked_before_its_label():
    lines = equation_lines(CARRIED, "zh")
    assert "         120  C5   本年填报数" == lines[0]
    assert "       = 121  D53  上年 四、结转下年度" == lines[1]
    assert lines[2].endswith("填报数 - 推算数")


def test_sum_with_last_year_says_what_it_is():
    lines = equation_lines(STOCK, "en")
    assert "D53  last year’s 四、结转下年度" in lines[1]
    assert lines[3].strip().startswith("- 227")
    assert ["420 from last year"] == [" ".join(line.split()) for line in lines if "420" in line]


def test_line_of_numbers_needs_no_mark():
    assert "120 < 121 (差 1)" == equation_in_a_line(CARRIED, "zh")


@pytest.mark.parametrize(("lang", "mark"), [("zh", "上年 统计表!D53"), ("en", "last year’s")])
def test_place_of_last_year_is_marked_in_the_heading(lang, mark):
    assert mark in finding_lines(finding(at=BEFORE, equation=None), lang)[0]
    assert mark not in finding_lines(finding(at=NOW, equation=None), lang)[0]
