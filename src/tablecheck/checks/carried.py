"""Failing rules that compare with last period's file: equations, and the others.

Comes in: a ``Case``. Goes out: ``Carried`` values that TC502 and TC503 put into words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.arithmetic import failing
from tablecheck.exact import exact, quotient
from tablecheck.form.model import RuleKind, is_previous
from tablecheck.record import record
from tablecheck.rules.judge import judge_clause
from tablecheck.rules.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.checks.case import Case
    from tablecheck.exact import Exact
    from tablecheck.form.model import Key
    from tablecheck.rules.model import Instance, Linear


@record
class Carried:
    """A failing comparison with last period's file.

    Attributes:
        instance: The rule.
        atom: The comparison that fails; None where several could have held.
        at: The first cell of this period that it names.
    """

    instance: Instance
    atom: Linear | None
    at: Key

    @property
    def is_equation(self) -> bool:
        """It says what a number is, not how far it may be from last period's."""
        return self.atom is not None and self.atom.op == "="


def carried(case: Case) -> Iterator[Carried]:
    """Failing instances that name a cell of last period's file."""
    for instance in failing(case, RuleKind.EQUATION, previous=True):
        failed = [
            clause
            for clause in instance.clauses
            if judge_clause(clause, case.dataset.intervals) is Verdict.FAILS
        ]
        atom = failed[0][0] if failed and len(failed[0]) == 1 else None
        own = [key for key in instance.parts if not is_previous(key)]
        yield Carried(instance=instance, atom=atom, at=(own or instance.parts)[0])


def expected(case: Case, failed: Carried) -> tuple[Exact | None, Exact | None]:
    """What the other terms of an equation let its cell be, lowest and highest; None: open."""
    atom = failed.atom
    assert atom is not None
    own = next(coefficient for coefficient, key in atom.terms if key == failed.at)
    ends: list[Exact | None] = []
    for is_low in (True, False):
        total: Exact | None = quotient(atom.constant, own)
        for coefficient, key in atom.terms:
            if key == failed.at or total is None:
                continue
            interval, weight = case.dataset.intervals[key], quotient(-coefficient, own)
            end = interval.low if is_low is (weight > 0) else interval.high
            total = None if end is None else exact(total + weight * end)
        ends.append(total)
    return ends[0], ends[1]
