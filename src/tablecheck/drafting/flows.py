"""Stocks and flows: what is there now against what came and went, and what last year carried over.

Comes in: a matrix, and the years of its files where they are known. Goes out: expressions with how
many places show them. Labels say which lines may be a stock and its flows; only numbers of two
years show what is carried over.
"""

from __future__ import annotations

import re
from math import log2
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecheck.drafting.matrix import Matrix
    from tablecheck.drafting.model import Node

_STOCK = re.compile(
    r"现行有效|期末|年末|现有|结存|在册|在建|in force|in stock|outstanding|at (?:the )?end|closing",
    re.IGNORECASE,
)
_IN = re.compile(
    r"制发|新增|增加|新收|新建|新办|issued|added|\bnew\b|opened|received|increase", re.IGNORECASE
)
_OUT = re.compile(
    r"废止|减少|注销|退出|办结|repealed|removed|closed|withdrawn|decrease", re.IGNORECASE
)
_OPENING = re.compile(
    r"上年结转|上年末|期初|年初|opening|brought forward|carried over|at (?:the )?beginning",
    re.IGNORECASE,
)
NEEDED, SAID = 7.0, 6.0
"""Bits that a carry-over needs beyond the number of pairs that were tried; what words are worth."""


@record
class Flow:
    """An expression that holds at every place, and how many places show it."""

    expect: str
    support: int


def find_flows(
    matrix: Matrix, groups: Sequence[Sequence[Node]], years: Sequence[int]
) -> list[Flow]:
    """Stocks against flows, then carry-overs from the file of the year before.

    Args:
        matrix: Lines over places.
        groups: Lines that stand side by side.
        years: Of each file; () where one is unknown.
    """
    line = {id(node): number for number, node in enumerate(matrix.lines)}
    pairs = _consecutive(years)
    found: list[Flow] = []
    for group in groups:
        numbers = [line[id(node)] for node in group if id(node) in line]
        stock, came, went = (
            [n for n in numbers if words.search(matrix.lines[n].label)]
            for words in (_STOCK, _IN, _OUT)
        )
        if len(stock) == len(came) == len(went) == 1 and len({*stock, *came, *went}) == 3:
            found += _stock(matrix, stock[0], came[0], went[0], pairs)
    found += _carried(matrix, pairs) if pairs else []
    return found


def _stock(
    matrix: Matrix, stock: int, came: int, went: int, pairs: Sequence[tuple[int, int]]
) -> Iterator[Flow]:
    codes = [f"[{matrix.lines[n].code}]" for n in (stock, came, went)]
    rows = [
        [matrix.values[n][place] for n in (stock, came, went)] for place in range(matrix.places)
    ]
    known = [row for row in rows if None not in row]
    if all((row[0] or 0) >= (row[1] or 0) - (row[2] or 0) for row in known):
        support = sum(bool(row[0]) and bool(row[1]) for row in known)
        yield Flow(f"{codes[0]} >= {codes[1]} - {codes[2]}", support)
    size = len(matrix.across)
    after = [
        (rows[new * size + place], rows[old * size + place][0])
        for old, new in pairs
        for place in range(size)
    ]
    told = [(row, before) for row, before in after if None not in row and before is not None]
    if told and all(row[0] == before + (row[1] or 0) - (row[2] or 0) for row, before in told):
        support = sum(bool(row[1]) or bool(row[2]) for row, _ in told)
        if support:
            expect = f"{codes[0]} = previous {codes[0]} + {codes[1]} - {codes[2]}"
            yield Flow(expect, support)


def _carried(matrix: Matrix, pairs: Sequence[tuple[int, int]]) -> Iterator[Flow]:
    """Lines that repeat another line of the year before: 上年结转 and 结转下年度."""
    size, lines = len(matrix.across), range(len(matrix.lines))
    tried = 2 * log2(max(len(matrix.lines), 2))
    for one in lines:
        for other in lines:
            if one == other:
                continue
            said = SAID if _OPENING.search(matrix.lines[one].label) else 0.0
            bits, support, holds = said, 0, True
            seen: set[tuple[int | None, int | None]] = set()
            for old, new in pairs:
                for place in range(size):
                    number = matrix.values[one][new * size + place]
                    before = matrix.values[other][old * size + place]
                    if number is None or before is None:
                        continue
                    holds = holds and number == before
                    if number and (number, before) not in seen:
                        seen.add((number, before))
                        support += 1
                        bits += log2(1 + abs(number) / (2 * matrix.halves[place]))
            if holds and support >= 2 and bits > tried + NEEDED:
                codes = (matrix.lines[one].code, matrix.lines[other].code)
                yield Flow(f"[{codes[0]}] = previous [{codes[1]}]", support)


def _consecutive(years: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers of files of which one is of the year after the other."""
    at = {year: number for number, year in enumerate(years)}
    if len(at) != len(years):
        return []
    return [(at[year - 1], at[year]) for year in sorted(at) if year - 1 in at]
