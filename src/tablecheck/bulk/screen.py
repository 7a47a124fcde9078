"""Which rows are surely right: every cell a plain number in its domain, every rule holds.

Comes in: a bound sample and chunks. Goes out: for each chunk the positions of the rows that the
exact stages must look at, and counts and sums of all others. Whole numbers only: a decimal is
scaled by a power of ten, and what could leave 64 bits is not computed, but handed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.binding.labels import normalise
from tablecheck.bulk.atoms import POWERS, Scaled, fits, holds
from tablecheck.bulk.chunk import name_of
from tablecheck.bulk.names import may_mean
from tablecheck.exact import exact, quotient
from tablecheck.record import record
from tablecheck.sheet import CellKind
from tablecheck.values.convention import usual_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from polars import DataFrame, Expr, Series

    from tablecheck.bulk.chunk import Chunk
    from tablecheck.bulk.records import Records
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.form.model import Domain, Item

DECIMALS = 4
"""Decimals that are screened where the form says no number of them; more are checked exactly."""


@record
class Screened:
    """What a screen says of a chunk.

    Attributes:
        doubtful: Positions of the rows for the exact stages, ascending.
        passed: How many rows are surely right.
        sums: By row code, the exact sum over those rows.
        greatest: By row code, the greatest value of those rows.
        names: Their units' names, and the positions of those rows.
        at: Positions of the rows that passed.
    """

    doubtful: tuple[int, ...]
    passed: int
    sums: Mapping[str, Exact]
    greatest: Mapping[str, Exact]
    names: Series
    at: Series


@record
class Column:
    """A column of numbers: where it stands, and how its decimals are scaled."""

    item: Item
    at: int
    decimals: int


class Screen:
    """The rows of one form that are surely right.

    Args:
        records: The exact stages of the file.
        limit: Greatest absolute value of a scaled number.
    """

    def __init__(self, records: Records, columns: Iterable[Column], names: int, limit: int) -> None:
        form = records.form
        signs = usual_signs(form.thousands, form.decimal)
        self._records, self._columns, self._limit = records, tuple(columns), limit
        self._names, self._decimal = names, signs.decimal
        self._is_settled = form.decimal is not None
        self._totals = may_mean(normalise(label).key for label in form.tables[0].totals)
        # “张三（万元）” would say the unit of its numbers.
        units = [name for each in form.units.values() for name in (each.name, *each.synonyms)]
        self._units = may_mean(units) if units else None
        self._scaled = {c.item.code: Scaled(f"v{c.at}", c.decimals) for c in self._columns}
        region = records.bound.region
        self._range = range(region.body_top, region.body_bottom + 1)
        self.instances = _of_one_unit(records.sample)
        self.width = len(self._columns)

    def over(self, chunk: Chunk) -> Screened:
        """What is sure of the rows of a chunk."""
        import polars

        frame = self._widened(chunk.frame)
        filled = [name_of(n) for n in self._range if name_of(n) in frame.columns]
        is_record = polars.any_horizontal(
            polars.col(filled).str.strip_chars().fill_null("").ne(polars.lit(""))
        )
        name = polars.col(name_of(self._names)).str.strip_chars()
        sure = self._names_sure(name) if self._stores(chunk, self._names, text=True) else False
        numbers, checks = [], [polars.lit(sure) if isinstance(sure, bool) else sure]
        for column in self._columns:
            is_text = self._stores(chunk, column.at, text=True)
            if is_text and chunk.kinds:
                checks.append(polars.lit(False))  # a number as text is a finding
            number, check = self._number(column)
            numbers.append(number.alias(f"v{column.at}"))
            checks.append(check)
        told = frame.select(
            is_record.alias("is_record"),
            name.alias("name"),
            *numbers,
            *[check.fill_null(False).alias(f"ok{n}") for n, check in enumerate(checks)],
        )
        values = [self._inside(column) for column in self._columns]
        rules = [
            holds(clause, self._scaled)
            for instance, _ in self.instances
            for clause in instance.clauses
        ]
        oks = [polars.col(f"ok{n}") for n in range(len(checks))]
        passed = polars.all_horizontal(*oks, *values, *rules).fill_null(False)
        told = told.with_columns(passed.alias("passed")).with_row_index("at")
        right = told.filter(polars.col("passed") & polars.col("is_record"))
        doubtful = told.filter(~polars.col("passed") & polars.col("is_record"))
        return Screened(
            doubtful=tuple(doubtful["at"].to_list()),
            passed=right.height,
            sums=self._sums(right),
            greatest=self._greatest(right),
            names=right["name"],
            at=right["at"],
        )

    def _widened(self, frame: DataFrame) -> DataFrame:
        import polars

        needed = [*(column.at for column in self._columns), self._names]
        lacking = [name_of(n) for n in needed if name_of(n) not in frame.columns]
        blank = polars.lit(None, dtype=polars.String)
        return frame.with_columns(blank.alias(name) for name in dict.fromkeys(lacking))

    def _stores(self, chunk: Chunk, column: int, *, text: bool) -> bool:
        return (chunk.kinds.get(column, CellKind.TEXT) is CellKind.TEXT) is text

    def _names_sure(self, name: Expr) -> Expr:
        sure = (name.str.len_chars() > 0) & ~self._totals(name)
        if self._units is None:
            return sure
        return sure & ~(self._units(name) & name.str.contains(r"[^\u4e00-\u9fffA-Za-z0-9]|单位"))

    def _number(self, column: Column) -> tuple[Expr, Expr]:
        """A column's scaled numbers, and where they say exactly what is written."""
        import polars

        text = polars.col(name_of(column.at))
        if not column.decimals:
            number = text.cast(polars.Int64, strict=False)
            return number, number.cast(polars.String) == text
        parts = text.str.split_exact(self._decimal, 1)
        written, part = parts.struct.field("field_0"), parts.struct.field("field_1")
        whole = written.cast(polars.Int64, strict=False)
        digits = part.fill_null("").str.pad_end(column.decimals, "0")
        fraction = digits.cast(polars.Int64, strict=False)
        power = POWERS[column.decimals]
        limit = self._limit // power
        is_plain = (
            (whole.cast(polars.String) == written)
            & whole.is_between(-limit, limit)
            & (digits.str.len_bytes() == column.decimals)
            & fraction.ge(0)
            & (fraction.cast(polars.String).str.zfill(column.decimals) == digits)
            & part.fill_null("0").str.len_bytes().gt(0)
            & text.str.count_matches(self._decimal, literal=True).le(1)
        )
        if not self._is_settled:
            # 1.234 is a thousand where a point groups digits: only the exact stages weigh that.
            grouped = (part.str.len_bytes() == 3) & whole.abs().is_between(1, 999)
            is_plain &= ~grouped.fill_null(False)
        signed = polars.when(whole < 0).then(-fraction).otherwise(fraction)
        return whole * power + signed, is_plain

    def _inside(self, column: Column) -> Expr:
        """The number is within the limit and its domain."""
        import polars

        number = polars.col(f"v{column.at}")
        checks = [number.is_between(-self._limit, self._limit)]
        checks += _in_domain(number, column.item.domain, POWERS[column.decimals], self._limit)
        return polars.all_horizontal(*checks)

    def _sums(self, right: DataFrame) -> dict[str, Exact]:
        import polars

        return self._reduced(right, lambda value: value.cast(polars.Int128).sum())

    def _greatest(self, right: DataFrame) -> dict[str, Exact]:
        return self._reduced(right, lambda value: value.max()) if right.height else {}

    def _reduced(self, right: DataFrame, reduce: Any) -> dict[str, Exact]:  # noqa: ANN401
        import polars

        wanted = [c for c in self._columns if c.item.rollup in ("sum", "bounded")]
        if not wanted:
            return {}
        row = right.select(reduce(polars.col(f"v{c.at}")) for c in wanted).row(0)
        return {
            c.item.code: quotient(int(value or 0), POWERS[c.decimals])
            for c, value in zip(wanted, row, strict=True)
        }


def screen_of(records: Records) -> Screen | None:
    """A screen for the file; None where nothing could be sure of any row."""
    bound = records.bound
    names = _name_column(records)
    (table,) = records.form.tables
    if names is None or bound.rows.duplicates or bound.rows.missing:
        return None
    if any(rule.axis != "rows" for rule in table.rules):
        return None
    columns = []
    model = next(item for item in table.columns if item.role == "value")
    for item in table.rows:
        if item.heading or item.role != "value":
            continue
        line = bound.rows.matches[item.code].line
        if max(line.last, line.index) != line.index:
            return None
        domain = item.domain or model.domain
        decimals = _decimals(domain)
        if not _can_screen(domain, decimals):
            return None
        columns.append(Column(_with(item, domain), line.index, decimals))
    scaled = {c.item.code: Scaled(f"v{c.at}", c.decimals) for c in columns}
    instances = _of_one_unit(records.sample)
    limit = fits([each for each, _ in instances], scaled, {unit for _, unit in instances})
    if limit is None or not _units_are_right(records):
        return None
    return Screen(records, columns, names, limit)


def _with(item: Item, domain: Domain | None) -> Item:
    from tablecheck.record import replace

    return replace(item, domain=domain)


def _of_one_unit(case: Case) -> list[tuple[Any, str]]:
    """The rules of the first unit, each with the unit's code."""
    unit = next(item.code for item in case.form.tables[0].columns if item.role == "value")
    return [
        (each, unit)
        for each in case.instances
        if each.rule.axis == "rows" and (each.column in (unit, None))
    ]


def _name_column(records: Records) -> int | None:
    """The column under the form's head of labels."""
    region = records.bound.region
    labels = [item for item in records.form.tables[0].columns if item.role == "label"]
    heads = {normalise(text).key for item in labels for text in (item.label, *item.aliases)}
    for row in range(region.head_top, region.body_top):
        under = {normalise(region.grid.text(row, column)).key for column in region.labels}
        if not heads.isdisjoint(under):
            return row
    return None


def _units_are_right(records: Records) -> bool:
    """No head says another unit than the form's: then numbers are what is written."""
    return all(
        seen.unit is None or seen.unit.accepted or seen.unit.glued
        for seen in records.sample.observations.values()
    )


def _decimals(domain: Domain | None) -> int:
    if domain is not None and domain.integer:
        return 0
    step = None if domain is None else domain.multiple_of
    for decimals in range(DECIMALS + 1):
        if step is not None and (step * POWERS[decimals]).denominator == 1:
            return decimals
    return DECIMALS


def _can_screen(domain: Domain | None, decimals: int) -> bool:
    if domain is None or domain.multiple_of is None:
        return True
    return bool((domain.multiple_of * POWERS[decimals]).denominator == 1)


def _in_domain(number: Expr, domain: Domain | None, power: int, limit: int) -> list[Expr]:
    if domain is None:
        return []
    checks: list[Expr] = []
    if domain.integer and power != 1:
        checks.append((number % power).eq(0))
    if domain.minimum is not None:
        checks.append(number.ge(_clamped(-(-domain.minimum * power // 1), limit)))
    if domain.exclusive_minimum is not None:
        checks.append(number.gt(_clamped(domain.exclusive_minimum * power // 1, limit)))
    if domain.maximum is not None:
        checks.append(number.le(_clamped(domain.maximum * power // 1, limit)))
    if domain.exclusive_maximum is not None:
        checks.append(number.lt(_clamped(-(-domain.exclusive_maximum * power // 1), limit)))
    if domain.multiple_of is not None:
        step = int(domain.multiple_of * power)
        checks.append((number % min(step, limit + 1)).eq(0))
    if domain.enum:
        scaled = [exact(each * power) for each in domain.enum]
        checks.append(
            number.is_in([e for e in scaled if isinstance(e, int) and -limit <= e <= limit])
        )
    return checks


def _clamped(bound: Any, limit: int) -> int:  # noqa: ANN401 - exact, whole
    """A bound that fits; beyond the limit no number is screened anyway."""
    return max(-limit - 1, min(limit + 1, int(bound)))
