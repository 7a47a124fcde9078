"""Rules of other kinds as VTL expressions over single cells.

Comes in: a rule in one place. Goes out: a boolean expression over datasets of one cell each, named
once and used again.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from tablecheck.exact import exact, plain
from tablecheck.extract import NO_DIMENSION

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear

    Years = tuple[int | None, int | None]


class Expressions:
    """Writes expressions; remembers which cells have a name.

    Args:
        records: Codes of tables of one line a reporting unit, whose data have no dimension.
    """

    def __init__(self, records: Collection[str] = ()) -> None:
        self._records = records
        self._names: dict[tuple[Key, Years], str] = {}
        self._new: list[str] = []

    def of(self, instance: Instance, slack: Callable[[Linear], Exact], years: Years) -> str:
        """What is true where the rule holds."""
        clauses = []
        for clause in instance.clauses:
            atoms = [self._atom(atom, slack(atom), years) for atom in clause]
            clauses.append(atoms[0] if len(atoms) == 1 else f"({' or '.join(atoms)})")
        return " and ".join(clauses)

    def cells(self) -> Iterator[str]:
        """Definitions of the cells that were named since the last call."""
        yield from self._new
        self._new = []

    def _atom(self, atom: Linear, slack: Exact, years: Years) -> str:
        scale: int = lcm(*(coefficient.denominator for coefficient, _ in atom.terms))
        terms = [(exact(coefficient * scale), key) for coefficient, key in atom.terms]
        constant = exact(atom.constant * scale)
        off, below = exact(exact(atom.tolerance + slack) * scale), atom.requires
        if below is not None:
            off = exact(slack * scale)
        value = self._sum(terms, years)
        away = f"{value} - {_number(constant)}" if constant else value
        if below is not None and atom.tolerance:
            weight = plain(exact(atom.tolerance * scale))
            limit = f"({self._sum(below.terms, years)} - {_number(below.constant)}) * {weight}"
            told = _away(away, atom.op, limit, plain(off))
        elif off:
            told = _within(away, atom.op, plain(off))
        else:
            op = "<>" if atom.op == "!=" else atom.op
            told = f"({value} {op} {_number(constant)})"
        if below is None:
            return told
        positive = f"{self._sum(below.terms, years)} > {_number(below.constant)}"
        return f"(not ({positive}) or {told})"

    def _sum(self, terms: Sequence[tuple[Exact, Key]], years: Years) -> str:
        told = ""
        for coefficient, key in sorted(terms, key=lambda term: term[0] < 0):
            size = max(coefficient, -coefficient)
            cell = self._cell(key, years)
            term = cell if size == 1 else f"{cell} * {plain(size)}"
            told += f" {'-' if coefficient < 0 else '+'} {term}"
        if told.startswith(" -"):
            # VTL has no sign before a dataset: 0 - A says the same.
            first, _, rest = told.removeprefix(" - ").partition(" - ")
            told = f" + ({first}) * (-1)" + (f" - {rest}" if rest else "")
        return told.removeprefix(" + ")

    def _cell(self, key: Key, years: Years) -> str:
        name = self._names.get((key, years))
        if name is None:
            name = self._names[key, years] = f"CELL_{len(self._names) + 1}"
            without = key[0] in self._records
            table, row, column = map(text, (*key[:2], NO_DIMENSION if without else key[2]))
            filters = years_filter(years)
            chosen = f"[filter {' and '.join(filters)}]" if filters else ""
            self._new.append(
                f"{name} := DATA{chosen}"
                f"[sub TABLE = {table}, INDICATOR = {row}, DIMENSION = {column}];"
            )
        return name


def _within(away: str, op: str, off: str) -> str:
    """A comparison with 0 that may be off by an amount."""
    if op in ("<=", "<"):
        return f"({away} {op} {off})"
    if op in (">=", ">"):
        return f"({away} {op} (-{off}))"
    return f"(abs({away}) <= {off})" if op == "=" else f"(abs({away}) >= 0)"


def _away(away: str, op: str, limit: str, off: str) -> str:
    """The same, where the amount is a number of cells."""
    if op in ("<=", "<"):
        return f"({away} - {limit} {op} {off})"
    if op in (">=", ">"):
        return f"({away} + {limit} {op} (-{off}))"
    return f"(abs({away}) - {limit} <= {off})"


def years_filter(years: Years) -> list[str]:
    """Conditions on the period; years are four digits, so they compare as texts."""
    first, last = years
    return [
        f'TIME_PERIOD {op} "{year:04}"'
        for op, year in ((">=", first), ("<=", last))
        if year is not None
    ]


def text(value: str) -> str:
    """A string of VTL."""
    return '"' + value.replace('"', '""') + '"'


def said(value: str) -> str:
    """A text in a comment of VTL."""
    return " ".join(value.split()).replace("*/", "* /").replace("/*", "/ *")


def _number(number: Exact) -> str:
    return f"({plain(number)})" if number < 0 else plain(number)
