import datetime
import io
import subprocess
import sys
from pathlib import Path

import pytest
import xlwt

from tablecheck.errors import ReadError
from tablecheck.readers.limits import Limits
from tablecheck.readers.read import read_bytes, read_workbook
from tablecheck.sheet import Cell, CellKind, Range

from .making import relationships, zipped

TABLES = Path(__file__).parents[1] / "tables"


def xls(fill):
    book = xlwt.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def record(kind, content=b""):
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(content)]) + content


def wide(text):
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def xlsb():
    """A workbook with the text 公开 in B2 and the number 1.5 in C2 (MS-XLSB records)."""
    bundle = bytes(4) + (1).to_bytes(4, "little") + wide("s1") + wide("表")
    workbook = record(131) + record(143) + record(156, bundle) + record(144) + record(132)
    text = (1).to_bytes(4, "little") + bytes(4) + wide("公开")
    number = (2).to_bytes(4, "little") + bytes(4) + b"\0\0\0\0\0\0\xf8\x3f"
    dimension = b"".join(value.to_bytes(4, "little") for value in (1, 1, 1, 2))
    row = (1).to_bytes(4, "little") + bytes(21)
    sheet = (
        record(129)
        + record(148, dimension)
        + record(145)
        + record(0, row)
        + record(6, text)
        + record(5, number)
        + record(146)
        + record(130)
    )
    return zipped(
        [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", relationships(("w", "officeDocument", "xl/workbook.bin"))),
            ("xl/workbook.bin", workbook),
            (
                "xl/_rels/workbook.bin.rels",
                relationships(("s1", "worksheet", "worksheets/sheet1.bin")),
            ),
            ("xl/worksheets/sheet1.bin", sheet),
        ]
    )


def test_read_bytes_reads_xls_at_absolute_places():
    def fill(book):
        date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        sheet = book.add_sheet("表")
        sheet.write_merge(3, 4, 2, 3, "合并")
        sheet.write(5, 2, 1606)
        sheet.write(5, 3, 0.125)
        sheet.write(5, 4, True)
        sheet.write(5, 5, datetime.date(2018, 12, 31), date)
        book.add_sheet("隐藏").visibility = 1

    workbook = read_bytes(xls(fill), name="a.xls")
    first, second = workbook.sheets
    assert first.cells == {
        (4, 3): Cell(CellKind.TEXT, "合并"),
        (6, 3): Cell(CellKind.NUMBER, "1606"),
        (6, 4): Cell(CellKind.NUMBER, "0.125"),
        (6, 5): Cell(CellKind.BOOLEAN, "TRUE"),
        (6, 6): Cell(CellKind.DATE, "2018-12-31"),
    }
    assert first.merges == (Range(4, 3, 5, 4),)
    assert (first.hidden, second.hidden, second.cells) == (False, True, {})
    assert [notice.kind for notice in workbook.notices] == ["errors-look-blank"]


def test_read_bytes_reads_xlsb():
    workbook = read_bytes(xlsb(), name="a.xlsb")
    assert workbook.kind == "xlsb"
    assert workbook.sheets[0].cells == {
        (2, 2): Cell(CellKind.TEXT, "公开"),
        (2, 3): Cell(CellKind.NUMBER, "1.5"),
    }


@pytest.mark.parametrize("name", ["manzhouli-2018", "suqian-2023", "suqian-2024"])
def test_read_workbook_reads_one_table_alike_from_xlsx_and_xls(name):
    xlsx = read_workbook(TABLES / f"{name}.xlsx").sheets[0]
    other = read_workbook(TABLES / f"{name}.xls").sheets[0]
    assert xlsx.cells == other.cells
    assert set(xlsx.merges) == set(other.merges)


def test_read_bytes_refuses_where_the_child_dies_of_its_memory_limit():
    # calamine asks for a cell of every place between the two: 16 M cells.
    def fill(book):
        sheet = book.add_sheet("s")
        sheet.write(0, 0, 1)
        sheet.write(65_535, 255, 1)

    with pytest.raises(ReadError, match=r"TC101: .*process that read it ended"):
        read_bytes(xls(fill), name="a.xls", limits=Limits(child_bytes=200 << 20))


def test_read_bytes_refuses_where_the_child_is_too_slow():
    data = (TABLES / "suqian-2024.xls").read_bytes()
    with pytest.raises(ReadError, match=r"TC102: .*seconds"):
        read_bytes(data, name="a.xls", limits=Limits(child_seconds=0))


def test_read_bytes_refuses_too_many_cells():
    data = (TABLES / "suqian-2024.xls").read_bytes()
    with pytest.raises(ReadError, match=r"TC102: .*limit is 5;"):
        read_bytes(data, name="a.xls", limits=Limits(cells=5))


def test_read_bytes_refuses_a_damaged_xls():
    data = bytearray((TABLES / "suqian-2024.xls").read_bytes())
    data[512:2048] = b"\xff" * 1536
    with pytest.raises(ReadError, match="TC101: "):
        read_bytes(bytes(data), name="a.xls")


def test_read_bytes_refuses_an_xls_with_a_password():
    data = bytearray(xls(lambda book: book.add_sheet("s")))
    start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    data[start + 20 : start + 22] = b"\x2f\x00"  # the record after BOF becomes FILEPASS
    with pytest.raises(ReadError, match="TC104: "):
        read_bytes(bytes(data), name="a.xls")


def test_read_bytes_runs_no_module_of_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("import pathlib; pathlib.Path('ran').touch()")
    monkeypatch.chdir(tmp_path)
    read_bytes((TABLES / "manzhouli-2018.xls").read_bytes(), name="a.xls")
    assert not (tmp_path / "ran").exists()


def test_reading_imports_only_what_the_type_needs():
    program = (
        "import sys; from pathlib import Path; from tablecheck.readers.read import read_workbook;"
        "read_workbook(Path(sys.argv[1])); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(TABLES / "manzhouli-2018.xlsx")],
        capture_output=True,
        text=True,
        check=True,
    )
    unwanted = {"openpyxl", "csv", "json", "python_calamine", "datetime", "tablecheck.readers.ods"}
    assert unwanted & set(done.stdout.split()) == set()
