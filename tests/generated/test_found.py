"""What the generator found, in as few cells as show it: each was bound wrong or not at all."""

from __future__ import annotations

from binding.making import book_of, bound, form_of, items, sheet_of, values
from tablecheck.binding.bind import bind
from tablecheck.form.model import Item, Table

LABEL = Item(code="what", label="项目", role="label")
COUNT = (LABEL, Item(code="n", label="数量"))
CROSS = (
    LABEL,
    Item(code="m", label="男"),
    Item(code="f", label="女"),
    Item(code="t", label="总计"),
)
WAYS = items(
    "a 公开申请数", "  a1 当面申请数", "  a2 网络申请数", "b 转办申请数", "  b1 当面申请数",
    "  b2 网络申请数",
)  # fmt: skip
STAFF = items("x 专职人员数", "y 兼职人员数", "z 总计")


def table(rows, columns, code="u", title=""):
    return Table(code=code, title=title, rows=rows, columns=columns, rules=())


def body(found, codes):
    return [found[code] for code in codes]


def test_a_label_column_that_only_repeats_labels():
    rows = items(
        "h 受理情况", "  h1 当面申请数", "  h2 网络申请数", "a 公开申请数", "  c 部分公开数",
        "    c1 当面申请数", "    c2 网络申请数",
    )  # fmt: skip
    sheet = sheet_of(
        [
            ["项目", None, None, "数量"],
            ["受理情况", None, None, 1],
            ["其中", "当面申请数", None, 2],
            [None, "网络申请数", None, 3],
            ["公开申请数", None, None, 4],
            ["其中", "部分公开数", None, 5],
            [None, "其中", "当面申请数", 6],
            [None, None, "网络申请数", 7],
        ]
    )
    found = values(form_of(rows, COUNT), sheet)
    assert [1, 2, 3, 4, 5, 6, 7] == body(found, ["h", "h1", "h2", "a", "c", "c1", "c2"])


TWO = [
    ["项目", "男", "女", "总计"],
    ["专职人员数", 1, 2, 3],
    ["兼职人员数", 4, 5, 9],
    ["总计", 5, 7, 12],
]
VISITS = items("p 访问量", "q 下载量", "r 总计")
MORE = [["项目", "数量"], ["访问量", 20], ["下载量", 30], ["总计", 50]]


def test_a_total_above_is_no_row_of_the_table_below():
    form = form_of(STAFF, CROSS, more=(table(VISITS, COUNT),))
    found = values(form, sheet_of([*TWO, [], ["访问情况"], *MORE]))
    assert [20, 30, 50] == body(found, "pqr")
    assert 12 == found["z/t"]


def test_the_last_row_above_is_no_head_of_the_table_below():
    form = form_of(VISITS, COUNT, more=(table(STAFF, CROSS),))
    found = values(form, sheet_of([*MORE, *TWO]))
    assert [3, 9, 12] == body(found, ["x/t", "y/t", "z/t"])


def test_a_head_is_no_row_of_the_table_above():
    form = form_of(VISITS, COUNT, more=(table(STAFF, CROSS),))
    sheet = sheet_of([*MORE, [], ["项目", "总计", "男", "女"], ["专职人员数", 3, 1, 2]])
    assert 4 == bind(book_of(sheet), form_of(VISITS, COUNT)).tables["t"].region.body_bottom
    assert [20, 30, 50] == body(values(form, sheet), "pqr")


def test_explanations_in_another_column_are_no_rows():
    table_above = [["序号", *row] for row in TWO[:1]] + [[1, *row] for row in TWO[1:]]
    texts = [["专职人员数", "年末在岗的"], ["兼职人员数", "含借调 3 人"], ["总计", "两项之和"]]
    found = values(form_of(STAFF, CROSS), sheet_of([*table_above, [], ["指标解释"], *texts]))
    assert [3, 9, 12] == body(found, ["x/t", "y/t", "z/t"])


def test_tables_beside_one_another_keep_their_columns():
    form = form_of(STAFF, CROSS, more=(table(VISITS, CROSS),))
    right = [
        ["项目", "男", "女", "总计"],
        ["访问量", 1, 1, 2],
        ["下载量", 1, 1, 2],
        ["总计", 2, 2, 4],
    ]
    sheet = sheet_of([[*one, None, *other] for one, other in zip(TWO, right, strict=True)])
    found = values(form, sheet)
    assert [3, 9, 12] == body(found, ["x/t", "y/t", "z/t"])
    assert [2, 2, 4] == body(found, ["p/t", "q/t", "r/t"])


def test_tables_of_the_same_rows_beside_one_another_are_told_by_their_heads():
    form = form_of(
        STAFF, COUNT, more=(table(items("x 专职人员数", "y 兼职人员数", "z 总计"), CROSS),)
    )
    left = [["项目", "数量"], ["专职人员数", 70], ["兼职人员数", 80], ["总计", 150]]
    found = values(form, sheet_of([[*one, *two] for one, two in zip(TWO, left, strict=True)]))
    assert [70, 80, 150] == body(found, "xyz")
    assert 12 == found["z/t"]


def test_this_years_sheet_goes_before_last_years():
    older = sheet_of([[row[0], *[9] * 3] if n else row for n, row in enumerate(TWO)], "上年数")
    cut = sheet_of([["项目", "男", "女", "总"], [None, None, None, "计"], *TWO[1:]])
    for sheets in ((older, sheet_of(TWO)), (cut, older)):
        assert 12 == values(form_of(STAFF, CROSS), *sheets)["z/t"]


def test_heads_a_character_a_cell_over_the_number_of_the_column():
    heads = [["项目", "男", "女", "总"], [None, None, None, "计"], ["甲", 1, 2, 3]]
    assert 12 == values(form_of(STAFF, CROSS), sheet_of([*heads, *TWO[1:]]))["z/t"]


def test_heads_once_more_on_a_new_page_are_no_row():
    heads = [["项目", "人数", None, None], [None, "男", "女", "总计"]]
    columns = (
        LABEL,
        Item(code="g", label="人数", heading=True),
        *[Item(code=i.code, label=i.label, parent="g", depth=1) for i in CROSS[1:]],
    )
    found = bound(form_of(STAFF, columns), sheet_of([*heads, *TWO[1:3], *heads, TWO[3]]))
    assert () == found.rows.unknown
    assert {"x", "y", "z"} == set(found.rows.matches)


def test_a_repeated_group_label_beside_an_unknown_row_is_not_the_group():
    sheet = sheet_of(
        [
            ["项目", None, "数量"],
            ["公开申请数", None, 1],
            ["公开申请数", "当面申请数", 2],
            ["公开申请数", "志愿活动次数", 77],
            ["公开申请数", "网络申请数", 3],
            ["转办申请数", None, 4],
            ["转办申请数", "当面申请数", 5],
            ["转办申请数", "网络申请数", 6],
        ]
    )
    form = form_of(WAYS, COUNT)
    assert [1, 2, 3, 4, 5, 6] == body(values(form, sheet), ["a", "a1", "a2", "b", "b1", "b2"])
    assert [4] == [unknown.line.index for unknown in bound(form, sheet).rows.unknown]


def test_of_which_stands_for_the_whole_before_it():
    """The groups are swapped, so that only 其中 tells whose parts follow."""
    sheet = sheet_of(
        [
            ["项目", None, "数量"],
            ["转办申请数", None, 4],
            ["其中", "网络申请数", 6],
            [None, "当面申请数", 5],
            ["公开申请数", None, 1],
            ["其中", "网络申请数", 3],
            [None, "当面申请数", 2],
        ]
    )
    found = values(form_of(WAYS, COUNT), sheet)
    assert [1, 2, 3, 4, 5, 6] == body(found, ["a", "a1", "a2", "b", "b1", "b2"])


def test_a_total_after_its_groups_is_not_the_total_of_the_last_one():
    rows = items("a 人员情况", "  b 专职情况", "    c 男", "    d 合计", "  e 兼职人数", "  f 合计")
    sheet = sheet_of(
        [["项目", "数量"], *[[row.label, n] for n, row in enumerate(rows, 1)]],
    )
    assert [1, 2, 3, 4, 5, 6] == body(values(form_of(rows, COUNT), sheet), "abcdef")


def test_a_line_under_nothing_is_a_top_row():
    rows = items("a 公开申请数", "  a1 当面申请数", "  a2 合计", "b 转办申请数", "c 合计")
    sheet = sheet_of(
        [
            ["项目", None, "数量"],
            ["公开申请数", "合计", 3],
            [None, "当面申请数", 2],
            ["合计", None, 5],
            ["转办申请数", None, 4],
        ]
    )
    found = values(form_of(rows, COUNT), sheet)
    assert [2, 3, 4, 5] == body(found, ["a1", "a2", "b", "c"])


def test_a_misspelt_first_row_beside_a_unit_is_a_row():
    columns = (LABEL, Item(code="unit", label="单位", role="unit"), COUNT[1])
    rows = items("x 专职人员数", "y 兼职人员数", "z 总计", units=("件",))
    sheet = sheet_of(
        [
            ["项目", "单位", "数量"],
            ["志愿活动次数", "件", 1],
            ["兼职人员数", "件", 2],
            ["总计", "件", 3],
        ]
    )
    assert [2] == [
        unknown.line.index for unknown in bound(form_of(rows, columns), sheet).rows.unknown
    ]
