"""The result of a run: what was checked, found, judged and deduced; and its plain-dict form.

Comes in: findings, counts, verdicts. Goes out: ``Report``, ``FileReport`` and ``to_dict`` exactly
as schemas/report.schema.json has it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tablecheck.fingerprint import finding_key
from tablecheck.form.model import Severity
from tablecheck.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.findings import Finding, Place, Waiver, Words
    from tablecheck.form.model import Form, Key
    from tablecheck.sheet import Workbook
    from tablecheck.tally import Tally

FORMAT = 1


@record
class DeducedCell:
    """A blank whose value the rules force; ``value`` is a plain decimal."""

    at: Place
    value: str
    because: tuple[str, ...]
    support: int


@record
class RuleVerdict:
    """Outcome of one rule instance: ``verdict`` is ``1``, ``0`` or ``NA``."""

    rule: str
    table: str
    column: str | None
    row: str | None
    verdict: str


CERTAIN = 0.98
"""From here on a suggestion is stated, and may be written into a copy."""
LIKELY = 0.60
"""From here on one suggestion is called the most likely; below, the rules cannot tell."""


@record
class CellChange:
    """One cell of a suggestion; numbers are plain decimals.

    Attributes:
        at: The cell.
        name: The indicator's labels without numbering and notes.
        old: What is stated; None for a blank.
        new: What it should say; None where only a range is known.
        low, high: That range; None where open.
        perhaps: Of a range, the value that ``reason`` speaks for.
        reason: What happened to this cell.
    """

    at: Place
    name: str
    old: str | None
    new: str | None
    low: str | None
    high: str | None
    perhaps: str | None
    reason: str


@record
class Suggested:
    """One explanation of failing rules: with these changes all hard rules can hold."""

    confidence: float
    reason: str
    changes: tuple[CellChange, ...]


@record
class Diagnosed:
    """Why some rules fail together.

    Attributes:
        search: ``complete``, or ``incomplete`` where it was cut short.
        soft: Only rules fail that a true table may break.
        rules: How many instances it explains.
        suggestions: Likeliest first; () where no repair was found.
    """

    search: str
    soft: bool
    rules: int
    suggestions: tuple[Suggested, ...]


@record
class SourceCell:
    """A value cell of the form where it stands in the file.

    Attributes:
        key: Table, row and column codes.
        sheet: Position of its sheet in the workbook, from 0.
        place: (row, column) in the sheet.
        state: ``observed``, ``blank``, ``deduced`` (a blank with one possible value) or ``unread``.
        deduced: That value, plain decimal; "" where there is none.
        unit: As the form states it, "" where it states none.
        label: The indicator's full label.
    """

    key: Key
    sheet: int
    place: tuple[int, int]
    state: str
    deduced: str
    unit: str
    label: str


@record
class SourceTable:
    """Where a table of the form stands in the file; rows and columns are the sheet's.

    Attributes:
        code, title: Of the form's table.
        sheet: Position of its sheet in the workbook, from 0.
        top, left, bottom, right: Heads and labels included.
        row_labels, column_heads: (row, column) of the label of each bound item, by its code.
    """

    code: str
    title: str
    sheet: int
    top: int
    left: int
    bottom: int
    right: int
    row_labels: Mapping[str, tuple[int, int]]
    column_heads: Mapping[str, tuple[int, int]]


@record
class Source:
    """What it takes to redraw a file's tables; never in JSON.

    Attributes:
        workbook: As read.
        form: What it was checked against.
        tables: Those that were found, in the form's order.
        cells: Value cells that have a place, in the form's order.
    """

    workbook: Workbook
    form: Form
    tables: tuple[SourceTable, ...]
    cells: tuple[SourceCell, ...]


@record
class PreviousReport:
    """Last period's file beside a checked one.

    Attributes:
        path: As given.
        sha256: Of the bytes; None where it could not be read.
        form: Id of its form; None where it is of no use.
        compared: Its numbers took part in the rules.
    """

    path: str
    sha256: str | None
    form: str | None
    compared: bool


@record
class FoundCode:
    """How often a check found something in a bulk run, and how much of it is listed."""

    code: str
    name: str
    severity: Severity
    found: int
    listed: int
    waived: int


@record
class FoundVerdicts:
    """How often a rule holds, fails or stays open, over the reporting units of a bulk run."""

    rule: str
    table: str
    holds: int
    fails: int
    undecided: int


@record
class Bulk:
    """What a bulk run counted: it lists the first findings of each check, and no verdicts.

    Attributes:
        records: Reporting units, the total row among them.
        deduced: Blanks whose value the rules force.
        codes: By code and severity.
        rules: In the form's order.
        screened: Of the records, those that the screen alone was sure of; never in JSON.
    """

    records: int
    deduced: int
    codes: tuple[FoundCode, ...]
    rules: tuple[FoundVerdicts, ...]
    screened: int = 0

    @property
    def unlisted(self) -> int:
        """Findings that were counted and are not listed."""
        return sum(each.found - each.listed for each in self.codes)


def recounted(bulk: Bulk, listed: Sequence[Finding]) -> Bulk:
    """The counts, where waivers were put to the findings that are listed."""
    return replace(
        bulk,
        codes=tuple(
            replace(
                each,
                waived=sum(
                    finding.waived is not None
                    for finding in listed
                    if (finding.code, finding.severity) == (each.code, each.severity)
                ),
            )
            for each in bulk.codes
        ),
    )


@record
class FileReport:
    """What one file gave.

    Attributes:
        path: As given.
        sha256: Of the bytes; None where the file could not be read at all.
        form, form_version, form_sha256: The form used; None when refused before it was known.
        agency, year: Who reports and of which year, as far as the file says.
        refusal: (code, message) when the file could not be checked, else None.
        cells, observed, blank: Value cells of the form; those with a number; those without.
        findings: Sorted by table, row, column, code.
        deduced: Blanks with one possible value.
        verdicts: One per rule instance.
        diagnoses: Which cells are likely wrong; findings name them by number.
        previous: Last period's file, None where none is given.
        source: The tables as read, where it was asked for (not in JSON).
        is_form: It is a form that is checked itself; ``form_rules`` is how many rules it has.
        text_places: Of a text file, where its source was asked for: cell -> line and character
            of the findings' cells (not in JSON).
        bulk: Counts of a large table, of which the findings are the first ones only.
    """

    path: str
    sha256: str | None = None
    form: str | None = None
    form_version: str | None = None
    form_sha256: str | None = None
    agency: str | None = None
    year: int | None = None
    refusal: tuple[str, Words] | None = None
    cells: int = 0
    observed: int = 0
    blank: int = 0
    findings: tuple[Finding, ...] = ()
    deduced: tuple[DeducedCell, ...] = ()
    verdicts: tuple[RuleVerdict, ...] = ()
    diagnoses: tuple[Diagnosed, ...] = ()
    previous: PreviousReport | None = None
    source: Source | None = None
    text_places: Mapping[str, tuple[int, int]] = MappingProxyType({})
    is_form: bool = False
    form_rules: int = 0
    bulk: Bulk | None = None

    @property
    def is_checked(self) -> bool:
        """The file was read, bound and checked."""
        return self.refusal is None

    def count(self, severity: Severity) -> int:
        """How many findings have this severity; waived ones do not count."""
        if self.bulk is not None:
            codes = [each for each in self.bulk.codes if each.severity is severity]
            return sum(each.found - each.waived for each in codes)
        return sum(each.severity is severity and each.waived is None for each in self.findings)

    @property
    def waived_count(self) -> int:
        """How many findings are waived."""
        if self.bulk is not None:
            return sum(each.waived for each in self.bulk.codes)
        return sum(finding.waived is not None for finding in self.findings)

    @property
    def found_count(self) -> int:
        """How many findings there are, those that a bulk run does not list among them."""
        return len(self.findings) + (0 if self.bulk is None else self.bulk.unlisted)

    def verdict_count(self, verdict: str) -> int:
        """How many rule instances have this verdict."""
        if self.bulk is not None:
            name = {"1": "holds", "0": "fails", "NA": "undecided"}[verdict]
            return sum(getattr(each, name) for each in self.bulk.rules)
        return sum(judged.verdict == verdict for judged in self.verdicts)


@record
class Report:
    """The result of a run over one or more files.

    Attributes:
        files: In argument order.
        options: What decided what is found.
        findings: About the run itself: waivers that have expired, or that nothing needs.
        tally: Counts over a batch whose reports are not kept; ``files`` is then ().
        unfinished: Files that were not reached, because the run was interrupted.
    """

    files: tuple[FileReport, ...]
    options: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    tally: Tally | None = None
    unfinished: int = 0

    @property
    def totals(self) -> Tally:
        """Counts over all files."""
        if self.tally is not None:
            return self.tally
        from tablecheck.tally import tally_of

        return tally_of(self.files)

    @property
    def file_count(self) -> int:
        """How many files were reported."""
        return len(self.files) if self.tally is None else self.tally.files

    @property
    def refused_count(self) -> int:
        """How many of them could not be checked."""
        if self.tally is not None:
            return len(self.tally.refused)
        return sum(not file.is_checked for file in self.files)

    def count(self, severity: Severity) -> int:
        """How many findings of this severity all files have together, and the run."""
        own = sum(finding.severity is severity for finding in self.findings)
        if self.tally is not None:
            return own + self.tally.of[severity]
        return own + sum(file.count(severity) for file in self.files)

    @property
    def waived_count(self) -> int:
        """How many findings of all files are waived."""
        if self.tally is not None:
            return self.tally.waived
        return sum(file.waived_count for file in self.files)


def to_dict(report: Report, lang: str) -> dict[str, Any]:
    """The report as plain values for JSON, messages in ``lang`` (``zh`` or ``en``)."""
    from tablecheck.version import __version__

    return {
        "format": FORMAT,
        "tablecheck": __version__,
        "options": dict(report.options),
        "files": [file_to_dict(file, lang) for file in report.files],
        "findings": [_finding(None, finding, lang) for finding in report.findings],
        "summary": {
            "files": report.file_count,
            "checked": report.file_count - report.refused_count,
            "refused": report.refused_count,
            "findings": {severity.value: report.count(severity) for severity in Severity},
            "waived": report.waived_count,
            **(_of_batch(report) if report.file_count > 1 else {}),
            **({"unfinished": report.unfinished} if report.unfinished else {}),
        },
    }


def _of_batch(report: Report) -> dict[str, Any]:
    """What is counted over several files: by code, by rule, by agency; the worst files."""
    totals = report.totals
    return {
        "codes": [
            {
                "code": each.code,
                "name": each.name,
                "findings": each.findings,
                "files": each.files,
            }
            for each in totals.codes()
        ],
        "rules": [
            {
                "form": each.form,
                "rule": each.rule,
                "fails": each.fails,
                "holds": each.holds,
                "undecided": each.undecided,
                "suspect": each.is_suspect,
            }
            for each in totals.rules()
        ],
        "agencies": [
            {
                "agency": each.agency,
                "files": each.files,
                "errors": each.errors,
                "warnings": each.warnings,
            }
            for each in totals.agencies()
        ],
        "worst": [
            {"path": each.path, "errors": each.errors, "warnings": each.warnings}
            for each in totals.worst()
        ],
    }


def file_to_dict(file: FileReport, lang: str) -> dict[str, Any]:
    """One entry of ``files``."""
    refusal = None
    if file.refusal is not None:
        code, words = file.refusal
        refusal = {"code": code, "message": words.in_language(lang)}
    return {
        "path": file.path,
        "sha256": file.sha256,
        "form": file.form,
        "form_version": file.form_version,
        "form_sha256": file.form_sha256,
        "agency": file.agency,
        "year": file.year,
        "previous": None if file.previous is None else _previous(file.previous),
        "status": "checked" if file.is_checked else "refused",
        "refusal": refusal,
        "counts": {
            "cells": file.cells,
            "observed": file.observed,
            "blank": file.blank,
            "deduced": len(file.deduced) if file.bulk is None else file.bulk.deduced,
            "rules": {verdict: file.verdict_count(verdict) for verdict in ("1", "0", "NA")},
            "findings": {severity.value: file.count(severity) for severity in Severity},
            "waived": file.waived_count,
        },
        "findings": [_finding(file.form, finding, lang) for finding in file.findings],
        "diagnoses": [_diagnosis(each) for each in file.diagnoses],
        "deduced": [
            {
                "at": _place(cell.at),
                "value": cell.value,
                "because": list(cell.because),
                "support": cell.support,
            }
            for cell in file.deduced
        ],
        "verdicts": [
            {
                "rule": judged.rule,
                "table": judged.table,
                "column": judged.column,
                "row": judged.row,
                "verdict": judged.verdict,
            }
            for judged in file.verdicts
        ],
        **({} if file.bulk is None else {"bulk": _bulk(file.bulk)}),
    }


def _bulk(bulk: Bulk) -> dict[str, Any]:
    return {
        "records": bulk.records,
        "codes": [
            {
                "code": each.code,
                "name": each.name,
                "severity": each.severity.value,
                "found": each.found,
                "listed": each.listed,
                "waived": each.waived,
            }
            for each in bulk.codes
        ],
        "rules": [
            {
                "rule": each.rule,
                "table": each.table,
                "holds": each.holds,
                "fails": each.fails,
                "undecided": each.undecided,
            }
            for each in bulk.rules
        ],
    }


def _previous(previous: PreviousReport) -> dict[str, Any]:
    return {
        "path": previous.path,
        "sha256": previous.sha256,
        "form": previous.form,
        "compared": previous.compared,
    }


def _finding(form: str | None, finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message.in_language(lang),
        "rule": finding.rule,
        "basis": finding.basis,
        "at": None if finding.at is None else _place(finding.at),
        "related": [_place(place) for place in finding.related],
        "facts": dict(finding.facts),
        "diagnosis": finding.diagnosis,
        "fingerprint": finding_key(form, finding),
        "waived": None if finding.waived is None else _waiver(finding.waived),
    }


def _diagnosis(diagnosis: Diagnosed) -> dict[str, Any]:
    return {
        "search": diagnosis.search,
        "suggestions": [
            {
                "confidence": round(suggestion.confidence, 4),
                "reason": suggestion.reason,
                "changes": [_change(change) for change in suggestion.changes],
            }
            for suggestion in diagnosis.suggestions
        ],
    }


def _change(change: CellChange) -> dict[str, Any]:
    told: dict[str, Any] = {"at": _place(change.at), "old": change.old, "new": change.new}
    if change.new is None:
        told |= {"low": change.low, "high": change.high, "perhaps": change.perhaps}
    return told


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "who": waiver.who,
        "until": waiver.until,
        "source": waiver.source,
    }


def _place(place: Place) -> dict[str, Any]:
    told: dict[str, Any] = {
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "label": place.label,
    }
    if place.pointer is not None:
        told |= {"pointer": place.pointer, "line": place.line}
    return {**told, "period": "previous"} if place.previous else told
