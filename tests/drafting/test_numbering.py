"""What a label says of its place."""

from __future__ import annotations

import pytest

from tablecheck.drafting.numbering import chinese, cue_of


@pytest.mark.parametrize(
    ("label", "style", "counter"),
    [
        ("一、主动公开情况", "一、", 1),
        ("十二、其他", "一、", 12),
        ("（三）接受培训人员数", "(一)", 3),
        ("1.当面申请数", "1.", 1),
        ("1．当面申请数", "1.", 1),
        ("(2) Wages", "(1)", 2),
        ("③其他", "①", 3),
        ("1.2.3 Paper", "1.12", 3),
        ("A.1.1 Grain", "A.12", 1),
        ("HC.3.1 In-patient care", "AA.12", 1),
        ("IV. Other", "I.", 4),
        ("b) Rent", "a)", 2),
        ("2005", "", 0),
        ("P.E.I. number", "", 0),
        ("Grades 1 to 3", "", 0),
    ],
)
def test_numbering(label: str, style: str, counter: int):
    cue = cue_of(label)
    assert (style, counter) == (cue.style, cue.counter)


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("合计", "all"),
        ("总 计", "all"),
        ("（七）总计", "all"),
        ("Total expenditure", "all"),
        ("- Fossil fuels total", "all"),
        ("小计", "part"),
        ("Subtotal", "part"),
        ("制发规范性文件总数", "part"),
        ("Capital", ""),
        ("其他", ""),
    ],
)
def test_totals(label: str, total: str):
    assert total == cue_of(label).total


@pytest.mark.parametrize(
    "label",
    ["其中：女", "其中女性", "of which: women", "Of which women", "thereof: EU", "including rent"],
)
def test_a_part_only(label: str):
    assert cue_of(label).of_which


def test_indents_count_wide_spaces_twice_and_a_dash_as_two():
    assert [0, 2, 2, 4] == [cue_of(t).indent for t in ("Oil", "  Oil", "　Oil", "  - Oil")]


@pytest.mark.parametrize(
    ("text", "number"), [("三", 3), ("十", 10), ("二十三", 23), ("一百二十", 120)]
)
def test_chinese_numbers(text: str, number: int):
    assert number == chinese(text)
