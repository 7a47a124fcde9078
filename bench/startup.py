"""Wall time and peak memory of whole runs of the command, against an empty Python.

usage: python bench/startup.py [ROUNDS]        (POSIX; 21 rounds unless told)

All commands run in turn, round after round, so that a busy moment of the machine hits each alike.
The first round only warms the caches and writes the compiled files, and is not counted. This
process imports next to nothing, since a child's peak memory starts at that of its parent.
"""

import os
import sys
import time

HERE = __file__.removesuffix("bench/startup.py")
BOOK = HERE + "examples/manzhouli-2018.xlsx"
TEXT = HERE + "tests/tables/manzhouli-2018-utf-8-sig.csv"
# The installed command itself, run by its interpreter as the system would.
SCRIPT = sys.executable.rpartition("/")[0] + "/tablecheck"
VALIDATE = (SCRIPT, "validate") if os.access(SCRIPT, os.R_OK) else ("-m", "tablecheck", "validate")
COMMANDS = {
    "`python -c pass`": ("-c", "pass"),
    '`python -c "import typer"`': ("-c", "import typer"),
    "`validate manzhouli-2018.xlsx`": (*VALIDATE, BOOK, "--format", "json"),
    "`validate manzhouli-2018.csv`": (*VALIDATE, TEXT, "--format", "json"),
}
MOST_TIMES = 8
MOST_MEGABYTES = 45


def run(arguments, python=sys.executable):
    """(seconds, megabytes at the peak) of one child that prints to nowhere."""
    # Users have compiled files; a child that may not write them would compile at every start.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    before = time.perf_counter()
    child = os.posix_spawn(python, [python, *arguments], environment, file_actions=silence)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - before
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {' '.join(arguments)}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return seconds, usage.ru_maxrss / unit


def measure(commands, rounds):
    """Name -> (median seconds, least seconds, greatest megabytes)."""
    runs = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, arguments in commands.items():
            result = run(arguments)
            if number:
                runs[name].append(result)
    return {name: _summary(results) for name, results in runs.items()}


def _summary(results):
    seconds = sorted(second for second, _ in results)
    return seconds[len(seconds) // 2], seconds[0], max(megabytes for _, megabytes in results)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    figures = measure(COMMANDS, rounds)
    base, least, _ = next(iter(figures.values()))
    print(f"CPython {sys.version.split()[0]}, {sys.platform}, {rounds} rounds\n")
    print("| command | median | × pass | fastest | × pass | peak memory |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, (median, fastest, megabytes) in figures.items():
        print(
            f"| {name} | {median * 1000:.0f} ms | {median / base:.1f} "
            f"| {fastest * 1000:.0f} ms | {fastest / least:.1f} | {megabytes:.1f} MB |"
        )
    print(f"| target, at most | | {MOST_TIMES} | | {MOST_TIMES} | {MOST_MEGABYTES} MB |")


if __name__ == "__main__":
    main()
