import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tablecheck.errors import ReadError
from tablecheck.readers.limits import Limits
from tablecheck.readers.read import read_bytes, read_workbook
from tablecheck.readers.refusals import shown

from .making import ods, relationships, xlsx, xlsx_parts, zipped

TABLES = Path(__file__).parents[1] / "tables"
ROW = "<row><c><v>1</v></c></row>"


def refused(data, name="a.xlsx", **options):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name=name, **options)
    assert caught.value.zh != caught.value.en
    return caught.value


@pytest.mark.parametrize(
    ("declaration"),
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE a>",
    ],
)
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels", "xl/styles.xml"]
)
def test_read_bytes_refuses_any_doctype(part, declaration):
    parts = xlsx_parts(ROW, styles="")
    parts[part] = declaration + parts[part]
    error = refused(zipped(parts.items()))
    assert (error.code, "DOCTYPE" in error.en) == ("TC101", True)


def test_read_bytes_refuses_a_doctype_in_ods():
    content = '<!DOCTYPE a [<!ENTITY b "c">]><a/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    assert "DOCTYPE" in refused(zipped([("mimetype", mimetype), ("content.xml", content)])).en


@pytest.mark.parametrize("second", ["xl/worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"])
def test_read_bytes_refuses_duplicate_members(second):
    data = zipped([*xlsx_parts(ROW).items(), (second, "<a/>")])
    error = refused(data)
    assert (error.code, "twice" in error.en) == ("TC101", True)


@pytest.mark.parametrize(
    ("limits", "number"),
    [
        (Limits(part_bytes=300), "300"),
        (Limits(unpacked_bytes=700), "700"),
        (Limits(parts=4), "4"),
        (Limits(sheets=0), "0"),
        (Limits(cells=1), "1"),
        (Limits(text=2), "2"),
    ],
)
def test_read_bytes_names_the_limit_that_is_exceeded(limits, number):
    rows = '<row><c><v>1</v></c><c t="str"><v>abc</v></c></row>' + " " * 200
    error = refused(xlsx(rows), limits=limits)
    assert (error.code, f"limit is {number};" in error.en) == ("TC102", True)


def test_read_bytes_refuses_a_bomb_before_it_unpacks():
    parts = [*xlsx_parts(ROW).items(), ("bomb", b"\0" * (257 << 20))]
    data = zipped(parts)
    started = time.monotonic()
    assert refused(data).code == "TC102"
    assert time.monotonic() - started < 1


def test_read_bytes_refuses_sizes_that_lie():
    data = bytearray(xlsx(ROW + " " * 5000))
    at = data.index(
        b"PK\x01\x02", data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02")) - 60
    )
    struct.pack_into("<I", data, at + 24, 10)
    assert refused(bytes(data)).code == "TC101"


def test_read_bytes_refuses_a_directory_of_many_parts_fast():
    data = zipped((f"{number:0200}", b"") for number in range(9_000))
    assert refused(data).code == "TC102"


def test_read_bytes_refuses_a_zip_password():
    data = bytearray(xlsx(ROW))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)).code == "TC104"


def test_read_bytes_refuses_an_overlong_tag_fast():
    rows = "<row " + "".join(f'a{number}="{"x" * 9000}"' for number in range(300)) + "/>"
    started = time.monotonic()
    assert refused(xlsx(rows.replace('"a', '" a'))).code == "TC101"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("suffix", "part"),
    [
        *((suffix, part) for suffix in ("xlsx", "ods", "docx") for part in (0.1, 0.5, 0.9, 0.999)),
        *(("xls", part) for part in (0.1, 0.5, 0.9)),
    ],
)
def test_read_bytes_refuses_a_truncated_file(suffix, part):
    data = (TABLES / f"suqian-2024.{suffix}").read_bytes()
    assert refused(data[: int(len(data) * part)], f"a.{suffix}").code == "TC101"


@pytest.mark.parametrize("builder", [lambda: xlsx(ROW), lambda: ods("<table:table/>")])
def test_read_bytes_raises_nothing_else_for_flipped_bytes(builder):
    data = builder()
    for place in range(0, len(data), 3):
        flipped = bytearray(data)
        flipped[place] ^= 0x55
        try:
            read_bytes(bytes(flipped), name="a.xlsx")
        except ReadError as error:
            assert error.code.startswith("TC10")


def ole(*streams):
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return header + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (ole("Root Entry", "EncryptedPackage"), "TC104", "password"),
        (ole("Root Entry", "WordDocument"), "TC103", "Word"),
        (ole("Root Entry"), "TC101", "no workbook"),
        (b"%PDF-1.7", "TC103", "PDF"),
        (b'<?xml version="1.0"?><a/>', "TC103", "XML"),
        (b"<!DOCTYPE a><a/>", "TC103", "XML"),
        (b"MIME-Version: 1.0\n", "TC103", "web archive"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "TC103",
            "Excel 2003",
        ),
        (b"", "TC101", "empty"),
        (zipped([("a.txt", "x")]), "TC103", "zip archive"),
        (zipped([]), "TC103", "zip archive"),
        (
            zipped([("mimetype", "application/vnd.oasis.opendocument.text")]),
            "TC103",
            "OpenDocument text",
        ),
        (
            zipped(
                [
                    ("[Content_Types].xml", "<Types/>"),
                    ("_rels/.rels", relationships(("w", "officeDocument", "ppt/slides.xml"))),
                ]
            ),
            "TC103",
            "PowerPoint",
        ),
    ],
)
def test_read_bytes_names_the_type_that_it_does_not_read(data, code, words):
    error = refused(data)
    assert (error.code, words in error.en) == (code, True)


@pytest.mark.parametrize(
    ("name", "kind", "suffix"),
    [
        ("manzhouli-2018.xlsx", "xlsx", ".csv"),
        ("manzhouli-2018.xlsx", "xlsx", ".xls"),
        ("manzhouli-2018.ods", "ods", ".xlsx"),
        ("manzhouli-2018-gb18030.csv", "csv", ".xls"),
        ("manzhouli-2018.xls", "xls", ".xlsx"),
        ("manzhouli-2018.docx", "docx", ".doc"),
        ("manzhouli-2018.html", "html", ".xls"),
        ("manzhouli-2018.html", "html", ".csv"),
        ("manzhouli-2018.docx", "docx", ".xlsx"),
    ],
)
def test_read_bytes_reads_by_content_and_notices_the_name(name, kind, suffix):
    data = (TABLES / name).read_bytes()
    workbook = read_bytes(data, name=f"a{suffix.upper()}")
    assert workbook.kind == kind
    assert workbook.notices[0].kind == "true-type"
    assert workbook.notices[0].facts == {"name": suffix, "type": kind}
    assert "true-type" not in [item.kind for item in read_bytes(data, name=name).notices]


@pytest.mark.parametrize("name", ["manzhouli-2018.xlsx", "manzhouli-2018-utf-8-sig.csv"])
def test_read_workbook_imports_no_reader_of_another_type(name):
    code = (
        "import sys, pathlib; from tablecheck.readers.read import read_workbook;"
        "read_workbook(pathlib.Path(sys.argv[1])); print(*sys.modules)"
    )
    words = [sys.executable, "-c", code, TABLES / name]
    modules = set(subprocess.run(words, capture_output=True, check=True, text=True).stdout.split())
    readers = {"html", "html_tokens", "html_table", "html_encoding", "docx", "page", "ods"}
    assert not {f"tablecheck.readers.{reader}" for reader in readers} & modules
    assert not {"html", "html.entities", "html.parser"} & modules


def test_read_workbook_hashes_the_bytes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n")
    assert read_workbook(path).sha256 == (
        "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313"
    )


def test_read_workbook_refuses_what_is_no_regular_file(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path in (fifo, tmp_path, Path("/dev/zero"), tmp_path / "none", Path("a\0b")):
        with pytest.raises(ReadError, match="TC101: "):
            read_workbook(path)


def test_read_workbook_refuses_files_that_are_too_big(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(ROW))
    with pytest.raises(ReadError, match=r"TC102: .*limit is 100;"):
        read_workbook(path, limits=Limits(file_bytes=100))
    path.write_bytes(b"a,b\n" * 50)
    assert read_workbook(path, limits=Limits(file_bytes=100)).kind == "csv"
    with pytest.raises(ReadError, match=r"TC102: .*limit is 100;"):
        read_workbook(path, limits=Limits(csv_bytes=100))


def test_shown_escapes_and_cuts():
    assert shown("a\x1b\u202e文") == "a\\x1b\\u202e文"
    assert len(shown("x" * 500)) == 200
