import time
from pathlib import Path

import pytest

from tablecheck.errors import ReadError
from tablecheck.readers.limits import Limits
from tablecheck.readers.read import read_bytes
from tablecheck.sheet import Range

from .making import STRICT_WORD, docx

TABLES = Path(__file__).parents[1] / "tables"


def p(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(*content, properties=""):
    inside = "".join(piece if piece.startswith("<") else p(piece) for piece in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or '<w:p/>'}</w:tc>"


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def span(number):
    return f'<w:gridSpan w:val="{number}"/>'


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(body, **options):
    workbook = read_bytes(docx(body, **options), name="a.docx")
    assert workbook.kind == "docx"
    (sheet,) = workbook.sheets
    assert sheet.name == "document"
    return sheet


def texts(body, **options):
    return {place: cell.text for place, cell in read(body, **options).cells.items()}


def test_read_docx_places_blocks_below_one_another():
    body = p("一") + "<w:p/>" + p(" ") + tbl(tr(tc("甲"), tc(), tc("乙")), tr(tc("丙"))) + p("二")
    expected = {(1, 1): "一", (3, 1): "甲", (3, 3): "乙", (4, 1): "丙", (6, 1): "二"}
    assert texts(body) == expected
    assert texts(body, word=STRICT_WORD) == expected


def test_read_docx_joins_paragraphs_runs_tabs_and_breaks():
    run = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r><w:r><w:t>c</w:t></w:r>"
    body = tbl(tr(tc(f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run}</w:p>", "d")))
    assert texts(body) == {(1, 1): "a\tb\nc\nd"}


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:ins><w:r><w:t>1</w:t></w:r></w:ins>", "a1"),
        ("<w:del><w:r><w:delText>1</w:delText><w:t>1</w:t></w:r></w:del>", "a"),
        ("<w:moveFrom><w:r><w:t>1</w:t></w:r></w:moveFrom>", "a"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r>", "a1"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t><w:tab/></w:r>", "a"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>1</w:t></w:r>', "a1"),
        ("<w:sdt><w:sdtContent><w:r><w:t>1</w:t></w:r></w:sdtContent></w:sdt>", "a1"),
        ('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>', "a¹"),
        ('<w:r><w:rPr><w:vertAlign w:val="baseline"/></w:rPr><w:t>1</w:t></w:r>', "a1"),
        ("<mc:AlternateContent><mc:Fallback><w:r><w:t>1</w:t></w:r></mc:Fallback>"
         "</mc:AlternateContent>", "a"),
    ],
)  # fmt: skip
def test_read_docx_takes_the_text_that_is_shown(inside, text):
    assert texts(f"<w:p><w:r><w:t>a</w:t></w:r>{inside}</w:p>") == {(1, 1): text}


def test_read_docx_turns_spans_into_merges():
    sheet = read(
        tbl(
            tr(tc("头", properties=span(2) + RESTART), tc("右")),
            tr(tc(properties=span(2) + CONTINUE), tc("1", properties=RESTART)),
            tr(tc("甲", properties=RESTART), tc("乙", properties=span(2))),
            tr(tc(properties=CONTINUE), tc("2"), tc("3", properties=CONTINUE)),
        )
    )
    assert sheet.merges == (Range(1, 1, 2, 2), Range(3, 1, 4, 1), Range(3, 2, 3, 3))
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "头", (1, 3): "右", (2, 3): "1", (3, 1): "甲",
        (3, 2): "乙", (4, 2): "2", (4, 3): "3",
    }  # fmt: skip


def test_read_docx_ends_merges_with_their_table():
    body = tbl(tr(tc("a", properties=RESTART))) + tbl(tr(tc("b", properties=CONTINUE)))
    assert read(body).merges == ()


def test_read_docx_reads_merges_of_old_files():
    restart, more = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    sheet = read(tbl(tr(tc("a", properties=restart), tc(properties=more), tc("b"))))
    assert sheet.merges == (Range(1, 1, 1, 2),)
    assert [*sheet.cells] == [(1, 1), (1, 3)]


def test_read_docx_notices_a_text_under_a_merge():
    body = tbl(tr(tc("a", properties=RESTART)), tr(tc("b", properties=CONTINUE)))
    (notice,) = read_bytes(docx(body), name="a.docx").notices
    assert (notice.kind, notice.place, notice.sheet) == ("value-under-merge", (2, 1), "document")


def test_read_docx_respects_grid_before_and_old_properties():
    old = f"<w:tcPrChange><w:tcPr>{span(5)}</w:tcPr></w:tcPrChange>"
    body = tbl(tr(tc("a", properties=old), tc("b"), properties='<w:gridBefore w:val="2"/>'))
    assert texts(body) == {(1, 3): "a", (1, 4): "b"}


def test_read_docx_gives_a_nested_table_to_its_cell():
    inner = tbl(tr(tc("1", properties=span(9)), tc("2")), tr(tc("3")))
    assert texts(tbl(tr(tc("a", inner, "b"), tc("c")))) == {(1, 1): "a\n1\n2\n3\nb", (1, 2): "c"}


def test_read_docx_leaves_out_a_deleted_row():
    body = tbl(tr(tc("a")), tr(tc("b"), properties="<w:del/>"), tr(tc("c")))
    assert texts(body) == {(1, 1): "a", (2, 1): "c"}


def test_read_docx_reads_a_text_box_once():
    box = f"<w:txbxContent>{p('box')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(body) == {(1, 1): "a", (3, 1): "box"}


def test_read_docx_notices_macros():
    data = docx(p("a"), extra=[("word/vbaProject.bin", b"")])
    assert [notice.kind for notice in read_bytes(data, name="a.docm").notices] == ["macros"]


@pytest.mark.parametrize(
    ("body", "options", "code"),
    [
        (p("a"), {"before": '<!DOCTYPE w [<!ENTITY b "c">]>'}, "TC101"),
        (p("a"), {"before": '<!DOCTYPE w SYSTEM "file:///etc/passwd">'}, "TC101"),
        (p("a\0b"), {}, "TC101"),
        ("<w:p>", {}, "TC101"),
        (tbl(tr(tc("a", properties=span(10**9)))), {}, "TC101"),
        (tbl(tr(tc("a", properties=span(-1)))), {}, "TC101"),
        (tbl(tr(tc("a", properties=span(16_384)), tc("b"))), {}, "TC102"),
        ("<w:tbl><w:tr><w:tc>" * 100_000, {}, "TC102"),
        ("<w:p>" * 100_000, {}, "TC102"),
        (p("a" * 40_000), {}, "TC102"),
        (tbl(tr(tc(*["a" * 1_000] * 33))), {}, "TC102"),

        (p("a"), {"word": "urn:other"}, "TC103"),
    ],
)  # fmt: skip
def test_read_docx_refuses_what_is_hostile_fast(body, options, code):
    data = docx(body, **options)
    started = time.monotonic()
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name="a.docx")
    assert caught.value.code == code
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("limits", [Limits(cells=2), Limits(text=0), Limits(part_bytes=280)])
def test_read_docx_keeps_the_limits(limits):
    with pytest.raises(ReadError, match="TC102"):
        read_bytes(docx(p("a") + p("b") + p("c")), name="a.docx", limits=limits)


def test_read_docx_reads_many_paragraphs_fast():
    started = time.monotonic()
    assert len(texts(p("a") * 100_000)) == 100_000
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("name", ["suqian-2023", "suqian-2024"])
def test_read_docx_reads_cross_tabs(name):
    (sheet,) = read_bytes((TABLES / f"{name}.docx").read_bytes(), name="a.docx").sheets
    assert Range(26, 1, 28, 3) in sheet.merges
    assert sheet.cells[29, 10].text == {"suqian-2023": "3511"}.get(name, sheet.cells[29, 10].text)


def test_read_docx_raises_nothing_else_for_flipped_bytes():
    data = docx(p("a") + tbl(tr(tc("b"))))
    for place in range(0, len(data), 3):
        flipped = bytearray(data)
        flipped[place] ^= 0x55
        try:
            read_bytes(bytes(flipped), name="a.docx")
        except ReadError as error:
            assert error.code.startswith("TC10")
