"""Which of two readings of a number in a wrong unit the rules can hold with.

Comes in: observations and rule instances. Goes out: observations in which a cell with a wrong unit
of known factor takes part as written or converted where one of them alone fits the hard rules;
else it stays unknown. No guess is made where both fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.binding.domains import offended_keyword
from tablecheck.binding.observe import Observation, Standing, dataset_of
from tablecheck.exact import exact, is_decimal
from tablecheck.record import replace
from tablecheck.rules.resolve import hypothesis_fails
from tablecheck.rules.rounding import with_slack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Deduction, Instance


def settle_units(
    observations: dict[Key, Observation], instances: Sequence[Instance]
) -> dict[Key, Observation]:
    """The same observations with wrong units settled where the rules can tell."""
    doubtful: dict[Exact, list[Key]] = {}
    for key, seen in observations.items():
        factor = _open_factor(seen)
        if factor is not None:
            doubtful.setdefault(factor, []).append(key)
    settled = dict(observations)
    for factor, keys in doubtful.items():
        written = {key: _stated(observations[key], 1) for key in keys}
        converted = {key: _stated(observations[key], factor) for key in keys}
        fits = [
            each
            for each in (written, converted)
            if all(each.values()) and not _fails(settled, each, instances)
        ]
        if len(fits) == 1:
            settled.update({key: seen for key, seen in fits[0].items() if seen is not None})
    return settled


def possible(
    deductions: Sequence[Deduction], observations: Mapping[Key, Observation]
) -> tuple[Deduction, ...]:
    """Deductions that can be filled in: allowed by the domain, and a finite decimal.

    A value that the domain refuses shows that a filled number is wrong, not what the blank holds.
    """
    kept = []
    for each in deductions:
        seen = observations[each.key]
        domain = seen.item.domain or seen.column.domain
        if is_decimal(each.value) and not offended_keyword(domain, each.value, each.value):
            kept.append(each)
    return tuple(kept)


def _open_factor(seen: Observation) -> Exact | None:
    if seen.unit is None or seen.unit.glued or seen.unit.accepted:
        return None
    if seen.copies_differ or seen.columns_differ:
        return None
    return seen.unit.factor if seen.reading is not None and seen.reading.low is not None else None


def _stated(seen: Observation, factor: Exact) -> Observation | None:
    if seen.reading is None or seen.reading.low is None or seen.reading.high is None:
        return None
    low, high = exact(seen.reading.low * factor), exact(seen.reading.high * factor)
    if offended_keyword(seen.item.domain or seen.column.domain, low, high):
        return None
    return replace(seen, standing=Standing.STATED, low=low, high=high)


def _fails(
    observations: dict[Key, Observation],
    tried: dict[Key, Observation | None],
    instances: Sequence[Instance],
) -> bool:
    changed = {key: seen for key, seen in tried.items() if seen is not None}
    dataset = dataset_of({**observations, **changed})
    loose = [with_slack(each, dataset) for each in instances]
    return hypothesis_fails(loose, dataset.intervals, frozenset(changed))
