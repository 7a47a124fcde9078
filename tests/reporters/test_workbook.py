"""The marked workbook: everything that was there stays, what is marked is harmless and is found."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporters.made_workbooks import (
    BROKEN,
    ROOT,
    changed,
    parts_of,
    rich,
    strict,
    with_macros,
    with_part,
)
from tests.reporters.test_harmless import LANGS, is_harmless
from tests.reporters.test_html import DIRTY, drawn_reports, suqian_with_a_digit_too_many

from tablecheck.findings import Severity, Waiver
from tablecheck.fingerprint import MARK_HEAD, finding_mark
from tablecheck.pipeline import check_files
from tablecheck.record import replace
from tablecheck.reporters.base import Style
from tablecheck.reporters.workbook.book import marked_copy
from tablecheck.reporters.workbook.findings_list import Told
from tablecheck.reporters.workbook.marked import Marked, marked_workbook
from tablecheck.reporters.workbook.marks import Line, Marks, marks_of
from tablecheck.reporters.workbook.splice import NotPatchableError

if TYPE_CHECKING:
    from pathlib import Path

    from tablecheck.report import FileReport, Report

BOOKS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("examples", "tests/tables", "tests/cases")
    for path in (ROOT / folder).rglob("*.xlsx")
)
OTHERS = [
    "tests/tables/manzhouli-2018.xls",
    "tests/tables/suqian-2024.ods",
    "tests/tables/manzhouli-2018-gb18030.csv",
    "tests/tables/manzhouli-2018.docx",
    "tests/tables/suqian-2023.html",
]
CHANGED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def report_of(path: Path | str) -> FileReport:
    return check_files([ROOT / path], with_source=True).files[0]


def marked(path: Path | str, lang: str = "zh") -> Marked:
    made = marked_workbook(report_of(path), Style(lang=lang), {})
    assert made is not None
    return made


def opened(content: bytes):
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def rich_book(tmp_path_factory) -> Path:
    return rich(tmp_path_factory.mktemp("rich") / "rich.xlsx")


def assert_kept(path: Path, content: bytes, also: set[str] = frozenset()) -> None:
    """All but the marks is as it was: parts byte by byte, cells by what they hold and look like."""
    before, after = parts_of(path.read_bytes()), parts_of(content)
    marked_sheets = {name for name in before if name.startswith("xl/worksheets/sheet")}
    may_differ = CHANGED | marked_sheets | also
    assert {} == {
        name: len(part)
        for name, part in before.items()
        if name not in may_differ and part != after[name]
    }
    old, new = openpyxl.load_workbook(path), opened(content)
    assert old.sheetnames == new.sheetnames[1:]
    for sheet in old:
        twin = new[sheet.title]
        assert sorted(map(str, sheet.merged_cells.ranges)) == sorted(
            map(str, twin.merged_cells.ranges)
        )
        assert {k: (v.width, v.hidden) for k, v in sheet.column_dimensions.items()} == {
            k: (v.width, v.hidden) for k, v in twin.column_dimensions.items()
        }
        assert {k: v.height for k, v in sheet.row_dimensions.items() if v.height} == {
            k: v.height for k, v in twin.row_dimensions.items() if v.height
        }
        assert str(sheet.data_validations) == str(twin.data_validations)
        assert len(sheet.conditional_formatting) == len(twin.conditional_formatting)
        assert (sheet.print_area, sheet.freeze_panes) == (twin.print_area, twin.freeze_panes)
        for row in sheet.iter_rows():
            for cell in row:
                kept = twin[cell.coordinate]
                assert (cell.value, cell.data_type) == (kept.value, kept.data_type)
                assert cell.number_format == kept.number_format
                assert looks(cell) == looks(kept)


def looks(cell) -> list[str]:
    return [repr(each) for each in (cell.font, cell.border, cell.alignment, cell.protection)]


@pytest.mark.parametrize("path", BOOKS)
def test_a_marked_copy_keeps_all_but_the_marks(path: str):
    file = report_of(path)
    made = marked_workbook(file, Style(lang="zh"), {})
    if not file.is_checked:
        assert made is None
        return
    assert made.notice is None
    assert_kept(ROOT / path, made.content)


def test_comments_charts_names_and_validations_stay(rich_book: Path):
    made = marked(rich_book)
    comments = {name for name in parts_of(made.content) if "comment" in name or ".vml" in name}
    assert_kept(rich_book, made.content, comments)
    book = opened(made.content)
    assert ["检查结果", "说明", "统计表"] == book.sheetnames
    sheet = book["统计表"]
    assert "见台账" == sheet["A9"].comment.text
    assert sheet["C5"].comment.text.startswith("去年 1502 条\n\n【错误】总数大于各渠道之和 (TC403)")
    assert 1 == len(sheet._charts)
    assert "'统计表'!$A$1:$C$69" == sheet.print_area
    assert "$1:$1" == book["说明"].print_title_rows
    assert ["notes"] == list(book["说明"].tables)


def test_boxes_of_comments_are_one_a_comment_and_hold_their_text(rich_book: Path):
    made = marked(rich_book)
    parts = parts_of(made.content)
    (drawing,) = [part for name, part in parts.items() if name.endswith(".vml")]
    root = ElementTree.fromstring(drawing)
    excel = "{urn:schemas-microsoft-com:office:excel}"
    boxes = root.findall(".//{urn:schemas-microsoft-com:vml}shape")
    cells = {
        (int(box.find(f".//{excel}Row").text), int(box.find(f".//{excel}Column").text))
        for box in boxes
    }
    sheet = opened(made.content)["统计表"]
    commented = {
        (cell.row - 1, cell.column - 1) for row in sheet.iter_rows() for cell in row if cell.comment
    }
    assert commented == cells
    assert len(boxes) == len(cells)
    assert len(boxes) == len({box.get("id") for box in boxes})
    heights = {
        int(box.find(f".//{excel}Row").text) + 1: int(told[1])
        for box in boxes
        if (told := re.search(r"height:(\d+)pt", box.get("style")))
    }
    # A comment of four lines, and one with a diagnosis of several.
    assert 4 * 12 <= heights[67] < heights[18] / 2


def test_flagged_cells_are_filled_by_their_level_and_no_others():
    sheet = opened(marked(BROKEN).content)["统计表"]
    old = openpyxl.load_workbook(BROKEN)["统计表"]
    changed_fills = {
        cell.coordinate: sheet[cell.coordinate].fill.fgColor.rgb
        for row in old.iter_rows()
        for cell in row
        if repr(cell.fill) != repr(sheet[cell.coordinate].fill)
    }
    file = report_of(BROKEN)
    flagged = {f.at.cell: f.severity for f in file.findings if f.at is not None and f.at.cell}
    assert flagged.keys() <= changed_fills.keys()
    assert "FFFFC7CE" == changed_fills["C5"]
    assert "FFFFEB9C" == changed_fills["C12"]
    rest = changed_fills.keys() - flagged.keys()
    assert {"FFFCE4D6"} == {changed_fills[cell] for cell in rest}


def test_comment_tells_level_code_numbers_why_and_what_to_do():
    told = opened(marked(BROKEN).content)["统计表"]["C67"].comment.text
    assert told.splitlines() == [
        "【错误】指标未填 (TC301)",
        "“接受培训人员数”未填。",
        "原因: 空单元格分不清是 0、不掌握还是漏填，汇总时无法使用。",
        "处理: 核对后填数；没有发生的填 0",
    ]


def test_deduced_blank_says_what_it_must_be():
    file = report_of("examples/manzhouli-2018.xlsx")
    bare = replace(file, findings=tuple(f for f in file.findings if f.at.cell != "C61"))
    made = marked_workbook(bare, Style(lang="zh"), {})
    cell = opened(made.content)["统计表"]["C61"]
    assert "按勾稽关系应为 2" == cell.comment.text
    assert "FFE7E6E6" == cell.fill.fgColor.rgb
    assert cell.value is None


def test_all_blanks_are_filled_lightly_and_told_once():
    sheet = opened(marked("examples/manzhouli-2018.xlsx").content)["统计表"]
    commented = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert ["C6", "C15", "C61"] == commented
    light = [cell.coordinate for (cell,) in sheet["C5:C68"] if cell.fill.fgColor.rgb == "FFFDEDEE"]
    assert 46 == len(light)


def test_likely_cell_is_commented_though_the_finding_is_at_another(tmp_path):
    sheet = opened(marked(suqian_with_a_digit_too_many(tmp_path)).content)["Sheet1"]
    assert sheet["W24"].comment.text.startswith("判断: 几乎可以确定 W24")


@pytest.mark.parametrize(("lang", "name"), [("zh", "检查结果"), ("en", "Findings")])
def test_first_sheet_lists_every_finding_with_a_link_and_its_key(lang: str, name: str):
    file = report_of(BROKEN)
    sheet = opened(marked(BROKEN, lang).content).worksheets[0]
    assert name == sheet.title
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if MARK_HEAD in row)
    listed = rows[head + 1 :]
    assert len(file.findings) == len(listed)
    assert [str(number) for number in range(1, 13)] == [str(row[0]) for row in listed]
    assert {finding_mark(file.form, f) for f in file.findings} == {row[-1] for row in listed}
    assert {None} == {row[-2] for row in listed}
    assert sheet.column_dimensions["J"].hidden
    at = {row[3]: sheet.cell(head + 2 + number, 4) for number, row in enumerate(listed) if row[3]}
    assert "'统计表'!C5" == at["统计表!C5"].hyperlink.location
    assert 11 == len(at)


def test_the_list_opens_and_no_other_tab_is_selected(rich_book: Path):
    book = opened(marked(rich_book).content)
    assert "检查结果" == book.active.title
    assert [True, False, False] == [bool(s.sheet_view.tabSelected) for s in book]


def test_checking_a_marked_copy_finds_the_same(tmp_path):
    path = tmp_path / "copy.xlsx"
    path.write_bytes(marked(BROKEN).content)
    before, after = report_of(BROKEN), report_of(path)
    assert [(f.code, f.at) for f in before.findings] == [(f.code, f.at) for f in after.findings]


def test_marking_a_marked_copy_replaces_its_list(tmp_path):
    path = tmp_path / "copy.xlsx"
    path.write_bytes(marked(BROKEN).content)
    assert ["检查结果", "统计表"] == opened(marked(path).content).sheetnames


def test_macros_stay(tmp_path):
    path = with_macros(tmp_path / "report.xlsm")
    made = marked(path)
    assert ".xlsm" == made.ending
    assert made.notice is None
    assert_kept(path, made.content)
    assert b"macroEnabled" in parts_of(made.content)["[Content_Types].xml"]


@pytest.mark.parametrize("path", OTHERS)
def test_other_files_give_a_new_workbook_of_their_tables(path: str):
    file = report_of(path)
    made = marked(path)
    assert (".xlsx", None) == (made.ending, made.notice)
    sheet = opened(made.content).worksheets[1]
    for cell in file.source.cells:
        value = sheet.cell(*cell.place).value
        stored = file.source.workbook.sheets[cell.sheet].cells.get(cell.place)
        assert (value is None) == (stored is None)
        if stored is not None:
            assert float(stored.text) == pytest.approx(float(value))
    commented = {c.coordinate for row in sheet.iter_rows() for c in row if c.comment}
    assert {f.at.cell for f in file.findings if f.at and f.at.cell} <= commented
    merges = {(m.top, m.left, m.bottom, m.right) for m in file.source.workbook.sheets[0].merges}
    assert merges == {
        (m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges
    }


def signed(path: Path) -> Path:
    return with_part(BROKEN, path, "_xmlsignatures/sig1.xml", b"<a/>")


def without_styles_in_utf_16(path: Path) -> Path:
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/styles.xml":
            return part
        return part.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    return changed(BROKEN, path, change)


@pytest.mark.parametrize("make", [strict, signed, without_styles_in_utf_16])
def test_what_cannot_be_patched_is_redrawn_and_it_is_said(tmp_path, make):
    path = make(tmp_path / "report.xlsx")
    made = marked(path)
    assert made.notice is not None
    assert "只有表格数值和检查结果" in made.notice.zh
    sheet = opened(made.content)["统计表"]
    assert 1606 == sheet["C5"].value
    assert "TC403" in sheet["C5"].comment.text


def test_a_file_that_changed_since_is_not_patched(tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(BROKEN.read_bytes())
    file = report_of(path)
    path.write_bytes((ROOT / "examples/filled.xlsx").read_bytes())
    made = marked_workbook(file, Style(lang="zh"), {})
    assert "有改动" in made.notice.zh
    assert 1606 == opened(made.content)["统计表"]["C5"].value


def test_a_waived_finding_is_listed_with_its_reason_and_not_marked():
    file = report_of(BROKEN)
    first, *rest = file.findings
    waived = replace(first, waived=Waiver("多渠道重复", "张三", "", "waivers.toml"))
    made = marked_workbook(replace(file, findings=(waived, *rest)), Style(lang="zh"), {})
    book = opened(made.content)
    last = [cell.value for cell in list(book.worksheets[0].iter_rows())[-1]]
    assert ["已说明", "TC403", "多渠道重复"] == [last[1], last[2], last[8]]
    assert book["统计表"]["C5"].comment is None


def test_explanations_given_before_are_carried_over_and_none_is_lost():
    file = report_of(BROKEN)
    key = finding_mark(file.form, file.findings[0])
    explained = {key: "多渠道重复", "0" * 16 + "-" + "1" * 8: "去年的说明"}
    made = marked_workbook(file, Style(lang="zh"), {}, explained)
    rows = [[c.value for c in row] for row in opened(made.content).worksheets[0].iter_rows()]
    assert ["多渠道重复"] == [row[8] for row in rows if row[9] == key]
    assert "去年的说明" == rows[-1][0]


TOLD = Told("检查结果", ("一",))
SHEET = (
    '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main"><x:sheetData>{}</x:sheetData></x:worksheet>'
)


def copy_of_sheet(tmp_path: Path, data: str) -> bytes:
    """A copy whose only sheet holds ``data``, prefixed as some programs write it, marked at B3."""

    def change(name: str, part: bytes) -> bytes:
        return SHEET.format(data).encode() if name == "xl/worksheets/sheet1.xml" else part

    path = changed(BROKEN, tmp_path / "made.xlsx", change)
    marks = Marks({(0, (3, 2)): "error"}, {(0, (3, 2)): "说明"}, ())
    return marked_copy(path.read_bytes(), ["统计表"], marks, TOLD, "zh")


@pytest.mark.parametrize(
    "data",
    [
        '<x:row r="3"><x:c r="B3"><x:v>7</x:v></x:c></x:row>',
        '<x:row r="3"><x:c r="A3"><x:v>7</x:v></x:c><x:c r="D3"/></x:row>',
        '<x:row r="3"/>',
        '<x:row r="2"/><x:row r="4"><x:c r="A4"/></x:row>',
        '<x:row r="9"/>',
        '<x:row r="1"/>',
        "<x:row/><x:row/><x:row><x:c/><x:c><x:v>7</x:v></x:c></x:row>",
        '<x:row r="3" s="1" customFormat="1"><x:c r="C3" t="str"><x:v>a&gt;b</x:v></x:c></x:row>',
    ],
)
def test_a_cell_is_filled_wherever_it_is_or_is_not(tmp_path, data: str):
    content = copy_of_sheet(tmp_path, data)
    sheet = opened(content)["统计表"]
    assert "FFFFC7CE" == sheet["B3"].fill.fgColor.rgb
    assert "说明" == sheet["B3"].comment.text
    part = ElementTree.fromstring(parts_of(content)["xl/worksheets/sheet1.xml"])
    namespace = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    rows = [int(row.get("r", 0)) for row in part.iter(f"{namespace}row")]
    assert sorted(rows) == rows
    for row in part.iter(f"{namespace}row"):
        columns = [cell.get("r", "") for cell in row]
        assert sorted(columns) == columns


@pytest.mark.parametrize("data", ["<!DOCTYPE a><a/>", "<a", "<a/>"])
def test_strange_sheets_are_not_patched(tmp_path, data: str):
    path = changed(
        BROKEN,
        tmp_path / "made.xlsx",
        lambda name, part: data.encode() if name == "xl/worksheets/sheet1.xml" else part,
    )
    marks = Marks({(0, (3, 2)): "error"}, {}, ())
    with pytest.raises(NotPatchableError):
        marked_copy(path.read_bytes(), ["统计表"], marks, TOLD, "zh")


TEXT = st.one_of(DIRTY, st.sampled_from(["=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "_x001B_", "-1"]))
LINES = st.builds(
    Line,
    level=TEXT,
    code=TEXT,
    look=st.sampled_from([each.value for each in Severity]),
    sheet=TEXT,
    cell=st.sampled_from(["", "C5"]),
    indicator=TEXT,
    problem=TEXT,
    reason=TEXT,
    action=TEXT,
    explanation=TEXT,
    key=TEXT,
)


@given(st.lists(LINES, max_size=3).map(tuple), TEXT, TEXT)
@settings(max_examples=30, deadline=None)
def test_text_from_files_is_text_in_the_copy(lines, comment: str, title: str):
    marks = Marks({(0, (5, 3)): "error"}, {(0, (5, 3)): comment}, lines)
    content = marked_copy(BROKEN.read_bytes(), ["统计表"], marks, Told(title, (title,)), "zh")
    for name, part in parts_of(content).items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)
    book = opened(content)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {"f"} & {cell.data_type for cell in cells} == set()
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    texts += [book["统计表"]["C5"].comment.text]
    assert [] == [text for text in texts if not is_harmless(text)]
    if comment == "_x001B_":
        assert b"_x005F_x001B_" in parts_of(content)["xl/comments1.xml"]


@given(drawn_reports(), LANGS)
@settings(max_examples=25, deadline=None)
def test_whatever_a_file_says_a_workbook_is_made(report: Report, lang: str):
    file = report.files[0]
    assert file.source is not None
    csv = replace(file.source, workbook=replace(file.source.workbook, kind="csv"))
    made = marked_workbook(replace(file, source=csv), Style(lang=lang), {})
    assert made is not None
    book = opened(made.content)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [] == [cell.value for cell in cells if cell.data_type == "f"]
    assert [] == [c.value for c in cells if isinstance(c.value, str) and not is_harmless(c.value)]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_marked_copy(tmp_path, rich_book: Path):
    names = {}
    sources = [*(ROOT / each for each in (*BOOKS, *OTHERS)), rich_book]
    for number, path in enumerate(sources):
        made = marked_workbook(report_of(path), Style(lang="zh"), {})
        if made is not None:
            (tmp_path / f"{number}.xlsx").write_bytes(made.content)
            names[number] = made
    out = tmp_path / "out"
    profile = (tmp_path / "profile").as_uri()
    files = [str(tmp_path / f"{number}.xlsx") for number in names]
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for number, made in names.items():
        ours, theirs = opened(made.content), openpyxl.load_workbook(out / f"{number}.xlsx")
        assert ours.sheetnames == theirs.sheetnames
        assert comments_of(ours) == comments_of(theirs)


def comments_of(book) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": "".join(cell.comment.text.split())
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_marks_of_a_file_with_nothing_to_mark_are_empty():
    file = report_of("examples/filled.xlsx")
    assert Marks({}, {}, ()) == marks_of(file, "zh", {})
    assert ["检查结果", "统计表"] == opened(marked("examples/filled.xlsx").content).sheetnames
