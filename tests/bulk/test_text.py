"""Chunks hold the rows and fields of the ordinary reader, whatever the text looks like."""

import pytest

pytest.importorskip("polars")

from hypothesis import given, settings
from hypothesis import strategies as st

from tablecheck.bulk import text
from tablecheck.bulk.text import chunks_of, look_at
from tablecheck.errors import ReadError
from tablecheck.readers.limits import DEFAULT_LIMITS
from tablecheck.readers.read import read_bytes

FIELDS = st.sampled_from(
    ["", "1", "12", "单位", " x ", "a;b", "0.5", "—", '"q"', '"a\nb"', '"c,d"']
)
LINES = st.lists(st.lists(FIELDS, min_size=1, max_size=5), min_size=1, max_size=30)


def chunked(path, encoding=None):
    cells, number = {}, 0
    for chunk in chunks_of(look_at(path, encoding), DEFAULT_LIMITS):
        assert chunk.first == number + 1
        number += chunk.frame.height
        for row, own in chunk.rows(range(chunk.frame.height)):
            cells |= {(row, column): cell for column, cell in own.items()}
    return cells


@settings(deadline=None, max_examples=60)
@given(
    lines=LINES,
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    is_ended=st.booleans(),
    block=st.integers(16, 300),
)
def test_chunks_equal_the_ordinary_reader(tmp_path_factory, lines, end, is_ended, block):
    content = end.join(",".join(line) for line in lines) + (end if is_ended else "")
    path = tmp_path_factory.mktemp("t") / "t.csv"
    data = content.encode()
    path.write_bytes(data)
    whole, text.BLOCK = text.BLOCK, max(block, 16)
    try:
        # What tells the delimiter is the same for both only where one block holds it.
        file = look_at(path, None)
        ordinary = read_bytes(data, name="t.csv")
        if file.delimiter != ",":
            return
        got = chunked(path)
    except ReadError:
        with pytest.raises(ReadError):
            read_bytes(data, name="t.csv")
        return
    finally:
        text.BLOCK = whole
    assert ordinary.sheets[0].cells == got
    assert file.sha256 == ordinary.sha256


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_chunks_encodings(tmp_path, encoding, monkeypatch):
    monkeypatch.setattr(text, "BLOCK", 64)
    lines = ["填报单位,人数", *(f"北京市第{n}小学校,{n}" for n in range(50))]
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    assert read_bytes(path.read_bytes(), name="t.csv").sheets[0].cells == chunked(path)


def test_chunks_text_that_changes_its_encoding_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "BLOCK", 64)
    path = tmp_path / "t.csv"
    path.write_bytes("北京市填报单位,人数\n".encode() * 9 + "广州市,5\n".encode("gb18030"))
    with pytest.raises(ReadError, match="utf-8"):
        chunked(path, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_look_at_text_of_another_encoding_than_said_is_refused(tmp_path, encoding):
    path = tmp_path / "t.csv"
    text = "北京市填报单位,人数\n"
    path.write_bytes(text.encode("gb18030") if encoding == "utf-8" else text.encode() + b"\xff\xff")
    with pytest.raises(ReadError, match="--encoding"):
        chunked(path, encoding)


def test_a_line_without_end_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b"1" * (9 << 20))
    with pytest.raises(ReadError, match="TC102"):
        chunked(path)
