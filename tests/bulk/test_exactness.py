"""A bulk run finds what the exact stages find row by row, and what an ordinary run finds."""

import json

import pytest

pytest.importorskip("polars")

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tablecheck.bulk import text
from tablecheck.bulk.check import check_bulk
from tablecheck.form.load import load_form
from tablecheck.pipeline import Given, Manner, check_file
from tablecheck.record import replace

HEADS = ["填报单位", "总数", "甲", "乙", "金额", "比率", "等级"]
FORM = {
    "id": "many",
    "version": "1",
    "title": "大表",
    "language": "zh",
    "value": {"type": "integer", "minimum": 0},
    "units": {"万元": {"multiple_of": "元", "factor": 10000}, "元": {}},
    "tables": [
        {
            "code": "main",
            "orientation": "records",
            "columns": [
                {"code": "unit", "label": "填报单位", "role": "label"},
                {"code": "n", "label": "数"},
            ],
            "rows": [
                {
                    "code": "1",
                    "label": "总数",
                    "relations": [
                        {"id": "whole", "is": "sum", "severity": "error", "basis": "wording"}
                    ],
                    "rows": [
                        {"code": "1.1", "label": "甲"},
                        {"code": "1.2", "label": "乙", "rollup": "bounded"},
                    ],
                },
                {
                    "code": "2",
                    "label": "金额",
                    "unit": ["万元", "元"],
                    "value": {"minimum": -5, "maximum": 10000},
                },
                {"code": "3", "label": "比率", "value": {"multipleOf": 0.5}, "rollup": "none"},
                {
                    "code": "4",
                    "label": "等级",
                    "value": {"enum": [1, 2, 3, 2000000]},
                    "rollup": "none",
                },
            ],
            "rules": [
                {
                    "id": "each",
                    "expect": "if [1] > 0 then [1.1] > 0 or [2] >= 0.25",
                    "severity": "warning",
                    "basis": "inferred",
                },
                {
                    "id": "ratio",
                    "expect": "[1.1] / [1] * 100 <= 60",
                    "severity": "warning",
                    "basis": "inferred",
                },
                {
                    "id": "near",
                    "expect": "[2] <= 3 * [3] + 2",
                    "tolerance": 0.5,
                    "severity": "error",
                    "basis": "inferred",
                },
            ],
        }
    ],
}

MESSES = [
    "",
    " ",
    "—",
    "0",
    "-0",
    "-1",
    "+1",
    "01",
    "1.0",
    "1.",
    ".5",
    "1.-5",
    "0.25",
    "1.50",
    "2.25",
    "1.234",
    "0.123",
    "12.3456",
    "0.12345",
    "-0.5",
    "-1.5",
    "12件",
    "1e3",
    "１２",
    "1_0",
    "NaN",
    "null",
    "1,5",
    "99999999999999999999",
    "9223372036854775807",
    "-9223372036854775808",
    "4611686018427387904",
    "1000000000000000",
    "3 ①",
    "(3)",
    "约9",
    "0.1万",
    "3元",
    "TRUE",
    "'5",
    "\u200b7",
    "1 234",
]
NAMED = [
    "第一小学",
    "第二小学",
    "第三小学",
    " 第一小学 ",
    "合计",
    "合 计",
    "总计",
    "合计（全部）",
    "Ｔｏｔａｌ",
    "冷计",
    "张三（元）",
    "unit",
    "填报单位",
    "",
    "校(东)",
    'a"b',
]
MESS, NAMES = st.sampled_from(MESSES), st.sampled_from(NAMED)


@st.composite
def records(draw):
    one, two = draw(st.integers(0, 60)), draw(st.integers(0, 60))
    rate = draw(st.integers(0, 9))
    row = [
        draw(st.sampled_from(["第一小学", "第二小学"])) + str(draw(st.integers(0, 40))),
        str(one + two),
        str(one),
        str(two),
        draw(st.sampled_from(["0.25", "1", "0", "1.5", "-2.75", "3.1"])),
        draw(st.sampled_from([str(rate), f"{rate}.5"])),
        draw(st.sampled_from(["1", "2", "3", "2000000"])),
    ]
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        row[draw(st.integers(1, 6))] = draw(MESS)
    if draw(st.integers(0, 9)) == 0:
        row[0] = draw(NAMES)
    return row


def written(rows, heads=HEADS):
    quoted = [
        ['"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell for cell in row]
        for row in rows
    ]
    return "\n".join(",".join(row) for row in [heads, *quoted]).encode() + b"\n"


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "form.json"
    path.write_text(json.dumps(FORM), encoding="utf-8")
    return load_form(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


def bulk(folder, form, data, *, block=text.BLOCK, **how):
    path = folder / "records.csv"
    path.write_bytes(data)
    whole, text.BLOCK = text.BLOCK, block
    try:
        return check_bulk(path, form, Manner(), **how)
    finally:
        text.BLOCK = whole


def without_screened(report):
    return replace(report, bulk=report.bulk and replace(report.bulk, screened=0))


@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(records(), min_size=3, max_size=25), block=st.sampled_from([200, 500, 1 << 20])
)
def test_the_screen_changes_nothing(form, folder, rows, block):
    data = written([PLAIN, *rows])
    exact = bulk(folder, form, data, is_screened=False)
    screened = bulk(folder, form, data)
    assert exact == without_screened(screened)
    # A block of few bytes has the heads and one or two units.
    small = bulk(folder, form, data, block=block)
    assert exact.bulk.rules == small.bulk.rules
    assert exact.findings == small.findings


PLAIN = ["首个单位", "3", "1", "2", "0.25", "1", "1"]


def test_every_mess_in_every_column_goes_to_the_exact_stages_or_is_harmless(form, folder):
    rows = [[f"甲{n}", *PLAIN[1:]] for n in range(60)]
    for column in range(1, 7):
        for number, mess in enumerate(MESSES):
            rows.append([f"乙{column}丙{number}", *PLAIN[1:]])
            rows[-1][column] = mess
    rows += [[name, *PLAIN[1:]] for name in NAMED]
    # 1.234 may be 1234; 10001 is above the maximum; of 0 a ratio says nothing.
    amounts = ("1.234", "10000", "10001", "0.123", "1000000")
    rows += [[f"丁{n}", "3", "1", "2", amount, "4000", "1"] for n, amount in enumerate(amounts)]
    rows.append(["戊", "0", "0", "0", "1", "1", "1"])
    data = written(rows)
    exact = bulk(folder, form, data, is_screened=False)
    screened = bulk(folder, form, data)
    assert exact == without_screened(screened)
    assert 60 <= screened.bulk.screened < 120


def one_by_one(form, rows):
    """The ordinary program over the heads and one row, for each row."""
    found = []
    for number, row in enumerate(rows, 2):
        report = check_file(Given("records.csv", written([row])), form=form)
        found += [
            (each.code, f"{each.at.cell[0]}{number}", dict(each.facts), each.message)
            for each in report.findings
            if each.at and each.at.cell and each.at.cell[1:] == "2" and report.is_checked
        ]
    return found


@settings(deadline=None, max_examples=25)
@given(rows=st.lists(records(), min_size=1, max_size=8))
def test_each_unit_is_told_what_the_ordinary_program_says(form, folder, rows):
    totals = ("计", "ｔａｌ")
    rows = [row for row in rows if not any(sign in row[0].casefold() for sign in totals)]
    report = bulk(folder, form, written([PLAIN, *rows]))
    own = [
        (each.code, each.at.cell, dict(each.facts), each.message)
        for each in report.findings
        if each.code != "TC211" and each.at and each.at.cell and each.at.cell[1:] != "1"
    ]
    expected = [
        (code, f"{cell[0]}{int(cell[1:]) + 1}", facts, message)
        for code, cell, facts, message in one_by_one(form, rows)
    ]
    assert expected == own


NUMBERS = st.tuples(st.integers(0, 50), st.integers(0, 50), st.sampled_from(["0.25", "1", "-2.75"]))


@settings(deadline=None, max_examples=40)
@given(
    units=st.lists(NUMBERS, min_size=2, max_size=12),
    off=st.sampled_from([(0, 0, 0), (1, 0, 0), (0, -60, 0), (0, 0, 7), (0, 3, 0)]),
    place=st.integers(0, 12),
    block=st.sampled_from([150, 1 << 20]),
)
@example(units=[(1, 2, "1"), (3, 4, "0.25")], off=(0, 0, 0), place=0, block=150)
def test_the_total_row_is_told_what_the_ordinary_run_says(form, folder, units, off, place, block):
    rows = [
        [f"单位{n}", str(a + b), str(a), str(b), c, "9", "1"] for n, (a, b, c) in enumerate(units)
    ]
    ones, twos = sum(a for a, _, _ in units), max(b for _, b, _ in units)
    money = sum(int(float(c) * 100) for _, _, c in units)
    one, two = ones + off[0], max(twos + off[1], 0)
    total = ["合计", str(one + two), str(one), str(two), f"{(money + off[2]) / 100:.2f}", "", ""]
    rows.insert(min(place, len(rows)), total)
    data = written(rows)
    ordinary = check_file(Given("records.csv", data), form=form)
    report = bulk(folder, form, data, block=block)
    wanted = ("records-sum", "records-bounds")

    def told(file):
        return {
            (each.code, each.at.cell, each.rule, each.message, tuple(sorted(each.facts.items())))
            for each in file.findings
            if each.rule in wanted
        }

    def judged(verdict):
        return sum(each.rule in wanted and each.verdict == verdict for each in ordinary.verdicts)

    counts = [each for each in report.bulk.rules if each.rule in wanted]
    assert told(ordinary) == told(report)
    assert judged("0") == sum(each.fails for each in counts)
    assert judged("1") == sum(each.holds for each in counts)


def test_units_that_stand_twice_are_told_across_chunks(form, folder):
    rows = [[f"单位{n % 30}", "3", "1", "2", "0.25", "1", "1"] for n in range(40)]
    rows[35][3] = "—"
    data = written(rows)
    ordinary = check_file(Given("records.csv", data), form=form)
    report = bulk(folder, form, data, block=200)

    def twice(file):
        return sorted(
            (each.at.cell, each.related[0].cell, each.message)
            for each in file.findings
            if each.code == "TC211"
        )

    assert 10 == len(twice(ordinary))
    assert twice(ordinary) == twice(report)


def test_plain_rows_never_reach_the_exact_stages(form, folder):
    rows = [[f"单位{n}", "3", "1", "2", "0.25", "1", "1"] for n in range(500)]
    rows[7][1] = "4"
    report = bulk(folder, form, written(rows))
    assert 499 == report.bulk.screened
    assert ["TC401"] == [each.code for each in report.findings]
    assert 3000 == report.cells == report.observed
