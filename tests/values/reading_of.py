"""Reads one cell under the conventions that most tests share."""

from __future__ import annotations

from tablecheck.sheet import Cell, CellKind
from tablecheck.values.number import read_cell

UNITS = frozenset(("条", "件", "次", "元", "万元", "人", "%", "km", "mW", "MW", "m²"))
MARKS = {
    "—": "missing",
    "-": "zero",
    "/": "not_applicable",
    "无": "zero",
    "*": "suppressed",
    "…": "missing",
    "N/A": "not_applicable",
}


def typed(text, *, marks=MARKS, units=UNITS, thousands=None, decimal=None, stores_numbers=True):
    return read_cell(
        Cell(CellKind.TEXT, text),
        marks=marks,
        units=units,
        thousands=thousands,
        decimal=decimal,
        stores_numbers=stores_numbers,
    )


def stored(text, number_format="", *, kind=CellKind.NUMBER, marks=MARKS):
    return read_cell(
        Cell(kind, text, number_format=number_format),
        marks=marks,
        units=UNITS,
        thousands=None,
        decimal=None,
        stores_numbers=True,
    )
