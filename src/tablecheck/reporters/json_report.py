"""The report as JSON, exactly as schemas/report.schema.json has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tablecheck.report import to_dict

if TYPE_CHECKING:
    from tablecheck.report import Report
    from tablecheck.reporters.base import Style

IS_MACHINE = True
NEEDS_SOURCE = False


def render(report: Report, style: Style) -> str:
    """The whole report; never limited."""
    return dumped(to_dict(report, style.lang))


def dumped(value: object) -> str:
    """A line of JSON in which nothing moves, colours or reorders text."""
    # Without indent json encodes in C, six times as fast; `python -m json.tool` indents it.
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        from tablecheck.reporters.escape import in_json

        text = in_json(text)
    return text + "\n"
