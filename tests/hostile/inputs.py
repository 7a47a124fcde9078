"""Hostile and broken inputs: how each is made, and what must come of it.

A function that writes one input is registered with the line of threats that it belongs to and its
expected outcome. ``test_inputs.py`` runs those that are quick, ``bench/hostile.py`` all.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from tests.readers.making import MAIN, xlsx, xlsx_parts, zipped

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

LINES = {
    "bombs": "zip bomb, millions of rows, 65,000 parts, 5,000 sheets",
    "doctype": "DOCTYPE anywhere: laughs, quadratic, files and hosts",
    "places": "far cells, dimensions and counts that lie, huge merges, addresses off the sheet",
    "floods": "empty styled rows, one text many times, a line of a gigabyte",
    "broken": "truncated, bit-flipped, random, empty, loops, missing or double parts, bad UTF-8",
    "misnamed": "a type under the name of another",
    "encrypted": "encrypted workbooks",
    "active": "macros, links, zip-slip names, Strict, hidden sheets and rows, values under merges",
    "uncomputed": "formula never computed, error value, circular, blank",
    "numbers": "texts that look like numbers",
    "formats": "number formats that show something else",
    "layouts": "tables twice, rows double, moved, unknown, missing; shifted column; look-alikes",
    "text": "encodings, delimiters, line ends, NUL, quotes, ragged rows",
    "markup": "control, format and bidi characters, markup and commands of every output",
    "forms": "monstrous forms",
    "settings": "hostile configuration, waivers, baseline, previous file",
}

REFUSED, READ, FLAGGED, FORM = "refused", "read", "flagged", "form error"


@record
class Hostile:
    """One input.

    Attributes:
        name: Names the situation.
        line: Key of ``LINES``.
        make: Writes it into a folder; the arguments of the command, file first.
        outcome: ``refused``, ``read``, ``flagged`` or ``form error``.
        codes: Of the refusal, the form error, or of findings that there must be; for ``read`` the
            only ones that there may be.
        seconds: Processor time that it may take.
        mebibytes: Memory that it may take.
        heavy: Left to ``bench/hostile.py``.
        words: Must stand in the message.
    """

    name: str
    line: str
    make: Callable[[Path], Sequence[str]]
    outcome: str
    codes: tuple[str, ...] = ()
    seconds: float = 1.0
    mebibytes: float = 128
    heavy: bool = False
    words: str = ""


INPUTS: list[Hostile] = []


def add(
    line: str,
    name: str,
    make: Callable[[Path], Sequence[str]],
    outcome: str,
    *codes: str,
    **limits: Any,
) -> None:
    """Register an input."""
    INPUTS.append(Hostile(name, line, make, outcome, codes, **limits))


def add_bytes(
    line: str, file: str, data: bytes | Callable[[], bytes], outcome: str, *codes: str, **more: Any
) -> None:
    """Register an input that is one file, checked under the little form."""
    name = more.pop("name", file)
    add(line, name, partial(_written, file=file, data=data), outcome, *codes, **more)


def _written(folder: Path, *, file: str, data: bytes | Callable[[], bytes]) -> list[str]:
    (folder / file).write_bytes(data if isinstance(data, bytes) else data())
    return [file]


FORM_TEXT = """{
  "id": "staff", "version": "1", "title": "人员情况表", "language": "zh",
  "value": {"type": "integer", "minimum": 0},
  "units": {"人": {}, "万人": {"multiple_of": "人", "factor": 10000}, "%": {}},
  "missing": {"marks": {"—": "missing", "/": "missing", "无": "missing"}},
  "tables": [{
    "code": "main",
    "columns": [{"code": "what", "label": "指标", "role": "label"},
                {"code": "unit", "label": "单位", "role": "unit"},
                {"code": "n", "label": "数值"}],
    "rows": [{
      "code": "1", "label": "人员总数", "unit": "人",
      "relations": [{"id": "staff", "is": "sum", "severity": "error", "basis": "wording"}],
      "rows": [{"code": "1.1", "label": "专职人员数", "unit": "人"},
               {"code": "1.2", "label": "兼职人员数", "unit": "人"}]
    }]
  }]
}
"""
"""The little form that most inputs are checked under: a total and its two parts."""

HEAD = ("指标", "单位", "数值")
ROWS = (("人员总数", "人", 3), ("专职人员数", "人", 1), ("兼职人员数", "人", 2))


def table(value: object = 1, **labels: str) -> list[tuple[object, ...]]:
    """The little table; one value and one label may be another."""
    first = labels.get("label", "专职人员数")
    return [HEAD, ROWS[0], (first, labels.get("unit", "人"), value), ROWS[2]]


def cells(rows: Iterable[Sequence[object]], *, style: str = "") -> str:
    """Rows as the XML of sheetData: numbers as numbers, texts in line, ready ``<c…`` as it is."""
    return "".join(f"<row>{''.join(_cell(each, style) for each in row)}</row>" for row in rows)


def _cell(value: object, style: str) -> str:
    if isinstance(value, str) and value.startswith("<c"):
        return value
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c{style}><v>{value}</v></c>" if value is not None else "<c/>"


def workbook(rows: Iterable[Sequence[object]] = (), **options: Any) -> bytes:
    """An xlsx of one sheet."""
    return xlsx(cells(rows or table()), **options)


def delimited(rows: Iterable[Sequence[object]] = (), delimiter: str = ",") -> str:
    """Rows as delimited text."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows or table())


def parts(rows: Iterable[Sequence[object]] = (), **options: Any) -> dict[str, Any]:
    """Parts of an xlsx of one sheet, to spoil."""
    return dict(xlsx_parts(cells(rows or table()), **options))


__all__ = ["MAIN", "escape", "quoteattr", "zipped"]
