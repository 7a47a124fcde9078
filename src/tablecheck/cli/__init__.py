"""The command line: one file a command; builds objects, calls one function, returns an int."""

from tablecheck.cli.entry import run

__all__ = ["run"]
