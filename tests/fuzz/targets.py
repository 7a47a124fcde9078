"""What is fuzzed: an input, a way to change it, a run, and what must hold of every run.

A run gives a signature of what it did; an input with a new signature is worth changing further.
What a run raises, and whatever does not hold, is an escape.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz import mutate
from tests.hostile.inputs import FORM_TEXT, cells, delimited, table, workbook
from tests.readers.making import docx, ods, xlsx
from tests.reporters.test_harmless import is_harmless

from tablecheck.errors import ConfigError, FormError, ReadError
from tablecheck.form.load import load_form
from tablecheck.pipeline import Given, check_files
from tablecheck.readers.limits import Limits
from tablecheck.readers.read import read_bytes
from tablecheck.record import record
from tablecheck.reporters.base import Style, reporter
from tablecheck.sheet import Cell, CellKind
from tablecheck.values.number import read_cell

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tablecheck.form.model import Form
    from tablecheck.report import Report

    Signature = tuple[object, ...]

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "tests" / "tables"
LIMITS = Limits(child_seconds=5, cells=200_000, unpacked_bytes=32 << 20, part_bytes=16 << 20)
SHOWN = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown")


@record
class Target:
    """One thing to fuzz.

    Attributes:
        name: Of the folder of its crashers.
        seeds: Inputs to start from.
        change: An input changed at random.
        run: Does the work; the signature of what was done.
        weight: How often it is its turn.
    """

    name: str
    seeds: Callable[[], Sequence[bytes]]
    change: Callable[[bytes, random.Random], bytes]
    run: Callable[[bytes], Signature]
    weight: int = 1


class WrongError(AssertionError):
    """Something that must hold does not."""


@cache
def little_form() -> Form:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(FORM_TEXT)
        file.flush()
        return load_form(file.name)


def check(data: bytes, name: str, form: Form | None) -> Signature:
    """Check a file and tell it in one of the formats."""
    report = check_files([Given(name, data)], form=form, limits=LIMITS, with_source=True)
    file = report.files[0]
    if (file.refusal is None) == (file.cells == 0):
        raise WrongError(f"{file.refusal} with {file.cells} cells")
    told(report, len(data))
    codes = tuple(sorted({each.code for each in file.findings}))
    return (file.refusal and (file.refusal[0], file.refusal[1].en[:60]), codes, file.form)


def told(report: Report, number: int) -> None:
    """Render a report in one format, by turns, and look at what must hold of it."""
    name = (*SHOWN, "ess", "html", "xlsx")[number % (len(SHOWN) + 3)]
    style = Style(lang="zh" if number % 2 else "en", verbose=True)
    if name == "xlsx":
        for file in report.files:
            if file.refusal is None and file.source is not None:
                from tablecheck.reporters.workbook.marked import marked_workbook

                marked_workbook(file, style, report.options)
        return
    text = reporter(name).render(report, style)
    assert isinstance(text, str)
    if not is_harmless(text):
        raise WrongError(f"{name} lets something pass")
    if name in ("json", "sarif", "gitlab", "ess"):
        json.loads(text)


def files(*names: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [(TABLES / name).read_bytes() for name in names]


def page() -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in table()
    )
    return f"<html><body><p>人员情况表</p><table>{rows}</table></body></html>"


def ods_table() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="{kind}" office:value="{each}">'
            f"<text:p>{each}</text:p></table:table-cell>"
            for each in row
            for kind in ("string" if isinstance(each, str) else "float",)
        )
        + "</table:table-row>"
        for row in table()
    )
    return ods(f'<table:table table:name="a">{rows}</table:table>')


def docx_table() -> bytes:
    rows = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in row)
        + "</w:tr>"
        for row in table()
    )
    return docx(f"<w:p><w:r><w:t>人员情况表</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>")


def rich_workbook() -> bytes:
    """A workbook with what a plain one lacks: shared and rich texts, formats, merges, formulas."""
    shared = "".join(f'<c t="s"><v>{number}</v></c>' for number in (0, 1, 2))
    rows = [
        (f'<c t="s"><v>{number}</v></c>', '<c t="s"><v>3</v></c>', cell)
        for number, cell in (
            (4, '<c s="1"><f>C3+C4</f><v>3</v></c>'),
            (5, '<c s="2"><v>0.01</v></c>'),
            (6, '<c s="3"><v>20000</v></c>'),
        )
    ]
    texts = ("指标", "单位", "数值", "人", "人员总数", "专职人员数", "兼职人员数")
    return xlsx(
        f'<row r="1" hidden="1"><c r="A1"/></row><row r="2">{shared}</row>' + cells(rows),
        strings="".join(
            f"<si><r><t>{text[:1]}</t></r><r><t>{text[1:]}</t></r><rPh><t>x</t></rPh></si>"
            for text in texts
        ),
        styles='<numFmts><numFmt numFmtId="164" formatCode="#,##0.0_);[Red](0)"/>'
        '<numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" '
        'formatCode="[&gt;=10000]0!.0,&quot;万&quot;;0"/></numFmts><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="14"/></cellXfs>',
        before='<dimension ref="A1:C5"/><cols><col min="5" max="6" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A7:C7"/><mergeCell ref="B4:B5"/></mergeCells>',
    )


def as_text(change: Callable[[str, random.Random], str]) -> Callable[[bytes, random.Random], bytes]:
    return lambda data, rng: change(data.decode("utf-8", "replace"), rng).encode("utf-8", "replace")


def text_or_bytes(data: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.3:
        return mutate.bytes_of(data, rng)
    return as_text(mutate.text_of)(data, rng)


def run_form(data: bytes) -> Signature:
    """Load a form; lint it, and check a table with it, where it is one."""
    with tempfile.NamedTemporaryFile(suffix=".json", dir=_memory()) as file:
        file.write(data)
        file.flush()
        try:
            form = load_form(file.name)
        except FormError as error:
            if not error.zh or not error.en:
                raise WrongError("an error without a sentence") from error
            return (error.code, error.en[:40])
        from tablecheck.form_check import check_form

        codes = {each.code for each in check_form(file.name).findings}
    return ("form", check(workbook(), "a.xlsx", form), tuple(sorted(codes)))


def run_equation(data: bytes) -> Signature:
    """Load the little form with an equation; a few texts only are one."""
    form = json.loads(FORM_TEXT)
    text = data.decode("utf-8", "replace")
    form["tables"][0]["rules"] = [
        {"id": "x", "severity": "error", "basis": "wording", "expect": text}
    ]
    return run_form(json.dumps(form).encode())


def run_number(data: bytes) -> Signature:
    """Read a text as a cell of each kind; what is read must be written with digits."""
    text = data.decode("utf-8", "replace")
    reading = None
    for kind in (CellKind.NUMBER, CellKind.TEXT):
        for signs in ((None, None), (",", "."), (".", ","), (" ", ",")):
            reading = read_cell(
                Cell(kind, text),
                marks={"—": "missing", "*": "suppressed"},
                units=frozenset(("人", "万", "%")),
                thousands=signs[0],
                decimal=signs[1],
                stores_numbers=True,
            )
            if reading.low is not None and not any(each.isdigit() for each in text):
                raise WrongError(f"a number was read from {text!r}")
    assert reading is not None
    return (reading.status, reading.low is not None, reading.offered is not None)


def run_toml(data: bytes) -> Signature:
    """Read a configuration."""
    from tablecheck.config.read import read_config

    with tempfile.NamedTemporaryFile(suffix=".toml", dir=_memory()) as file:
        file.write(data)
        file.flush()
        try:
            read_config(file.name)
        except ConfigError as error:
            return (error.key, error.en[:40])
    return ("config",)


def run_binary(data: bytes) -> Signature:
    """Read an old workbook; the process that does may die, we may not."""
    try:
        sheets = read_bytes(data, name="a.xls", limits=LIMITS).sheets
    except ReadError as error:
        return (error.code, error.en[:60])
    return tuple(len(sheet.cells) for sheet in sheets)


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


TOML = b"""form = "cn-zfxxgk-2014"
select = ["TC4"]
fail-on = "error"
[limits]
cells = 1000
[[files]]
pattern = "*.xlsx"
form = "cn-zfxxgk-2014"
[[waivers]]
code = "TC401"
reason = "x"
until = 2027-01-01
values = ["1"]
"""
NUMBERS = ("1", "1,234.5", "(1,234)", "12.5%", "1.26万", "１２", "1 234,5", "98人", "12①", "-0.5",
           "1e3", "12—15", "约12", "一百二十", "０．５")  # fmt: skip
EQUATIONS = ("[1.1] + [1.2] = [1]", "[1] >= [1.1]", "if [1] > 0 then any([1/*]) > 0",
             "[1.1] / [1] * 100 <= 60", "[1] = previous [1] + [1.1] - [1.2]", "sum([1/*]) = [1@n]",
             "abs([1.1] - previous [1.1]) <= 0.5 * [1]", "[main!1@n] = 2 * ([1.1] + 1.5)",
             "all([1/**]) <= [1] and ([1.1] > 0 or [1.2] != 3)")  # fmt: skip


def shipped() -> Sequence[bytes]:
    return [path.read_bytes() for path in (ROOT / "schemas").glob("cn-*.json")]


TARGETS: dict[str, Target] = {
    each.name: each
    for each in (
        Target("xlsx", lambda: [workbook(), rich_workbook()], mutate.container_of,
               lambda data: check(data, "a.xlsx", little_form()), 6),
        Target("xlsx-real", files("manzhouli-2018.xlsx", "suqian-2024.xlsx"), mutate.container_of,
               lambda data: check(data, "a.xlsx", None), 1),
        Target("ods", lambda: [ods_table()], mutate.container_of,
               lambda data: check(data, "a.ods", little_form()), 4),
        Target("docx", lambda: [docx_table()], mutate.container_of,
               lambda data: check(data, "a.docx", little_form()), 4),
        Target("html", lambda: [page().encode()], text_or_bytes,
               lambda data: check(data, "a.html", little_form()), 4),
        Target("page-real", files("suqian-2023.html", "manzhouli-2018.html"), text_or_bytes,
               lambda data: check(data, "a.html", None), 1),
        Target("docx-real", files("suqian-2023.docx", "manzhouli-2018.docx"), mutate.container_of,
               lambda data: check(data, "a.docx", None), 1),
        Target("ods-real", files("suqian-2023.ods", "manzhouli-2018.ods"), mutate.container_of,
               lambda data: check(data, "a.ods", None), 1),
        Target("csv", lambda: [delimited().encode(), delimited().encode("gb18030"),
                               delimited().encode("utf-16")], text_or_bytes,
               lambda data: check(data, "a.csv", little_form()), 6),
        Target("csv-real", files("manzhouli-2018-gb18030.csv"), text_or_bytes,
               lambda data: check(data, "a.csv", None), 1),
        Target("xls", files("manzhouli-2018.xls"), mutate.bytes_of, run_binary, 1),
        Target("number", lambda: [each.encode() for each in NUMBERS], as_text(mutate.text_of),
               run_number, 40),
        Target("equation", lambda: [each.encode() for each in EQUATIONS], as_text(mutate.text_of),
               run_equation, 4),
        Target("form", lambda: [FORM_TEXT.encode()], as_text(mutate.json_of), run_form, 6),
        Target("form-real", shipped, as_text(mutate.json_of), run_form, 1),
        Target("config", lambda: [TOML], text_or_bytes, run_toml, 4),
    )
}  # fmt: skip
"""By name."""
