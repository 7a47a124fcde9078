"""A form's cells with nothing filled in, and its rules over them.

Comes in: a form. Goes out: ``Blank``: the interval of each cell, rule instances, the years in which
other rules hold.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tablecheck.binding.domains import domain_interval
from tablecheck.form.model import needs_previous, of_previous
from tablecheck.rules.compile import compile_rules

if TYPE_CHECKING:
    from tablecheck.form.model import Form, Key, Rule, Table
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval

MOST_TERMS = 100_000
"""Terms of all rules in all places above which they are not put together."""
MOST_CELLS = 250_000


class Blank:
    """What may stand in each cell of a form.

    Attributes:
        form: The form.
        rows, columns: Codes that hold values, by table.
        is_large: The rules, or the cells, are too many to put together.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.rows = {table.code: _values(table, "rows") for table in form.tables}
        self.columns = {table.code: _values(table, "columns") for table in form.tables}
        self.is_large = self.cell_count > MOST_CELLS or _terms(form, self) > MOST_TERMS

    @property
    def cell_count(self) -> int:
        """How many cells hold values."""
        return sum(len(self.rows[code]) * len(self.columns[code]) for code in self.rows)

    @cached_property
    def intervals(self) -> dict[Key, Interval]:
        """What the domains allow, for this period's cells and those of the previous one."""
        found: dict[Key, Interval] = {}
        for table in self.form.tables:
            across = {item.code: item.domain for item in table.columns}
            down = {item.code: item.domain for item in table.rows}
            domains = {None, *across.values(), *down.values()}
            interval_of = {domain: domain_interval(domain) for domain in domains}
            for row in self.rows[table.code]:
                for column in self.columns[table.code]:
                    key = (table.code, row, column)
                    found[key] = interval_of[down[row] or across[column]]
        found.update({of_previous(key): interval for key, interval in list(found.items())})
        return found

    @cached_property
    def years(self) -> tuple[int | None, ...]:
        """One year of each span in which the same rules hold; None where all hold always."""
        first, last = self.form.years
        spans = [rule.years for table in self.form.tables for rule in table.rules]
        starts = {start for start, _ in spans if start is not None}
        starts |= {end + 1 for _, end in spans if end is not None}
        if not starts:
            return (None,)
        starts.add(min(starts) - 1 if first is None else first)
        return tuple(
            year
            for year in sorted(starts)
            if (first is None or year >= first) and (last is None or year <= last)
        ) or (first,)

    @cached_property
    def instances(self) -> dict[int | None, tuple[Instance, ...]]:
        """Every rule in every place, by such a year."""
        with_previous = any(needs_previous(rule) for t in self.form.tables for rule in t.rules)
        previous = self.form if with_previous else None
        return {year: compile_rules(self.form, year=year, previous=previous) for year in self.years}


def _values(table: Table, axis: str) -> list[str]:
    items = table.rows if axis == "rows" else table.columns
    return [item.code for item in items if item.holds_values]


def _terms(form: Form, blank: Blank) -> int:
    return sum(
        _size(rule) * len((blank.columns if rule.axis == "rows" else blank.rows)[table.code])
        for table in form.tables
        for rule in table.rules
    )


def _size(rule: Rule) -> int:
    return len(rule.parts) + sum(len(atom.terms) for clause in rule.clauses for atom in clause)
