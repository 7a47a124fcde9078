"""Every hostile input through the real command: the outcome, the time, the memory, the traces."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.hostile import containers, monsters, tables  # noqa: F401 - register their inputs
from tests.hostile.inputs import FORM_TEXT, INPUTS, LINES, Hostile
from tests.hostile.outcomes import complaints, run_input

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.running import Nursery

QUICK = [each for each in INPUTS if not each.heavy]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")


@pytest.mark.parametrize("hostile", QUICK, ids=lambda each: f"{each.line}: {each.name}")
def test_outcome(hostile: Hostile, tmp_path: Path, nursery: Nursery):
    outcome, before, after = run_input(hostile, tmp_path, nursery.run)
    assert [] == complaints(hostile, outcome)
    assert before == after


def test_every_line_of_threats_has_inputs():
    assert set(LINES) == {each.line for each in INPUTS}


def test_names_are_unique():
    names = [(each.line, each.name) for each in INPUTS]
    assert len(names) == len(set(names))


def test_the_little_form_is_one(tmp_path: Path):
    from tablecheck.form.load import load_form

    (tmp_path / "form.json").write_text(FORM_TEXT, "utf-8")
    assert 3 == sum(not row.heading for row in load_form(tmp_path / "form.json").tables[0].rows)
