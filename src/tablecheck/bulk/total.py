"""The total row against the sum of all units, however many they are.

Comes in: exact sums of the units that the screen passed, cases of the others, the total row's case.
Goes out: the same findings and verdicts as if every unit were a part of the rule, without the list
of the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.observe import Observation, Standing
from tablecheck.binding.records import BOUNDED, SUM, adding_up
from tablecheck.exact import exact, plain
from tablecheck.record import record, replace
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.evaluate import evaluate
from tablecheck.rules.model import Linear, Verdict
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tablecheck.bulk.gather import Gathered
    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.findings import Finding
    from tablecheck.form.model import Item, Key
    from tablecheck.rules.model import Instance

REST = "…"
"""Code of the column that stands for all units."""


@record
class Sums:
    """Of one indicator over all units: ends of the sum and of the greatest value; None: open."""

    low: Exact | None = 0
    high: Exact | None = 0
    least: Exact | None = None
    most: Exact | None = None
    is_open: bool = False


class Total:
    """Adds up the units, and holds the total row once it is met."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        self._items = [i for i in items if i.holds_values]
        self._sums = {item.code: Sums() for item in self._items}
        self._units = 0
        self.case: Case | None = None

    def passed(self, count: int, sums: Mapping[str, Exact], greatest: Mapping[str, Exact]) -> None:
        """Units of which the screen is sure."""
        self._units += count
        for code, value in sums.items() if count else ():
            self._add(code, value, value, greatest[code], greatest[code])

    def unit(self, case: Case) -> None:
        """A unit that the exact stages looked at."""
        self._units += 1
        for (_, row, _), interval in case.dataset.intervals.items():
            self._add(row, interval.low, interval.high, interval.low, interval.high)

    def tell(self, gathered: Gathered) -> None:
        """Judge the total row, if there is one."""
        case = self.case
        if case is None or not self._units:
            return
        (table,) = case.form.tables
        (total,) = [item for item in table.columns if item.role == "value"]
        rest = replace(total, code=REST, label="")
        labels = [item for item in table.columns if item.role != "value"]
        rules = tuple(adding_up(table.rows, (rest, total), total.code))
        table = replace(table, columns=(*labels, rest, total), rules=rules)
        form = replace(case.form, tables=(table,))
        for instance in compile_rules(form, year=case.header.year):
            if instance.rounded:
                # How far all units may be off together is not kept.
                gathered.judged(instance, Verdict.UNDECIDED)
                continue
            own = replace(case, form=form)
            gathered.add(list(self._judged(own, instance, gathered)))

    def _add(
        self,
        code: str,
        low: Exact | None,
        high: Exact | None,
        least: Exact | None,
        most: Exact | None,
    ) -> None:
        before = self._sums[code]
        self._sums[code] = Sums(
            low=None if low is None or before.low is None else before.low + low,
            high=None if high is None or before.high is None else before.high + high,
            least=_greater(before.least, least),
            most=_greater(before.most, most),
            is_open=before.is_open or most is None,
        )

    def _judged(self, case: Case, instance: Instance, gathered: Gathered) -> Iterator[Finding]:
        sums = self._sums[instance.row or ""]
        whole, rest = instance.whole, (instance.table, instance.row or "", REST)
        assert whole is not None
        stated = case.dataset.intervals[whole]
        if instance.rule.id == BOUNDED:
            is_above = stated.low is not None and sums.high is not None and stated.low > sums.high
            greatest = Interval(sums.least, None if sums.is_open else sums.most)
            upper = Linear(((1, whole), (-1, rest)), "<=", 0, left=1)
            lower = Linear(((1, rest), (-1, whole)), "<=", 0, left=1)
            over_sum = self._evaluated(case, replace(instance, clauses=((upper,),)), sums)
            over_one = self._evaluated(
                case,
                replace(instance, clauses=((lower,),)),
                Sums(greatest.low, greatest.high),
            )
            verdicts = {
                over_sum.evaluation.verdicts[0].verdict,
                over_one.evaluation.verdicts[0].verdict,
            }
            told = over_sum if is_above else over_one
            verdict = next(
                v for v in (Verdict.FAILS, Verdict.UNDECIDED, Verdict.HOLDS) if v in verdicts
            )
        else:
            told = self._evaluated(case, instance, sums)
            verdict = told.evaluation.verdicts[0].verdict
        gathered.judged(instance, verdict)
        if verdict is not Verdict.FAILS:
            return
        for finding in gathered.wanted(told):
            if finding.rule not in (SUM, BOUNDED):
                continue
            if instance.rule.id == BOUNDED:
                finding = replace(
                    finding,
                    facts={
                        **finding.facts,
                        "low": None if sums.least is None else plain(exact(sums.least)),
                        "high": None if sums.high is None else plain(exact(sums.high)),
                    },
                )
            yield replace(finding, related=(), equation=None)

    def _evaluated(self, case: Case, instance: Instance, sums: Sums) -> Case:
        assert instance.whole is not None
        rest: Key = (instance.table, instance.row or "", REST)
        seen = case.observations[instance.whole]
        interval = Interval(sums.low, sums.high)
        is_stated = interval.is_point
        beside = Observation(
            key=rest,
            item=seen.item,
            column=replace(seen.column, code=REST, label=""),
            sheet=seen.sheet,
            place=None,
            reading=None,
            unit=seen.unit,
            standing=Standing.STATED if is_stated else Standing.UNKNOWN,
            low=sums.low if is_stated else None,
            high=sums.high if is_stated else None,
        )
        dataset = replace(
            case.dataset,
            intervals={**case.dataset.intervals, rest: interval},
            stated=case.dataset.stated | ({rest} if is_stated else set()),
        )
        return replace(
            case,
            observations={**case.observations, rest: beside},
            instances=(instance,),
            dataset=dataset,
            evaluation=evaluate([instance], dataset),
        )


def _greater(one: Exact | None, other: Exact | None) -> Exact | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)
