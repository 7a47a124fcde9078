import io
import zipfile

import openpyxl
import pytest

from tablecheck.errors import ReadError
from tablecheck.readers.read import read_bytes
from tablecheck.sheet import Cell, CellKind, Notice, Range

from .making import (
    MAIN,
    STRICT_MAIN,
    STRICT_OFFICE,
    relationships,
    xlsx,
    xlsx_parts,
    zipped,
)

NUMBER, TEXT, ERROR, UNCOMPUTED, DATE, BOOLEAN = (
    CellKind.NUMBER,
    CellKind.TEXT,
    CellKind.ERROR,
    CellKind.UNCOMPUTED,
    CellKind.DATE,
    CellKind.BOOLEAN,
)


def sheet_of(rows, **options):
    return read_bytes(xlsx(rows, **options), name="a.xlsx").sheets[0]


def cell_of(xml, **options):
    return sheet_of(f'<row r="1">{xml}</row>', **options).cells.get((1, 1))


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="A1"><v>0.30000000000000004</v></c>', Cell(NUMBER, "0.30000000000000004")),
        ('<c r="A1"><v>123456789012345678</v></c>', Cell(NUMBER, "123456789012345678")),
        ('<c r="A1"><v>\n 12 \n</v></c>', Cell(NUMBER, "12")),
        ('<c r="A1" t="n"><v>1E+2</v></c>', Cell(NUMBER, "1E+2")),
        ('<c r="A1"><v>NaN</v></c>', Cell(TEXT, "NaN")),
        ('<c r="A1"><v>1e999999999</v></c>', Cell(TEXT, "1e999999999")),
        ('<c r="A1"/>', None),
        ('<c r="A1"><v/></c>', None),
        ('<c r="A1"><f>1+1</f></c>', Cell(UNCOMPUTED, "=1+1")),
        ('<c r="A1"><f>1+1</f><v></v></c>', Cell(UNCOMPUTED, "=1+1")),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Cell(NUMBER, "2", formula=True)),
        ('<c r="A1" t="str"><f>A2&amp;""</f><v></v></c>', Cell(TEXT, "", formula=True)),
        ('<c r="A1" t="str"><f>A2</f></c>', Cell(UNCOMPUTED, "=A2")),
        ('<c r="A1" t="str"><v> x </v></c>', Cell(TEXT, " x ")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', Cell(ERROR, "#REF!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell(ERROR, "#DIV/0!", formula=True)),
        ('<c r="A1" t="b"><v>1</v></c>', Cell(BOOLEAN, "TRUE")),
        ('<c r="A1" t="b"><v>0</v></c>', Cell(BOOLEAN, "FALSE")),
        ('<c r="A1" t="d"><v>2018-12-31</v></c>', Cell(DATE, "2018-12-31")),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b</t></is></c>', Cell(TEXT, "a\rb")),
        ('<c r="A1" t="inlineStr"><is><t>_xD800_</t></is></c>', Cell(TEXT, "_xD800_")),
        ('<c r="A1" t="inlineStr"><is><t/></is></c>', None),
        ('<c r="A1" t="s"><v>\n1 </v></c>', Cell(TEXT, "公开")),
        ('<c r="A1" t="s"><v>0</v></c>', Cell(TEXT, "a b")),
        ('<c r="A1" t="s"><v>2</v></c>', None),
        ("<c><v>7</v></c>", Cell(NUMBER, "7")),
    ],
)
def test_read_bytes_reads_a_cell(xml, expected):
    strings = (
        "<si><r><t>a</t></r><r><t> b</t></r></si>"
        "<si><t>公开</t><rPh><t>gongkai</t></rPh></si><si><t/></si>"
    )
    assert expected == cell_of(xml, strings=strings)


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        (1, "0.125", Cell(NUMBER, "0.125", number_format="0.0%")),
        (2, "0.5", Cell(NUMBER, "0.5", number_format="0%")),
        (3, "43465", Cell(DATE, "2018-12-31", number_format="mm-dd-yy")),
        (4, "43465.5", Cell(DATE, "2018-12-31T12:00:00", number_format="m/d/yy h:mm")),
        (5, "43465", Cell(DATE, "2018-12-31", number_format='yyyy"年"m"月"d"日"')),
        (6, "12600", Cell(NUMBER, "12600", number_format='0!.0,"万"')),
        (7, "1.5", Cell(NUMBER, "1.5", number_format="[h]:mm:ss")),
        (3, "-1", Cell(NUMBER, "-1", number_format="mm-dd-yy")),
        (0, "5", Cell(NUMBER, "5")),
        (99, "5", Cell(NUMBER, "5")),
    ],
)
def test_read_bytes_keeps_number_formats(style, value, expected):
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/>'
        '<numFmt numFmtId="165" formatCode="0!.0,&quot;万&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="10"/></cellStyleXfs><cellXfs>'
        + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 164, 9, 14, 22, 31, 165, 46))
        + "</cellXfs>"
    )
    assert expected == cell_of(f'<c r="A1" s="{style}"><v>{value}</v></c>', styles=styles)


def test_read_bytes_counts_dates_from_1904_where_the_workbook_does():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    cell = cell_of(
        '<c r="A1" s="0"><v>1</v></c>', styles=styles, workbook_attributes='date1904="1"'
    )
    assert cell.text == "1904-01-02"


def test_read_bytes_counts_on_where_addresses_are_missing():
    rows = (
        '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    )
    cells = sheet_of(rows).cells
    assert {(1, 1): "1", (1, 4): "2", (1, 5): "3", (2, 1): "4"} == {
        place: cell.text for place, cell in cells.items()
    }


def test_read_bytes_ignores_the_declared_dimension():
    sheet = sheet_of('<row r="9"><c r="C9"><v>1</v></c></row>', before='<dimension ref="A1:A1"/>')
    assert set(sheet.cells) == {(9, 3)}


def test_read_bytes_is_sparse_and_keeps_a_merge_of_everything():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    workbook = read_bytes(xlsx(rows, after=merges), name="a.xlsx")
    assert set(workbook.sheets[0].cells) == {(1, 1), (1_048_576, 16_384)}
    assert workbook.sheets[0].merges == (Range(1, 1, 1_048_576, 16_384),)


def test_read_bytes_notices_a_value_under_a_merge():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D1:E1"/></mergeCells>'
    workbook = read_bytes(xlsx(rows, after=merges), name="a.xlsx")
    assert workbook.sheets[0].cells[1, 2].text == "2"
    assert workbook.notices == (
        Notice("value-under-merge", {"range": "A1:B2", "count": "1"}, sheet="表", place=(1, 2)),
    )


def test_read_bytes_tells_hidden_rows_columns_and_sheets():
    rows = '<row r="2" hidden="1"/><row r="3" hidden="0"/>'
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>'
    sheet = sheet_of(rows, before=columns, sheet_attributes='state="veryHidden"')
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {2}, {2, 3})


def test_read_bytes_reads_strict_ooxml_and_says_so():
    data = xlsx("<row><c><v>1</v></c></row>", main=STRICT_MAIN, office=STRICT_OFFICE)
    workbook = read_bytes(data, name="a.xlsx")
    assert workbook.sheets[0].cells == {(1, 1): Cell(NUMBER, "1")}
    assert [notice.kind for notice in workbook.notices] == ["strict-ooxml"]


def test_read_bytes_reads_prefixed_elements():
    parts = xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert read_bytes(zipped(parts.items()), name="a.xlsx").sheets[0].cells == {
        (1, 1): Cell(NUMBER, "1")
    }


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "./x/../worksheets/sheet1.xml"])
def test_read_bytes_resolves_targets(target):
    assert sheet_of("<row><c><v>1</v></c></row>", target=target).cells == {
        (1, 1): Cell(NUMBER, "1")
    }


def test_read_bytes_notices_macros_and_external_links():
    parts = xlsx_parts("")
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("s1", "worksheet", "worksheets/sheet1.xml"),
        ("v", "vbaProject", "vbaProject.bin"),
        ("e", "externalLink", "externalLinks/externalLink1.xml"),
    )
    workbook = read_bytes(zipped(parts.items()), name="a.xlsm")
    assert workbook.kind == "xlsm"
    assert [notice.kind for notice in workbook.notices] == ["macros", "external-links"]


def test_read_bytes_skips_chart_sheets():
    parts = xlsx_parts("")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="图" sheetId="2" r:id="c1"/></sheets>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("s1", "worksheet", "worksheets/sheet1.xml"), ("c1", "chartsheet", "chartsheets/1.xml")
    )
    workbook = read_bytes(zipped(parts.items()), name="a.xlsx")
    assert [sheet.name for sheet in workbook.sheets] == ["表"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="１1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        '<row r="1"><c r="A1" t="zz"><v>0</v></c></row>',
        "<row>" + "<x>" * 300 + "</x>" * 300 + "</row>",
        "<row><c><v>1</c></row>",
    ],
)
def test_read_bytes_refuses_a_wrong_sheet(rows):
    with pytest.raises(ReadError, match=r"^TC10[12]: ") as caught:
        read_bytes(xlsx(rows), name="a.xlsx")
    assert caught.value.zh


def test_read_bytes_refuses_a_merge_outside_of_the_sheet():
    merges = '<mergeCells><mergeCell ref="A1:XFE2"/></mergeCells>'
    with pytest.raises(ReadError, match=r"TC101: .*XFE"):
        read_bytes(xlsx("", after=merges), name="a.xlsx")


@pytest.mark.parametrize(
    "missing", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_read_bytes_refuses_a_missing_part(missing):
    parts = xlsx_parts("")
    del parts[missing]
    with pytest.raises(ReadError, match="TC101: "):
        read_bytes(zipped(parts.items()), name="a.xlsx")


def test_read_bytes_refuses_a_workbook_without_sheets():
    parts = xlsx_parts("")
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}"><sheets/></workbook>'
    with pytest.raises(ReadError, match=r"TC101: .*no sheet"):
        read_bytes(zipped(parts.items()), name="a.xlsx")


@pytest.mark.parametrize("suffix", ["xlsx", "xlsm"])
def test_read_bytes_tells_blank_error_and_uncomputed_apart(suffix):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([None, "#REF!", "=1+1", 0, "—"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_bytes(buffer.getvalue(), name=f"a.{suffix}").sheets[0].cells == {
        (1, 2): Cell(ERROR, "#REF!"),
        (1, 3): Cell(UNCOMPUTED, "=1+1"),
        (1, 4): Cell(NUMBER, "0"),
        (1, 5): Cell(TEXT, "—"),
    }


def test_read_bytes_refuses_unknown_compression():
    data = zipped(xlsx_parts("").items(), compression=zipfile.ZIP_LZMA)
    with pytest.raises(ReadError, match=r"TC101: .*compression"):
        read_bytes(data, name="a.xlsx")
