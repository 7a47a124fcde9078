import zipfile
from pathlib import Path

import pytest

from tablecheck.errors import ReadError
from tablecheck.readers.read import read_bytes, read_workbook
from tablecheck.sheet import Cell, CellKind, Range

from .making import ods, zipped

TABLES = Path(__file__).parents[1] / "tables"


def cells_of(row):
    data = ods(
        f'<table:table table:name="表"><table:table-row>{row}</table:table-row></table:table>'
    )
    return read_bytes(data, name="a.ods").sheets[0].cells


@pytest.mark.parametrize(
    ("attributes", "content", "expected"),
    [
        (
            'office:value-type="float" office:value="0.30000000000000004"',
            "<text:p>0.3</text:p>",
            Cell(CellKind.NUMBER, "0.30000000000000004"),
        ),
        (
            'office:value-type="percentage" office:value="0.125"',
            "<text:p>12.5%</text:p>",
            Cell(CellKind.NUMBER, "0.125", number_format="0%"),
        ),
        (
            'office:value-type="currency" office:value="12"',
            "<text:p>¥12</text:p>",
            Cell(CellKind.NUMBER, "12"),
        ),
        (
            'office:value-type="date" office:date-value="2018-12-31"',
            "<text:p>31.12.18</text:p>",
            Cell(CellKind.DATE, "2018-12-31"),
        ),
        (
            'office:value-type="boolean" office:boolean-value="true"',
            "<text:p>WAHR</text:p>",
            Cell(CellKind.BOOLEAN, "TRUE"),
        ),
        (
            'office:value-type="string"',
            '<text:p>a <text:s text:c="2"/>b<text:tab/><text:span>c\n</text:span></text:p>'
            "<text:p>d<text:line-break/>e</text:p>",
            Cell(CellKind.TEXT, "a   b\tc\nd\ne"),
        ),
        (
            'office:value-type="string"',
            "<office:annotation><text:p>note</text:p></office:annotation>"
            "<text:p>x<draw:frame><text:p>box</text:p></draw:frame>y</text:p>",
            Cell(CellKind.TEXT, "xy"),
        ),
        (
            'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
            ' calcext:value-type="error"',
            "<text:p>#DIV/0!</text:p>",
            Cell(CellKind.ERROR, "#DIV/0!", formula=True),
        ),
        (
            'table:formula="of:=A(" office:value-type="string" calcext:value-type="error"',
            "<text:p>错误:502</text:p>",
            Cell(CellKind.ERROR, "#VALUE!", formula=True),
        ),
        (
            'table:formula="of:=A1" office:value-type="float" office:value="0"',
            "<text:p>#REF!</text:p>",
            Cell(CellKind.ERROR, "#REF!", formula=True),
        ),
        ('table:formula="of:=1+1"', "", Cell(CellKind.UNCOMPUTED, "=1+1")),
        (
            'table:formula="of:=1+1" office:value-type="float" office:value="2"',
            "<text:p>2</text:p>",
            Cell(CellKind.NUMBER, "2", formula=True),
        ),
        (
            'table:formula="of:=&quot;&quot;" office:value-type="string"',
            "<text:p/>",
            Cell(CellKind.TEXT, "", formula=True),
        ),
        (
            'table:formula="of:=&quot;&quot;"',
            "<text:p/>",
            Cell(CellKind.TEXT, "", formula=True),
        ),
        ("", "", None),
        ('office:value-type="string"', "<text:p/>", None),
    ],
)
def test_read_bytes_reads_a_cell(attributes, content, expected):
    cells = cells_of(f"<table:table-cell {attributes}>{content}</table:table-cell>")
    assert expected == cells.get((1, 1))


def test_read_bytes_expands_repeats_of_content_only():
    value = 'office:value-type="float" office:value="1"'
    data = ods(
        '<table:table table:name="t">'
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        f'<table:table-cell table:number-columns-repeated="2" {value}/></table:table-row>'
        "</table:table>"
    )
    cells = read_bytes(data, name="a.ods").sheets[0].cells
    assert set(cells) == {
        (1_000_001, 2),
        (1_000_001, 3),
        (1_000_002, 2),
        (1_000_002, 3),
    }


def test_read_bytes_refuses_content_repeated_beyond_the_limit():
    value = 'office:value-type="float" office:value="1"'
    data = ods(
        '<table:table table:name="t"><table:table-row table:number-rows-repeated="1000000">'
        f'<table:table-cell table:number-columns-repeated="9" {value}/></table:table-row>'
        "</table:table>"
    )
    with pytest.raises(ReadError, match=r"TC102: .*2,000,000"):
        read_bytes(data, name="a.ods")


def test_read_bytes_keeps_merges_and_what_is_hidden():
    text = 'office:value-type="string"'
    data = ods(
        '<table:table table:name="t" table:style-name="gone">'
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        "<table:table-row>"
        f'<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" {text}>'
        f"<text:p>a</text:p></table:table-cell><table:covered-table-cell {text}><text:p>b</text:p>"
        "</table:covered-table-cell></table:table-row>"
        '<table:table-row table:visibility="filter"><table:covered-table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="999" table:visibility="collapse"/>'
        "</table:table>",
        styles='<style:style style:name="gone"><style:table-properties table:display="false"/>'
        "</style:style>",
    )
    workbook = read_bytes(data, name="a.ods")
    sheet = workbook.sheets[0]
    assert sheet.merges == (Range(1, 1, 2, 2),)
    assert {place: cell.text for place, cell in sheet.cells.items()} == {(1, 1): "a", (1, 2): "b"}
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {2}, {2})
    assert [notice.kind for notice in workbook.notices] == ["value-under-merge"]


def test_read_bytes_leaves_out_copies_of_other_files():
    data = ods("<table:table table:name=\"'file:///etc/a.ods'#$t\"/><table:table table:name='t'/>")
    workbook = read_bytes(data, name="a.ods")
    assert [sheet.name for sheet in workbook.sheets] == ["t"]
    assert [notice.kind for notice in workbook.notices] == ["external-links"]


def test_read_bytes_notices_macros():
    data = ods("<table:table table:name='t'/>", extra=[("Basic/Standard/Module1.xml", "<x/>")])
    assert [notice.kind for notice in read_bytes(data, name="a.ods").notices] == ["macros"]


def test_read_bytes_refuses_an_encrypted_ods():
    manifest = ("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(ReadError, match="TC104: "):
        read_bytes(ods("", extra=[manifest]), name="a.ods")


@pytest.mark.parametrize(
    "parts",
    [
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet")],
        [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", "<a/>"),
        ],
    ],
)
def test_read_bytes_refuses_an_ods_without_sheets(parts):
    with pytest.raises(ReadError, match=r"TC101: .*content.xml"):
        read_bytes(zipped(parts, zipfile.ZIP_STORED), name="a.ods")


@pytest.mark.parametrize("name", ["manzhouli-2018", "suqian-2023", "suqian-2024"])
def test_read_workbook_reads_one_table_alike_from_xlsx_and_ods(name):
    xlsx = read_workbook(TABLES / f"{name}.xlsx").sheets[0]
    other = read_workbook(TABLES / f"{name}.ods").sheets[0]
    assert xlsx.cells == other.cells
    assert set(xlsx.merges) == set(other.merges)


def test_read_workbook_tells_what_libreoffice_computed_alike_in_xlsx_and_ods():
    expected = {
        (1, 1): Cell(CellKind.ERROR, "#DIV/0!", formula=True),
        (2, 1): Cell(CellKind.ERROR, "#DIV/0!", formula=True),
        (3, 1): Cell(CellKind.ERROR, "#NAME?", formula=True),
        (4, 1): Cell(CellKind.NUMBER, "2", formula=True),
        (5, 1): Cell(CellKind.TEXT, "", formula=True),
        (7, 1): Cell(CellKind.TEXT, "a  b"),
        (9, 1): Cell(CellKind.TEXT, "x"),
        (9, 3): Cell(CellKind.NUMBER, "1"),
        (13, 1): Cell(CellKind.ERROR, "#REF!", formula=True),
    }
    for suffix in ("xlsx", "ods"):
        first, second = read_workbook(TABLES / f"computed-by-libreoffice.{suffix}").sheets
        assert expected == {place: first.cells[place] for place in expected}
        assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {9}, {3})
        assert second.hidden
