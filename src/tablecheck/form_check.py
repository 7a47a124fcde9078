"""A form checked itself: its grammar, and what its rules say together.

Comes in: ids of shipped forms or paths. Goes out: ``FileReport``, a form's findings with pointer
and line; it never raises about the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.checks.base import all_checks, form_checks
from tablecheck.errors import FormError
from tablecheck.findings import Finding, Place, Severity, Words
from tablecheck.form.grammar import grammar_errors
from tablecheck.form.load import load_form
from tablecheck.form.position import lines_of
from tablecheck.form.source import read_document
from tablecheck.linting.case import FormCase
from tablecheck.record import replace
from tablecheck.report import FileReport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tablecheck.form.source import Document


def check_form(source: str | Path) -> FileReport:
    """The report of one form; what the grammar refuses is a finding as well."""
    path = str(source)
    try:
        document = read_document(source)
    except FormError as error:
        return FileReport(path=path, is_form=True, findings=(refused(error),))
    known = FileReport(path=path, sha256=document.sha256, is_form=True)
    try:
        form = load_form(source)
    except FormError as error:
        # The schema's errors are told all at once; what they hide is told when they are gone.
        errors = () if document.is_shipped else grammar_errors(document)
        told = errors if error.code == "TC901" and errors else (error,)
        return replace(known, findings=tuple(map(refused, told)))
    case = FormCase(document, form)
    found = [finding for check in form_checks() if check.lint for finding in check.lint(case)]
    return replace(
        known,
        form=form.id,
        form_version=form.version,
        form_sha256=form.sha256,
        cells=case.blank.cell_count,
        findings=tuple(_placed(found, document)),
        form_rules=len(case.rules),
    )


def refused(error: FormError) -> Finding:
    """The refusal of a form as a finding."""
    check = next(each for each in all_checks() if each.code == error.code)
    at, line = error.pointer or "/", error.line or 1
    place = Place(None, None, None, None, None, at, pointer=error.pointer, line=line)
    finding = Finding(
        code=check.code,
        name=check.name,
        severity=Severity.ERROR,
        title=check.title,
        message=Words(error.zh, error.en),
        at=place,
    )
    return _with_facts(finding, error.path)


def _placed(findings: Sequence[Finding], document: Document) -> list[Finding]:
    """The findings with their lines, in the order of the document."""
    places = [place for each in findings for place in (each.at, *each.related) if place is not None]
    lines = lines_of(document.text, {place.pointer for place in places if place.pointer})

    def with_line(place: Place) -> Place:
        return replace(place, line=lines.get(place.pointer or "", 1))

    placed = [
        replace(
            each,
            at=None if each.at is None else with_line(each.at),
            related=tuple(map(with_line, each.related)),
        )
        for each in findings
    ]
    placed.sort(key=lambda each: (0 if each.at is None else each.at.line or 0, each.code))
    return [_with_facts(each, document.path) for each in placed]


def _with_facts(finding: Finding, path: str) -> Finding:
    """The place among the facts too, as every format has those."""
    at = finding.at
    line = None if at is None or at.line is None else str(at.line)
    pointer = None if at is None else at.pointer
    return replace(finding, facts={**finding.facts, "file": path, "pointer": pointer, "line": line})
