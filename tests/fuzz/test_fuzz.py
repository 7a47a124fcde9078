"""A short run of the fuzzer, the same each time, and every input that once escaped."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.fuzz.targets import TARGETS

CRASHERS = Path(__file__).with_name("crashers")
KEPT = sorted(path for path in CRASHERS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("name", [name for name in TARGETS if not name.endswith(("real", "xls"))])
def test_nothing_escapes(name: str):
    target, rng = TARGETS[name], random.Random(name)
    seeds = list(target.seeds())
    for _ in range(60):
        target.run(target.change(rng.choice(seeds), rng))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_crasher_escapes_no_more(path: Path):
    TARGETS[path.parent.name].run(path.read_bytes())
