"""Runs every hostile input of tests/hostile through the real command; a table of outcomes.

usage: python bench/hostile.py [--fast]

Each input has a process of its own, started as from a shell (``--fast``: copied from one that has
loaded the command), with 2 GiB of address space and 60 s. Runs on POSIX.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile import containers, monsters, tables  # noqa: E402, F401 - register their inputs
from tests.hostile.inputs import INPUTS, LINES  # noqa: E402
from tests.hostile.outcomes import complaints, run_input  # noqa: E402
from tests.hostile.running import Nursery, run_limited  # noqa: E402


def main() -> int:
    run = Nursery().run if "--fast" in sys.argv else run_limited
    counts = {line: Counter() for line in LINES}
    worst = {line: [0.0, 0.0] for line in LINES}
    failed = 0
    for hostile in INPUTS:
        with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
            outcome, before, after = run_input(hostile, Path(folder), run)
        wrong = complaints(hostile, outcome)
        if before != after:
            wrong.append("the folder changed")
        counts[hostile.line][kind_of(outcome)] += 1
        times = worst[hostile.line]
        worst[hostile.line] = [
            max(times[0], outcome.seconds),
            max(times[1], outcome.mebibytes),
        ]
        if wrong:
            failed += 1
            print(f"{hostile.line}: {hostile.name}: {wrong}", file=sys.stderr)
    tell(counts, worst)
    print(f"\n{len(INPUTS)} inputs, {failed} not as expected")
    return 1 if failed else 0


def kind_of(outcome) -> str:
    """What came of it: refused, read (no error found), flagged, form error, crash, hang."""
    if outcome.code is None:
        return "hang"
    if outcome.code not in (0, 1, 2, 3):
        return "crash"
    return ("read", "flagged", "form error", "refused")[outcome.code]


def tell(counts, worst) -> None:
    kinds = ("refused", "form error", "read", "flagged", "crash", "hang")
    print(f"| line of threats | inputs | {' | '.join(kinds)} | most time | most memory |")
    print("|---|" + "--:|" * (len(kinds) + 3))
    for line, words in LINES.items():
        count = counts[line]
        told = " | ".join(str(count[kind]) for kind in kinds)
        seconds, mebibytes = worst[line]
        print(f"| {words} | {count.total()} | {told} | {seconds:.1f} s | {mebibytes:.0f} MiB |")
    total = sum(counts.values(), Counter())
    told = " | ".join(str(total[kind]) for kind in kinds)
    seconds, mebibytes = (max(each[n] for each in worst.values()) for n in (0, 1))
    print(f"| all | {total.total()} | {told} | {seconds:.1f} s | {mebibytes:.0f} MiB |")


if __name__ == "__main__":
    sys.exit(main())
