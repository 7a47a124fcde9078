"""One trouble under examination: what could explain it.

Comes in: troubles, rules, clues. Goes out: ``Case``, all explanations of one trouble.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.diagnosis.acts import acts
from tablecheck.diagnosis.blanks import Blanks
from tablecheck.diagnosis.cells import Cells
from tablecheck.diagnosis.explain import Explainer
from tablecheck.diagnosis.layout import lines_of
from tablecheck.diagnosis.prior import WRONG, Prior
from tablecheck.diagnosis.search import Found, find_repairs
from tablecheck.diagnosis.slips import ARBITRARY
from tablecheck.diagnosis.soft import Soft
from tablecheck.diagnosis.system import System
from tablecheck.record import record, replace
from tablecheck.rules.narrow import components
from tablecheck.rules.propagate import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecheck.diagnosis.acts import Act
    from tablecheck.diagnosis.explain import Explanation
    from tablecheck.diagnosis.model import Budget, Clues
    from tablecheck.diagnosis.troubles import Trouble
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance

    Weighed = tuple[Explanation, float]
    """An explanation, and the factor that the soft rules give it."""

STEP = 8
"""Acts that are looked at, or cells that are summed up, for one step of the budget."""

KEPT_FOR_ACTS = 0.4
"""Share of the budget that repairs leave to acts."""


@record
class Case:
    """A trouble with all that could explain it.

    Attributes:
        trouble: What fails.
        explained: Explanations, each with the factor that the soft rules give it.
        others: Score of explanations that were not looked for.
        complete: The search was not cut short.
    """

    trouble: Trouble
    explained: tuple[Weighed, ...]
    others: float
    complete: bool

    @property
    def total(self) -> float:
        """Score of all explanations."""
        return sum(each.score * factor for each, factor in self.explained) + self.others


class Examiner:
    """Looks for explanations of the troubles of one dataset.

    Attributes:
        cells: The cells with their clues.
    """

    __slots__ = (
        "_blanks",
        "_budget",
        "_clues",
        "_component",
        "_components",
        "_cut",
        "_dataset",
        "_failing",
        "_lines",
        "_soft",
        "_system",
        "_troubles",
        "cells",
    )

    def __init__(
        self,
        system: System,
        soft: Sequence[Instance],
        troubles: Sequence[Trouble],
        dataset: Dataset,
        clues: Clues,
        budget: Budget,
    ) -> None:
        self._system = system
        self._troubles = troubles
        self._dataset = dataset
        self._clues = clues
        self._budget = budget
        self._cut = False
        self._failing = {id(each) for trouble in troubles for each in trouble.hard}
        self._components = components(system.instances)
        self._component = {
            key: number
            for number, component in enumerate(self._components)
            for instance in component
            for key in keys_of(instance)
        }
        prior = Prior((*system.instances, *soft), dataset, clues)
        self._lines = lines_of(dataset.intervals, clues.positions)
        self._blanks = Blanks(system.instances, dataset, prior)
        self.cells = Cells(dataset, clues, prior, self._lines)
        self._soft = Soft(soft, self.cells)

    @property
    def is_tired(self) -> bool:
        """No work may be done any more, or some was left undone."""
        return self._budget.is_spent or self._cut

    def case(self, trouble: Trouble, away: frozenset[Key] = frozenset()) -> Case:
        """All explanations of one trouble, the others left as they are.

        Args:
            trouble: What fails.
            away: Cells to leave alone.
        """
        around = self._soft.around(trouble.keys)
        instances = self._instances(trouble, around)
        if not self._budget.spend(1 + sum(len(keys_of(each)) for each in instances) // STEP):
            return Case(trouble, (), 0.0, complete=False)
        fixed = self._clues.fixed | away
        promoted = [] if trouble.hard else list(trouble.soft)
        system = System([*instances, *promoted], self._dataset, self._budget, fixed)
        found = find_repairs(system, self.cells.domain, self._budget, self.cells.order)
        wider = None
        more = [each for each in around if not any(each is one for one in promoted)]
        if more and found.repairs:
            wider = System([*system.instances, *more], self._dataset, self._budget, fixed)
        explainer = Explainer(system, self.cells, self._budget, wider)
        explained = tuple(
            self._weighed(each) for repair in found.repairs for each in explainer.of_repair(repair)
        )
        return Case(
            trouble=trouble,
            explained=explained,
            others=self._others(found, [each for each, _ in explained]),
            complete=found.complete and not self._budget.is_spent,
        )

    def cases(self) -> list[Case]:
        """Repairs of every trouble by itself."""
        self._budget.keep(KEPT_FOR_ACTS)
        cases = [self.case(trouble) for trouble in self._troubles]
        self._budget.keep(0)
        return cases

    def acts(self) -> dict[frozenset[int], list[Weighed]]:
        """Acts after which the rules can hold, by the numbers of the troubles that they explain."""
        found: dict[frozenset[int], list[Weighed]] = {}
        explainer = Explainer(self._system, self.cells, self._budget)
        near = frozenset(key for trouble in self._troubles for key in trouble.keys)
        of = {key: n for n, trouble in enumerate(self._troubles) for key in trouble.keys}
        fixed = self._clues.fixed
        for place, act in enumerate(acts(self._system, self.cells, self._lines, near, fixed)):
            if place % STEP == 0 and not self._budget.spend(1):
                self._cut = True
                break
            numbers = frozenset(of[key] for key in act.values if key in of)
            if not numbers:
                continue
            for explanation in self._of_act(explainer, act, numbers):
                if not self._soft_fails(explanation, numbers):
                    found.setdefault(numbers, []).append(self._weighed(explanation))
        return found

    def _of_act(
        self, explainer: Explainer, act: Act, numbers: Iterable[int]
    ) -> Iterator[Explanation]:
        """An act that mends all of some troubles, or with one more slip what is left of them."""
        left = [
            keys
            for number in numbers
            for keys in self._troubles[number].conflicts
            if keys.isdisjoint(act.values)
        ]
        if left and act.reason != "swapped-neighbours":
            return
        explanation = explainer.of_act(act)
        if explanation is None:
            return
        if not left:
            yield explanation
            return
        for key in sorted(frozenset.intersection(*left), key=self.cells.order.__getitem__):
            more = explainer.with_one_more(act, key)
            if more is not None:
                yield more

    def _soft_fails(self, explanation: Explanation, numbers: Iterable[int]) -> bool:
        """A trouble of soft rules alone is not explained by what leaves them failing."""
        return any(
            not self._troubles[number].hard
            and self._soft.fails(self._troubles[number].soft, explanation.state)
            for number in numbers
        )

    def _weighed(self, explanation: Explanation) -> Weighed:
        score = explanation.score * self._blanks.factor(explanation.state)
        return replace(explanation, score=score), self._soft.factor(explanation.state)

    def _instances(self, trouble: Trouble, around: Iterable[Instance]) -> list[Instance]:
        """Hard instances that a trouble's cells are tied to, but those that fail elsewhere."""
        keys = [*trouble.keys, *(key for each in around for key in keys_of(each))]
        numbers = sorted({self._component[key] for key in keys if key in self._component})
        own = {id(each) for each in trouble.hard}
        return [
            each
            for number in numbers
            for each in self._components[number]
            if id(each) in own or id(each) not in self._failing
        ]

    def _others(self, found: Found, explanations: Sequence[Explanation]) -> float:
        """Two independent errors in the same sum, which look like one in any of its cells."""
        single = [each for each in found.repairs if len(each.intervals) == 1]
        if len(single) < 2:
            return 0.0
        keys = {key for each in single for key in each.intervals}
        typical = max(
            (
                self.cells.unexplained(each.changes[0].key, each.state[each.changes[0].key])
                for each in explanations
                if len(each.changes) == 1 and each.changes[0].key in keys
            ),
            default=0.0,
        )
        return typical * WRONG * len(single) * len(single) / 2 / ARBITRARY
