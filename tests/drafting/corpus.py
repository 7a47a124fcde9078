"""Published tables as they are, what people marked in them, and what a draft proposes.

Comes in: the corpus. Goes out: ``annotated`` sums and ``Outcome`` of a draft, for tests and bench.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from fractions import Fraction

from corpora.tables import Published, number
from tablecheck.binding.bind import bind
from tablecheck.drafting.draft import draft_form
from tablecheck.drafting.trial import form_of
from tablecheck.errors import FormError, ReadError
from tablecheck.findings import Severity
from tablecheck.form.model import RuleKind
from tablecheck.pipeline import Given, check_file
from tablecheck.readers.read import read_bytes
from tablecheck.rules.compile import compile_rules

Sum = tuple[tuple[int, int], frozenset[tuple[int, int]]]
"""Place of the whole, places of its parts that hold numbers."""


def csv_of(table: Published) -> bytes:
    """The table as it is published."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows(table.cells)
    return target.getvalue().encode()


def annotated(table: Published) -> dict[Sum, str]:
    """Sums that people marked, with how they hold: exact, rounded, off or open."""
    found = {}
    for whole, *parts in table.sums:
        numbers = [number(table, *place) for place in (whole, *parts)]
        held = "open"
        if None not in numbers:
            off = abs(numbers[0] - sum(numbers[1:]))
            halves = sum(Fraction(1, 2) / 10 ** decimals(table, p) for p in (whole, *parts))
            held = "exact" if not off else "rounded" if off <= halves else "off"
        found[whole, frozenset(p for p in parts if number(table, *p) is not None)] = held
    return found


def decimals(table: Published, place: tuple[int, int]) -> int:
    _, sign, fraction = table.text(*place).strip().rpartition(table.signs[1])
    return len(fraction) if sign else 0


class Outcome:
    """What became of one table's draft."""

    def __init__(self, table: Published) -> None:
        self.sums: set[Sum] = set()
        self.findings: Counter[str] = Counter()
        self.loads = self.binds = False
        data = csv_of(table)
        workbook = read_bytes(data, name=f"{table.name}.csv")
        draft = draft_form([workbook], [f"{table.name}.csv"])
        try:
            form = form_of(draft.form)
        except FormError:
            return
        self.loads = True
        try:
            binding = bind(workbook, form)
        except ReadError:
            return
        self.binds = not binding.missing and all(
            not any(not item.heading for item in (*bound.rows.missing, *bound.columns.missing))
            for bound in binding.tables.values()
        )
        report = check_file(Given(f"{table.name}.csv", data), form=form)
        self.findings = Counter(
            each.code for each in report.findings if each.severity is not Severity.INFORMATION
        )
        for each in compile_rules(form):
            if each.rule.kind is RuleKind.SUM and each.whole is not None:
                self._add(binding, table, [each.whole, *each.parts])

    def _add(self, binding, table, keys) -> None:
        places = [binding.tables[key[0]].place(key[1], key[2]) for key in keys]
        if None in places:
            return
        whole, *parts = [(row - 1, column - 1) for row, column in places]
        known = frozenset(part for part in parts if number(table, *part) is not None)
        if number(table, *whole) is not None and known:
            self.sums.add((whole, known))
