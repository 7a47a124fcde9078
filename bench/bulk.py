"""A table of a million reporting units: seconds and memory beside the mere reading of its texts.

usage: python bench/bulk.py [ROWS] [COLUMNS] [ROUNDS] [PERCENT]   (POSIX; 1000000, 20, 3, 1)

ROWS units with COLUMNS indicators, a sum over every four of them; PERCENT of the rows have a cell
that is blank, misspelt or off. The command checks the file as a user runs it; beside it polars
reads the same CSV as strings. Runs take turns; the best of the rounds counts. This process imports
next to nothing, since a child's peak memory starts at that of its parent.
"""

import json
import os
import random
import sys
import tempfile
import time

FLOOR = "import sys, polars\npolars.read_csv(sys.argv[1], infer_schema=False)\n"


def form(groups):
    """A form of records: in each group a total and three parts."""
    rows = [
        {
            "code": f"{group}",
            "label": f"指标{group}",
            "relations": [
                {"id": f"sum{group}", "is": "sum", "severity": "error", "basis": "wording"}
            ],
            "rows": [{"code": f"{group}.{n}", "label": f"指标{group}第{n}项"} for n in (1, 2, 3)],
        }
        for group in range(1, groups + 1)
    ]
    return {
        "id": "units",
        "version": "1",
        "title": "大表",
        "language": "zh",
        "value": {"type": "integer", "minimum": 0},
        "tables": [
            {
                "code": "main",
                "orientation": "records",
                "columns": [
                    {"code": "unit", "label": "填报单位", "role": "label"},
                    {"code": "n", "label": "数"},
                ],
                "rows": rows,
            }
        ],
    }


def write(path, rows, groups, percent):
    """The table; how many of its rows are messed up."""
    random.seed(1)
    heads = ["填报单位"]
    for group in range(1, groups + 1):
        heads += [f"指标{group}", *(f"指标{group}第{n}项" for n in (1, 2, 3))]
    messed = 0
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would add to this
        print(*heads, sep=",", file=file)
        for number in range(rows):
            cells = []
            for _ in range(groups):
                parts = [random.randrange(5000) for _ in range(3)]
                cells += [sum(parts), *parts]
            if random.random() * 100 < percent:
                at = random.randrange(len(cells))
                off = cells[at]
                cells[at] = random.choice([off + 1, "", "—", "12件", "1e3", -3, off * 10 + 1])
                messed += 1
            print(f"单位{number:07}", *cells, sep=",", file=file)
    return messed


def run(arguments):
    """(seconds, megabytes at the peak) of one child that prints to nowhere."""
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    before = time.perf_counter()
    child = os.posix_spawn(
        sys.executable, [sys.executable, *arguments], os.environ, file_actions=silence
    )
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {' '.join(arguments)}")
    return time.perf_counter() - before, usage.ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )


def main():
    told = [float(word) for word in sys.argv[1:]]
    rows, columns, rounds, percent = (*told, *(1_000_000, 20, 3, 1)[len(told) :])
    groups = int(columns) // 4
    with tempfile.TemporaryDirectory() as base:
        path = f"{base}/units.csv"
        with open(f"{base}/form.json", "w", encoding="utf-8") as file:  # noqa: PTH123
            json.dump(form(groups), file)
        messed = write(path, int(rows), groups, percent)
        clean = f"{base}/clean.csv"
        write(clean, int(rows), groups, 0)
        size = os.stat(path).st_size / 2**20  # noqa: PTH116
        command = ("-m", "tablecheck", "validate", "--form", f"{base}/form.json", "-F", "json")
        runs = {
            "polars reads the texts": ("-c", FLOOR, path),
            "tablecheck, every row right": (*command, clean),
            f"tablecheck, {messed} rows not plain or wrong": (*command, path),
        }
        best = {name: (float("inf"), 0.0) for name in runs}
        for _ in range(int(rounds)):
            for name, arguments in runs.items():
                seconds, megabytes = run(arguments)
                best[name] = (min(best[name][0], seconds), max(best[name][1], megabytes))
    floor = next(iter(best.values()))[0]
    print(f"CPython {sys.version.split()[0]}, {sys.platform}, {os.cpu_count()} cores, ", end="")
    print(f"{int(rows):,} × {groups * 4}, {size:.0f} MiB, best of {int(rounds)}\n")
    print("| run | seconds | × reading | MiB at the peak |")
    print("|---|---|---|---|")
    for name, (seconds, megabytes) in best.items():
        print(f"| {name} | {seconds:.1f} | {seconds / floor:.1f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main()
