"""Files a second of whole batches, with one process and with two, and the memory of the parent.

usage: python bench/batch.py [COPIES] [ROUNDS]        (POSIX; 200 copies, 3 rounds unless told)

Copies of real tables (xlsx and csv, each with another name and no other change) are checked by the
command as a user runs it, output to a file; beside them the same files merely opened by openpyxl
(xlsx) in one process. Runs take turns, so that a busy moment of the machine hits each alike; the
best of the rounds counts. This process imports next to nothing, since a child's peak memory starts
at that of its parent.
"""

import os
import shutil
import sys
import tempfile
import time

HERE = __file__.removesuffix("bench/batch.py")
TABLES = (
    "examples/filled.xlsx",
    "examples/broken.xlsx",
    "examples/manzhouli-2018.xlsx",
    "tests/tables/suqian-2023.xlsx",
    "tests/tables/suqian-2024.xlsx",
    "tests/tables/manzhouli-2018-utf-8-sig.csv",
    "tests/tables/manzhouli-2018-gb18030.csv",
)
FLOOR = (
    "import sys, openpyxl, pathlib\n"
    "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
    "    openpyxl.load_workbook(path, data_only=True).close()\n"
)


def run(arguments):
    """(seconds, megabytes at the peak of this one process) of one child that prints to nowhere."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    before = time.perf_counter()
    child = os.posix_spawn(
        sys.executable, [sys.executable, *arguments], environment, file_actions=silence
    )
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1, 3):
        sys.exit(f"failed: {' '.join(arguments)}")
    return time.perf_counter() - before, usage.ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )


def copies(folder, ending, count):
    """A folder of ``count`` tables with this ending."""
    os.mkdir(folder)  # noqa: PTH102 - pathlib would add to this process
    sources = [HERE + table for table in TABLES if table.endswith(ending)]
    for number in range(count):
        shutil.copy(sources[number % len(sources)], f"{folder}/{number:05}{ending}")
    return folder


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as base:
        xlsx, text = copies(f"{base}/x", ".xlsx", count), copies(f"{base}/c", ".csv", count)
        lines = f"jsonl={base}/out.jsonl"
        runs = {}
        for name, folder in (("xlsx", xlsx), ("csv", text)):
            for jobs in (1, 2):
                options = ("--jobs", str(jobs), "-F", "text", "-F", lines)
                command = ("-m", "tablecheck", "validate", folder, *options)
                runs[f"{name}, `--jobs {jobs}`"] = command
        runs["xlsx, opened by openpyxl"] = ("-c", FLOOR, xlsx)
        best = {name: (float("inf"), 0.0) for name in runs}
        for _ in range(rounds):
            for name, command in runs.items():
                seconds, megabytes = run(command)
                best[name] = (min(best[name][0], seconds), max(best[name][1], megabytes))
    print(f"CPython {sys.version.split()[0]}, {sys.platform}, {os.cpu_count()} cores, ", end="")
    print(f"{count} files, best of {rounds}\n")
    print("| run | seconds | files a second | ms a file | memory of the parent |")
    print("|---|--:|--:|--:|--:|")
    for name, (seconds, megabytes) in best.items():
        rate, each = count / seconds, 1000 * seconds / count
        print(f"| {name} | {seconds:.2f} | {rate:.0f} | {each:.1f} | {megabytes:.0f} MB |")


if __name__ == "__main__":
    main()
