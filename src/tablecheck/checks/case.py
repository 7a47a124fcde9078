"""Everything known of one file when the checks run, and how checks speak of it.

Comes in: the results of the stages. Goes out: ``Case`` with places, labels and drawn equations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.findings import Place, Words
from tablecheck.record import record
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.sheet import a1
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.binding.align import Line
    from tablecheck.binding.bind import Binding, TableBinding
    from tablecheck.binding.observe import Observation
    from tablecheck.exact import Exact
    from tablecheck.form.model import Form, Key
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
        observations: By key, in the form's order.
        instances: The form's rules, made concrete.
        dataset: What the rules saw.
        evaluation: What they say.
    """

    form: Form
    workbook: Workbook
    binding: Binding
    observations: Mapping[Key, Observation]
    instances: Sequence[Instance]
    dataset: Dataset
    evaluation: Evaluation

    def place(self, key: Key) -> Place:
        """Where a value cell is."""
        seen = self.observations[key]
        return Place(
            table=key[0],
            row=key[1],
            column=key[2],
            sheet=seen.sheet if seen.place else None,
            cell=a1(*seen.place) if seen.place else None,
            label=seen.item.label,
        )

    def name(self, key: Key) -> str:
        """The indicator's label without notes, for a sentence."""
        return short_label(self.observations[key].item.label)

    def unit(self, key: Key) -> str:
        """The indicator's unit, "" where the form states none."""
        seen = self.observations[key]
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

    def sections(self, table: str) -> dict[str, str]:
        """Row code -> label of the outermost item above it (or its own, at the top)."""
        outermost: dict[str, str] = {}
        rows = next(each.rows for each in self.form.tables if each.code == table)
        for item in rows:
            own = item.label if item.parent is None else outermost[item.parent]
            outermost[item.code] = own
        return outermost

    def if_read_as(self, key: Key, value: Exact) -> Words:
        """What the rules over a cell would say if it held ``value``; "" where they say nothing.

        Args:
            key: A cell that takes part as unknown.
            value: A number that it may have been meant to be, in the indicator's unit.
        """
        from tablecheck.exact import plain

        intervals = {**self.dataset.intervals, key: Interval(value, value)}
        verdicts = {
            judge(instance, intervals)
            for instance in self.instances
            if any(
                term[1] == key for clause in instance.clauses for a in clause for term in a.terms
            )
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


def short_label(label: str) -> str:
    """A label without numbering, “其中” and bracketed notes, as a sentence names it."""
    kept = label.strip()
    for lead in ("其中：", "其中:"):
        kept = kept.removeprefix(lead).strip()
    kept = _unnumbered(kept)
    bare = kept
    while (opened := max(bare.rfind("（"), bare.rfind("("))) > 0:
        closed = min((at for sign in "）)" if (at := bare.find(sign, opened)) >= 0), default=-1)
        if closed < 0:
            break
        bare = bare[:opened] + bare[closed + 1 :]
    return bare.strip() or kept or label.strip()


_NUMERALS = frozenset("一二三四五六七八九十0123456789０１２３４５６７８９")


def _unnumbered(label: str) -> str:
    """A label without the （一）, 一、, 1. or ① that it begins with."""
    if label[:1] in ("（", "("):
        closed = min((at for sign in "）)" if (at := label.find(sign)) > 0), default=-1)
        if 0 < closed <= 4 and all(sign in _NUMERALS for sign in label[1:closed]):
            return label[closed + 1 :].strip() or label
        return label
    digits = len(label) - len(label.lstrip("".join(_NUMERALS)))
    if 0 < digits < len(label) and label[digits] in "、.．" and label[digits + 1 : digits + 2]:
        rest = label[digits + 1 :]
        return label if rest[0].isdigit() else rest.strip()
    return label[1:].strip() if label[:1] and "①" <= label[0] <= "⑳" else label


def shown(text: str) -> str:
    """A cell's text as a message repeats it: trimmed, cut, control characters escaped later."""
    trimmed = text.strip()
    return trimmed if len(trimmed) <= SHOWN else trimmed[: SHOWN - 1] + "…"
