"""Deductions that other programs publish: the cases of ``cases.jsonl``, sources named there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rules.making import compiled, dataset_of, deduced, equation
from tablecheck.rules.evaluate import evaluate
from tablecheck.values.interval import Interval

LINES = (Path(__file__).parent / "cases.jsonl").read_text("utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
FREE = Interval(None, None)
"""Signs stand in the cases' own constraints; none is implied."""


def _evaluation(case):
    texts = [
        re.sub(r"[A-Za-z]\w*", lambda name: f"[{name[0]}]", text).replace("==", "=")
        for text in case["constraints"]
    ]
    rules = [equation(f"r{number}", text) for number, text in enumerate(texts)]
    cells = {code: FREE if seen is None else seen for code, seen in case["observed"].items()}
    return evaluate(compiled(rules, rows=case["variables"]), dataset_of(cells))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_deduced_as_published(case):
    assert case["expected"]["deduced"] == deduced(_evaluation(case))


def test_inconsistent_case_is_reported_and_nothing_deduced():
    (case,) = [case for case in CASES if case["expected"].get("inconsistent")]
    found = _evaluation(case)
    assert {} == deduced(found)
    failed = any(each.verdict == "0" for each in found.verdicts)
    assert failed or found.contradictions
