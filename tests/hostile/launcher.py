"""Runs a command under limits and tells what it used; a process of its own, so that peaks are its.

Arguments: bytes of address space, seconds of processor time, file for the figures, the command.
The peak of a process counts that of the one it was copied from, so a small one must copy.
"""

import os
import resource
import sys


def main() -> int:
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Python itself ignores SIGPIPE in us; the command starts as from a shell.
    child = os.posix_spawn(sys.argv[4], sys.argv[4:], os.environ)
    _, status, used = os.wait4(child, 0)
    figures = f"{status} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss}"
    with open(sys.argv[3], "w", encoding="ascii") as file:  # noqa: PTH123 - no import of pathlib
        file.write(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
