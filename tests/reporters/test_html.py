"""The page: what it shows of real files, that it is one harmless document which leads somewhere."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporters.html_page import Page
from tests.reporters.made import HOSTILE, hostile_report, refused, report_of
from tests.reporters.test_harmless import FINDINGS, LANGS, REPORTS, TEXTS

from tablecheck.findings import Waiver
from tablecheck.form.load import load_form
from tablecheck.pipeline import check_files
from tablecheck.record import replace
from tablecheck.report import Report, Source, SourceCell, SourceTable
from tablecheck.reporters.base import Style
from tablecheck.reporters.html.page import render
from tablecheck.sheet import Cell, CellKind, Range, Sheet, Workbook

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = [
    "examples/broken.xlsx",
    "examples/manzhouli-2018.xlsx",
    "tests/tables/suqian-2024.xlsx",
    "tests/tables/suqian-2024.docx",
    "tests/tables/suqian-2023.xls",
    "tests/tables/manzhouli-2018-gb18030.csv",
    "tests/tables/manzhouli-2018.html",
]
_TAGS = (
    "html head meta title style body input header main section div ul ol li dl dt dd p h1 h2 h3 a b"
    " i span small code br label table caption thead tbody tr th td svg rect details summary"
)
_ATTRIBUTES = (
    "lang charset http-equiv content name type id class aria-label checked href for scope headers"
    " role aria-labelledby rowspan colspan tabindex viewbox preserveaspectratio aria-hidden"
    " x y width height"
)
TAGS, ATTRIBUTES = frozenset(_TAGS.split()), frozenset(_ATTRIBUTES.split())


@cache
def page_of(*paths: str, lang: str = "zh") -> Page:
    report = check_files([ROOT / path for path in paths], with_source=True)
    return Page(render(report, Style(lang=lang)))


def policy(page: Page) -> str:
    (meta,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    return meta["content"]


def faults(page: Page) -> list[str]:
    """What no page may have."""
    found = [f"nesting {each}" for each in page.wrong]
    for tag, attributes in page.tags:
        if tag not in TAGS or not set(attributes) <= ATTRIBUTES:
            found.append(f"{tag} {sorted(attributes)}")
        if "href" in attributes and not attributes["href"].startswith("#"):
            found.append(attributes["href"])
    categories = set(map(unicodedata.category, page.text.replace("\n", "")))
    return found + sorted(categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@pytest.mark.parametrize("path", FILES)
def test_page_is_one_harmless_document(path: str):
    page = page_of(path)
    assert [] == faults(page)
    assert len(page.ids) == len(set(page.ids))
    assert "<script" not in page.text
    assert "url(" not in page.text


@pytest.mark.parametrize("path", FILES)
def test_every_link_leads_to_an_anchor_and_every_head_is_there(path: str):
    page = page_of(path)
    anchors = set(page.ids)
    assert set() == {each["href"][1:] for each in page.all("a")} - anchors
    heads = {id_ for each in page.all("td") for id_ in each.get("headers", "").split()}
    assert heads
    assert set() == heads - {each["id"] for each in page.all("th") if "id" in each}


@pytest.mark.parametrize("path", FILES[:2])
def test_nothing_is_allowed_but_the_style_of_the_page(path: str):
    page = page_of(path)
    style = re.search(r"<style>(.*)</style>", page.text, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode("utf-8")).digest()).decode()
    assert policy(page).startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert "unsafe" not in policy(page)


def test_findings_and_cells_lead_to_each_other_by_the_same_number():
    page = page_of("examples/broken.xlsx")
    (cell,) = page.all("td", id="C5")
    assert {"v", "observed", "err"} <= set(cell["class"].split())
    assert "-1" == cell["tabindex"]
    assert page.all("a", **{"class": "mark", "href": "#n1"})
    (card,) = page.all("li", id="n1")
    assert "card err" == card["class"]
    assert page.all("a", href="#C5")
    assert 12 == len([each for each in page.all("li") if each.get("class", "").startswith("card")])


def test_worst_findings_come_first():
    levels = [
        each["class"].split()[1]
        for each in page_of("examples/broken.xlsx").all("li")
        if each.get("class", "").startswith("card")
    ]
    assert ["err"] * 10 + ["warn"] * 2 == levels


def test_table_stands_as_in_the_file():
    page = page_of("tests/tables/suqian-2024.xlsx")
    (corner,) = page.all("td", id="A20")
    assert "3" == corner["rowspan"]
    (natural,) = page.all("th", id="I21")
    assert "2" == natural["rowspan"]
    (value,) = page.all("td", id="W24")
    assert {"A24", "W22"} == set(value["headers"].split())


def test_blanks_are_hatched_and_a_deduced_value_is_told():
    page = page_of("examples/manzhouli-2018.xlsx")
    states = [each.get("class", "").split() for each in page.all("td")]
    assert 47 == sum("blank" in each for each in states)
    assert 1 == sum("deduced" in each for each in states)
    assert re.search(r'<i class="ded">.*?空，按勾稽关系应为.*? 2</i>', page.text)


def test_all_blanks_are_one_card_that_leads_to_each():
    page = page_of("examples/manzhouli-2018.xlsx")
    assert 3 == len([each for each in page.all("li") if each.get("class", "").startswith("card")])
    assert page.all("a", href="#C47")
    assert page.all("a", href="#C68")


def suqian_with_a_digit_too_many(folder: Path) -> Path:
    """A cross-tab in which 上年结转 of one column is 10 for 0."""
    book = openpyxl.load_workbook(ROOT / "tests/tables/suqian-2024.xlsx")
    book.active["W24"] = int(book.active["W24"].value) + 10
    book.save(folder / "suqian.xlsx")
    return folder / "suqian.xlsx"


def test_a_cell_that_likely_caused_findings_is_marked_with_what_it_should_be(tmp_path):
    report = check_files([suqian_with_a_digit_too_many(tmp_path)], with_source=True)
    page = Page(render(report, Style(lang="zh")))
    assert [] == faults(page)
    assert ["#n1"] == [each["href"] for each in page.all("a", **{"class": "hint"})]
    (cell,) = re.findall(r'<td id="W24".*?</td>', page.text)
    assert "→ 0</a>" in cell
    assert re.search(r'几乎可以确定 <a href="#W24">W24</a>', page.text)
    assert 1 == page.text.count("与这一问题是同一处错误")


def test_uncertain_diagnosis_lists_each_explanation_with_its_confidence():
    page = page_of("examples/broken.xlsx")
    card = page.text.split('id="n1"')[1].split('id="n2"')[0]
    shares = [int(each) for each in re.findall(r"<td>(\d+)%<svg", card)]
    assert 3 <= len(shares) <= 6
    assert sorted(shares, reverse=True) == shares
    assert "不能判定哪一格填错" in card


def test_every_rule_is_told_with_its_verdict():
    page = page_of("examples/broken.xlsx")
    rules = [each["class"] for each in page.all("tr") if each.get("class") in VERDICTS]
    assert {"fails": 4, "open": 1, "holds": 12} == {each: rules.count(each) for each in VERDICTS}
    assert sorted(rules, key=VERDICTS.index) == rules


VERDICTS = ["fails", "open", "holds"]


def test_equation_has_a_bar_for_every_number():
    page = page_of("examples/broken.xlsx")
    first = page.text.split('<table class="eq">')[1].split("</table>")[0]
    assert 8 == first.count("<tr")
    widths = [int(each) for each in re.findall(r'<rect x="\d+" y="0" width="(\d+)"', first)]
    assert [1000, 12, 55, 938, 994, 12] == widths


def test_print_names_file_digest_form_and_who_signs():
    page = page_of("examples/broken.xlsx")
    file = check_files([ROOT / "examples/broken.xlsx"]).files[0]
    for told in ("broken.xlsx", file.sha256, "cn-zfxxgk-2014", "填表人：", "审核人："):
        assert told in page.said
    assert "@page{size:A4" in page.text


@pytest.mark.parametrize(("lang", "checked"), [("zh", "lang-zh"), ("en", "lang-en")])
def test_both_languages_are_there_and_one_is_chosen(lang: str, checked: str):
    page = page_of("examples/broken.xlsx", lang=lang)
    chosen = [each["id"] for each in page.all("input", name="lang") if "checked" in each]
    assert [checked] == chosen
    assert "总数大于各渠道之和" in page.said
    assert "total above all its channels" in page.said
    assert page.text.count('class="zh" lang="zh-Hans"') == page.text.count('class="en" lang="en"')


def test_many_files_stand_below_an_index_the_worst_first():
    paths = ["examples/filled.xlsx", "examples/manzhouli-2018.xlsx", "examples/broken.xlsx"]
    page = page_of(*paths)
    assert [] == faults(page)
    assert len(page.ids) == len(set(page.ids))
    assert set() == {each["href"][1:] for each in page.all("a")} - set(page.ids)
    worst = page.text.split('class="by-worst"')[1].split("</table>")[0]
    names = re.findall(r'<a href="#(f\d)-file">[^<]*?([a-z0-9-]+\.xlsx)</a>', worst)
    order = [("f1", "broken.xlsx"), ("f2", "manzhouli-2018.xlsx"), ("f3", "filled.xlsx")]
    assert order == names
    by_name = page.text.split('class="by-name"')[1].split("</table>")[0]
    assert ["f1", "f3", "f2"] == re.findall(r'<a href="#(f\d)-file">', by_name)


def test_a_file_that_was_not_checked_says_why_first():
    report = report_of()
    both = replace(report, files=(*report.files, refused()))
    page = Page(render(both, Style(lang="zh")))
    assert [] == faults(page)
    assert page.said.index("locked.xlsx") < page.said.index("report.xlsx")
    assert "设有密码，请另存一份不设密码的副本。" in page.said


def test_findings_are_limited_and_the_rest_counted():
    report = check_files([ROOT / "examples/broken.xlsx"], with_source=True)
    page = Page(render(report, Style(lang="zh", max_findings=3)))
    assert ["n1", "n2", "n3"] == [each for each in page.ids if re.fullmatch(r"n\d+", each)]
    assert "另有 9 处未显示" in page.said


def test_last_period_is_named_and_its_cells_are_no_links(tmp_path):
    book = openpyxl.load_workbook(ROOT / "tests/tables/suqian-2023.xlsx")
    book.active["I47"], book.active["Y47"] = 119, 122
    book.save(tmp_path / "last.xlsx")
    this = ROOT / "tests/tables/suqian-2024.xlsx"
    report = check_files([this], previous=tmp_path / "last.xlsx", with_source=True)
    page = Page(render(report, Style(lang="zh")))
    assert [] == faults(page)
    assert str(tmp_path / "last.xlsx") in page.said
    (cell,) = set(
        re.findall(r'<td class="at">([^<]*<span class="zh"[^>]*>上年<.*?I47)</td>', page.text)
    )
    assert "<a" not in cell
    (flagged,) = page.all("td", id="I24")
    assert "warn" in flagged["class"].split()
    assert [] == page.all("td", id="I47", tabindex="-1")


def test_a_waived_finding_is_grey_last_and_says_why():
    report = check_files([ROOT / "examples/broken.xlsx"], with_source=True)
    first, *rest = report.files[0].findings
    waived = replace(first, waived=Waiver("多渠道重复", "张三", "", "waivers.toml"))
    file = replace(report.files[0], findings=(waived, *rest))
    page = Page(render(replace(report, files=(file,)), Style(lang="zh")))
    assert "card waived" == page.all("li", id="n12")[0]["class"]
    assert "waived" in page.all("td", id="C5")[0]["class"].split()
    assert "情况说明: 多渠道重复（张三，waivers.toml）" in page.said


def test_text_around_a_table_is_not_drawn_whole():
    page = page_of("tests/tables/manzhouli-2018.docx")
    assert "第 1 至" in page.said
    assert "未画出" in page.said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_report_is_harmless(lang: str):
    page = Page(render(hostile_report(), Style(lang=lang)))
    assert [] == faults(page)
    assert "\\x1b[31m" in page.said


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</style><script>",
    "</title><script>",
    "' onmouseover='x",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "<!--",
    "]]>",
    HOSTILE,
]
DIRTY = st.lists(st.one_of(st.sampled_from(ATTACKS), TEXTS), max_size=3).map("".join)


@st.composite
def drawn_reports(draw) -> Report:
    """Reports with a source, hostile text in every cell, name and label."""
    sheet = Sheet(
        name=draw(DIRTY),
        cells={
            (row, column): Cell(draw(st.sampled_from(list(CellKind))), draw(DIRTY))
            for row in (1, 2, 5)
            for column in (1, 2)
        },
        merges=(Range(1, 1, 1, 2),),
        hidden_rows=frozenset({5}),
    )
    values = tuple(
        SourceCell(("main", "1.1", "n"), 0, (row, 2), state, draw(DIRTY), draw(DIRTY), draw(DIRTY))
        for row, state in ((2, "observed"), (3, "deduced"), (5, "unread"))
    )
    table = SourceTable("main", draw(DIRTY), 0, 1, 1, 5, 2, {"1.1": (2, 1)}, {"n": (1, 1)})
    form = replace(load_form("cn-zfxxgk-2014"), titles=(draw(DIRTY),))
    report: Report = draw(REPORTS)
    found = draw(st.lists(FINDINGS, max_size=3).map(tuple))
    source = Source(Workbook("xlsx", (sheet,), "0" * 64), form, (table,), values)
    files = tuple(replace(file, source=source) for file in report.files)
    return replace(report, files=(replace(files[0], refusal=None, findings=found), *files[1:]))


@given(drawn_reports(), LANGS)
@settings(max_examples=40, deadline=None)
def test_whatever_a_file_says_it_is_text(report: Report, lang: str):
    page = Page(render(report, Style(lang=lang)))
    assert [] == faults(page)
    assert len(page.ids) == len(set(page.ids))
