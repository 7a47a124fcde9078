"""Everything known of one file when the checks run, and how checks speak of it.

Comes in: the results of the stages. Goes out: ``Case`` with places, labels and drawn equations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.naming import cell_label, cell_name
from tablecheck.checks.naming import short_label as short_label
from tablecheck.findings import Place, Words
from tablecheck.form.model import current, is_previous
from tablecheck.record import record
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import keys_of
from tablecheck.sheet import a1
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.binding.align import Line
    from tablecheck.binding.bind import Binding, TableBinding
    from tablecheck.binding.header import Header
    from tablecheck.binding.observe import Observation
    from tablecheck.binding.text import Statement
    from tablecheck.checks.previous import Previous
    from tablecheck.exact import Exact
    from tablecheck.form.model import Form, Item, Key, Table
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Evaluation, Instance
    from tablecheck.sheet import Workbook

SHOWN = 40
"""Characters of a cell's text that a message repeats."""


@record
class Case:
    """One file with all that the stages found out.

    Attributes:
        form, workbook, binding: What it should hold, what it says, what is what.
        header: Fields, years and agency around the tables.
        observations: By key, in the form's order.
        instances: The form's rules, made concrete.
        dataset: What the rules saw.
        evaluation: What they say.
        previous: Last period's report, None where none is given.
        statements: What the text around the tables says of the indicators.
    """

    form: Form
    workbook: Workbook
    binding: Binding
    header: Header
    observations: Mapping[Key, Observation]
    instances: Sequence[Instance]
    dataset: Dataset
    evaluation: Evaluation
    previous: Previous | None = None
    statements: tuple[Statement, ...] = ()

    def seen(self, key: Key) -> Observation:
        """What a cell holds, of last period's file too."""
        if is_previous(key) and self.previous is not None:
            return self.previous.observations[current(key)]
        return self.observations[key]

    def place(self, key: Key) -> Place:
        """Where a value cell is."""
        seen = self.seen(key)
        return Place(
            table=current(key)[0],
            row=key[1],
            column=key[2],
            sheet=seen.sheet if seen.place else None,
            cell=a1(*seen.place) if seen.place else None,
            label=cell_label(self._table(key), key[1], key[2]),
            previous=is_previous(key),
        )

    def name(self, key: Key) -> str:
        """The indicator's labels without numbering and notes, for a sentence."""
        return cell_name(self._table(key), key[1], key[2])

    def _table(self, key: Key) -> Table:
        form = self.form
        if is_previous(key) and self.previous is not None and self.previous.form is not None:
            form = self.previous.form
        return next(each for each in form.tables if each.code == current(key)[0])

    def unit(self, key: Key) -> str:
        """The indicator's unit, "" where the form states none."""
        seen = self.seen(key)
        return next(iter(seen.item.units or seen.column.units), "")

    def sheet_place(
        self, bound: TableBinding, row: int, column: int, label: str, code: str | None = None
    ) -> Place:
        """A place of the sheet that is no value cell of the form."""
        return Place(
            table=bound.table.code,
            row=code,
            column=None,
            sheet=bound.region.grid.sheet.name,
            cell=a1(*bound.region.grid.address(row, column)),
            label=shown(label),
        )

    def label_place(
        self, bound: TableBinding, line: Line, label: str | None = None, code: str | None = None
    ) -> Place:
        """Where the label of a row stands."""
        text = line.text if label is None else label
        return self.sheet_place(bound, line.index, line.at or bound.region.label_column, text, code)

    def head_place(self, bound: TableBinding, line: Line) -> Place:
        """Where the head of a column stands."""
        row = line.at or max(bound.region.body_top - 1, bound.region.head_top)
        return self.sheet_place(bound, row, line.index, line.text)

    def after_number(self, key: Key) -> str:
        """The indicator's unit as it follows a number: “ 条”, or nothing."""
        unit = self.unit(key)
        return f" {unit}" if unit else ""

    def has_multiple_unit(self, key: Key) -> bool:
        """The indicator's unit is a multiple of another one (万元 of 元)."""
        unit = self.form.units.get(self.unit(key))
        return unit is not None and unit.base != unit.name

    def sections(self, table: str) -> dict[Key, str]:
        """Key -> label of the outermost item above its row.

        Rows that print no label are told by the outermost head over their columns.
        """
        form = next(each for each in self.form.tables if each.code == table)
        rows, columns = _outermost(form.rows), _outermost(form.columns)
        unprinted = {item.code for item in form.rows if not item.printed}
        return {
            key: columns[key[2]] if key[1] in unprinted else rows[key[1]]
            for key in self.observations
            if key[0] == table
        }

    def if_read_as(self, key: Key, value: Exact) -> Words:
        """What the rules over a cell would say if it held ``value``; "" where they say nothing.

        Args:
            key: A cell that takes part as unknown.
            value: A number that it may have been meant to be, in the indicator's unit.
        """
        from tablecheck.exact import plain

        intervals = {**self.dataset.intervals, key: Interval(value, value)}
        verdicts = {
            judge(each.instance, intervals)
            for each in self.evaluation.verdicts
            if key in (keys := keys_of(each.instance)) and all(at in intervals for at in keys)
        }
        number = plain(value)
        if Verdict.FAILS in verdicts:
            return Words(
                f"；按 {number} 计，有关勾稽关系不成立", f"; read as {number}, a rule over it fails"
            )
        if Verdict.HOLDS in verdicts:
            return Words(
                f"；按 {number} 计，有关勾稽关系成立", f"; read as {number}, the rules over it hold"
            )
        return Words("", "")


def _outermost(items: Sequence[Item]) -> dict[str, str]:
    """Code -> label of the outermost item above it, or its own at the top."""
    outermost: dict[str, str] = {}
    for item in items:
        outermost[item.code] = item.label if item.parent is None else outermost[item.parent]
    return outermost


def shown(text: str) -> str:
    """A cell's text as a message repeats it: trimmed, cut, control characters escaped later."""
    trimmed = text.strip()
    return trimmed if len(trimmed) <= SHOWN else trimmed[: SHOWN - 1] + "…"
