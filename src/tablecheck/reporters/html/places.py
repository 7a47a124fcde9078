"""Anchors: where a cell and a finding stand in the page.

Comes in: a file's report. Goes out: ``Places``, which numbers findings and names cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.html.markup import both, safe
from tablecheck.reporters.suggestion import likely_changes
from tablecheck.reporters.words import LAST, worst_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecheck.findings import Finding, Place
    from tablecheck.report import FileReport

CellAt = tuple[int, str]
"""Position of a sheet in the workbook, and an A1-style address."""


class Places:
    """Numbers and anchors of one file's page."""

    __slots__ = (
        "_drawn",
        "_first",
        "_prefix",
        "_sheets",
        "explained",
        "findings",
        "flags",
        "hints",
        "related",
    )

    def __init__(self, file: FileReport, prefix: str) -> None:
        self._prefix = prefix
        self._drawn: set[CellAt] = set()
        sheets = file.source.workbook.sheets if file.source is not None else ()
        self._sheets = {sheet.name: number for number, sheet in enumerate(sheets)}
        tables = file.source.tables if file.source is not None else ()
        self._first = min((table.sheet for table in tables), default=0)
        self.findings: tuple[Finding, ...] = tuple(worst_first(file.findings))
        self.explained: dict[int, int] = {}
        self.flags: dict[CellAt, list[int]] = {}
        self.related: set[CellAt] = set()
        for number, finding in enumerate(self.findings, start=1):
            for at in self._of(finding.at):
                self.flags.setdefault(at, []).append(number)
            for place in finding.related if not finding.by_section else ():
                self.related.update(self._of(place))

        self.hints: dict[CellAt, tuple[str, int]] = {}
        for number, finding in enumerate(self.findings, start=1):
            for change in likely_changes(file, finding):
                for at in self._of(change.at):
                    self.hints.setdefault(at, (change.new or "?", number))

    def finding(self, number: int) -> str:
        """Anchor of a finding's card."""
        return f"{self._prefix}n{number}"

    def cell(self, at: CellAt) -> str:
        """Anchor of a cell: its address, alone where the page has one file and one sheet."""
        sheet = "" if at[0] == self._first else f"s{at[0] + 1}-"
        return f"{self._prefix}{sheet}{at[1]}"

    def draw(self, at: CellAt) -> str:
        """The anchor of a cell that the page draws."""
        self._drawn.add(at)
        return self.cell(at)

    def link(self, place: Place | None) -> str:
        """The address of a place, a link where the page draws it; "" where it has none."""
        if place is None or place.cell is None:
            return ""
        for at in self._of(place):
            if at in self._drawn:
                return f'<a href="#{self.cell(at)}">{safe(place.cell)}</a>'
        last = f"{both(LAST)} " if place.previous else ""
        return f"{last}{safe(place.cell)}"

    def flagged_on(self, sheet: int) -> set[str]:
        """Addresses on a sheet that a finding is at."""
        return {address for number, address in self.flags if number == sheet}

    def _of(self, place: Place | None) -> Iterator[CellAt]:
        if place is None or place.cell is None or place.previous:
            return
        sheet = self._sheets.get(place.sheet)
        if sheet is not None:
            yield sheet, place.cell
