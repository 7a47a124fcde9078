"""What the text says beside what the tables hold, rule by rule.

Comes in: a ``Case``. Goes out: ``Comparison`` values that the TC60x checks put into words, and
``text_values`` for whoever looks for the right number of a cell. Text is never more than a clue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.binding.scope import Scope
from tablecheck.exact import exact, quotient
from tablecheck.findings import Place
from tablecheck.record import record
from tablecheck.sheet import a1
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tablecheck.binding.text import Statement
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key, TextRule


@record
class Said:
    """One statement of the text, in the unit of the cells.

    Attributes:
        statement: As found.
        number: The ends of what it says; open above where it speaks of a part.
    """

    statement: Statement
    number: Interval

    @property
    def place(self) -> Place:
        """The paragraph, with the words as its label."""
        said = self.statement
        return Place(
            table=None,
            row=None,
            column=None,
            sheet=said.sheet,
            cell=a1(said.row, said.column),
            label=said.quote,
        )


@record
class Comparison:
    """A text rule, the cells it names and what the text says of them.

    Attributes:
        rule: The form's.
        keys: Its cells.
        blanks: Those without a number that no rule deduces either.
        table: What the cells add up to, deduced ones included.
        whole: Statements about the indicator itself.
        differing: Statements that no value of the cells agrees with, where none agrees.
    """

    rule: TextRule
    keys: tuple[Key, ...]
    blanks: tuple[Key, ...]
    table: Interval
    whole: tuple[Said, ...]
    differing: tuple[Said, ...]


def comparisons(case: Case) -> Iterator[Comparison]:
    """The text rules that the text speaks of, in the form's order; not over unreadable cells."""
    known = {each.key: Interval(each.value, each.value) for each in case.evaluation.deductions}
    intervals = {**case.dataset.intervals, **known}
    for rule in case.form.text if case.statements else ():
        keys = tuple(key for _, key in rule.terms)
        said = [_said(case, each, keys[0]) for each in case.statements if each.rule.id == rule.id]
        standing = [case.observations[key].standing for key in keys if key in case.observations]
        if not said or len(standing) < len(keys) or Standing.UNKNOWN in standing:
            continue
        table = _total(intervals, rule.terms)
        whole = tuple(each for each in said if each.statement.scope is Scope.WHOLE)
        agrees = any(_meet(each.number, table) for each in whole)
        yield Comparison(
            rule=rule,
            keys=keys,
            blanks=tuple(
                key
                for key, each in zip(keys, standing, strict=True)
                if each is Standing.BLANK and key not in known
            ),
            table=table,
            whole=whole,
            differing=()
            if agrees
            else tuple(each for each in said if not _meet(each.number, table)),
        )


def text_values(case: Case) -> dict[Key, tuple[Exact, ...]]:
    """Numbers that the text states for cells, each once in the order of the text.

    For a cell of a sum what the others leave, where those are stated. A clue that may tilt a choice
    between explanations; nothing may be deduced from it.
    """
    found: dict[Key, dict[Exact, None]] = {}
    for each in comparisons(case):
        for key in each.keys:
            for value in implied(case, each, key):
                found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def implied(case: Case, each: Comparison, key: Key) -> tuple[Exact, ...]:
    """What one cell holds according to the text and the other cells, each value once."""
    factor = next(factor for factor, other in each.rule.terms if other == key)
    others = [term for term in each.rule.terms if term[1] != key]
    rest = _total(case.dataset.intervals, others)
    if rest.low is None or not rest.is_point:
        return ()
    values = {
        quotient(said.number.low - rest.low, factor): None
        for said in each.whole
        if said.number.is_point and said.number.low is not None
    }
    return tuple(values)


def _said(case: Case, statement: Statement, key: Key) -> Said:
    units = case.form.units
    factor: Exact = 1
    wanted, written = units.get(case.unit(key)), units.get(statement.unit)
    if wanted is not None and written is not None and wanted.base == written.base:
        factor = quotient(written.factor, wanted.factor)
    high = None if statement.scope is Scope.PART else exact(statement.high * factor)
    return Said(statement=statement, number=Interval(exact(statement.low * factor), high))


def _total(intervals: Mapping[Key, Interval], terms: Sequence[tuple[Exact, Key]]) -> Interval:
    low: Exact | None = 0
    high: Exact | None = 0
    for factor, key in terms:
        one, other = intervals[key].low, intervals[key].high
        least, most = (one, other) if factor > 0 else (other, one)
        low = None if low is None or least is None else low + factor * least
        high = None if high is None or most is None else high + factor * most
    return Interval(low, high)


def _meet(one: Interval, other: Interval) -> bool:
    below = one.high is not None and other.low is not None and one.high < other.low
    above = one.low is not None and other.high is not None and one.low > other.high
    return not below and not above
