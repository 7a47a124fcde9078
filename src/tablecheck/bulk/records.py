"""One reporting unit at a time: the ordinary stages over the heads and one row.

Comes in: a form of records, the first rows of a file. Goes out: ``Case`` for any row of it. What is
said of a unit depends on its row and on the heads alone, never on how a file is cut into pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.bind import Binding
from tablecheck.binding.filled import fill_form
from tablecheck.binding.grid import Grid
from tablecheck.binding.observe import dataset_of, observe
from tablecheck.binding.records import bind_records
from tablecheck.binding.settle import possible, settle_units
from tablecheck.checks.case import Case
from tablecheck.record import replace
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.sheet import Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.binding.observe import Observation
    from tablecheck.form.model import Form, Key
    from tablecheck.rules.model import Instance
    from tablecheck.sheet import Cell


class Records:
    """The stages for single rows of one file.

    Args:
        form: One table of records.
        sample: The first rows of the file.
        blank: ``form``, ``missing`` or ``zero``: what a blank means.
        name: Of the file, without folders.

    Attributes:
        first: The first row of a reporting unit.
        name_column: Where the names of the units stand.
        bound: How the form is bound in the sample.
        header: Fields around the table.
        sample: The case of the sample.

    Raises:
        ReadError: No table of the form is there.
    """

    def __init__(self, form: Form, sample: Workbook, *, blank: str, name: str) -> None:
        filled = fill_form(sample, form, sheet=None, blank=blank, file_name=name)
        (self._table,) = form.tables
        self.form, self._blank, self._workbook = form, blank, sample
        self.bound = filled.binding.tables[self._table.code]
        self.header = filled.header
        units = [m for m in self.bound.columns.matches.values() if m.item.role == "value"]
        self.first = min(match.line.index for match in units)
        self.name_column = units[0].line.at or self.bound.region.label_column
        cells = sample.sheets[0].cells
        self._head = {place: cell for place, cell in cells.items() if place[0] < self.first}
        instances = compile_rules(filled.form, year=filled.header.year)
        self.sample = self._case(
            sample, filled.form, filled.binding, filled.observations, instances
        )

    def case(self, row: int, cells: Mapping[int, Cell], *, may_be_total: bool) -> Case | None:
        """Everything known of one row; None where it holds no reporting unit.

        Args:
            row: Of the sheet.
            cells: By column.
            may_be_total: A total row was not met before it.
        """
        own = {(row, column): cell for column, cell in cells.items()}
        sheet = replace(self._workbook.sheets[0], cells={**self._head, **own})
        workbook = replace(self._workbook, sheets=(sheet,))
        region = replace(self.bound.region, grid=Grid(sheet).other_way, right=1 << 30)
        table = self._table if may_be_total else replace(self._table, totals=())
        table, columns, total = bind_records(region, table)
        if not any(match.item.role == "value" for match in columns.matches.values()):
            return None
        bound = replace(self.bound, table=table, region=region, columns=columns, total=total)
        form = replace(self.form, tables=(table,))
        binding = Binding(form=form, tables={table.code: bound})
        instances = compile_rules(form, year=self.header.year)
        seen = settle_units(observe(binding, workbook, self._blank, instances), instances)
        return self._case(workbook, form, binding, seen, instances)

    def _case(
        self,
        workbook: Workbook,
        form: Form,
        binding: Binding,
        seen: dict[Key, Observation],
        instances: Sequence[Instance],
    ) -> Case:
        dataset = dataset_of(seen)
        evaluation = evaluate(instances, dataset)
        return Case(
            form=form,
            workbook=workbook,
            binding=binding,
            header=self.header,
            observations=seen,
            instances=instances,
            dataset=dataset,
            evaluation=replace(evaluation, deductions=possible(evaluation.deductions, seen)),
        )


def workbook_of(
    kind: str, sha256: str, sheet: str | None, cells: Mapping[tuple[int, int], Cell]
) -> Workbook:
    """Some rows of a file as a workbook."""
    return Workbook(kind=kind, sheets=(Sheet(name=sheet, cells=dict(cells)),), sha256=sha256)
