"""The number signs of a table, and which of two readings of a cell its rules bear out.

Comes in: a form, a bound table. Goes out: ``Told``, and readings of cells in doubt. A form in a
language whose countries all write 1,234.5 is not asked, nor is one that states both signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.domains import offended_keyword
from tablecheck.record import record
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import keys_of
from tablecheck.sheet import CellKind
from tablecheck.values.reading import Reading, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.binding.bind import TableBinding
    from tablecheck.form.model import Domain, Form, Key
    from tablecheck.rules.model import Instance
    from tablecheck.values.convention import Signs
    from tablecheck.values.interval import Interval

_ONE_WAY = frozenset(("zh", "ja", "ko"))
"""Languages of which all countries write 1,234.5."""


@record
class TableSigns:
    """How to read the numbers of one table.

    Attributes:
        thousands, decimal: As ``read_cell`` takes them.
        rivals: Other signs that fit the table as well.
    """

    thousands: str | None
    decimal: str | None
    rivals: tuple[Signs, ...] = ()

    def each(self) -> tuple[TableSigns, ...]:
        """These signs without rivals, then each of the rivals."""
        others = [TableSigns(other.thousands, other.decimal) for other in self.rivals]
        return (TableSigns(self.thousands, self.decimal), *others)


def signs_of(bound: TableBinding, form: Form, units: frozenset[str]) -> TableSigns:
    """The signs that the form states, else those that the table shows."""
    stated = TableSigns(form.thousands, form.decimal)
    if form.language.partition("-")[0].lower() in _ONE_WAY:
        return stated
    if form.thousands is not None and form.decimal is not None:
        return stated
    from tablecheck.values.convention import format_of

    told = format_of(
        _texts(bound, form), units=units, thousands=form.thousands, decimal=form.decimal
    )
    return TableSigns(told.signs.thousands, told.signs.decimal, told.rivals)


def _texts(bound: TableBinding, form: Form) -> list[tuple[str, bool]]:
    """Value cells typed as text, and whether each must be a whole number."""
    found = []
    rows = [match.item for match in bound.rows.matches.values()]
    for column in (match.item for match in bound.columns.matches.values()):
        for row in rows if column.role == "value" else ():
            place = None if row.heading or column.heading else bound.place(row.code, column.code)
            cell = bound.region.grid.own(*place) if place else None
            if cell is None or cell.kind is not CellKind.TEXT or cell.text.strip() in form.marks:
                continue
            domain = row.domain or column.domain
            found.append((cell.text, domain is not None and domain.integer))
    return found


def in_doubt(reading: Reading, others: Sequence[Reading], domain: Domain | None) -> Reading:
    """The reading, or one of status DOUBTFUL where other signs read another allowed number."""
    numbers = [reading.low] if reading.status is Status.NUMBER else []
    for other in others:
        if other.status is not Status.NUMBER or other.low is None or other.high is None:
            continue
        if other.low not in numbers and not offended_keyword(domain, other.low, other.high):
            numbers.append(other.low)
    if len(numbers) < 2:
        return reading
    either = tuple(number for number in numbers if number is not None)
    return Reading(Status.DOUBTFUL, reading.text, either=either)


def borne_out(
    readings: Sequence[Mapping[Key, Interval]], instances: Sequence[Instance]
) -> int | None:
    """Which reading of a table makes equations hold that another one breaks, where just one does.

    Args:
        readings: Intervals of the table's cells under each of the signs.
        instances: The form's rules. Only equations count: to the digit they do not hold by chance,
            while an inequality that a slip breaks may well hold under the wrong signs.
    """
    wins = [0] * len(readings)
    for instance in instances:
        if not _is_equation(instance) or any(key not in readings[0] for key in keys_of(instance)):
            continue
        verdicts = [judge(instance, intervals) for intervals in readings]
        if Verdict.FAILS in verdicts:
            for number, verdict in enumerate(verdicts):
                wins[number] += verdict is Verdict.HOLDS
    winners = [number for number, won in enumerate(wins) if won]
    return winners[0] if len(winners) == 1 else None


def _is_equation(instance: Instance) -> bool:
    return all(len(clause) == 1 and clause[0].op == "=" for clause in instance.clauses)
