"""Diagnoses of a few cells, written in one line each."""

from __future__ import annotations

from rules.making import compiled, dataset_of, key
from tablecheck.diagnosis.diagnose import diagnose
from tablecheck.diagnosis.model import Budget, Clues
from tablecheck.values.interval import Interval

COUNT = Interval(0, None, True)


def diagnosed(rules, cells, *, domain=COUNT, columns=("n",), budget=None, **clues):
    """Diagnoses of rules over cells; clues by code, ``t`` or ``t/column``."""
    dataset = dataset_of(cells)
    known = {
        name: frozenset(map(key, given))
        if isinstance(given, frozenset | set)
        else {key(code): value for code, value in given.items()}
        for name, given in clues.items()
    }
    known.setdefault("domains", dict.fromkeys(dataset.intervals, domain))
    rows = list(dict.fromkeys(each[1] for each in dataset.intervals))
    instances = compiled(rules, rows=rows, columns=columns)
    return diagnose(instances, dataset, Clues(**known), budget=budget or Budget(seconds=60))


def code(key):
    """``row`` or ``row/column`` of a key."""
    return key[1] if key[2] == "n" else f"{key[1]}/{key[2]}"


def changes(suggestion):
    """What a suggestion changes: code -> new value."""
    return {code(each.key): each.new for each in suggestion.changes}


def first(rules, cells, **known):
    """(changes, reason, confidence) of the first suggestion of the only diagnosis."""
    (diagnosis,) = diagnosed(rules, cells, **known)
    top = diagnosis.suggestions[0]
    return changes(top), top.reason, top.confidence
