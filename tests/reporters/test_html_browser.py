"""The page in a real browser: it asks for nothing, complains of nothing, and leads to the cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.reporters.browser import CHROMIUM, Browser

from tablecheck.pipeline import check_files
from tablecheck.reporters.base import Style
from tablecheck.reporters.html.page import render

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser():
    opened = Browser()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, str]:
    """Pages of the broken example, of a cross-tab with one number changed, and of both."""
    folder = tmp_path_factory.mktemp("pages")
    book = openpyxl.load_workbook(ROOT / "tests/tables/suqian-2024.xlsx")
    book.active["W24"] = int(book.active["W24"].value) + 10
    book.save(folder / "suqian.xlsx")
    broken = ROOT / "examples/broken.xlsx"
    found = {}
    for name, paths in {
        "broken": [broken],
        "suqian": [folder / "suqian.xlsx"],
        "both": [broken, folder / "suqian.xlsx"],
    }.items():
        report = check_files(paths, with_source=True)
        path = folder / f"{name}.html"
        path.write_text(render(report, Style(lang="zh")), "utf-8")
        found[name] = path.as_uri()
    return found


@pytest.mark.parametrize("name", ["broken", "suqian", "both"])
def test_page_asks_for_nothing_and_complains_of_nothing(browser, pages, name):
    browser.open(pages[name])
    assert [] == browser.complaints()
    assert [pages[name]] == browser.requests()


IN_VIEW = (
    "(e=>{{const b=e.getBoundingClientRect(),"
    "p=(e.closest('.scroll')||document.documentElement).getBoundingClientRect();"
    "return b.top>=Math.max(0,p.top-1)&&b.bottom<=Math.min(innerHeight,p.bottom+1)}})"
    "(document.getElementById('{}'))"
)


@pytest.mark.parametrize(("name", "card", "cell"), [("broken", 9, "C66"), ("suqian", 2, "Y24")])
def test_a_click_on_a_finding_brings_its_cell_into_view(browser, pages, name, card, cell):
    browser.open(pages[name])
    browser.evaluate(
        f"document.querySelector('.scroll').scrollTop={0 if name == 'broken' else 9999}"
    )
    assert not browser.evaluate(IN_VIEW.format(cell))
    browser.click(f"#n{card} .where a")
    assert browser.evaluate(IN_VIEW.format(cell))
    assert f"#{cell}" == browser.evaluate("location.hash")
    assert cell == browser.evaluate("document.activeElement.id")
    assert [] == browser.complaints()


def test_a_click_on_a_number_in_the_table_brings_its_finding_into_view(browser, pages):
    browser.open(pages["broken"])
    browser.click("#C66 .mark")
    assert browser.evaluate(IN_VIEW.format("n9"))


def test_language_is_switched_without_a_script(browser, pages):
    browser.open(pages["broken"])
    told = "document.querySelector('#n1 h3').innerText"
    assert "总数大于各渠道之和" in browser.evaluate(told)
    browser.click("label[for=lang-en]")
    assert "total above all its channels" in browser.evaluate(told)
    assert "总数大于" not in browser.evaluate(told)


def test_order_of_the_index_is_switched_without_a_script(browser, pages):
    browser.open(pages["both"])
    shown = (
        "[...document.querySelectorAll('.index table[class^=by-]')]"
        ".filter(e=>e.offsetParent).map(e=>e.className)"
    )
    assert ["by-worst"] == browser.evaluate(shown)
    browser.click("label[for=order-name]")
    assert ["by-name"] == browser.evaluate(shown)


def test_page_is_used_with_the_keyboard_alone(browser, pages):
    browser.open(pages["broken"])
    focused = "document.activeElement.tagName+'.'+document.activeElement.className"
    seen = []
    for _ in range(6):
        browser.press("Tab")
        seen.append(browser.evaluate(focused))
    assert "INPUT.pick" == seen[0]
    assert "A.skip" in seen
    assert "A.mark" in seen


def test_page_fits_a_phone(pages):
    small = Browser(width=500, height=900)
    try:
        small.open(pages["broken"])
        assert small.evaluate("document.documentElement.scrollWidth<=innerWidth")
    finally:
        small.close()
