from pathlib import Path

import pytest

from tablecheck.errors import ReadError
from tablecheck.readers.csv import delimiter_of
from tablecheck.readers.limits import Limits
from tablecheck.readers.read import read_bytes, read_workbook

TABLES = Path(__file__).parents[1] / "tables"
TEXT = "统计指标,单位,统计数\n主动公开政府信息数,条,1506\n政府公报公开政府信息数,条,89\n"


def texts_of(data, **options):
    cells = read_bytes(data, name="a.csv", **options).sheets[0].cells
    return {place: cell.text for place, cell in cells.items()}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_read_bytes_finds_the_encoding(encoding):
    assert texts_of(TEXT.encode(encoding)) == {
        (1, 1): "统计指标",
        (1, 2): "单位",
        (1, 3): "统计数",
        (2, 1): "主动公开政府信息数",
        (2, 2): "条",
        (2, 3): "1506",
        (3, 1): "政府公报公开政府信息数",
        (3, 2): "条",
        (3, 3): "89",
    }


def test_read_bytes_asks_where_gb18030_and_big5_both_fit():
    data = "統計指標,單位,統計數\n主動公開政府資訊數,條,1506\n".encode("big5")
    with pytest.raises(ReadError, match=r"TC101: .*Big5.*--encoding"):
        texts_of(data)
    assert texts_of(data, encoding="big5")[1, 1] == "統計指標"


def test_read_bytes_names_byte_and_line_of_what_it_cannot_decode():
    with pytest.raises(ReadError, match=r"TC101: .*byte 0xff at line 2.*--encoding"):
        texts_of("指\n".encode("gbk") + b"\xff\n")


def test_read_bytes_does_not_take_damaged_utf8_for_gb18030():
    damaged = TEXT.encode().replace("条".encode(), b"\xe6\x9d", 1)
    with pytest.raises(ReadError, match=r"TC101: .*not UTF-8 .*line 2"):
        texts_of(damaged)


@pytest.mark.parametrize("encoding", ["utf-9", "hex", "a\0b"])
def test_read_bytes_refuses_an_unknown_encoding(encoding):
    with pytest.raises(ReadError, match="TC101: there is no encoding"):
        texts_of(b"a,b", encoding=encoding)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb, c\td\n1\t2\t3\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("标题\n\na,b,c\n1,2,3;4\n", ","),
        ("a,b;c,d\n1,2;3,4\n", ","),
        ('"a";"b"\n"1,2";"3"\n', ";"),
        ("a\n1\n", ","),
    ],
)
def test_delimiter_of_agrees_with_the_records(text, expected):
    assert expected == delimiter_of(text)


def test_read_bytes_counts_records_and_leaves_text_untouched():
    data = '指标,"第一行\r\n第二行"\r\n\n\'12, 3 \r"1,234",=A1\n'.encode()
    assert texts_of(data) == {
        (1, 1): "指标",
        (1, 2): "第一行\r\n第二行",
        (3, 1): "'12",
        (3, 2): " 3 ",
        (4, 1): "1,234",
        (4, 2): "=A1",
    }


@pytest.mark.parametrize("data", [b'a,b\n"c,d\ne,f\n', b'a,b\n"c"d,e\n'])
def test_read_bytes_refuses_quotes_that_do_not_match(data):
    with pytest.raises(ReadError, match=r"TC101: .*line 2"):
        texts_of(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,\0b\n1,2\n", "TC101"),
        (b"a,\0b\n1,23\n", "TC101"),
        (b"a,b\x01\n", "TC103"),
        (b"", "TC101"),
    ],
)
def test_read_bytes_refuses_what_is_no_text(data, code):
    with pytest.raises(ReadError, match=code):
        texts_of(data)


def test_read_bytes_keeps_a_terminal_escape_as_text():
    assert texts_of(b"a,\x1b[31mb\n")[1, 2] == "\x1b[31mb"


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (b"a" * 40_000, Limits()),
        (b"a" * 200_000, Limits()),
        (b"a,b,c\n", Limits(cells=2)),
        (b"a" * (5 << 20), Limits()),
    ],
)
def test_read_bytes_refuses_beyond_the_limits(data, limits):
    with pytest.raises(ReadError, match="TC102"):
        texts_of(data, limits=limits)


def test_read_workbook_reads_both_encodings_of_a_table_alike():
    first = read_workbook(TABLES / "manzhouli-2018-gb18030.csv")
    second = read_workbook(TABLES / "manzhouli-2018-utf-8-sig.csv")
    assert first.sheets == second.sheets
    assert first.sheets[0].name is None
    assert first.sha256 != second.sha256
