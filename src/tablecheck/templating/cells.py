"""The value cells of a template: what each takes, computes and is checked by.

Comes in: a form and the plan of its sheet. Goes out: ``Cells``, which formulas and checks ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.domains import offended_keyword
from tablecheck.form.model import needs_previous
from tablecheck.record import record
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.slack import slack_of
from tablecheck.templating.computed import computed_cells
from tablecheck.templating.formulas import Writer, zeros_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.form.model import Domain, Form, Item, Key, Rule
    from tablecheck.rules.model import Instance
    from tablecheck.templating.computed import Terms
    from tablecheck.templating.model import Entry, Plan, Spot


@record
class Placed:
    """A rule in one place of the sheet: an instance, in one of the records where there are some."""

    instance: Instance
    record: int | None


class Cells:
    """The value cells of a form's sheet.

    Attributes:
        instances: The form's rules in their places, without those that need last year's file.
        computed: Cells that compute themselves, by key.
    """

    def __init__(self, form: Form, plan: Plan) -> None:
        self._form, self._plan = form, plan
        self._spots = {(entry.key, entry.record): entry.spot for entry in plan.entries}
        self._entries: Mapping[Key, Entry] = {entry.key: entry for entry in plan.entries}
        optional = {
            key
            for key, entry in self._entries.items()
            if not (entry.item.required and entry.column.required)
        }
        self.instances = compile_rules(form)
        self.computed: dict[Key, Terms] = computed_cells(self.instances, self._entries, optional)

    def formulas(self) -> Iterator[tuple[Entry, str]]:
        """Every computed cell with its formula."""
        for entry in self._plan.entries:
            if entry.spot in self._plan.totals:
                first, last = self._plan.totals[entry.spot]
                yield entry, _column_total(entry.spot, first, last, self.blank_is_zero(entry.key))
            elif entry.record != -1 and entry.key in self.computed:
                yield entry, self._writer(entry.record).total(self.computed[entry.key])

    def placed(self) -> Iterator[Placed]:
        """Every rule in every place of the sheet."""
        for instance in self.instances:
            units = self._plan.records.get(instance.table, 0)
            for number in range(units) if units else (None,):
                yield Placed(instance, number)

    def writer(self, placed: Placed, prefix: str = "") -> Writer | None:
        """What writes the formulas of a placed rule; None where rounding cannot be told."""
        slack = slack_of(placed.instance, self.domain)
        if slack is None:
            return None
        return Writer(
            lambda key: self._spots[key, placed.record],
            zeros=self._zeros,
            prefix=prefix,
            blank_is_zero=self.blank_is_zero,
            slack=slack,
        )

    def spots(self, placed: Placed) -> list[Spot]:
        """The cells that a placed rule names, the whole first."""
        whole = placed.instance.whole
        keys = placed.instance.parts if whole is None else (whole, *placed.instance.parts)
        return [self._spots[key, placed.record] for key in dict.fromkeys(keys)]

    def unchecked(self) -> list[Rule]:
        """Rules that need last year's file."""
        return [rule for table in self._form.tables for rule in table.rules if needs_previous(rule)]

    def domain(self, key: Key) -> Domain | None:
        """The values that a cell may hold."""
        entry = self._entries[key]
        return entry.item.domain or entry.column.domain

    def can_be_withheld(self, entry: Entry) -> bool:
        """A part of a computed cell may be a mark that says that no number is given."""
        keys = [entry.key]
        if entry.key in self.computed:
            keys = [key for _, key in self.computed[entry.key]]
        kinds = {
            kind
            for key in keys
            for kind in marks_of(
                self._form, self._entries[key].item, self._entries[key].column
            ).values()
        }
        return not kinds.isdisjoint(("suppressed", "not_applicable"))

    def blank_is_zero(self, key: Key) -> bool:
        """A blank cell counts as 0: the form says so, and 0 is among its values."""
        domain = self.domain(key)
        return self._form.blank == "zero" and (domain is None or not offended_keyword(domain, 0, 0))

    def _writer(self, number: int | None) -> Writer:
        return Writer(
            lambda key: self._spots[key, number],
            zeros=self._zeros,
            blank_is_zero=self.blank_is_zero,
        )

    def _zeros(self, key: Key) -> tuple[str, ...]:
        entry = self._entries[key]
        return zeros_of(marks_of(self._form, entry.item, entry.column))


def marks_of(form: Form, item: Item, column: Item) -> Mapping[str, str]:
    """The missing marks of a cell."""
    own = item.marks if item.marks is not None else column.marks
    return form.marks if own is None else own


def _column_total(spot: Spot, first: int, last: int, blank_is_zero: bool) -> str:
    from tablecheck.templating.addresses import in_formula

    run = in_formula(((first, spot[1]), (last, spot[1])))
    return f"SUM({run})" if blank_is_zero else f'IF(COUNT({run})=0,"",SUM({run}))'
