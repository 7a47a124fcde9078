"""Whether rules imply another one: its contrary put beside them, and asked whether it can be.

Comes in: instances that hold. Goes out: ``Premises``.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tablecheck.form.model import Severity, needs_previous
from tablecheck.record import replace
from tablecheck.rules.feasible import feasible
from tablecheck.rules.model import Linear
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from tablecheck.form.model import Key, Rule
    from tablecheck.rules.feasible import Budget
    from tablecheck.rules.model import Instance
    from tablecheck.values.interval import Interval

MOST_NEAR = (150, 4_000)
"""Terms of the rules around one that are put together to see whether they imply it: a few first."""
MOST_CONTRARIES = 64
_CONTRARY = {"<=": (">",), "<": (">=",), ">=": ("<",), ">": ("<=",), "=": ("<", ">"), "!=": ("=",)}


class Premises:
    """Instances that hold, and what follows from them.

    Attributes:
        is_cut: The last question was not decided: too many rules, or no budget left.
    """

    def __init__(self, instances: Sequence[Instance], intervals: Mapping[Key, Interval]) -> None:
        self._intervals = intervals
        self._over: dict[Key, list[Instance]] = {}
        rules = {each.rule.id: each.rule for each in instances}
        self._later = frozenset(name for name, rule in rules.items() if needs_previous(rule))
        self.is_cut = False
        for instance in instances:
            for key in keys_of(instance):
                self._over.setdefault(key, []).append(instance)

    def imply(
        self, instance: Instance, without: Collection[str], budget: Budget
    ) -> tuple[str, ...] | None:
        """Ids of rules that imply an instance together with the domains; None if they do not.

        Args:
            instance: One of the premises; its own rule is left out.
            without: Ids of other rules to leave out.
            budget: What may be spent on the answer.
        """
        self.is_cut = False
        later = () if instance.rule.id in self._later else self._later
        others = _Others(self._over, instance.rule, without, later)
        if not instance.clauses or self._is_free(instance, others):
            return None
        self.is_cut = budget.left <= 0
        for most in MOST_NEAR if budget.left > 0 else ():
            near, whole = others.near(instance, most)
            because = self._refuted(instance, near, budget)
            self.is_cut = because is None and (not whole or budget.left <= 0)
            if because is not None or whole or budget.left <= 0:
                return because
        return None

    def _refuted(
        self, instance: Instance, near: Sequence[Instance], budget: Budget
    ) -> tuple[str, ...] | None:
        """Ids of the rules beside which every contrary is impossible."""
        rows = [clause[0] for each in near for clause in each.clauses if len(clause) == 1]
        owners = [each.rule.id for each in near for clause in each.clauses if len(clause) == 1]
        because: dict[str, None] = {}
        for contrary in _contraries(instance):
            if contrary is None:
                return None
            outcome = feasible([*contrary, *rows], self._intervals, budget)
            if outcome.possible is not False:
                return None
            used = (number - len(contrary) for number in sorted(outcome.used))
            because.update((owners[number], None) for number in used if number >= 0)
        return tuple(because)

    def _is_free(self, instance: Instance, others: _Others) -> bool:
        """A cell that no other rule names can break it alone."""
        for clause in instance.clauses:
            if len(clause) > 1 or clause[0].requires is not None:
                continue
            for coefficient, key in clause[0].terms:
                interval = self._intervals[key]
                up = coefficient if interval.high is None else 0
                down = -coefficient if interval.low is None else 0
                breaks = {"=": bool(up or down), "<": up > 0 or down > 0, ">": up < 0 or down < 0}
                if breaks.get(clause[0].op[0], False) and not others.over(key):
                    return True
        return False


class _Others:
    """The premises of one question: what is heard wherever its rule is, and not that rule."""

    def __init__(
        self,
        over: Mapping[Key, Sequence[Instance]],
        rule: Rule,
        without: Collection[str],
        later: Collection[str],
    ) -> None:
        self._over = over
        self._rule = rule
        self._without = without
        self._later = later

    def over(self, key: Key) -> list[Instance]:
        """Those that name a cell."""
        return [each for each in self._over.get(key, ()) if self._counts(each.rule)]

    def near(self, instance: Instance, most: int) -> tuple[list[Instance], bool]:
        """Those around an instance, and whether these are all that can tell anything of it."""
        found: dict[int, Instance] = {}
        seen = dict.fromkeys(keys_of(instance))
        size = 0
        for key in (queue := list(seen)):
            for other in self.over(key):
                if id(other) in found:
                    continue
                size += sum(len(atom.terms) for clause in other.clauses for atom in clause)
                if size > most:
                    return list(found.values()), False
                found[id(other)] = other
                more = [each for each in keys_of(other) if each not in seen]
                seen.update(dict.fromkeys(more))
                queue += more
        return list(found.values()), True

    def _counts(self, rule: Rule) -> bool:
        own = self._rule
        return (
            rule.id != own.id
            and rule.id not in self._without
            and rule.severity in (Severity.ERROR, own.severity)
            and rule.id not in self._later
        )


def _contraries(instance: Instance) -> Iterator[list[Linear] | None]:
    """Every way to break an instance, as comparisons that hold then; None where it cannot be said.

    A clause is broken where all its comparisons are, and each ``=`` in one of two directions.
    """
    for clause in instance.clauses:
        ways = [_broken(atom) for atom in clause]
        count = 1
        for each in ways:
            count *= len(each or ())
        if not 0 < count <= MOST_CONTRARIES or any(each is None for each in ways):
            yield None
            return
        for chosen in product(*(each for each in ways if each is not None)):
            yield [atom for way in chosen for atom in way]


def _broken(atom: Linear) -> list[list[Linear]] | None:
    if atom.requires is not None and atom.tolerance:
        return None
    known = [] if atom.requires is None else [replace(atom.requires, op=">")]
    found = []
    for op in _CONTRARY[atom.op]:
        off = atom.tolerance if op in (">", ">=") else -atom.tolerance
        plain = Linear(atom.terms, op, atom.constant + off)
        found.append([*known, plain])
    return found
