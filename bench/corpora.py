"""How published tables are read, as published and in the number signs of other countries.

usage: python bench/corpora.py

Every table of tests/corpora is checked under a form that states its sums and nothing of how numbers
are written: as published, then with its signs exchanged for those of each other convention. A cell
is right, in doubt with the right number named, refused, or WRONG; a sum holds or not.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corpora.tables import Published, csv_of, form_of, number, published, rewritten  # noqa: E402
from tablecheck.binding.bind import bind  # noqa: E402
from tablecheck.binding.observe import dataset_of, observe  # noqa: E402
from tablecheck.readers.read import read_workbook  # noqa: E402
from tablecheck.rules.compile import compile_rules  # noqa: E402
from tablecheck.rules.evaluate import evaluate  # noqa: E402
from tablecheck.values.convention import KNOWN  # noqa: E402
from tablecheck.values.reading import Status  # noqa: E402

SHOWN = {"\u00a0": "no-break space", " ": "space"}


def measure(tables: list[Published], folder: Path) -> Counter[str]:
    """Counts of cells and sums by what became of them."""
    told: Counter[str] = Counter()
    for table in tables:
        path = folder / "table.csv"
        path.write_bytes(csv_of(table))
        form = form_of(table)
        workbook, instances = read_workbook(path), compile_rules(form)
        observations = observe(bind(workbook, form), workbook, instances=instances)
        for row, column in table.summed:
            reading = observations["t", f"r{row}", f"c{column}"].reading
            told[_outcome(reading, number(table, row, column))] += 1
        for judged in evaluate(instances, dataset_of(observations)).verdicts:
            told[judged.verdict.value] += 1
    return told


def _outcome(reading: object, meant: object) -> str:
    status = reading.status
    if status is Status.NUMBER:
        return "right" if meant is not None and reading.low == meant else "WRONG"
    if status is Status.DOUBTFUL:
        return "in doubt" if meant in reading.either else "WRONG"
    return "no number" if meant is None else "refused"


def main() -> None:
    """Print one line for each way of writing."""
    columns = ("right", "in doubt", "refused", "WRONG", "no number", "1", "0", "NA")
    print("| written | " + " | ".join(columns) + " | s |")
    print("|---" + "|--:" * (len(columns) + 1) + "|")
    with tempfile.TemporaryDirectory() as name:
        ways = [("as published", None)]
        signs = [(each.thousands, each.decimal) for each in KNOWN] + [("\u00a0", ",")]
        ways += [(f"{SHOWN.get(t, t)} and {d}", (t, d)) for t, d in signs]
        for label, way in ways:
            tables = [each if way is None else rewritten(each, *way) for each in published()]
            start = time.perf_counter()
            told = measure(tables, Path(name))
            seconds = time.perf_counter() - start
            print(
                f"| {label} | " + " | ".join(str(told[c]) for c in columns) + f" | {seconds:.1f} |"
            )


if __name__ == "__main__":
    main()
