"""Where a table stands in a file, and what its columns are."""

from __future__ import annotations

import pytest

from binding.making import COLUMNS, book_of, bound, form_of, items, sheet_of, values
from tablecheck.binding.bind import bind
from tablecheck.binding.observe import Standing, observe
from tablecheck.errors import ReadError
from tablecheck.form.model import Item, Table
from tablecheck.record import replace

ROWS = items(
    "#h 一、申请情况",
    "  a （一）收到申请数",
    "  b （二）申请办结数",
    "#g 二、经费情况",
    "  c （一）专项经费",
    "  d （二）收取的费用",
    units=("件",),
)
FORM = form_of(ROWS)
HEAD = ["指标", "单位", "数量"]
BODY = [
    ["一、申请情况", "—", None],
    ["（一）收到申请数", "件", 12],
    ["（二）申请办结数", "件", 9],
    ["二、经费情况", "—", None],
    ["（一）专项经费", "件", 3],
    ["（二）收取的费用", "件", 0],
]
TABLE = [HEAD, *BODY]
RIGHT = {"a": 12, "b": 9, "c": 3, "d": 0}


PLACES = {
    "plain": sheet_of(TABLE),
    "far away": sheet_of(TABLE, top=50, left=20),
    "empty column before": sheet_of(TABLE, left=2),
    "empty rows before": sheet_of(TABLE, top=4),
    "title": sheet_of([["某年统计表"], ["填报单位：甲", None, "单位：件"], *TABLE]),
    "notes below": sheet_of([*TABLE, [], ["注：收到申请数含上年结转"], ["填表人：乙"]]),
    "notes right below": sheet_of([*TABLE, ["填表人：乙", None, "审核：丙"]]),
    "blank rows between": sheet_of([HEAD, [], *BODY[:3], [], *BODY[3:]]),
    "numbers before": sheet_of([["序号", *HEAD], *[[n, *row] for n, row in enumerate(BODY, 1)]]),
    "numbers as text before": sheet_of(
        [["序号", *HEAD], *[[f"{n}", *row] for n, row in enumerate(BODY, 1)]]
    ),
    "numbers without head before": sheet_of(
        [[None, *HEAD], *[[n, *row] for n, row in enumerate(BODY, 1)]]
    ),
    "notes column": sheet_of([[*HEAD, "备注"], *[[*row, "有 5 个说明"] for row in BODY]]),
    "empty column between": sheet_of([[row[0], None, *row[1:]] for row in TABLE]),
    "columns in another order": sheet_of([[row[0], row[2], row[1]] for row in TABLE]),
    "values before labels": sheet_of([[row[1], row[2], row[0]] for row in TABLE]),
    "head twice": sheet_of([*TABLE[:4], HEAD, *TABLE[4:]]),
    "head with spaces": sheet_of([["指 标", "单\n位", "数\u3000量"], *BODY]),
    "labels indented": sheet_of([HEAD, *[[f"\u00a0\u00a0 {r[0]}", *r[1:]] for r in BODY]]),
    "merged title": sheet_of([["统计表"], *TABLE], merges=[(1, 1, 1, 3)]),
    "merged head": sheet_of([HEAD, [], *BODY], merges=[(1, c, 2, c) for c in (1, 2, 3)]),
    "merged heading": sheet_of(
        [HEAD, ["一、申请情况"], *BODY[1:3], ["二、经费情况"], *BODY[4:]],
        merges=[(2, 1, 2, 3), (5, 1, 5, 3)],
    ),
    "merged label over two columns": sheet_of(
        [[row[0], None, *row[1:]] for row in TABLE], merges=[(r, 1, r, 2) for r in range(1, 8)]
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_table_anywhere_is_read_alike(name):
    assert RIGHT == values(FORM, PLACES[name])
    found = bound(FORM, PLACES[name])
    assert ((), (), ()) == (found.rows.duplicates, found.rows.unknown, found.rows.missing)
    assert ((), ()) == (found.columns.unknown, found.columns.missing)
    # Columns out of order are bound as moved, which no check minds.
    hows = {match.how for match in found.columns.matches.values()}
    assert hows == ({"equal", "moved"} if name == "columns in another order" else {"equal"})


NOTES = sheet_of([["说明"], ["收到申请数指全年收到的件数", 5]], "说明")


def test_other_sheets_do_not_count():
    assert RIGHT == values(FORM, NOTES, PLACES["title"])
    assert RIGHT == values(FORM, PLACES["title"], NOTES)


def test_hidden_sheet_counts_only_where_no_other_fits():
    hidden = sheet_of([HEAD, *[[r[0], r[1], 7] for r in BODY]], "旧表", hidden=True)
    assert RIGHT == values(FORM, hidden, PLACES["plain"])
    assert dict.fromkeys("abcd", 7) == values(FORM, hidden, NOTES)


def test_table_that_stands_twice_is_not_chosen():
    copy = replace(PLACES["plain"], name="表二")
    with pytest.raises(ReadError) as caught:
        bound(FORM, PLACES["plain"], copy)
    assert "TC107" == caught.value.code
    for words in (caught.value.zh, caught.value.en):
        assert "表一" in words
        assert "表二" in words
        assert "--sheet" in words


def test_table_that_stands_twice_on_one_sheet_is_not_chosen():
    with pytest.raises(ReadError) as caught:
        bound(FORM, sheet_of([*TABLE, [], [], *TABLE]))
    assert "TC107" == caught.value.code
    for words in (caught.value.zh, caught.value.en):
        assert "--sheet" not in words  # it could not tell them apart


@pytest.mark.parametrize(("sheet", "number"), [("表二", 7), ("2", 7), ("表一", 12), ("1", 12)])
def test_sheet_by_name_or_number(sheet, number):
    other = sheet_of([HEAD, *[[r[0], r[1], 7] for r in BODY]], "表二")
    assert number == values(FORM, PLACES["plain"], other, sheet=sheet)["a"]


def test_sheet_whose_name_is_a_number():
    other = sheet_of([HEAD, *[[r[0], r[1], 7] for r in BODY]], "1")
    assert 7 == values(FORM, PLACES["plain"], other, sheet="1")["a"]


@pytest.mark.parametrize("sheet", ["表三", "0", "3", "-1", "", "١"])
def test_sheet_that_is_not_there(sheet):
    with pytest.raises(ReadError) as caught:
        bound(FORM, PLACES["plain"], sheet=sheet)
    assert "TC106" == caught.value.code
    assert "表一" in caught.value.en


@pytest.mark.parametrize(
    "sheet",
    [
        sheet_of([]),
        sheet_of([["别的", "内容"], ["甲", 1], ["乙", 2]]),
        sheet_of([HEAD, BODY[1], ["甲", "件", 1]]),
        sheet_of([[1, 2, 3], [4, 5, 6]]),
    ],
    ids=["empty", "another table", "one row of six", "numbers only"],
)
def test_table_that_is_not_there(sheet):
    with pytest.raises(ReadError) as caught:
        bound(FORM, sheet)
    assert "TC106" == caught.value.code


def test_half_of_a_table_is_the_table():
    found = bound(FORM, sheet_of(TABLE[:4]))
    assert {"g", "c", "d"} == {item.code for item in found.rows.missing}
    half = values(FORM, sheet_of(TABLE[:4]))
    assert {"a": 12, "b": 9, "c": "missing", "d": "missing"} == half


def test_better_of_two_tables_is_taken():
    part = sheet_of(TABLE[:4], "草稿")
    assert RIGHT == values(FORM, part, PLACES["plain"])


# Columns.


def test_value_head_renamed_is_bound_by_elimination():
    found = bound(FORM, sheet_of([["指标", "单位", "统计结果"], *BODY]))
    match = found.columns.matches["n"]
    assert ("elimination", 3) == (match.how, match.line.index)
    assert RIGHT == values(FORM, sheet_of([["指标", "单位", "统计结果"], *BODY]))


def test_no_heads_at_all():
    assert RIGHT == values(FORM, sheet_of(BODY))


def test_unit_head_renamed_is_known_by_its_units():
    found = bound(FORM, sheet_of([["指标", "怎么数", "数量"], *BODY]))
    match = found.columns.matches["unit"]
    assert ("elimination", 2, 2) == (match.how, match.line.index, found.unit_column)


def test_no_unit_column():
    sheet = sheet_of([[row[0], row[2]] for row in TABLE])
    found = bound(FORM, sheet)
    assert (("unit",), None) == (tuple(i.code for i in found.columns.missing), found.unit_column)
    assert RIGHT == values(FORM, sheet)


def test_no_value_column_is_not_a_checked_table():
    with pytest.raises(ReadError) as caught:
        bound(FORM, sheet_of([row[:2] for row in TABLE]))
    assert "TC205" == caught.value.code
    assert "数量" in caught.value.en


def test_unknown_column_with_numbers_is_told():
    sheet = sheet_of([[*row, more] for row, more in zip(TABLE, ["上年数", *[5] * 6], strict=True)])
    (unknown,) = bound(FORM, sheet).columns.unknown
    assert (4, "上年数") == (unknown.line.index, unknown.line.text)
    assert RIGHT == values(FORM, sheet)


def test_two_unknown_columns_are_not_guessed():
    rows = [["指标", "单位", "甲", "乙"], *[[*row, 5] for row in BODY]]
    with pytest.raises(ReadError) as caught:
        bound(FORM, sheet_of(rows))
    assert "TC205" == caught.value.code


def test_unit_and_value_swapped_under_right_heads_is_no_number():
    """Heads decide: what stands in the value column is read there, and is no number."""
    swapped = sheet_of([HEAD, *[[row[0], row[2], row[1]] for row in BODY]])
    assert {"a": "件", "b": "件", "c": "件", "d": "件"} == values(FORM, swapped)


GROUPED = (
    Item(code="label", label="指标", role="label"),
    Item(code="now", label="本年", heading=True),
    Item(code="now1", label="数量", parent="now", depth=1),
    Item(code="now2", label="金额", parent="now", depth=1),
    Item(code="old", label="上年", heading=True),
    Item(code="old1", label="数量", parent="old", depth=1),
    Item(code="old2", label="金额", parent="old", depth=1),
)


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "first cell only"])
@pytest.mark.parametrize("swapped", [False, True], ids=["in order", "swapped"])
def test_grouped_heads_tell_equal_heads_apart(merged, swapped):
    one, other = ("上年", "本年") if swapped else ("本年", "上年")
    rows = [
        ["指标", one, None, other, None],
        [None, "数量", "金额", "数量", "金额"],
        *[[row[0], *([10 * n + c for c in range(4)] if row[2] is not None else [])]
          for n, row in enumerate(BODY)],
    ]  # fmt: skip
    merges = [(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)] if merged else []
    found = values(form_of(ROWS, GROUPED), sheet_of(rows, merges=merges))
    wanted = ["old1", "old2", "now1", "now2"] if swapped else ["now1", "now2", "old1", "old2"]
    assert [10, 11, 12, 13] == [found[f"a/{column}"] for column in wanted]
    assert [50, 51, 52, 53] == [found[f"d/{column}"] for column in wanted]


def test_two_tables_of_a_form_on_one_sheet():
    second = Table(
        code="u",
        title="",
        rows=items("x 培训班数", "y 培训人员数", "z 会议数"),
        columns=COLUMNS,
        rules=(),
    )
    rows = [
        *TABLE,
        [],
        HEAD,
        ["培训班数", "件", 1],
        ["培训人员数", "件", 2],
        ["会议数", "件", 3],
    ]
    form = form_of(ROWS, more=(second,))
    workbook = book_of(sheet_of(rows))
    seen = observe(bind(workbook, form), workbook)
    found = {key[1]: each.reading.low for key, each in seen.items() if each.reading}
    assert {**RIGHT, "x": 1, "y": 2, "z": 3} == found


# Rows.


def with_row(at, *rows):
    return sheet_of([*TABLE[:at], *rows, *TABLE[at:]])


def test_row_twice_alike_counts_once():
    workbook = book_of(with_row(3, TABLE[2]))
    seen = observe(bind(workbook, FORM), workbook)["t", "a", "n"]
    assert (1, False, Standing.STATED) == (len(seen.copies), seen.copies_differ, seen.standing)


def test_row_twice_with_other_values_is_unknown():
    workbook = book_of(with_row(3, [*TABLE[2][:2], 13]))
    seen = observe(bind(workbook, FORM), workbook)["t", "a", "n"]
    assert (1, True, Standing.UNKNOWN) == (len(seen.copies), seen.copies_differ, seen.standing)


def test_further_row_inside_and_right_below_is_unknown():
    for at in (3, 7):
        (unknown,) = bound(FORM, with_row(at, ["另外一项数目", "件", 4])).rows.unknown
        assert at + 1 == unknown.line.index


def test_nameless_value_inside_the_table_is_not_lost():
    (unknown,) = bound(FORM, with_row(3, [None, "件", 4])).rows.unknown
    assert (4, "") == (unknown.line.index, unknown.line.text)


def test_repeated_labels_below_the_notes_are_no_rows():
    sheet = sheet_of([*TABLE, [], ["指标解释"], ["收到申请数", None, "指收到的件数"]])
    assert RIGHT == values(FORM, sheet)


# Units.


MONEY = form_of(items("a 专项经费", "b 收取的费用", "c 其他经费", units=("万元",)))


def money(rows, head=("指标", "数量")):
    workbook = book_of(sheet_of([head, *rows]))
    return observe(bind(workbook, MONEY), workbook)["t", "a", "n"]


REST = [["收取的费用", 1], ["其他经费", 1]]


@pytest.mark.parametrize(
    ("row", "head", "text", "accepted", "factor"),
    [
        (["专项经费（万元）", 5], ("指标", "数量"), "万元", True, None),
        (["专项经费（元）", 5], ("指标", "数量"), "元", False, "1/10000"),
        (["专项经费", 5], ("指标", "数量（万元）"), "万元", True, None),
        (["专项经费", 5], ("指标", "数量（元）"), "元", False, "1/10000"),
        (["专项经费（元）", 5], ("指标", "数量（万元）"), "元", False, "1/10000"),
        (["专项经费", "5元"], ("指标", "数量"), "元", False, "1/10000"),
        (["专项经费", "5万元"], ("指标", "数量"), "万元", True, None),
        (["专项经费（元）", "5万元"], ("指标", "数量"), "万元", True, None),
        (["专项经费", "5件"], ("指标", "数量"), "件", False, None),
    ],
)
def test_unit_in_label_head_or_cell(row, head, text, accepted, factor):
    seen = money([row, *REST], head)
    assert seen.unit is not None
    found = (seen.unit.text, seen.unit.accepted, seen.unit.factor and str(seen.unit.factor))
    assert (text, accepted, factor) == found


def test_no_unit_anywhere_is_no_fact():
    assert money([["专项经费", 5], *REST]).unit is None


@pytest.mark.parametrize("text", [None, "—", "－", "/", "--", " "])
def test_unit_cell_that_says_nothing(text):
    sheet = sheet_of(
        [HEAD, ["专项经费", text, 5], ["收取的费用", "万元", 1], ["其他经费", "万元", 1]]
    )
    workbook = book_of(sheet)
    seen = observe(bind(workbook, MONEY), workbook)["t", "a", "n"]
    assert seen.unit is not None
    assert ("", False, (2, 2)) == (seen.unit.text, seen.unit.accepted, seen.unit.place)
    assert Standing.STATED is seen.standing


def test_glued_unit_is_converted_and_another_one_unknown():
    converted = money([["专项经费", "50000元"], *REST])
    assert (Standing.STATED, 5) == (converted.standing, converted.low)
    other = money([["专项经费", "5件"], *REST])
    assert (Standing.UNKNOWN, None) == (other.standing, other.low)


# Text or number: CSV stores only text.


def test_csv_reads_as_the_workbook_does():
    rows = [[None if cell is None else str(cell) for cell in row] for row in TABLE]
    assert RIGHT == values(FORM, sheet_of(rows, None), kind="csv")
