"""A configuration as frozen values.

Comes in: nothing. Goes out: ``Config``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.waivers import Entry


@record
class Config:
    """What a configuration file says; None or empty where it says nothing.

    Attributes:
        path: The file; "" where there is none.
        form: Form of files that no pattern names.
        forms: Own forms: id -> path.
        files: (pattern of paths or names, form), the first that fits counts.
        sheet, encoding, blank, previous, fail_on, lang, color: As the options of these names.
        max_findings: As the option of this name.
        select, ignore: Codes or names of checks, as written.
        severities: Code or name of a check -> severity, as written.
        limits: Cap of the readers -> number.
        baseline: Path of an earlier JSON report.
        waiver_files: Marked workbooks, and other files of waivers.
        waivers: Those of the file itself.
    """

    path: str = ""
    form: str | None = None
    forms: Mapping[str, str] = MappingProxyType({})
    files: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    encoding: str | None = None
    blank: str | None = None
    previous: str | None = None
    fail_on: str | None = None
    lang: str | None = None
    color: str | None = None
    max_findings: int | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = MappingProxyType({})
    limits: Mapping[str, int] = MappingProxyType({})
    baseline: str | None = None
    waiver_files: tuple[str, ...] = ()
    waivers: tuple[Entry, ...] = ()
