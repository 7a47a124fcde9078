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
    r"""A line of JSON in which nothing moves, colours or reorders text.

    ``##`` is written ``#\\u0023``: build agents carry out ``##vso[…]`` anywhere in a line.
    """
    # Without indent json encodes in C, six times as fast; `python -m json.tool` indents it.
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        from tablecheck.reporters.escape import in_json

        text = in_json(text)
    if "##" in text:
        text = text.replace("##", "#\\u0023")
    return text + "\n"
