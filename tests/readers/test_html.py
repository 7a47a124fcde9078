import time
from pathlib import Path

import pytest

from tablecheck.errors import ReadError
from tablecheck.readers.limits import Limits
from tablecheck.readers.read import read_bytes
from tablecheck.sheet import Range

TABLES = Path(__file__).parents[1] / "tables"


def read(page, name="a.html", **options):
    data = page if isinstance(page, bytes) else f"<html>{page}".encode()
    workbook = read_bytes(data, name=name, **options)
    assert workbook.kind == "html"
    (sheet,) = workbook.sheets
    assert sheet.name == "document"
    return sheet


def texts(page, **options):
    return {place: cell.text for place, cell in read(page, **options).cells.items()}


def paragraphs(page):
    found = texts(page)
    assert {column for _, column in found} <= {1}
    return [found[place] for place in sorted(found)]


def test_read_html_places_blocks_below_one_another():
    page = "<p>一<p> <p>二</p><table><tr><td>甲<td><td>乙<tr><th>丙</table>三<div>四"
    assert texts(page) == {
        (1, 1): "一", (3, 1): "二", (5, 1): "甲", (5, 3): "乙", (6, 1): "丙",
        (8, 1): "三", (10, 1): "四",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<p>a</p><p>b", "a\nb"),
        ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        (" a \n\t b ", "a b"),
        ("a <br> b<br>", "a\nb"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("&nbsp;&nbsp;1", "\xa0\xa01"),
        ("&#19968;&#x4e8c;&lt;&amp;&copy", "一二<&©"),
        ("&#3;&#0;&unknown;", "\ufffd&unknown;"),
        ("1<b>2</b><font color=red>3</font><o:p></o:p>", "123"),
        ("a < b & c", "a < b & c"),
        ("98<sup>1</sup>2 m<SUP>2</SUP> CO<sub>2", "98¹2 m² CO₂"),
        ("98<sup>1<p>2", "98¹\n2"),
        ("1<script>2<td></script><style>3</style><!-- 4 --><!--[if a]>5<![endif]-->6", "16"),
        ("1<![if !a]>2<![endif]><?xml a?>3</ >", "123"),
        ("1<!-->2<!--->3", "123"),
        ("1<noscript>2</noscript><select><option>3</select>4", "14"),
        ("<span title='a>b' data-x=\"</td>\">1</span>", "1"),
        ("<textarea>2</td></textarea>1", "1"),
    ],
)
def test_read_html_takes_the_text_that_is_shown(cell, text):
    assert texts(f"<table><tr><td>{cell}</td><td>z</td></table>") == {(1, 1): text, (1, 2): "z"}


@pytest.mark.parametrize("blank", ["", "&nbsp;", " \n", "<br>", "<p></p><p> </p>", "&#12288;"])
def test_read_html_stores_no_blank_cell(blank):
    assert texts(f"<table><tr><td>{blank}</td><td>1</td></tr></table>") == {(1, 2): "1"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<span hidden>1</span>2", "2"),
        ('<div style="color:red; DISPLAY : none">1<div>1</div>1</div>2', "2"),
        ("<p hidden>1<p>2", "2"),
        ("<ul><li hidden>1<ul><li>1</ul>1<li>2</ul>", "2"),
        ("2<span hidden>1", "2"),
        ("2<span hidden><table><tr><td>1</table>", "2"),
        ("2<input hidden>3<br style='display:none'>", "23"),
        ('2<span style="mso-hide:all">1</span>', "2"),
    ],
)
def test_read_html_leaves_out_what_is_hidden(cell, text):
    assert texts(f"<table><tr><td>{cell}<td>z</table>y")[1, 1] == text
    assert texts(f"<table><tr><td>{cell}</td><td>z</td></tr></table>y")[1, 2] == "z"


def test_read_html_leaves_out_hidden_cells_rows_and_tables():
    page = (
        "<table hidden><tr><td>1<table><tr><td>1</table></table>"
        "<table><tr hidden><td>1<td>1<tr style='display:none'><td>1</tr>"
        "<tr><td hidden>1<td>a</td><td hidden>1</td><td>b</table>"
    )
    assert texts(page) == {(1, 1): "a", (1, 2): "b"}


def test_read_html_turns_spans_into_merges():
    page = (
        "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c"
        "<tr><td rowspan='9'>d<td colspan=2>e<tr><td>f<td>g</table>"
    )
    sheet = read(page)
    assert sheet.merges == (Range(1, 1, 2, 2), Range(3, 1, 4, 1), Range(3, 2, 3, 3))
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "a", (1, 3): "b", (2, 3): "c", (3, 1): "d", (3, 2): "e", (4, 2): "f", (4, 3): "g",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("attributes", "merge"),
    [
        ("rowspan=0", Range(1, 1, 3, 1)),
        ("rowspan=999999999999999999999999", Range(1, 1, 3, 1)),
        ("colspan=1000000000", Range(1, 1, 1, 1000)),
        ("colspan='2px'", Range(1, 1, 1, 2)),
        ("colspan=0", None),
        ("colspan=-3 rowspan=x", None),
        ("colspan=２", None),
        ("colspan", None),
        ("colspan=2 colspan=3", Range(1, 1, 1, 2)),
    ],
)
def test_read_html_clamps_spans(attributes, merge):
    sheet = read(f"<table><tr><td {attributes}>a<tr><td>b<tr><td>c</table>")
    assert sheet.merges == (() if merge is None else (merge,))


def test_read_html_ends_spans_with_their_group():
    page = "<table><thead><tr><td rowspan=5>a<tr><td>b</thead><tr><td>c<td>d</table>"
    assert read(page).merges == (Range(1, 1, 2, 1),)
    assert texts(page)[3, 1] == "c"


def test_read_html_lets_no_cells_overlap():
    page = "<table><tr><td>a<td rowspan=2>b<tr><td colspan=3>c<td>d</table>"
    assert read(page).merges == (Range(1, 2, 2, 2),)
    assert texts(page) == {(1, 1): "a", (1, 2): "b", (2, 1): "c", (2, 3): "d"}


def test_read_html_shows_the_foot_last_and_the_head_first():
    page = "<table><tfoot><tr><td>3</tfoot><tbody><tr><td>2</tbody><thead><tr><td>1</table>"
    assert paragraphs(page) == ["1", "2", "3"]


def test_read_html_reads_captions_and_strays_before_the_table():
    page = "<table><caption>题</caption><tr>注<td>1</table>"
    assert texts(page) == {(1, 1): "题", (3, 1): "注", (5, 1): "1"}


def test_read_html_reads_the_tables_of_a_layout_table():
    page = (
        "<table><tr><td>top<td><p>a<p>b<table><tr><td>1<td>2</table>between"
        "<table><tr><td>3<td colspan=2>4</table></td></tr><tr><td>below</table>end"
    )
    assert texts(page) == {
        (1, 1): "top", (3, 1): "a", (5, 1): "b", (7, 1): "1", (7, 2): "2", (9, 1): "between",
        (11, 1): "3", (11, 2): "4", (13, 1): "below", (15, 1): "end",
    }  # fmt: skip
    assert read(page).merges == (Range(11, 2, 11, 3),)


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>1<td>2",
        "<table><td>1<td>2</table>",
        "<table></td></tr><tr><td>1</div></span></p><td>2</body>",
        "<table><table><tr><td>1<td>2</table></table></table>",
        "</table></td><td><tr><table><tbody><tr><th>1</th></th><th>2</tbody></tbody>",
        "<table><tr><td>1</td></td><td>2</td></tr></tr></table><td",
    ],
)
def test_read_html_survives_unclosed_and_stray_tags(page):
    assert texts(page) == {(1, 1): "1", (1, 2): "2"}


def test_read_html_splits_a_long_text_at_its_line_breaks():
    page = f"<div>{'a' * 20_000}<br>{'b' * 20_000}</div>"
    assert [len(text) for text in paragraphs(page)] == [20_000, 20_000]


CELL = "<table><tr><td>收到申请数<td>件<td>满洲里市教育局</table>"
EXPECTED = {(1, 1): "收到申请数", (1, 2): "件", (1, 3): "满洲里市教育局"}


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<html><head><meta charset="gb2312">', "gb18030"),
        ("<html><meta charset=GBK>", "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=gb2312'/>", "gb18030"),
        ('<?xml version="1.0" encoding="gb2312"?><html>', "gb18030"),
        ("<!DOCTYPE html><html><meta charset=big5>", "big5"),
        ("<html><!-- <meta charset=big5> --><meta charset=utf-8>", "utf-8"),
        ("<html><meta charset=utf-8>", "utf-8-sig"),
        ("<html><meta charset=gb2312>", "utf-8-sig"),
        ("<html><meta charset=utf-16>", "utf-8"),
        ("<html><meta charset=gb2312>", "utf-16-be"),
        ("<html><meta charset=rot13>", "utf-8"),
        ("<html>", "utf-8"),
        ("<html>", "gb18030"),
        ("<html>", "utf-16"),
        ("<!-- saved from url=(0014)about:internet -->\n<table>", "utf-16-le"),
        ("\n <!-- a > b --> <TABLE>", "utf-8"),
    ],
)
def test_read_html_finds_the_encoding(head, encoding):
    cell = CELL.translate(str.maketrans("请满", "請滿")) if encoding == "big5" else CELL
    found = texts((head + cell).encode(encoding, "ignore"))
    if encoding != "big5":
        assert found == EXPECTED
    assert len(found) == 3


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<html><meta charset=utf-8>", "gb18030"),
        ("<html><meta charset=gb2312>", "utf-8"),
        ("<html><meta charset=iso-8859-1>", "utf-8"),
    ],
)
def test_read_html_refuses_a_wrong_encoding_unless_the_right_one_is_given(head, encoding):
    data = (head + CELL).encode(encoding)
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name="a.html")
    assert caught.value.code in ("TC101", "TC103")
    assert texts(data, encoding=encoding) == EXPECTED


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.xlsx"])
def test_read_html_notices_a_page_named_otherwise(name):
    workbook = read_bytes(b"<table><tr><td>1</table>", name=name)
    assert [(n.kind, n.facts["type"]) for n in workbook.notices] == [("true-type", "html")]
    assert read_bytes(b"<table>", name="a.htm").notices == ()


def test_read_html_reads_a_page_saved_by_excel_as_xls():
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n'
        "<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\n"
        "<!--[if gte mso 9]><xml><x:Name>Sheet1</x:Name></xml><![endif]-->\n"
        "<style><!--table {mso-x:y}--></style></head><body>\n<table border=0><col width=72>\n"
        "<tr height=18><td height=18 colspan=2 style='height:13.5pt'>数</td><td align=right x:num>"
        "12</td></tr>\n<![if supportMisalignedColumns]>\n<tr height=0 style='display:none'>\n"
        "<td width=72></td></tr>\n<![endif]>\n</table></body></html>"
    )  # fmt: skip
    sheet = read(page.encode("gb18030"), name="a.xls")
    assert {place: cell.text for place, cell in sheet.cells.items()} == {(1, 1): "数", (1, 3): "12"}
    assert sheet.merges == (Range(1, 1, 1, 2),)


MANY = 100_000


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * MANY,
        "</div>" * MANY,
        "<table>" * MANY,
        "</table>" * MANY,
        "<table><tr><td>" * MANY,
        "<table><tr><td>a" * MANY + "</table>" * MANY,
        "<table><tr>" + "<td>a" * 16_000,
        "<table><tr>" + "<td rowspan=0>" * 16_000 + "<tr><td>a" * 2_000,
        "<table>" + "<tr><td rowspan=0 colspan=1000>a" * 20_000,
        "<table><tr><td colspan=1000000000>a" * 1_000,
        "<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>a<td>b" * 1_000,
        "<tbody>" * MANY,
        "<p hidden>" * MANY,
        "<div hidden>" * MANY,
        "<ul><li>" * MANY,
        "<b>" * MANY,
        "<" * MANY,
        "<a " * MANY,
        "<a b=" * MANY,
        '<a b="' * MANY,
        "<a b='\"" * MANY,
        "</a " * MANY,
        "<!--" * MANY,
        "<!" * MANY,
        "<![" * MANY,
        "<![CDATA[" * MANY,
        "<?" * MANY,
        "</" * MANY,
        "<script>" * MANY,
        "<script></scrip" * MANY,
        "<textarea>" * MANY,
        "<a" + " " * MANY + "b",
        "<a" + "/" * MANY + "b" + "=" * MANY,
        "&" * MANY,
        "&#" * MANY,
        "&#" + "9" * MANY + ";",
        "&#x" + "f" * MANY + ";",
        "&amp" * 10_000,
        "<p style='" + "; " * MANY + "'>",
        "<p style='display" + " " * MANY + "'>",
        " \n" * MANY,
        "<br>" * MANY,
        "a <br> " * MANY,
        "a" * 400_000,
        "<table><tr><td>" + "a<p>" * MANY,
        "<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;",
        "a\0b",
        "<td>\x03",
        "<p>a" * MANY,
        "<table><tr><td rowspan=65534>a</table>" * 20_000,
    ],
    ids=lambda page: repr(page[:30]) + str(len(page)),
)
def test_read_html_reads_or_refuses_what_is_hostile_fast(page):
    data = f"<html>{page}".encode()
    started = time.monotonic()
    try:
        read_bytes(data, name="a.html")
    except ReadError as error:
        assert error.code in ("TC101", "TC102", "TC103")
    assert time.monotonic() - started < 2


def refused(page, **options):
    with pytest.raises(ReadError) as caught:
        read_bytes(page.encode(), name="a.html", **options)
    return caught.value.code


def test_read_html_refuses_entities_of_its_own_and_nul():
    assert refused("<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;") == "TC101"
    assert refused("<html>a\0b") == "TC101"
    assert refused("<html>a\x03b") == "TC103"
    assert texts(b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "a.dtd"><p>a') == {(1, 1): "a"}


def test_read_html_keeps_the_limits():
    row = "<table><tr><td>abc<td>d<td>e</table>"
    assert refused(row, limits=Limits(cells=2)) == "TC102"
    assert refused(row, limits=Limits(text=2)) == "TC102"
    assert refused(row, limits=Limits(file_bytes=20)) == "TC102"
    assert refused("<table><tr><td rowspan=2 colspan=900>a<tr><td>", limits=Limits(cells=9)) == (
        "TC102"
    )
    assert refused("<table><tr>" + "<td>a" * 16_385) == "TC102"
    assert refused("<table><tr><td>" * 257) == "TC102"
    assert texts("<table><tr><td>" * 256 + "a") == {(1, 1): "a"}


@pytest.mark.parametrize("name", ["manzhouli-2018", "suqian-2023", "suqian-2024"])
def test_read_html_and_docx_read_alike(name):
    page, document = (
        read_bytes((TABLES / f"{name}.{kind}").read_bytes(), name="a").sheets
        for kind in ("html", "docx")
    )
    assert page == document


@pytest.mark.parametrize("part", range(1, 20))
def test_read_html_reads_a_truncated_page(part):
    data = (TABLES / "suqian-2024.html").read_bytes()
    try:
        read_bytes(data[: len(data) * part // 20], name="a.html")
    except ReadError as error:
        assert error.code == "TC101"
