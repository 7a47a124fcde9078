"""JSON Lines: a file a line as soon as it is checked, and a summary as the last line.

Each line is the entry of ``files`` in the JSON report (schemas/report.schema.json) with ``record``
``file``; the last one is the rest of that report with ``record`` ``summary``. ``manner`` is a key
of all that decided the result besides file and form (batch.resume).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.report import file_to_dict, to_dict
from tablecheck.reporters.json_report import dumped

if TYPE_CHECKING:
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = False


def render(report: Report, style: Style) -> str:
    """All lines; never limited."""
    return "".join(render_file(file, style) for file in report.files) + render_end(report, style)


def render_file(file: FileReport, style: Style) -> str:
    """The line of one file."""
    manner = {"manner": style.manner} if style.manner else {}
    return dumped({"record": "file", **manner, **file_to_dict(file, style.lang)})


def render_end(report: Report, style: Style) -> str:
    """The summary."""
    whole = to_dict(report, style.lang)
    del whole["files"]
    return dumped({"record": "summary", **whole})
