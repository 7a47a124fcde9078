"""Which cells are wrong: the stages in order.

Comes in: instances, a dataset, clues. Goes out: ``Diagnosis`` values. A pure function; nothing is
found in a table whose rules all may hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.diagnosis.acts import acts
from tablecheck.diagnosis.blanks import Blanks
from tablecheck.diagnosis.cells import Cells
from tablecheck.diagnosis.explain import Explainer, Explanation
from tablecheck.diagnosis.layout import lines_of
from tablecheck.diagnosis.model import Budget, Clues, Diagnosis
from tablecheck.diagnosis.prior import WRONG, Prior, is_hard
from tablecheck.diagnosis.rank import rank
from tablecheck.diagnosis.search import find_repairs
from tablecheck.diagnosis.slips import ARBITRARY
from tablecheck.diagnosis.soft import Soft
from tablecheck.diagnosis.system import System
from tablecheck.diagnosis.troubles import Trouble, split, together, troubles_of
from tablecheck.record import record, replace
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import keys_of
from tablecheck.rules.rounding import with_slack
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.diagnosis.layout import Lines
    from tablecheck.diagnosis.search import Found
    from tablecheck.form.model import Key
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance


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
    explained: tuple[tuple[Explanation, float], ...]
    others: float
    complete: bool

    @property
    def total(self) -> float:
        """Score of all explanations."""
        return sum(each.score * factor for each, factor in self.explained) + self.others


def diagnose(
    instances: Sequence[Instance],
    dataset: Dataset,
    clues: Clues | None = None,
    *,
    budget: Budget | None = None,
) -> tuple[Diagnosis, ...]:
    """Why rules fail, one diagnosis for all that fail over the same cells.

    Args:
        instances: All rules of the form, hard and soft.
        dataset: What is stated.
        clues: What else is known.
        budget: Work that may be done; shared by all diagnoses.
    """
    known = dataset.intervals
    lacking = [key for each in instances for key in keys_of(each) if key not in known]
    if lacking:  # of what is not known at all, anything may be true
        anything = dict.fromkeys(lacking, Interval(None, None))
        dataset = replace(dataset, intervals={**known, **anything})
    instances = [with_slack(each, dataset) for each in instances]
    return _Doctor(instances, dataset, clues or Clues(), budget or Budget()).diagnoses()


class _Doctor:
    """One table under examination."""

    def __init__(
        self, instances: Sequence[Instance], dataset: Dataset, clues: Clues, budget: Budget
    ) -> None:
        self._hard = [each for each in instances if is_hard(each)]
        self._soft = [each for each in instances if not is_hard(each)]
        self._dataset = dataset
        self._clues = clues
        self._budget = budget
        self._cut = False  # not every act was tried
        self._blanks: Blanks
        self._cells: Cells
        self._lines: Lines

    def diagnoses(self) -> tuple[Diagnosis, ...]:
        intervals = self._dataset.intervals
        failing = [each for each in self._soft if judge(each, intervals) is Verdict.FAILS]
        system = System(self._hard, self._dataset, self._budget, self._clues.fixed)
        if not failing and not system.conflicts:
            return ()
        self._lines = lines_of(intervals, self._clues.positions)
        prior = Prior((*self._hard, *self._soft), self._dataset, self._clues)
        self._blanks = Blanks(self._hard, self._dataset, prior)
        self._cells = Cells(self._dataset, self._clues, prior, self._lines)
        troubles = troubles_of(system, failing, self._dataset.stated - self._clues.fixed)
        return self._joined(troubles, system)

    def _joined(self, troubles: list[Trouble], system: System) -> tuple[Diagnosis, ...]:
        """One diagnosis for each trouble, or for several that one act explains better."""
        done = self._acts(troubles, system)
        soft = Soft(self._soft, self._cells)
        cases = [
            self._case(trouble, troubles, done.get(frozenset((number,)), []), soft)
            for number, trouble in enumerate(troubles)
        ]
        gone: set[int] = set()
        found: list[tuple[int, Diagnosis]] = []
        for numbers, joint in sorted(done.items(), key=lambda item: -len(item[0])):
            if len(numbers) < 2 or not gone.isdisjoint(numbers):
                continue
            apart = 1.0
            for number in numbers:
                apart *= cases[number].total
            explained = [(each, soft.factor(each.state)) for each in joint]
            if max(each.score * factor for each, factor in explained) > apart:
                gone |= numbers
                merged = together([troubles[number] for number in sorted(numbers)])
                complete = all(cases[number].complete for number in numbers)
                case = Case(merged, tuple(explained), apart, complete)
                found.append((min(numbers), self._diagnosis(case)))
        for number, case in enumerate(cases):
            if number in gone:
                continue
            parts: list[Trouble] = []
            if not case.explained and not self._budget.is_spent:
                parts = split(system, troubles[number], self._cells)
            if not parts:
                found.append((number, self._diagnosis(case)))
            for part in parts:
                others = [*troubles[:number], *troubles[number + 1 :], *parts]
                away = frozenset(key for each in parts if each is not part for key in each.keys)
                alone = self._case(part, others, (), soft, away)
                found.append((number, replace(self._diagnosis(alone), search="incomplete")))
        return tuple(diagnosis for _, diagnosis in sorted(found, key=lambda pair: pair[0]))

    def _diagnosis(self, case: Case) -> Diagnosis:
        trouble = case.trouble
        suggestions = rank(
            case.explained,
            as_stated=0.0 if trouble.hard else 1.0,
            others=case.others,
            complete=case.complete,
        )
        complete = case.complete and bool(suggestions) and not self._cut
        return Diagnosis(
            instances=(*trouble.hard, *trouble.soft),
            suggestions=suggestions,
            search="complete" if complete else "incomplete",
            soft=not trouble.hard,
        )

    def _case(
        self,
        trouble: Trouble,
        troubles: Sequence[Trouble],
        done: Sequence[Explanation],
        soft: Soft,
        away: frozenset[Key] = frozenset(),
    ) -> Case:
        """Repairs of one trouble, the others and some cells left as they are."""
        promoted = trouble.soft if not trouble.hard else ()
        elsewhere = {id(each) for other in troubles if other is not trouble for each in other.hard}
        system = System(
            [*(each for each in self._hard if id(each) not in elsewhere), *promoted],
            self._dataset,
            self._budget,
            self._clues.fixed | away,
        )
        found = find_repairs(system, self._cells.domain, self._budget, self._cells.order)
        explainer = Explainer(system, self._cells, self._budget, self._wider(system, trouble))
        explanations = [
            replace(each, score=each.score * self._blanks.factor(each.state))
            for repair in found.repairs
            for each in explainer.of_repair(repair)
        ]
        explanations += done
        return Case(
            trouble,
            tuple((each, soft.factor(each.state)) for each in explanations),
            self._others(found, explanations),
            found.complete and not self._budget.is_spent,
        )

    def _wider(self, system: System, trouble: Trouble) -> System | None:
        """The same with all soft rules around a trouble holding; None where there are none."""
        keys = trouble.keys
        promoted = {id(each) for each in system.instances}
        around = [
            each
            for each in self._soft
            if id(each) not in promoted and not keys.isdisjoint(keys_of(each))
        ]
        if not around:
            return None
        instances = [*system.instances, *around]
        return System(instances, self._dataset, self._budget, self._clues.fixed)

    def _acts(
        self, troubles: Sequence[Trouble], system: System
    ) -> dict[frozenset[int], list[Explanation]]:
        """Acts after which the rules can hold, by the troubles that they explain."""
        found: dict[frozenset[int], list[Explanation]] = {}
        explainer = Explainer(system, self._cells, self._budget)
        near = frozenset(key for trouble in troubles for key in trouble.keys)
        of: dict[Key, int] = {key: n for n, each in enumerate(troubles) for key in each.keys}
        for act in acts(self._cells, self._lines, near, self._clues.fixed):
            numbers = frozenset(of[key] for key in act.values if key in of)
            left = [
                keys
                for number in numbers
                for keys in troubles[number].conflicts
                if keys.isdisjoint(act.values)
            ]
            if not numbers or (left and act.reason != "swapped-neighbours"):
                continue
            if not self._budget.spend(1):
                self._cut = True
                break
            explanation = explainer.of_act(act)
            if explanation is None:
                continue
            asked = self._blanks.factor(explanation.state)
            explanation = replace(explanation, score=explanation.score * asked)
            if not left:
                found.setdefault(numbers, []).append(explanation)
                continue
            for key in sorted(frozenset.intersection(*left), key=self._cells.order.__getitem__):
                more = explainer.with_one_more(act, key)
                if more is not None:
                    found.setdefault(numbers, []).append(more)
        return found

    def _others(self, found: Found, explanations: Sequence[Explanation]) -> float:
        """Two independent errors in the same sum, which look like one in any of its cells."""
        single = [each for each in found.repairs if len(each.intervals) == 1]
        if len(single) < 2:
            return 0.0
        keys = {key for each in single for key in each.intervals}
        typical = max(
            (
                self._cells.unexplained(each.changes[0].key, each.state[each.changes[0].key])
                for each in explanations
                if len(each.changes) == 1 and each.changes[0].key in keys
            ),
            default=0.0,
        )
        return typical * WRONG * len(single) * len(single) / 2 / ARBITRARY
