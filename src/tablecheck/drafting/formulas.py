"""Excel formulas as sums of lines: ``SUM(C5:C9)``, ``C5+C6-D7``.

Comes in: the text of formulas and where lines stand. Goes out: (whole, parts) pairs of nodes. Only
sums of cells in the row, or the column, of the formula are read; all else says nothing of a form.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tablecheck.drafting.model import value_nodes
from tablecheck.sheet import coordinates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.drafting.model import Node, TableSeen

Place = tuple[int, int]
MOST_CELLS = 5_000
"""Cells that one formula may name."""


def formula_sums(
    table: TableSeen, formulas: Mapping[Place, str], *, rows: bool
) -> list[tuple[Node, list[Node]]]:
    """Lines that formulas of the table add up, each whole with its parts once, in printed order."""
    tree, across = (table.rows, table.columns) if rows else (table.columns, table.rows)
    lines, others = _by_place(value_nodes(tree)), _by_place(value_nodes(across))
    counted: dict[tuple[int, tuple[int, ...]], tuple[Node, list[Node]]] = {}
    for place, text in sorted(formulas.items()):
        own, other = place if rows else place[::-1]
        if own not in lines or other not in others:
            continue
        cells = added_cells(text)
        parts = _parts(cells, other, lines, others, rows=rows) if cells else []
        if len(parts) >= 2 and lines[own] not in parts:
            key = (id(lines[own]), tuple(id(part) for part in parts))
            counted.setdefault(key, (lines[own], parts))
    return list(counted.values())


def _by_place(nodes: Sequence[Node]) -> dict[int, Node]:
    """Nodes by each physical line that they span."""
    return {at: node for node in nodes for at in range(node.span[0], node.span[1] + 1)}


def _parts(
    cells: Sequence[Place],
    other: int,
    lines: dict[int, Node],
    others: dict[int, Node],
    *,
    rows: bool,
) -> list[Node]:
    """The lines of the cells; [] where one stands on another line across, or on none."""
    found: list[Node] = []
    for cell in cells:
        own, across = cell if rows else cell[::-1]
        if others.get(across) is not others[other]:
            return []
        node = lines.get(own)
        if node is None:
            continue  # a heading, or a blank row in a range
        if node in found:
            return []
        found.append(node)
    return found


def added_cells(formula: str) -> list[Place]:
    """The cells that a formula adds up; [] where it does anything else."""
    text = formula.lstrip("=").replace("$", "").replace(" ", "").upper()
    text = re.sub(r"^ROUND\((.+),\d\)$", r"\1", text)
    cells: list[Place] = []
    if not _whole().fullmatch(text):
        return []
    for first, last in _term().findall(text):
        top, left = coordinates(first)
        bottom, right = coordinates(last) if last else (top, left)
        if (bottom - top + 1) * (right - left + 1) + len(cells) > MOST_CELLS:
            return []
        cells += [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    return cells


@cache
def _whole() -> re.Pattern[str]:
    cell = r"[A-Z]{1,3}[1-9]\d{0,6}"
    span = rf"{cell}(?::{cell})?"
    term = rf"(?:SUM\({span}(?:,{span})*\)|{cell})"
    return re.compile(rf"\+?{term}(?:\+{term})*")


@cache
def _term() -> re.Pattern[str]:
    cell = r"[A-Z]{1,3}[1-9]\d{0,6}"
    return re.compile(rf"({cell})(?::({cell}))?")
