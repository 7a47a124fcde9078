"""Fuzzes readers, numbers, equations, forms, settings and reporters for some minutes.

usage: python bench/fuzz.py [--minutes N] [--seed N] [--target NAME] [--coverage] [--save FOLDER]

Inputs are changed at random; one that makes the program do something new is changed further. Every
run must end within 10 seconds with a report, a refusal or an error of a form: whatever else is
raised, and any output that lets a control character pass, is an escape. Escapes are told once each
by their place, and kept with ``--save``. ``--coverage`` measures branches (needs coverage.py) and
makes runs three times as slow.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LONGEST_SECONDS = 10
MOST_KEPT = 400


class HangError(BaseException):
    """A run took too long."""


def main() -> int:
    options = parsed()
    meter = None
    if options.coverage:
        import coverage

        meter = coverage.Coverage(data_file=None, branch=True, source=["tablecheck"])
        meter.start()
    from tests.fuzz.targets import TARGETS

    targets = [TARGETS[options.target]] if options.target else list(TARGETS.values())
    signal.signal(signal.SIGALRM, ring)
    state = Fuzzing(targets, options.seed, options.save)
    started = time.monotonic()
    while time.monotonic() - started < 60 * options.minutes:
        state.step()
    state.tell(time.monotonic() - started)
    if meter is not None:
        meter.stop()
        covered(meter)
    return 1 if state.escapes else 0


class Fuzzing:
    """Corpora, and what was seen."""

    def __init__(self, targets, seed, save) -> None:
        self.rng = random.Random(seed)
        self.targets = targets
        self.save = save
        self.corpus = {target.name: list(target.seeds()) for target in targets}
        self.seen = {target.name: set() for target in targets}
        self.runs = Counter()
        self.slowest = {target.name: 0.0 for target in targets}
        self.escapes = {}

    def step(self) -> None:
        target = self.rng.choices(self.targets, [each.weight for each in self.targets])[0]
        data = self.rng.choice(self.corpus[target.name])
        for _ in range(self.rng.choice((1, 1, 2, 4))):
            data = target.change(data, self.rng)
        started = time.monotonic()
        signal.alarm(LONGEST_SECONDS)
        try:
            signature = target.run(data)
        except (Exception, HangError) as error:  # noqa: BLE001 - all that is raised is an escape
            self.escaped(target.name, data, error)
            return
        finally:
            signal.alarm(0)
            self.runs[target.name] += 1
            took = time.monotonic() - started
            self.slowest[target.name] = max(self.slowest[target.name], took)
        if signature not in self.seen[target.name]:
            self.seen[target.name].add(signature)
            self.corpus[target.name].append(data)
            if len(self.corpus[target.name]) > MOST_KEPT:
                del self.corpus[target.name][self.rng.randrange(MOST_KEPT)]

    def escaped(self, name, data, error) -> None:
        frames = list(traceback.extract_tb(error.__traceback__))
        own = [each for each in frames if "/tablecheck/" in each.filename] or frames
        place = f"{Path(own[-1].filename).name}:{own[-1].lineno}"
        key = (name, type(error).__name__, place)
        if key in self.escapes:
            self.escapes[key] += 1
            return
        self.escapes[key] = 1
        what = f"{type(error).__name__} at {place}: {str(error)[:200]!a}"
        print(f"escape: {name}: {what}", flush=True)
        if self.save is not None:
            folder = self.save / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)

    def tell(self, seconds) -> None:
        print("| target | executions | kinds of outcome | slowest |\n|---|--:|--:|--:|")
        for name, count in self.runs.items():
            print(f"| {name} | {count:,} | {len(self.seen[name])} | {self.slowest[name]:.2f} s |")
        total = sum(self.runs.values())
        print(f"{total:,} executions in {seconds:.0f} s, {len(self.escapes)} escapes")


def covered(meter) -> None:
    import io

    out = io.StringIO()
    total = meter.report(file=out, skip_covered=True)
    for line in out.getvalue().splitlines():
        if any(part in line for part in ("/readers/", "/values/", "/form/", "/config/")):
            print(line)
    print(f"branch coverage of the whole package: {total:.1f} %")


def ring(*_) -> None:
    raise HangError(f"longer than {LONGEST_SECONDS} s")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target")
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--save", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
