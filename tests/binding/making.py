"""Sheets and forms of a few lines, and what binds to what."""

from __future__ import annotations

from fractions import Fraction

from tablecheck.binding.align import Line, align
from tablecheck.binding.bind import bind
from tablecheck.binding.observe import observe
from tablecheck.form.model import Domain, Form, Item, Table, Unit
from tablecheck.sheet import Cell, CellKind, Range, Sheet, Workbook

COUNT = Domain(integer=True, minimum=0)
COLUMNS = (
    Item(code="label", label="指标", role="label"),
    Item(code="unit", label="单位", role="unit"),
    Item(code="n", label="数量"),
)
UNITS = {
    "元": Unit(name="元", synonyms=("圆",), base="元", factor=Fraction(1)),
    "万元": Unit(name="万元", synonyms=(), base="元", factor=Fraction(10_000)),
    "件": Unit(name="件", synonyms=(), base="件", factor=Fraction(1)),
    "条": Unit(name="条", synonyms=(), base="条", factor=Fraction(1)),
}


def items(*texts, **fields):
    """Rows from lines: two spaces a depth, ``code label``, ``#`` in front for a heading."""
    made, parents = [], {}
    for text in texts:
        depth = (len(text) - len(text.lstrip())) // 2
        heading = text.lstrip().startswith("#")
        code, _, label = text.strip().lstrip("#").partition(" ")
        parents[depth] = code
        made.append(
            Item(
                code=code,
                label=label,
                heading=heading,
                parent=parents[depth - 1] if depth else None,
                depth=depth,
                **({} if heading else fields),
            )
        )
    return tuple(made)


def form_of(rows, columns=COLUMNS, *, more=()):
    """A form of one table (and ``more`` tables)."""
    table = Table(code="t", title="", rows=tuple(rows), columns=tuple(columns), rules=())
    return Form(
        id="made",
        version="1",
        titles=("表",),
        years=(None, None),
        language="zh",
        source={},
        blank="missing",
        marks={"—": "missing"},
        thousands=None,
        decimal=None,
        units=UNITS,
        tables=(table, *more),
        sha256="",
    )


def sheet_of(rows, name="表一", *, merges=(), hidden=False, top=1, left=1):
    """A sheet with ``rows`` at (top, left); numbers are numbers, None and "" nothing."""
    cells = {}
    for r, row in enumerate(rows, top):
        for c, value in enumerate(row, left):
            if value is None or value == "":
                continue
            kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
            cells[r, c] = Cell(kind=kind, text=str(value))
    return Sheet(
        name=name,
        cells=cells,
        merges=tuple(Range(*merge) for merge in merges),
        hidden=hidden,
    )


def book_of(*sheets, kind="xlsx"):
    return Workbook(kind=kind, sheets=sheets, sha256="0" * 64)


def bound(form, *sheets, sheet=None):
    """The binding of the form's first table."""
    return bind(book_of(*sheets), form, sheet).tables[form.tables[0].code]


def values(form, *sheets, sheet=None, kind="xlsx"):
    """What is read of every row: code -> number, text of what is none, or None."""
    workbook = book_of(*sheets, kind=kind)
    found = {}
    for key, seen in observe(bind(workbook, form, sheet), workbook).items():
        code = key[1] if key[2] == "n" else f"{key[1]}/{key[2]}"
        reading = seen.reading
        if reading is None:
            found[code] = "missing"
        else:
            found[code] = reading.low if reading.low is not None else (reading.text or None)
    return found


def aligned(texts, rows):
    """Lines from texts, put together with items."""
    return align([Line(index=index, text=text) for index, text in enumerate(texts, 1)], rows)


def told(alignment):
    """code -> (line, how) of every match."""
    return {code: (match.line.index, match.how) for code, match in alignment.matches.items()}
