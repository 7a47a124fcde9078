"""What a reporter is, and which there are: one table from the name to the module.

Comes in: nothing. Goes out: ``Reporter``, ``Style``, ``reporter_names``, ``reporter``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tablecheck.record import record

if TYPE_CHECKING:
    from tablecheck.report import Report

_HOME = {
    "text": "terminal",
    "concise": "concise",
    "json": "json_report",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
    "markdown": "markdown",
    "ess": "ess",
    "waivers": "waivers",
    "html": "html.page",
    "xlsx": "workbook.marked",
}


@record
class Style:
    """How a report is told.

    Attributes:
        lang: ``zh`` or ``en``.
        fail_on: ``error``, ``warning`` or ``never``: what the last line counts as failing.
        max_findings: Findings a file shown in human formats.
        quiet: Findings only.
        verbose: Deduced cells and verdicts too.
        now: Time of the run, ISO 8601 in UTC, without zone.
        manner: Key of all that decides a result besides file and form, for lines that a later run
            may take over; "": not told.
        root: Folder that machine formats write paths relative to; "": paths as given.
    """

    lang: str
    fail_on: str = "error"
    max_findings: int = 50
    quiet: bool = False
    verbose: bool = False
    now: str = "1970-01-01T00:00:00"
    root: str = ""
    manner: str = ""


class Reporter(Protocol):
    """A module with ``render``, and constants that say what it is.

    Attributes:
        IS_MACHINE: Its output is UTF-8 bytes for programs, whatever the console speaks.
        NEEDS_SOURCE: It draws the tables, or names every indicator: ``FileReport.source`` is kept.
    """

    IS_MACHINE: bool
    NEEDS_SOURCE: bool

    def render(self, report: Report, style: Style) -> str | bytes:
        """The report: text with a final line end, or the bytes of a file."""


def reporter_names() -> tuple[str, ...]:
    """Every format that there is."""
    return tuple(_HOME)


def reporter(name: str) -> Reporter:
    """The reporter of a format.

    Raises:
        KeyError: There is no such format.
    """
    from importlib import import_module
    from typing import cast

    return cast("Reporter", import_module(f"tablecheck.reporters.{_HOME[name]}"))
