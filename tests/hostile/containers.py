"""Containers that lie, flood or are broken: the lines of threats about files as a whole."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter
from tests.hostile.inputs import (
    FLAGGED,
    MAIN,
    READ,
    REFUSED,
    ROWS,
    add,
    add_bytes,
    cells,
    delimited,
    parts,
    table,
    workbook,
    zipped,
)
from tests.readers.making import (
    STRICT_MAIN,
    STRICT_OFFICE,
    docx,
    ods,
    relationships,
    xlsx,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLES = Path(__file__).parents[1] / "tables"


def packed(blocks: Iterable[bytes]) -> tuple[bytes, int, int]:
    """A deflated stream made without holding what it unpacks to; its checksum and size."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    pieces, checksum, size = [], 0, 0
    for block in blocks:
        checksum, size = zlib.crc32(block, checksum), size + len(block)
        pieces.append(packer.compress(block))
    return b"".join([*pieces, packer.flush()]), checksum, size


def with_raw_part(
    others: dict[str, object], name: str, blocks: Iterable[bytes], stated: int | None = None
) -> bytes:
    """A container with one part packed as it is made; its directory may state another size."""
    stream, checksum, size = packed(blocks)
    buffer = io.BytesIO(zipped(others.items()))
    with zipfile.ZipFile(buffer, "a") as container:
        container.writestr(name, b"")
        info = container.getinfo(name)
        at = info.header_offset
        start = container.start_dir
    data = buffer.getvalue()
    local = bytearray(data[at:start])
    shown = size & 0xFFFFFFFF if stated is None else stated
    struct.pack_into("<H", local, 8, 8)
    struct.pack_into("<III", local, 14, checksum, len(stream), shown)
    directory = bytearray(data[start:])
    entry = directory.rindex(b"PK\x01\x02")
    struct.pack_into("<H", directory, entry + 10, 8)
    struct.pack_into("<III", directory, entry + 16, checksum, len(stream), shown)
    end = directory.rindex(b"PK\x05\x06")
    struct.pack_into("<I", directory, end + 16, at + len(local) + len(stream))
    return data[:at] + bytes(local) + stream + bytes(directory)


def bomb(mebibytes: int, *, stated: int | None = None, where: str = "xl/media/a.bin") -> bytes:
    others = parts()
    others.pop(where, None)
    return with_raw_part(others, where, repeat(bytes(1 << 20), mebibytes), stated)


def many_rows(count: int, row: str) -> bytes:
    """A sheet of so many equal rows, packed as it grows."""
    others = parts()
    name = "xl/worksheets/sheet1.xml"
    del others[name]
    head, tail = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
    blocks = repeat((row * 10_000).encode(), count // 10_000)
    return with_raw_part(others, name, chain([head.encode()], blocks, [tail.encode()]))


def many_sheets(count: int) -> bytes:
    sheets = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="s1"/>' for n in range(count))
    book = parts()
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace(
        '<sheet name="表" sheetId="1" r:id="s1" />', sheets
    )
    assert sheets in book["xl/workbook.xml"]
    return zipped(book.items())


add_bytes("bombs", "a.xlsx", partial(bomb, 1024), REFUSED, "TC102", name="1 GiB in a part")
add_bytes(
    # Nothing needs that part, so that nothing unpacks it.
    "bombs",
    "a.xlsx",
    partial(bomb, 300, stated=10),
    READ,
    name="300 MiB stated as 10 bytes",
)
add_bytes(
    "bombs",
    "a.xlsx",
    partial(bomb, 300, stated=1000, where="xl/workbook.xml"),
    REFUSED,
    "TC101",
    "TC102",
    name="the workbook part itself, its size a lie",
)
add_bytes(
    "bombs",
    "a.xlsx",
    partial(many_rows, 24_000_000, "<row/>"),
    REFUSED,
    "TC101",
    "TC102",
    name="24 million rows",
    heavy=True,
    seconds=5,
    mebibytes=512,
)
add_bytes(
    "bombs",
    "a.xlsx",
    partial(many_rows, 2_500_000, "<row><c><v>1</v></c></row>"),
    REFUSED,
    "TC101",
    "TC102",
    name="2.5 million rows with a number",
    heavy=True,
    seconds=20,
    mebibytes=900,
)
add_bytes(
    "bombs",
    "a.xlsx",
    lambda: zipped([*parts().items(), *((f"x{n}", b"") for n in range(65_000))]),
    REFUSED,
    "TC102",
    name="65,000 parts",
    heavy=True,
)
add_bytes(
    "bombs",
    "a.xlsx",
    lambda: zipped([*parts().items(), *((f"x{n}", b"") for n in range(5_000))]),
    REFUSED,
    "TC102",
    name="5,000 parts",
)
add_bytes("bombs", "a.xlsx", partial(many_sheets, 5_000), REFUSED, "TC102", name="5,000 sheets")
add_bytes(
    "bombs",
    "a.ods",
    lambda: ods('<table:table table:name="a"/>' * 5_000),
    REFUSED,
    "TC102",
    name="5,000 sheets of ods",
)
add_bytes(
    "bombs",
    "a.ods",
    lambda: ods(
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="1000"><text:p>1</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    ),
    REFUSED,
    "TC102",
    name="one cell of ods repeated a billion times",
)
add_bytes(
    "bombs",
    "a.ods",
    lambda: ods(
        '<table:table table:name="a"><table:table-row><table:table-cell><text:p>'
        '<text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row></table:table>'
    ),
    REFUSED,
    "TC101",
    "TC102",
    name="two billion spaces in an ods cell",
)
add_bytes(
    "bombs",
    "a.xlsx",
    lambda: zipped([*parts().items(), ("b.xlsx", workbook())]),
    READ,
    name="a workbook in a workbook",
)


def overlapping() -> bytes:
    """Two directory entries that unpack the same bytes, as in a bomb of overlapping files."""
    data = bytearray(workbook())
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    entries = data[start:end]
    first = entries[: entries.index(b"PK\x01\x02", 4)]
    copies = b""
    for number in range(50):
        copy = bytearray(first)
        copy[46:48] = f"{number:02}".encode()
        copies += copy
    directory = bytes(entries) + copies
    tail = bytearray(data[end:])
    count = int.from_bytes(tail[8:10], "little") + 50
    struct.pack_into("<HHII", tail, 8, count, count, len(directory), start)
    return bytes(data[:start]) + directory + bytes(tail)


def zip64(directory_size: int) -> bytes:
    """A container whose directory claims a size by the zip64 record."""
    data = bytearray(workbook())
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    count = int.from_bytes(data[end + 8 : end + 10], "little")
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, directory_size, start
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    struct.pack_into("<HHII", data, end + 8, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    return bytes(data[:end]) + record + locator + bytes(data[end:])


add_bytes("bombs", "a.xlsx", overlapping, READ, name="entries that overlap, of no use")
for _size in (0, 1 << 20, 1 << 33, 2**64 - 1):
    add_bytes(
        "bombs",
        "a.xlsx",
        partial(zip64, _size),
        REFUSED,
        *("TC101", "TC102", "TC103"),
        name=f"zip64 directory of {_size} bytes",
    )

LAUGHS = (
    "<!DOCTYPE a ["
    + '<!ENTITY l0 "ha">'
    + "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" * 1}{("&l" + str(n - 1) + ";") * 9}">'
        for n in range(1, 10)
    )
    + "]>"
)
DOCTYPES = {
    "laughs": LAUGHS,
    "quadratic": f'<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]>',
    "file": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "host": '<!DOCTYPE a [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd">%a;]>',
    "outer": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
}
XLSX_PARTS = (
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)


def with_doctype(part: str, declaration: str) -> bytes:
    book = parts(strings="", styles="")
    book[part] = declaration + book[part]
    return zipped(book.items())


for _name, _declaration in DOCTYPES.items():
    for _part in XLSX_PARTS if _name == "file" else XLSX_PARTS[3:4]:
        add_bytes(
            "doctype",
            "a.xlsx",
            partial(with_doctype, _part, _declaration),
            REFUSED,
            "TC101",
            name=f"{_name} in {_part}",
            words="DOCTYPE",
        )
    add_bytes(
        "doctype",
        "a.docx",
        docx("<w:p/>", before=_declaration),
        REFUSED,
        "TC101",
        name=f"{_name} in docx",
        words="DOCTYPE",
    )
    add_bytes(
        "doctype",
        "a.ods",
        zipped(
            [
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", _declaration + "<a>&a;</a>"),
            ]
        ),
        REFUSED,
        "TC101",
        name=f"{_name} in ods",
        words="DOCTYPE",
    )
    add_bytes(
        "doctype",
        "a.html",
        (_declaration.replace("DOCTYPE a", "DOCTYPE html") + "<p>a").encode(),
        REFUSED,
        "TC101",
        "TC106",
        name=f"{_name} in html",
    )
    add_bytes(
        "doctype",
        "a.xls",
        f"<?xml version='1.0'?>{_declaration}<Workbook/>".encode(),
        REFUSED,
        "TC103",
        name=f"{_name} in xml named xls",
    )

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


def little(**options: str) -> bytes:
    return workbook(**options)


add_bytes("places", "a.xlsx", xlsx(FAR), REFUSED, "TC106", name="cells at both ends of the sheet")
add_bytes(
    "places",
    "a.xlsx",
    xlsx(cells(table()) + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'),
    READ,
    name="a number at the far end beside a table",
)
for _reference in ("A1:A1", "A1:XFD1048576", "Z9", "?!", "A1:ZZZ99999999"):
    add_bytes(
        "places",
        "a.xlsx",
        little(before=f'<dimension ref="{_reference}"/>'),
        READ,
        name=f"dimension {_reference}",
    )
MERGE_ALL = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
add_bytes(
    "places", "a.xlsx", little(after=MERGE_ALL), FLAGGED, "TC114", name="a merge of everything"
)
add_bytes(
    "places",
    "a.xlsx",
    little(after='<mergeCells><mergeCell ref="E1:XFD1048576"/></mergeCells>'),
    READ,
    name="a merge of all that is beside the table",
)


def shared(attributes: str, strings: str, index: str = "0") -> bytes:
    book = parts(
        [*table()[:2], (f'<c t="s"><v>{index}</v></c>', "人", 1), ROWS[2]], strings=strings
    )
    name = "xl/sharedStrings.xml"
    book[name] = book[name].replace("<sst ", f"<sst {attributes} ")
    return zipped(book.items())


for _count in ("4294967295", "-1", "99999999999999999999", "x"):
    add_bytes(
        "places",
        "a.xlsx",
        shared(f'count="{_count}" uniqueCount="{_count}"', "<si><t>专职人员数</t></si>"),
        READ,
        name=f"uniqueCount {_count}",
    )
for _index in ("1", "-1", "1e0", "99999999999999999999", "", "٠"):
    add_bytes(
        "places",
        "a.xlsx",
        shared("", "<si><t>专职人员数</t></si>", _index),
        REFUSED if _index else FLAGGED,
        "TC101" if _index else "TC201",
        name=f"shared text number {_index or 'none'}",
    )
for _address in (
    "XFE1",
    "A1048577",
    "A0",
    "A99999999999",
    "1",
    "A",
    "",
    "A-1",
    "甲1",
    "A１",
    "$A$1:",
):
    add_bytes(
        "places",
        "a.xlsx",
        xlsx(f'<row><c r="{_address}"><v>1</v></c></row>'),
        REFUSED,
        "TC101",
        name=f"address {_address or 'empty'}",
    )
for _row in ("0", "1048577", "-1", "99999999999999999999", "x"):
    add_bytes(
        "places",
        "a.xlsx",
        xlsx(f'<row r="{_row}"><c><v>1</v></c></row>'),
        REFUSED,
        "TC101",
        name=f"row {_row}",
    )
for _reference in ("A1:XFE2", "A1:A1048577", "A0:B2", "A1:", ":", "A1:B2:C3", "::", "甲"):
    add_bytes(
        "places",
        "a.xlsx",
        little(after=f'<mergeCells><mergeCell ref="{_reference}"/></mergeCells>'),
        READ if _reference == "A1:" else REFUSED,
        *(() if _reference == "A1:" else ("TC101",)),
        name=f"merge {_reference}",
    )
add_bytes(
    "places",
    "a.xlsx",
    xlsx('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    REFUSED,
    "TC101",
    name="a cell twice",
)
add_bytes(
    "places",
    "a.xlsx",
    little(
        before='<cols><col min="1" max="99999999999" hidden="0"/>'
        '<col min="5" max="4000000000" hidden="1"/></cols>'
    ),
    READ,
    name="columns without end",
)
add_bytes(
    "places",
    "a.ods",
    ods(
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="99999999999">'
        '<table:table-cell table:number-columns-repeated="99999999"/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table>"
    ),
    REFUSED,
    "TC101",
    name="ods row beyond the sheet",
)

STYLED = '<row spans="1:200" s="1" customFormat="1"><c s="1"/><c s="1"/></row>'
add_bytes(
    "floods",
    "a.xlsx",
    partial(many_rows, 1_000_000, STYLED),
    REFUSED,
    "TC102",
    "TC106",
    name="a million empty styled rows",
    seconds=5,
    mebibytes=512,
    heavy=True,
)
add_bytes(
    "floods",
    "a.xlsx",
    partial(many_rows, 100_000, STYLED),
    REFUSED,
    "TC106",
    name="100,000 empty styled rows",
    seconds=3,
    mebibytes=512,
)


def one_text_many_times(length: int, times: int) -> bytes:
    rows = '<row><c t="s"><v>0</v></c></row>' * times
    return xlsx(rows, strings=f"<si><t>{'公' * length}</t></si>")


add_bytes(
    "floods",
    "a.xlsx",
    partial(one_text_many_times, 8 << 20, 20_000),
    REFUSED,
    "TC102",
    name="a text of 8 Mi characters used 20,000 times",
    seconds=2,
    mebibytes=256,
)
add_bytes(
    "floods",
    "a.xlsx",
    partial(one_text_many_times, 32_000, 20_000),
    REFUSED,
    "TC106",
    name="a text of 32,000 characters used 20,000 times",
    seconds=5,
    mebibytes=512,
)
add_bytes(
    "floods",
    "a.xlsx",
    lambda: xlsx("<row/>", strings="<si/>" * 4_100_000),
    REFUSED,
    "TC102",
    name="4.1 million shared texts",
    seconds=8,
    mebibytes=512,
    heavy=True,
)
add_bytes(
    "floods",
    "a.xlsx",
    lambda: little(
        after="<mergeCells>"
        + "".join(
            f'<mergeCell ref="E{row}:F{row}"/><mergeCell ref="H{row}:I{row}"/>'
            for row in range(1, 260_000)
        )
        + "</mergeCells>"
    ),
    REFUSED,
    "TC102",
    name="520,000 merged ranges",
    seconds=8,
    mebibytes=512,
    heavy=True,
)
add_bytes(
    "floods",
    "a.xlsx",
    lambda: little(
        after="<mergeCells>"
        + "".join(f'<mergeCell ref="A{row}:C{row + 90}"/>' for row in range(5, 20_000))
        + "</mergeCells>"
    ),
    READ,
    name="20,000 merged ranges that overlap",
    seconds=5,
    mebibytes=256,
)
for _name, _byte in (("letters", b"x"), ("quotes", b'"'), ("commas", b","), ("zeros", b"0")):
    add_bytes(
        "floods",
        "a.csv",
        b"a,b\n" + _byte * (8 << 20),
        REFUSED,
        "TC102",
        "TC101",
        name=f"a line of 8 MiB of {_name}",
        seconds=2,
        mebibytes=256,
    )


def gigabyte(folder: Path, *, head: bytes) -> list[str]:
    """A sparse file of one GiB: the guard must not read it all."""
    with (folder / "a.csv").open("wb") as file:
        file.write(head)
        file.truncate(1 << 30)
    return ["a.csv"]


add(
    "floods",
    "a gigabyte of zeros named csv",
    partial(gigabyte, head=b""),
    REFUSED,
    "TC102",
    "TC101",
    seconds=3,
    mebibytes=512,
)
add(
    "floods",
    "a gigabyte that begins like a zip",
    partial(gigabyte, head=b"PK\x03\x04"),
    REFUSED,
    "TC102",
    seconds=1,
    mebibytes=256,
)
for _deep in (300, 100_000):
    _open, _close = "<x>" * _deep, "</x>" * _deep
    add_bytes(
        "floods",
        "a.xlsx",
        xlsx(f"{_open}{_close}"),
        REFUSED,
        "TC102",
        "TC101",
        name=f"XML nested {_deep} deep",
        seconds=2,
    )
    add_bytes(
        "floods",
        "a.docx",
        docx(f"<w:p>{'<w:r>' * _deep}{'</w:r>' * _deep}</w:p>"),
        REFUSED,
        "TC102",
        "TC101",
        name=f"docx nested {_deep} deep",
        seconds=2,
    )
    add_bytes(
        "floods",
        "a.docx",
        docx("<w:tbl><w:tr><w:tc>" * _deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * _deep),
        REFUSED,
        "TC102",
        "TC101",
        name=f"docx tables nested {_deep} deep",
        seconds=2,
    )
    add_bytes(
        "floods",
        "a.html",
        ("<table><tr><td>" * _deep).encode(),
        REFUSED,
        "TC102",
        name=f"HTML tables nested {_deep} deep",
        seconds=2,
    )
    add_bytes(
        "floods",
        "a.html",
        ("<div>" * _deep + delimited()).encode(),
        REFUSED,
        "TC106",
        name=f"HTML nested {_deep} deep",
        seconds=2,
    )
for _markup in ("<a ", "<![", "<!--", "</", "&#", "<td x='", "<p style='", "<script>", "&amp"):
    add_bytes(
        "floods",
        "a.html",
        ("<html>" + _markup * 60_000).encode(),
        REFUSED,
        "TC106",
        "TC102",
        name=f"{_markup} 60,000 times",
        seconds=3,
        mebibytes=256,
    )
add_bytes(
    "floods",
    "a.html",
    b"<table>" + b"<tr><td colspan=1000 rowspan=65000>1" * 3_000,
    REFUSED,
    "TC102",
    "TC106",
    name="HTML spans over everything",
    seconds=5,
    mebibytes=512,
)
add_bytes(
    "floods",
    "a.html",
    b"<table>" + b"<tr><td rowspan=0>1" * 30_000,
    REFUSED,
    "TC102",
    "TC106",
    name="HTML rows that all span to the end",
    seconds=5,
    mebibytes=512,
)
add_bytes(
    "floods",
    "a.xlsx",
    xlsx("<row " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"),
    REFUSED,
    "TC106",
    "TC101",
    name="50,000 attributes",
    seconds=2,
)
add_bytes(
    "floods",
    "a.docx",
    docx(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>人员情况表</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' * 20_000
    ),
    REFUSED,
    "TC106",
    name="docx of 20,000 field codes",
    seconds=5,
    mebibytes=256,
)


def truncated(file: str, sixteenth: int) -> bytes:
    data = (TABLES / file).read_bytes()
    return data[: len(data) * sixteenth // 16]


for _suffix in ("xlsx", "ods", "docx", "xls"):
    for _sixteenth in range(1, 16):
        add_bytes(
            "broken",
            f"a.{_suffix}",
            partial(truncated, f"manzhouli-2018.{_suffix}", _sixteenth),
            REFUSED,
            "TC101",
            name=f"{_suffix}, {_sixteenth} sixteenths of it",
            heavy=_sixteenth % 5 > 0,
        )
add_bytes("broken", "a.xlsx", b"", REFUSED, "TC101", name="empty xlsx")
add_bytes("broken", "a.csv", b"", REFUSED, "TC101", name="empty csv")
add_bytes("broken", "a.csv", b"\n\n  \n", REFUSED, "TC106", name="csv of blank lines")
add_bytes("broken", "a.xlsx", b"PK\x03\x04", REFUSED, "TC101", name="four bytes of a zip")
add_bytes("broken", "a.xlsx", zipped([]), REFUSED, "TC103", "TC101", name="zip of nothing")
for _seed in range(4):
    _random = random.Random(_seed)
    add_bytes(
        "broken",
        "a.csv",
        _random.randbytes(20_000),
        REFUSED,
        "TC101",
        "TC103",
        name=f"random bytes {_seed}",
    )
    add_bytes(
        "broken",
        "a.xlsx",
        b"PK\x03\x04" + _random.randbytes(20_000),
        REFUSED,
        "TC101",
        name=f"random bytes named zip {_seed}",
    )


def ole_loop(*, sector: int) -> bytes:
    """An OLE file whose allocation table leads back to itself."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    for number in range(1, 109):
        struct.pack_into("<I", header, 76 + 4 * number, 0xFFFFFFFF)
    table_of_sectors = struct.pack("<128I", *([0xFFFFFFFD, sector] + [1] * 126))
    entry = "Workbook".encode("utf-16-le").ljust(64, b"\0")
    entry += struct.pack("<HBBIII", 18, 2, 1, 1, 1, 1) + bytes(36) + struct.pack("<IQ", 1, 1 << 40)
    return bytes(header) + table_of_sectors + entry.ljust(512, b"\0") * 3


for _sector in (0, 1):
    add_bytes(
        "broken",
        "a.xls",
        partial(ole_loop, sector=_sector),
        REFUSED,
        "TC101",
        "TC102",
        name=f"OLE directory that leads to sector {_sector} for ever",
        seconds=2,
        mebibytes=1100,
    )


def without(*names: str) -> bytes:
    return zipped((name, text) for name, text in parts(strings="").items() if name not in names)


for _name in ("[Content_Types].xml", *XLSX_PARTS[:5]):
    add_bytes(
        "broken", "a.xlsx", partial(without, _name), REFUSED, "TC101", name=f"without {_name}"
    )
for _second in ("xl/worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml", "XL/WORKBOOK.XML"):
    add_bytes(
        "broken",
        "a.xlsx",
        zipped([*parts().items(), (_second, "<a/>")]),
        REFUSED,
        "TC101",
        name=f"a second {_second}",
    )
add_bytes(
    "broken",
    "a.xlsx",
    zipped({**parts(), "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"/>'}.items()),
    REFUSED,
    "TC106",
    name="a sheet without anything",
)
add_bytes(
    "broken",
    "a.xlsx",
    zipped({**parts(), "xl/worksheets/sheet1.xml": b"<worksheet>\xff\xfe</worksheet>"}.items()),
    REFUSED,
    "TC101",
    name="bad UTF-8 in a sheet",
)
for _encoding in ("utf-7", "x-nothing", "utf-32", "hex"):
    add_bytes(
        "broken",
        "a.xlsx",
        zipped(
            {
                **parts(),
                "xl/worksheets/sheet1.xml": f"<?xml version='1.0' encoding='{_encoding}'?><a/>",
            }.items()
        ),
        REFUSED,
        "TC101",
        name=f"a sheet in {_encoding}",
    )
add_bytes(
    "broken",
    "a.xlsx",
    zipped({**parts(), "xl/workbook.xml": "<workbook/>"}.items()),
    REFUSED,
    "TC101",
    "TC103",
    name="a workbook in no namespace",
)
add_bytes(
    "broken",
    "a.xlsx",
    zipped(
        {
            **parts(),
            "xl/_rels/workbook.xml.rels": relationships(
                ("s1", "worksheet", "../../../../etc/passwd")
            ),
        }.items()
    ),
    REFUSED,
    "TC101",
    name="a sheet that lies outside",
)
add_bytes(
    "broken",
    "a.xlsx",
    zipped(
        {
            **parts(),
            "xl/_rels/workbook.xml.rels": relationships(("s1", "worksheet", "workbook.xml")),
        }.items()
    ),
    REFUSED,
    "TC101",
    name="a sheet that is the workbook",
)
add_bytes(
    "broken",
    "a.xlsx",
    xlsx('<row><c t="quantum"><v>1</v></c></row>'),
    REFUSED,
    "TC101",
    name="an unknown type of cell",
)
add_bytes(
    "broken",
    "a.docx",
    docx(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='-9'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    ),
    REFUSED,
    "TC101",
    name="docx cell over -9 columns",
)
add_bytes(
    "broken",
    "a.docx",
    docx(
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='99999'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
        "</w:tbl>"
    ),
    REFUSED,
    "TC101",
    "TC102",
    name="docx row of 99,999 columns",
)


def password(data: bytes) -> bytes:
    spoilt = bytearray(data)
    at = spoilt.index(b"PK\x01\x02")
    spoilt[at + 8] |= 1
    return bytes(spoilt)


def ole(*streams: str) -> bytes:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return header + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


add_bytes(
    "encrypted",
    "a.xlsx",
    ole("Root Entry", "EncryptionInfo", "EncryptedPackage"),
    REFUSED,
    "TC104",
    name="xlsx with a password",
    words="password",
)
add_bytes("encrypted", "b.xlsx", password(workbook()), REFUSED, "TC104", name="zip password")
add_bytes(
    "encrypted",
    "a.ods",
    ods("", extra=[("META-INF/manifest.xml", "<m:encryption-data/>")]),
    REFUSED,
    "TC104",
    name="ods with a password",
    words="password",
)
add_bytes(
    "encrypted",
    "a.xls",
    ole("Root Entry", "Workbook")
    + b"".ljust(512 - 384 % 512, b"\0")
    + b"\x09\x08\x10\x00\x00\x06\x05\x00".ljust(20, b"\0")
    + b"\x2f\x00\x36\x00".ljust(512, b"\0"),
    REFUSED,
    "TC104",
    name="xls with a password",
    words="password",
)

GOOD = ("xlsx", "ods", "docx", "xls", "html")
SHIPPED = ["--form", "cn-zfxxgk-2014"]


def misnamed(folder: Path, *, source: str, name: str) -> list[str]:
    (folder / name).write_bytes((TABLES / source).read_bytes())
    return [name, *SHIPPED]


for _suffix in GOOD:
    for _other in ("csv", "xls", "xlsx", "pdf", "docx"):
        if _other != _suffix:
            add(
                "misnamed",
                f"{_suffix} named .{_other}",
                partial(misnamed, source=f"manzhouli-2018.{_suffix}", name=f"a.{_other}"),
                FLAGGED,
                *(["TC111"] if _other != "pdf" else ["TC301"]),
                heavy=_other not in ("csv", "xls"),
                mebibytes=256,
                seconds=2,
            )
add_bytes("misnamed", "a.xls", delimited().encode(), READ, "TC111", name="csv named xls")
add_bytes(
    "misnamed",
    "a.xls",
    delimited(delimiter="\t").encode("utf-16"),
    READ,
    "TC111",
    name="UTF-16 text with tabs named xls",
)
_HTML = (
    "<html><table>"
    + "".join("<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in table())
    + "</table>"
)
add_bytes("misnamed", "a.xls", _HTML.encode(), READ, "TC111", name="web page named xls")
_XML2003 = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
    + "".join(
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="{"Number" if isinstance(each, int) else "String"}">{each}'
            "</Data></Cell>"
            for each in row
        )
        + "</Row>"
        for row in table()
    )
    + "</Table></Worksheet></Workbook>"
)
add_bytes(
    "misnamed",
    "a.xls",
    _XML2003.encode(),
    REFUSED,
    "TC103",
    name="XML spreadsheet named xls",
    words="Excel 2003",
)
for _start, _word in (
    (b"%PDF-1.7", "PDF"),
    (b"{\\rtf1", "RTF"),
    (b"\x89PNG\r\n", "picture"),
    (b"Rar!\x1a", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"MIME-Version: 1.0\n", "web archive"),
):
    add_bytes(
        "misnamed",
        "a.xlsx",
        _start + b"x" * 99,
        REFUSED,
        "TC103",
        name=f"{_word} named xlsx",
        words=_word,
    )


def written_by_openpyxl(fill: object) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table():
        sheet.append(row)
    fill(book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def hidden_sheet(book, sheet) -> None:
    book.create_sheet("front", 0)
    sheet.sheet_state = "veryHidden"


def hidden_row(book, sheet) -> None:
    sheet.row_dimensions[3].hidden = True


def extra_part(name: str, data: bytes) -> bytes:
    return zipped([*parts().items(), (name, data)])


def written_by_xlsxwriter() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table()):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
        sheet.write_url(0, 5, "external:c:\\temp\\other.xlsx")
        sheet.write_url(1, 5, "http://127.0.0.1:9/")
        sheet.write_formula(2, 5, "=[other.xlsx]Sheet1!A1", None, 7)
        sheet.insert_textbox(3, 5, "=cmd|' /C calc'!A0")
        sheet.write_comment(3, 6, "::error::")
    return buffer.getvalue()


add_bytes(
    "active",
    "a.xlsm",
    extra_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
    READ,
    "TC113",
    name="macros",
)
add_bytes(
    "active",
    "a.xlsx",
    written_by_xlsxwriter,
    READ,
    "TC113",
    "TC206",
    name="links, formula of another file",
    mebibytes=128,
)
for _name in (
    "../../evil.txt",
    "/tmp/evil.txt",
    "C:\\evil.txt",
    "..\\evil.txt",
    "a\0b",
    "a\nb",
    "\x1b[31m",
    "con",
):
    add_bytes(
        "active", "a.xlsx", partial(extra_part, _name, b"evil"), READ, name=f"part named {_name!r}"
    )
add_bytes(
    "active",
    "a.xlsx",
    workbook(main=STRICT_MAIN, office=STRICT_OFFICE),
    READ,
    name="Strict Open XML",
)
add_bytes(
    "active",
    "a.xlsx",
    partial(written_by_openpyxl, hidden_sheet),
    READ,
    "TC115",
    name="table on a very hidden sheet",
)
add_bytes(
    "active", "a.xlsx", partial(written_by_openpyxl, hidden_row), READ, "TC115", name="a hidden row"
)
add_bytes(
    "active",
    "a.xlsx",
    workbook(after='<mergeCells><mergeCell ref="C2:C3"/></mergeCells>'),
    FLAGGED,
    "TC114",
    name="a value under a merge",
)
add_bytes(
    "active",
    "a.xlsx",
    zipped(
        {
            **parts(),
            "xl/_rels/workbook.xml.rels": parts()["xl/_rels/workbook.xml.rels"].replace(
                "</Relationships>",
                '<Relationship Id="e" Type="x/externalLink" TargetMode="External" '
                'Target="file:///etc/passwd"/></Relationships>',
            ),
        }.items()
    ),
    READ,
    "TC113",
    name="link to a file of the system",
)
