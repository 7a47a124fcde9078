"""Which cells are wrong: the stages in order.

Comes in: instances, a dataset, clues. Goes out: ``Diagnosis`` values. A pure function; nothing is
found in a table whose rules all may hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.diagnosis.examine import Case, Examiner
from tablecheck.diagnosis.model import Budget, Clues, Diagnosis
from tablecheck.diagnosis.prior import is_hard
from tablecheck.diagnosis.rank import rank
from tablecheck.diagnosis.system import System
from tablecheck.diagnosis.troubles import split, together, troubles_of
from tablecheck.record import replace
from tablecheck.rules.judge import judge
from tablecheck.rules.model import Verdict
from tablecheck.rules.propagate import keys_of
from tablecheck.rules.rounding import with_slack
from tablecheck.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.diagnosis.explain import Explanation
    from tablecheck.rules.dataset import Dataset
    from tablecheck.rules.model import Instance


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
    clues, budget = clues or Clues(), budget or Budget()
    dataset = _complete(instances, dataset)
    instances = [with_slack(each, dataset) for each in instances]
    soft = [each for each in instances if not is_hard(each)]
    failing = [each for each in soft if judge(each, dataset.intervals) is Verdict.FAILS]
    hard = [each for each in instances if is_hard(each)]
    system = System(hard, dataset, budget, clues.fixed)
    if not failing and not system.conflicts:
        return ()
    troubles = troubles_of(system, failing, dataset.stated - clues.fixed)
    examiner = Examiner(system, soft, troubles, dataset, clues, budget)
    return _diagnoses(examiner, system)


def _complete(instances: Sequence[Instance], dataset: Dataset) -> Dataset:
    """A dataset that knows every key; of what it does not say anything may be true."""
    known = dataset.intervals
    lacking = [key for each in instances for key in keys_of(each) if key not in known]
    if not lacking:
        return dataset
    return replace(dataset, intervals={**known, **dict.fromkeys(lacking, Interval(None, None))})


def _diagnoses(examiner: Examiner, system: System) -> tuple[Diagnosis, ...]:
    """One diagnosis for each trouble, or for several that one act explains better."""
    alone = examiner.cases()
    done = examiner.acts()
    cases = [
        replace(
            case,
            explained=(*case.explained, *done.get(frozenset((number,)), ())),
            complete=case.complete and not examiner.is_tired,
        )
        for number, case in enumerate(alone)
    ]
    found: list[tuple[int, Diagnosis]] = []
    gone: set[int] = set()
    for numbers, joint in sorted(done.items(), key=lambda item: -len(item[0])):
        if len(numbers) > 1 and gone.isdisjoint(numbers):
            case = _merged([cases[number] for number in sorted(numbers)], joint)
            if case is not None:
                gone |= numbers
                found.append((min(numbers), _diagnosis(case)))
    for number, case in enumerate(cases):
        if number in gone:
            continue
        parts = []
        if not case.explained and not examiner.is_tired:
            parts = split(system, case.trouble, examiner.cells)
        if not parts:
            found.append((number, _diagnosis(case)))
        for part in parts:
            away = frozenset(key for each in parts if each is not part for key in each.keys)
            diagnosis = _diagnosis(examiner.case(part, away))
            found.append((number, replace(diagnosis, search="incomplete")))
    return tuple(diagnosis for _, diagnosis in sorted(found, key=lambda pair: pair[0]))


def _merged(cases: Sequence[Case], joint: Sequence[tuple[Explanation, float]]) -> Case | None:
    """Several troubles under one act, where that is likelier than as many separate errors."""
    apart = 1.0
    for case in cases:
        apart *= case.total
    if max(each.score * factor for each, factor in joint) <= apart:
        return None
    return Case(
        trouble=together([case.trouble for case in cases]),
        explained=tuple(joint),
        others=apart,
        complete=all(case.complete for case in cases),
    )


def _diagnosis(case: Case) -> Diagnosis:
    trouble = case.trouble
    suggestions = rank(
        case.explained,
        as_stated=0.0 if trouble.hard else 1.0,
        others=case.others,
        complete=case.complete,
    )
    return Diagnosis(
        instances=(*trouble.hard, *trouble.soft),
        suggestions=suggestions,
        search="complete" if case.complete and suggestions else "incomplete",
        soft=not trouble.hard,
    )
