"""What may have happened: suggestions with how sure they are.

Comes in: a file's report. Goes out: HTML; nothing where the file has no diagnoses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import FileReport
    from tablecheck.reporters.html.places import Places


def drawn_suggestions(file: FileReport, finding: Finding, places: Places) -> str:
    """The suggestions that explain a finding."""
    del file, finding, places
    return ""
