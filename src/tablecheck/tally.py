"""Counts over many files, kept while their reports pass by: codes, rules, agencies, worst files.

Comes in: reports of files, one after the other. Goes out: ``Tally``. A batch of ten thousand files
holds this and not their reports.
"""

from __future__ import annotations

from heapq import heappushpop
from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tablecheck.findings import Words
    from tablecheck.report import FileReport

MOST_WORST = 10
"""How many of the worst files are named."""
LEAST_DECIDED = 5
"""Files in which a rule must be decided before it is called suspect."""


@record
class CodeCount:
    """How often a check found something: its findings, and the files that have any."""

    code: str
    name: str
    findings: int
    files: int


@record
class RuleCount:
    """Files in which a rule of a form fails somewhere, holds, or could not be decided."""

    form: str
    rule: str
    fails: int
    holds: int
    undecided: int

    @property
    def is_suspect(self) -> bool:
        """It fails in most files that decide it: look at the rule before the files."""
        decided = self.fails + self.holds
        return decided >= LEAST_DECIDED and 2 * self.fails > decided


@record
class AgencyCount:
    """The files of one agency (None: those that name none) and what was found in them."""

    agency: str | None
    files: int
    errors: int
    warnings: int


@record
class WorstFile:
    """One of the files with the most errors, then warnings."""

    path: str
    errors: int
    warnings: int


class Tally:
    """What is counted of a batch.

    Attributes:
        files: How many reports came by.
        refused: Of those that were not checked: path, code and words.
        clean: Files without errors and warnings.
        waived: Findings that are waived.
        of: Findings by severity.
        having: Files that have findings of a severity.
        warned: Files whose worst findings are warnings.
    """

    def __init__(self) -> None:
        self.files = 0
        self.refused: list[tuple[str, str, Words]] = []
        self.clean = 0
        self.waived = 0
        self.warned = 0
        self.of = dict.fromkeys(Severity, 0)
        self.having = dict.fromkeys(Severity, 0)
        self._codes: dict[str, tuple[str, list[int]]] = {}
        self._rules: dict[tuple[str, str], list[int]] = {}
        self._agencies: dict[str | None, list[int]] = {}
        self._worst: list[tuple[int, int, int, str]] = []

    @property
    def checked(self) -> int:
        """How many files were checked."""
        return self.files - len(self.refused)

    def add(self, file: FileReport) -> None:
        """Count one more file."""
        self.files += 1
        if file.refusal is not None:
            self.refused.append((file.path, *file.refusal))
            return
        counts = {severity: file.count(severity) for severity in Severity}
        errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
        for severity, count in counts.items():
            self.of[severity] += count
            self.having[severity] += count > 0
        self.clean += not errors and not warnings
        self.warned += not errors and warnings > 0
        self.waived += file.waived_count
        self._count_codes(file)
        self._count_rules(file)
        row = self._agencies.setdefault(file.agency, [0, 0, 0])
        for place, number in enumerate((1, errors, warnings)):
            row[place] += number
        self._keep_worst(file.path, errors, warnings)

    def codes(self) -> list[CodeCount]:
        """By finding code, the most frequent first."""
        counts = [
            CodeCount(code, name, findings, files)
            for code, (name, (findings, files)) in self._codes.items()
        ]
        return sorted(counts, key=lambda each: (-each.findings, each.code))

    def rules(self) -> list[RuleCount]:
        """By rule, those that fail in the most files first."""
        counts = [RuleCount(*key, *numbers) for key, numbers in self._rules.items()]
        return sorted(counts, key=lambda each: (-each.fails, each.form, each.rule))

    def agencies(self) -> list[AgencyCount]:
        """By agency, those with the most errors first."""
        counts = [AgencyCount(agency, *numbers) for agency, numbers in self._agencies.items()]
        return sorted(counts, key=lambda each: (-each.errors, -each.warnings, each.agency or ""))

    def worst(self) -> list[WorstFile]:
        """The files with the most errors and warnings, the worst first."""
        ordered = sorted(self._worst, reverse=True)
        return [WorstFile(path, errors, warnings) for errors, warnings, _, path in ordered]

    def _count_codes(self, file: FileReport) -> None:
        met = set()
        if file.bulk is not None:
            for each in file.bulk.codes:
                _, numbers = self._codes.setdefault(each.code, (each.name, [0, 0]))
                numbers[0] += each.found - each.waived
                numbers[1] += each.code not in met and each.found > each.waived
                met.add(each.code)
            return
        for finding in file.findings:
            if finding.waived is not None:
                continue
            _, numbers = self._codes.setdefault(finding.code, (finding.name, [0, 0]))
            numbers[0] += 1
            numbers[1] += finding.code not in met
            met.add(finding.code)

    def _count_rules(self, file: FileReport) -> None:
        seen: dict[str, set[str]] = {}
        for judged in file.verdicts:
            seen.setdefault(judged.rule, set()).add(judged.verdict)
        for each in file.bulk.rules if file.bulk is not None else ():
            counts = (("0", each.fails), ("1", each.holds), ("NA", each.undecided))
            seen[each.rule] = {verdict for verdict, count in counts if count}
        for rule, verdicts in seen.items():
            numbers = self._rules.setdefault((file.form or "", rule), [0, 0, 0])
            numbers[0 if "0" in verdicts else 1 if "1" in verdicts else 2] += 1

    def _keep_worst(self, path: str, errors: int, warnings: int) -> None:
        if not errors and not warnings:
            return
        # Of equal files the first ones stay.
        entry = (errors, warnings, -self.files, path)
        if len(self._worst) < MOST_WORST:
            self._worst.append(entry)
            self._worst.sort()
        else:
            heappushpop(self._worst, entry)


def tally_of(files: Iterable[FileReport]) -> Tally:
    """The counts of reports that are at hand."""
    tally = Tally()
    for file in files:
        tally.add(file)
    return tally
