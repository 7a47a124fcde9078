"""Starts many runs of the command from one process that has loaded it: a copy for each run.

On stdin a line of JSON a run, on stdout a line with what it used. Each copy has limits of its own,
its own folder, environment and streams, and ends as the command itself ends.
"""

import json
import os
import resource
import sys
import time

import tablecheck.checks.case
import tablecheck.cli.validate
import tablecheck.pipeline
import tablecheck.readers.csv
import tablecheck.readers.xlsx
import tablecheck.reporters.json_report  # noqa: F401


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            run(order)
        status, used = waited(child, order["timeout"])
        figures = {
            "status": status,
            "seconds": used.ru_utime + used.ru_stime,
            "kibibytes": used.ru_maxrss,
            "wall": time.monotonic() - started,
        }
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()


def waited(child: int, timeout: float) -> tuple[int | None, resource.struct_rusage]:
    """The status of a copy that has ended; None where its time was up."""
    end = time.monotonic() + timeout
    pause = 0.001
    while time.monotonic() < end:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return status, used
        time.sleep(pause)
        pause = min(0.02, pause * 1.5)
    os.kill(child, 9)
    _, _, used = os.wait4(child, 0)
    return None, used


def run(order: dict[str, object]) -> None:
    """Become the command; never returns."""
    code = 71
    try:
        os.chdir(order["cwd"])
        os.environ.clear()
        os.environ.update(order["environment"])
        for number, name in ((0, os.devnull), (1, order["out"]), (2, order["err"])):
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(name, flags, 0o600), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        resource.setrlimit(resource.RLIMIT_AS, (order["memory"],) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"],) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        sys.argv = ["tablecheck", *order["arguments"]]
        from tablecheck.cli.entry import run as run_command

        run_command()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 72
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
