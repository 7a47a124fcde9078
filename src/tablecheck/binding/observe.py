"""From bound cells to observations: what each cell of the form holds and whether it takes part.

Comes in: a binding. Goes out: ``Observation`` by key, and the ``Dataset`` for the rules. A cell
with a finding of its own takes part as unknown, so that one bad cell never makes five sums fail.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tablecheck.binding.domains import domain_interval, offended_keyword
from tablecheck.binding.signs import TableSigns, borne_out, in_doubt, signs_of
from tablecheck.binding.slack import HalfUnits
from tablecheck.binding.units import UnitFact, UnitReader
from tablecheck.exact import exact
from tablecheck.record import record
from tablecheck.rules.dataset import Dataset
from tablecheck.values.interval import Interval
from tablecheck.values.number import read_cell
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tablecheck.binding.align import Alignment, Line
    from tablecheck.binding.bind import Binding, TableBinding
    from tablecheck.exact import Exact
    from tablecheck.form.model import Domain, Form, Item, Key, Table
    from tablecheck.rules.model import Instance
    from tablecheck.sheet import Workbook
    from tablecheck.values.convention import Signs
    from tablecheck.values.reading import Reading

WITHOUT_NUMBERS = ("csv", "docx", "html")
"""Kinds of files that store all as text, so that none of it could have been a number."""


class Standing(StrEnum):
    """How an observation takes part in the rules."""

    STATED = "stated"
    BLANK = "blank"
    UNKNOWN = "unknown"


@record
class Observation:
    """One value cell of the form as the file has it.

    Attributes:
        key: Table, row and column codes.
        item: The row's item (its label names the indicator).
        column: The column's item.
        sheet: Name of the sheet, None in CSV.
        place: (row, column) in the sheet; None where the row or column is missing.
        reading: What stands in the cell; None where there is no cell.
        unit: What is known of its unit; None where the form states none.
        standing: How it takes part.
        low, high: The number that takes part, in expected units; None where not STATED.
        outside: Which keyword of the domain it offends (``minimum`` …, ``sign`` for +2 where no
            negative number can be), "" where none.
        copies: Places of further rows with the same label.
        copies_differ: Those rows hold other values.
        columns_differ: A further column with the same head holds another value.
        is_spread: One merged cell covers it and other value cells of the table.
        is_required: A blank is a finding.
    """

    key: Key
    item: Item
    column: Item
    sheet: str | None
    place: tuple[int, int] | None
    reading: Reading | None
    unit: UnitFact | None
    standing: Standing
    low: Exact | None = None
    high: Exact | None = None
    outside: str = ""
    copies: tuple[tuple[int, int], ...] = ()
    copies_differ: bool = False
    columns_differ: bool = False
    is_spread: bool = False
    is_required: bool = True


def observe(
    binding: Binding, workbook: Workbook, blank: str = "form", instances: Sequence[Instance] = ()
) -> dict[Key, Observation]:
    """Observations of every value cell of the form, in the form's order.

    Args:
        binding: Where the cells are.
        workbook: The file; its kind says whether text could have been a number.
        blank: ``form``, ``missing`` or ``zero``: what a blank means.
        instances: The form's rules, which may tell 1,234 from 1.234.
    """
    form = binding.form
    zero = blank == "zero" or (blank == "form" and form.blank == "zero")
    reader = _Reader(form, stores_numbers=workbook.kind not in WITHOUT_NUMBERS, blank_is_zero=zero)
    observations: dict[Key, Observation] = {}
    for table in form.tables:
        bound = binding.tables.get(table.code)
        if bound is None:
            observations |= _absent(table)
            continue
        signs = signs_of(bound, form, reader.words)
        seen = reader.table(bound, signs)
        if signs.rivals and instances:
            able = [reader.table(bound, each) for each in signs.each()]
            right = borne_out([dataset_of(each).intervals for each in able], instances)
            seen = seen if right is None else able[right]
        observations |= seen
    return observations


def value_items(items: Iterable[Item]) -> list[Item]:
    """The rows, or columns, that hold values."""
    return [item for item in items if item.holds_values]


def _absent(table: Table) -> dict[Key, Observation]:
    """Observations of a table that the file lacks: nothing is known."""
    found = {}
    for item in value_items(table.rows):
        for column in value_items(table.columns):
            key = (table.code, item.code, column.code)
            found[key] = Observation(
                key=key,
                item=item,
                column=column,
                sheet=None,
                place=None,
                reading=None,
                unit=None,
                standing=Standing.UNKNOWN,
            )
    return found


def dataset_of(observations: Mapping[Key, Observation]) -> Dataset:
    """The intervals that the rules see."""
    intervals = {}
    stated, blank = set(), set()
    for key, seen in observations.items():
        domain = seen.item.domain or seen.column.domain
        if seen.standing is Standing.STATED:
            stated.add(key)
            whole = domain is not None and domain.integer
            intervals[key] = Interval(seen.low, seen.high, whole)
        else:
            intervals[key] = domain_interval(domain)
            if seen.standing is Standing.BLANK:
                blank.add(key)
    return Dataset(
        intervals=intervals,
        stated=frozenset(stated),
        blank=frozenset(blank),
        slack=HalfUnits(observations),
    )


class _Reader:
    """Reads value cells of one form; holds what is the same for all of them."""

    __slots__ = ("_blank_is_zero", "_form", "_signs", "_stores_numbers", "_units", "words")

    def __init__(self, form: Form, *, stores_numbers: bool, blank_is_zero: bool) -> None:
        self._form = form
        self._stores_numbers = stores_numbers
        self._blank_is_zero = blank_is_zero
        self._units = UnitReader(form)
        self._signs = TableSigns(form.thousands, form.decimal)
        self.words = frozenset(
            name for unit in form.units.values() for name in (unit.name, *unit.synonyms)
        )

    def table(self, bound: TableBinding, signs: TableSigns) -> dict[Key, Observation]:
        """Observations of one table, its numbers read by the signs."""
        self._signs = signs
        columns = value_items(bound.table.columns)
        copies, twins = _copies(bound.rows), _copies(bound.columns)
        observations = {}
        for item in value_items(bound.table.rows):
            for column in columns:
                seen = self.observation(
                    bound, item, column, copies.get(item.code, ()), twins.get(column.code, ())
                )
                observations[seen.key] = seen
        return observations

    def observation(
        self,
        bound: TableBinding,
        item: Item,
        column: Item,
        copies: Sequence[Line],
        twins: Sequence[Line],
    ) -> Observation:
        key = (bound.table.code, item.code, column.code)
        sheet = bound.region.grid.sheet.name
        place = bound.place(item.code, column.code)
        if place is None:
            return Observation(
                key=key,
                item=item,
                column=column,
                sheet=sheet,
                place=None,
                reading=None,
                unit=None,
                standing=Standing.UNKNOWN,
            )
        reading = self._read(bound, item, column, place)
        unit = self._units.fact(bound, item, column, place, reading)
        line, head = bound.rows.matches[item.code].line, bound.columns.matches[column.code].line
        below = [bound.spot(other, head) for other in copies]
        beside = [bound.spot(line, other) for other in twins]
        differ = any(not _same(self._read(bound, item, column, other), reading) for other in below)
        apart = any(not _same(self._read(bound, item, column, other), reading) for other in beside)
        address = bound.region.grid.address
        domain = item.domain or column.domain
        standing, low, high = self._standing(reading, unit)
        outside = ""
        if standing is Standing.STATED and low is not None and high is not None:
            outside = offended_keyword(domain, low, high) or _sign_of_change(domain, reading)
        if outside and reading.status is Status.BLANK:
            # A blank cannot mean 0 where the indicator cannot be 0: then it is missing.
            outside, standing, low, high = "", Standing.BLANK, None, None
        is_spread = bound.is_spread(line, head)
        if outside or differ or apart or is_spread:
            standing, low, high = Standing.UNKNOWN, None, None
        return Observation(
            key=key,
            item=item,
            column=column,
            sheet=sheet,
            place=address(*place),
            reading=reading,
            unit=unit,
            standing=standing,
            low=low,
            high=high,
            outside=outside,
            copies=tuple(address(*other) for other in below),
            copies_differ=differ,
            columns_differ=apart,
            is_spread=is_spread,
            is_required=item.required
            and column.required
            and not bound.needs_no_total(item, column),
        )

    def _read(
        self, bound: TableBinding, item: Item, column: Item, place: tuple[int, int]
    ) -> Reading:
        cell = bound.region.grid.own(*place)
        own = item.marks if item.marks is not None else column.marks
        marks = self._form.marks if own is None else own

        def read(signs: TableSigns | Signs) -> Reading:
            return read_cell(
                cell,
                marks=marks,
                units=self.words,
                thousands=signs.thousands,
                decimal=signs.decimal,
                stores_numbers=self._stores_numbers,
            )

        reading = read(self._signs)
        if not self._signs.rivals:
            return reading
        rivals = [read(signs) for signs in self._signs.rivals]
        return in_doubt(reading, rivals, item.domain or column.domain)

    def _standing(
        self, reading: Reading, unit: UnitFact | None
    ) -> tuple[Standing, Exact | None, Exact | None]:
        if reading.status in (Status.BLANK, Status.MISSING):
            if self._blank_is_zero and reading.status is Status.BLANK:
                return Standing.STATED, 0, 0
            return Standing.BLANK, None, None
        if reading.status is not Status.NUMBER or reading.low is None or reading.high is None:
            return Standing.UNKNOWN, None, None
        if unit is not None and reading.multiplier and self._units.is_multiple(unit.expected):
            # “3.5万” in 万元 is 3.5 or 35000: the rules are not told either.
            return Standing.UNKNOWN, None, None
        if unit is None or unit.accepted or not unit.text:
            return Standing.STATED, reading.low, reading.high
        if unit.glued and unit.factor is not None:
            # The unit stands in the cell itself, so there is no doubt which one is meant.
            return (
                Standing.STATED,
                exact(reading.low * unit.factor),
                exact(reading.high * unit.factor),
            )
        return Standing.UNKNOWN, None, None


def _sign_of_change(domain: Domain | None, reading: Reading) -> str:
    """``sign`` where a number that cannot be negative has a plus: somebody wrote a change."""
    if domain is None or domain.minimum is None or domain.minimum < 0:
        return ""
    return "sign" if "+" in reading.note.split() else ""


def _copies(aligned: Alignment) -> dict[str, list[Line]]:
    """Further lines of an item that has one, by its code."""
    copies: dict[str, list[Line]] = {}
    for line, code in aligned.duplicates:
        copies.setdefault(code, []).append(line)
    return copies


def _same(one: Reading, other: Reading) -> bool:
    if one.status is not other.status:
        return False
    if one.status is Status.NUMBER:
        return (one.low, one.high) == (other.low, other.high)
    return one.text.strip() == other.text.strip()
