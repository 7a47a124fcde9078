"""Header fields, years and agencies around the tables, as reports write them."""

from __future__ import annotations

import pytest

from binding.making import form_of, items, sheet_of
from tablecheck.binding.header import find_header
from tablecheck.binding.years import before_year, year_of, year_of_line
from tablecheck.form.model import HeaderField
from tablecheck.record import replace

FIELDS = (
    HeaderField(code="agency", label="填报单位", aliases=("单位",), required=True),
    HeaderField(code="year", label="统计年度", aliases=("年份",), type="year"),
    HeaderField(code="head", label="单位负责人"),
    HeaderField(code="date", label="报出日期", type="date"),
)
FORM = replace(
    form_of(items("1 收到申请数", "2 办结数")), header=FIELDS, titles=("政府信息公开工作年度报告",)
)
TABLE = [["指标", "单位", "数量"], ["收到申请数", "件", 2], ["办结数", "件", 2]]


def header(*rows, name="表一", file_name=""):
    """The header of a sheet: rows above the table, ``below`` it where they begin with ↓."""
    above = [row for row in rows if row[0] != "↓"]
    below = [row[1:] for row in rows if row[0] == "↓"]
    return find_header([sheet_of([*above, *TABLE, *below], name)], FORM, file_name)


def fields(found):
    return {code: seen.text for code, seen in found.fields.items()}


@pytest.mark.parametrize(
    "text",
    [
        "填报单位：满洲里市教育局",
        "填报单位（盖章）: 满洲里市教育局",
        "填 报 单 位 ：满洲里市教育局",
        "填报单位（公章）：满洲里市教育局        统计年度：2018",
        "填报单位：满洲里市教育局   联系电话：0470-123",
        "填报单位 满洲里市教育局",
    ],
)
def test_value_behind_its_label(text):
    assert "满洲里市教育局" == fields(header([text]))["agency"]
    assert "满洲里市教育局" == header([text]).agency


def test_two_fields_in_one_cell():
    found = header(["填报单位：满洲里市教育局        统计年度：2018"])
    assert {"agency": "满洲里市教育局", "year": "2018"} == fields(found)
    assert (2018, "field") == (found.year, found.years[0].source)


def test_value_in_the_next_cell():
    found = header(["填报单位", "", "满洲里市教育局"], ["年份", 2018])
    assert {"agency": "满洲里市教育局", "year": "2018"} == fields(found)
    assert (1, 3) == found.fields["agency"].place


def test_blank_field_is_found_blank():
    found = header(["填报单位（盖章）：______", "统计年度："])
    assert {"agency": "", "year": ""} == fields(found)
    assert [] == [each.code for each in found.missing if each.required]
    assert found.agency is None


def test_label_is_no_value_of_the_one_before():
    found = header(["↓", "单位负责人：", "审核人：", "报出日期：2019年1月5日"])
    assert {"head": "", "date": "2019年1月5日"} == fields(found)


def test_gap_behind_a_word_is_no_label_where_no_value_follows():
    assert {} == fields(header(["统计年度 报告"]))
    assert {"year": "2018年"} == fields(header(["统计年度 2018年"]))


def test_head_of_a_column_is_no_field():
    assert {} == fields(header(["年份", "人口"]))
    assert ["agency", "year", "head", "date"] == [each.code for each in header(["表"]).missing]


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("2019-01-05", True),
        ("２０１９年１月５日", True),
        ("2019年1月", True),
        ("2019年13月5日", False),
        ("2019-01-32", False),
        ("近日", False),
    ],
)
def test_date_is_read(text, readable):
    assert readable is header([f"报出日期：{text}"]).fields["date"].readable


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2018", 2018),
        ("2018年度", 2018),
        ("二〇一八年", 2018),
        ("二○一八年度", 2018),
        ("２０１８", 2018),
        ("2018.1.1-2018.12.31", 2018),
        ("2023-2024学年", 2023),
        ("School year 2023/2024", 2023),
        ("2016-2018", None),
        ("2018、2019年", None),
        ("本年", None),
        ("12018", None),
        ("18年", None),
    ],
)
def test_year_of_a_value(text, year):
    assert year == year_of(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("满洲里市教育局2018年度", 2018),
        ("（2024年）", 2024),
        ("(2024)", 2024),
        ("二〇二四年", 2024),
        ("2024", 2024),
        ("2024年1月20日", None),
        ("截至2024年底", None),
        ("2023年至2024年", None),
        ("2014年制订了制度。", None),
        ("（2019年修订）", None),
        ("苏政公开(2024)5号", None),
        ("2023年以来", None),
    ],
)
def test_year_of_a_line(text, year):
    assert year == year_of_line(text)


def test_year_and_agency_of_a_title():
    found = header(["宿迁市2024年政府信息公开工作年度报告"])
    assert (2024, "title") == (found.year, found.years[0].source)
    assert ("宿迁市", "title") == (found.agency, found.agency_source)


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("2024年宿迁市政府信息公开工作年度报告", "宿迁市"),
        ("附件2：宿迁市政府信息公开工作年度报告（2024年）", "宿迁市"),
        ("2024年政府信息公开工作年度报告", None),
        ("附件1 政府信息公开工作年度报告", None),
    ],
)
def test_agency_of_a_title(title, agency):
    assert agency == header([title]).agency


def test_line_on_top_that_is_no_known_title():
    found = header(["满洲里市教育局2018年度"], ["信息公开年度报告"])
    assert (2018, "line", "满洲里市教育局") == (found.year, found.years[0].source, found.agency)


def test_field_is_surer_than_title_than_line_than_names():
    title = ["宿迁市2024年政府信息公开工作年度报告"]
    assert [2023, 2024, 2021] == [
        seen.year
        for seen in header(["统计年度：2023"], title, name="表", file_name="r-2021.csv").years
    ]
    assert [2022, 2021] == [seen.year for seen in header(name="2022", file_name="r-2021.csv").years]
    assert () == header(name="2022", file_name="r-2021.csv").sure_years


def test_other_sheets_say_what_the_first_does_not():
    cover = sheet_of([["填报单位：满洲里市教育局"], ["2018年度"]], "封面")
    found = find_header([sheet_of(TABLE)], FORM, others=[cover])
    assert ("满洲里市教育局", 2018) == (found.agency, found.year)


def test_number_of_a_table_is_no_year():
    rows = [["指标", "单位", "数量"], ["收到申请数", "件", "1999"], ["其他", "2001"]]
    assert () == find_header([sheet_of(rows)], FORM).years
    assert 2024 == header(["2024"]).year
    assert 2024 == header(["2024年", "单位：件"]).year


def test_page_that_leads_to_several_years_says_none():
    found = header(["2023年"], ["2022年"], ["首页 > 年报 > 2021年"])
    assert (None, None) == (found.year, found.agency)
    assert 2024 == header(["2023年"], ["2022年"], ["（2024年）政府信息公开工作年度报告"]).year


def test_title_below_the_tables_is_that_of_another_report():
    rows = [*TABLE, ["宿迁市2022年政府信息公开工作年度报告"]]
    assert [2022] == [seen.year for seen in find_header([sheet_of(rows)], FORM).years]
    assert () == find_header([sheet_of(rows)], FORM, ends=[3]).years


def test_sheet_of_another_table_is_no_cover():
    rows = [["统计年度：2017"], *([f"第{number}项", number] for number in range(40))]
    assert () == find_header([sheet_of(TABLE)], FORM, others=[sheet_of(rows)]).years


def test_other_sheets_do_not_contradict_the_first():
    last = sheet_of([["宿迁市2023年政府信息公开工作年度报告"]], "上年")
    own = sheet_of([["宿迁市2024年政府信息公开工作年度报告"], *TABLE])
    assert [2024] == [seen.year for seen in find_header([own], FORM, others=[last]).years]


def test_paragraph_with_the_title_in_it_is_no_title():
    text = "2019年印发的政府信息公开工作年度报告" + "已在网站公布，" * 12
    assert header(["宿迁市2024年政府信息公开工作年度报告"], [text]).year == 2024
    assert [2024] == [seen.year for seen in header(["（2024年）"], [text]).years]


def test_label_of_the_table_says_no_year():
    assert () == find_header([sheet_of([["收到申请数"], ["2019年收到申请数。"]])], FORM).years


def test_large_sheet_is_searched_at_both_ends():
    rows = [[f"第{number}号"] for number in range(6000)]
    first, last = ["填报单位：甲局"], ["报出日期：2019-01-05"]
    found = find_header([sheet_of([first, *rows, last])], FORM)
    assert {"agency": "甲局", "date": "2019-01-05"} == fields(found)


def test_text_before_the_year():
    assert "宿迁市" == before_year("宿迁市二〇二四年度报告")
    assert before_year("宿迁市报告") is None
