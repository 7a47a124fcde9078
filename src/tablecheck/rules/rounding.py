"""What rounding lets a rule be off.

Comes in: instances and a dataset. Goes out: the same instances with the slack of each comparison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance, Linear


def with_slack(instance: Instance, dataset: Dataset) -> Instance:
    """The instance as it may be off by the rounding of its stated cells; itself where none is."""
    slack: dict[Key, Exact] = {}
    for key, rounding in instance.rounded:
        if key in dataset.stated:
            half = dataset.slack.get(key, 0)
            slack[key] = half if rounding.base is None else rounding.base - 1
    if not any(slack.values()):
        return instance
    clauses = tuple(tuple(_loosened(atom, slack) for atom in each) for each in instance.clauses)
    return replace(instance, clauses=clauses)


def _loosened(atom: Linear, slack: Mapping[Key, Exact]) -> Linear:
    off: Exact = 0
    for coefficient, key in atom.terms:
        off += max(coefficient, -coefficient) * slack.get(key, 0)
    return replace(atom, slack=off) if off else atom
