"""What is accepted, and why: waivers (情况说明) and a baseline, put to the findings of each file.

Comes in: waivers as written, a baseline, the day. Goes out: reports whose findings are waived, and
findings about the waivers themselves. A waiver is of values: where one changes, it is over.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING

from tablecheck.findings import Waiver
from tablecheck.fingerprint import finding_key, finding_mark, finding_values, indicators
from tablecheck.record import record, replace
from tablecheck.report import recounted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tablecheck.findings import Finding, Place
    from tablecheck.report import FileReport


@record
class Entry:
    """A waiver as somebody wrote it.

    Attributes:
        waiver: The reason, who gave it, until when, and the file that holds it.
        files: Patterns of paths or names; (): all.
        form: Id of a form; None: all.
        code: Code of a check; None where ``rule`` says enough.
        rule: Id of a rule of the form; None where ``code`` says enough.
        indicator: ``row``, ``row/column`` or ``table/row/column``; None where there is none.
        values: The accepted values, as ``fingerprint.finding_values`` has them.
        mark: Key and values in one word, from a marked workbook; instead of all but ``files``.
    """

    waiver: Waiver
    files: tuple[str, ...] = ()
    form: str | None = None
    code: str | None = None
    rule: str | None = None
    indicator: str | None = None
    values: Mapping[str, str] = MappingProxyType({})
    mark: str = ""

    @property
    def name(self) -> str:
        """What it is of, for a sentence."""
        return (
            " ".join(each for each in (self.code, self.rule, self.indicator) if each) or self.mark
        )

    def is_for(self, file: FileReport) -> bool:
        """It speaks of findings of this file."""
        if self.form is not None and self.form != file.form:
            return False
        return not self.files or any(is_named(file.path, pattern) for pattern in self.files)

    def is_about(self, form: str | None, finding: Finding) -> bool:
        """It speaks of this finding, whatever its values."""
        if self.mark:
            return self.mark.partition("-")[0] == finding_key(form, finding)
        if self.code not in (None, finding.code) or self.rule not in (None, finding.rule):
            return False
        return self.indicator is None or self.indicator in _names(finding.at)

    def accepts(self, form: str | None, finding: Finding) -> bool:
        """The values are those that were accepted; of a finding that it is about."""
        if self.mark:
            return self.mark == finding_mark(form, finding)
        return dict(self.values) == finding_values(finding)


class Waivers:
    """Entries and a baseline, with what became of them in this run.

    Args:
        entries: In the order in which they are tried.
        today: ISO 8601; an entry holds until its last day.
        baseline: What is accepted because it was there before.
    """

    def __init__(
        self, entries: Sequence[Entry], today: str, baseline: Baseline | None = None
    ) -> None:
        self._entries = tuple(entries)
        self._today = today
        self._baseline = baseline
        self._met: set[int] = set()  # entries that were for some checked file
        self._used: set[int] = set()
        self._changed: dict[int, Finding] = {}

    def applied(self, file: FileReport) -> FileReport:
        """The file's report with its accepted findings waived."""
        if not file.is_checked:
            return file
        mine = [n for n, entry in enumerate(self._entries) if entry.is_for(file)]
        self._met.update(mine)
        findings = [self._put(file.form, each, mine) for each in file.findings]
        if self._baseline is not None:
            findings = self._baseline.applied(file, findings)
        file = replace(file, findings=tuple(findings))
        return file if file.bulk is None else replace(file, bulk=recounted(file.bulk, findings))

    def left_over(self, select: frozenset[str], ignore: frozenset[str]) -> tuple[Finding, ...]:
        """Findings about waivers: expired, of other values, of nothing that was found."""
        if not self._met:
            return ()
        from tablecheck.checks.waived import about_waiver

        found = []
        for number, entry in enumerate(self._entries):
            if number not in self._met:
                continue
            what, finding = "", None
            if self._is_over(entry):
                what = "expired"
            elif number not in self._used and number in self._changed:
                what, finding = "changed", self._changed[number]
            elif number not in self._used and _was_looked_for(entry, select, ignore):
                what = "unused"
            if what:
                told = about_waiver(what, entry.waiver, entry.name, entry.values, finding)
                found.append(told)
        return tuple(
            each
            for each in found
            if (not select or each.code in select) and each.code not in ignore
        )

    def _put(self, form: str | None, finding: Finding, mine: Iterable[int]) -> Finding:
        for number in mine:
            entry = self._entries[number]
            if not entry.is_about(form, finding) or self._is_over(entry):
                continue
            if entry.accepts(form, finding):
                self._used.add(number)
                return replace(finding, waived=entry.waiver)
            self._changed.setdefault(number, finding)
        return finding

    def _is_over(self, entry: Entry) -> bool:
        return bool(entry.waiver.until) and entry.waiver.until < self._today


@record
class Baseline:
    """An earlier JSON report, whose findings are accepted.

    Attributes:
        source: Its path.
        known: (path, fingerprint) -> for each such finding the cells that it told of.
    """

    source: str
    known: Mapping[tuple[str, str], tuple[frozenset[tuple[str | None, ...]], ...]]

    def applied(self, file: FileReport, findings: Sequence[Finding]) -> list[Finding]:
        """Findings that were there before, waived: as many of a kind as there were.

        Blanks told together are accepted where all of them were blank before.
        """
        left = {
            key: list(cells) for key, cells in self.known.items() if key[0] == same_path(file.path)
        }
        found = []
        for finding in findings:
            known = left.get((same_path(file.path), finding_key(file.form, finding)), [])
            cells = _cells(finding)
            if finding.waived is None and known and (not finding.by_section or cells <= known[0]):
                known.pop(0)
                finding = replace(finding, waived=Waiver("", "", "", self.source))
            found.append(finding)
        return found


def is_named(path: str, pattern: str) -> bool:
    """A pattern fits the path, or its end from some folder on: ``2024/*.xlsx``, ``报告.*``."""
    whole = path.replace("\\", "/")
    return fnmatchcase(whole, pattern) or fnmatchcase(f"/{whole}", f"*/{pattern}")


def same_path(path: str) -> str:
    """A path as it is compared: absolute, with ``/``."""
    import os

    return os.path.normpath(os.path.abspath(path)).replace("\\", "/")  # noqa: PTH100


def _cells(finding: Finding) -> frozenset[tuple[str | None, ...]]:
    places = [*([finding.at] if finding.at is not None else []), *finding.related]
    return frozenset((place.table, place.row, place.column) for place in places)


def _names(at: Place | None) -> tuple[str, ...]:
    """What an indicator may be called in a waiver."""
    if at is None:
        return ()
    row, column = at.row or at.label, at.column or ""
    return (*indicators([at]), row, f"{row}/{column}", f"{at.table}/{row}/{column}")


def _was_looked_for(entry: Entry, select: frozenset[str], ignore: frozenset[str]) -> bool:
    """What it is of would have been reported: ``--select`` and ``--ignore`` let it."""
    if entry.code is None:
        return not select and not ignore
    return (not select or entry.code in select) and entry.code not in ignore
