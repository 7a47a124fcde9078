"""What a bulk run keeps: the first findings of each check, and exact counts of all.

Comes in: cases, one unit each. Goes out: findings, diagnoses, deduced cells and ``Bulk``. Memory
does not grow with the file.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tablecheck.binding.observe import Standing
from tablecheck.exact import plain
from tablecheck.pipeline import findings_of
from tablecheck.record import replace
from tablecheck.report import Bulk, DeducedCell, FoundCode, FoundVerdicts
from tablecheck.rules.model import Verdict
from tablecheck.sheet import coordinates
from tablecheck.values.reading import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tablecheck.checks.case import Case
    from tablecheck.findings import Finding
    from tablecheck.form.model import Severity
    from tablecheck.pipeline import Manner
    from tablecheck.report import Diagnosed
    from tablecheck.rules.model import Instance

    Waive = Callable[[Sequence[Finding]], Sequence[Finding]]

MOST_LISTED = 200
"""Findings of one check that a report lists; all are counted."""


class Gathered:
    """Counts and the first findings.

    Args:
        manner: Which findings are wanted, and how loud they are.
        waive: Marks those that are accepted; None: none are.
    """

    def __init__(self, manner: Manner, waive: Waive | None = None) -> None:
        self._manner, self._waive = manner, waive
        self.findings: list[Finding] = []
        self.diagnoses: list[Diagnosed] = []
        self.deduced: list[DeducedCell] = []
        self.records = self.cells = self.observed = self.blank = self.screened = 0
        self._deduced = 0
        self._found: Counter[tuple[str, str, Severity]] = Counter()
        self._waived: Counter[tuple[str, str, Severity]] = Counter()
        self._listed: Counter[tuple[str, str, Severity]] = Counter()
        self._by_code: Counter[str] = Counter()
        self._verdicts: dict[tuple[str, str], Counter[Verdict]] = {}

    def passed(self, count: int, instances: Iterable[Instance], cells: int) -> None:
        """Units of which the screen is sure: all cells observed, all rules hold."""
        self.records += count
        self.screened += count
        self.cells += count * cells
        self.observed += count * cells
        for instance in instances:
            self.judged(instance, Verdict.HOLDS, count)

    def unit(self, case: Case, row: int) -> None:
        """A unit that the exact stages looked at: what is said of cells of its row."""
        self.records += 1
        seen = case.observations.values()
        self.cells += len(seen)
        self.observed += sum(
            each.reading is not None and each.reading.status is Status.NUMBER for each in seen
        )
        self.blank += sum(each.standing is Standing.BLANK for each in seen)
        for judged in case.evaluation.verdicts:
            self.judged(judged.instance, judged.verdict)
        for each in case.evaluation.deductions:
            self._deduced += 1
            if len(self.deduced) < MOST_LISTED:
                cell = DeducedCell(
                    case.place(each.key), plain(each.value), each.because, each.support
                )
                self.deduced.append(cell)
        own = self.of_unit(case, row)
        if any(self._by_code[each.code] < MOST_LISTED for each in own):
            own = self._diagnosed(case, own)
        self.add(own)

    def of_unit(self, case: Case, row: int) -> list[Finding]:
        """The findings about one unit; what is said of the heads is said once, elsewhere."""
        return [each for each in self.wanted(case) if _is_in(each, row)]

    def wanted(self, case: Case) -> tuple[Finding, ...]:
        """The findings that are asked for, as loud as they are asked to be."""
        manner = self._manner
        found = findings_of(case, manner.select, manner.ignore)
        return tuple(
            replace(each, severity=manner.severities.get(each.code, each.severity))
            for each in found
        )

    def add(self, findings: Sequence[Finding]) -> None:
        """Count findings, and list those that there is room for."""
        for each in findings if self._waive is None else self._waive(findings):
            key = (each.code, each.name, each.severity)
            self._found[key] += 1
            self._waived[key] += each.waived is not None
            if self._by_code[each.code] < MOST_LISTED:
                self._by_code[each.code] += 1
                self._listed[key] += 1
                self.findings.append(each)

    def judged(self, instance: Instance, verdict: Verdict, count: int = 1) -> None:
        """Count a verdict."""
        counts = self._verdicts.setdefault((instance.table, instance.rule.id), Counter())
        counts[verdict] += count

    def bulk(self) -> Bulk:
        """The counts."""
        return Bulk(
            records=self.records,
            deduced=self._deduced,
            codes=tuple(
                FoundCode(*key, found, self._listed[key], self._waived[key])
                for key, found in sorted(self._found.items())
            ),
            rules=tuple(
                FoundVerdicts(
                    rule=rule,
                    table=table,
                    holds=counts[Verdict.HOLDS],
                    fails=counts[Verdict.FAILS],
                    undecided=counts[Verdict.UNDECIDED],
                )
                for (table, rule), counts in self._verdicts.items()
            ),
            screened=self.screened,
        )

    def _diagnosed(self, case: Case, findings: list[Finding]) -> list[Finding]:
        fails = any(each.verdict is Verdict.FAILS for each in case.evaluation.verdicts)
        if not fails and not case.evaluation.contradictions:
            return findings
        from tablecheck.diagnosis.clues import diagnosed

        told, diagnoses = diagnosed(case, tuple(findings))
        before = len(self.diagnoses)
        self.diagnoses += diagnoses
        return [
            each if each.diagnosis is None else replace(each, diagnosis=each.diagnosis + before)
            for each in told
        ]


def _is_in(finding: Finding, row: int) -> bool:
    at = finding.at
    return at is not None and at.cell is not None and coordinates(at.cell)[0] == row
