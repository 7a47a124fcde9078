"""A file's report from its JSON: the inverse of ``report.file_to_dict``.

Comes in: one entry of ``files``. Goes out: a ``FileReport`` that gives the same JSON again. What
JSON does not tell (drawn equations, why, what to do) it has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.checks.base import all_checks
from tablecheck.findings import Finding, Place, Severity, Words
from tablecheck.fingerprint import finding_key
from tablecheck.record import replace
from tablecheck.report import (
    Bulk,
    CellChange,
    DeducedCell,
    Diagnosed,
    FileReport,
    FoundCode,
    FoundVerdicts,
    PreviousReport,
    RuleVerdict,
    Suggested,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def restored(entry: Mapping[str, Any], path: str) -> FileReport:
    """The report of a file that was checked, now at ``path``; it is without waivers.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: It is no such entry.
    """
    counts = entry["counts"]
    previous = entry["previous"]
    return FileReport(
        path=path,
        sha256=entry["sha256"],
        form=entry["form"],
        form_version=entry["form_version"],
        form_sha256=entry["form_sha256"],
        agency=entry["agency"],
        year=entry["year"],
        cells=counts["cells"],
        observed=counts["observed"],
        blank=counts["blank"],
        findings=tuple(_finding(entry["form"], each) for each in entry["findings"]),
        deduced=tuple(
            DeducedCell(_place(each["at"]), each["value"], tuple(each["because"]), each["support"])
            for each in entry["deduced"]
        ),
        verdicts=tuple(
            RuleVerdict(
                rule=each["rule"],
                table=each["table"],
                column=each["column"],
                row=each["row"],
                verdict=each["verdict"],
            )
            for each in entry["verdicts"]
        ),
        diagnoses=tuple(_diagnosis(each) for each in entry["diagnoses"]),
        previous=None if previous is None else PreviousReport(**previous),
        bulk=_bulk(entry["bulk"], counts["deduced"]) if "bulk" in entry else None,
    )


def _bulk(entry: Mapping[str, Any], deduced: int) -> Bulk:
    return Bulk(
        records=entry["records"],
        deduced=deduced,
        codes=tuple(
            FoundCode(**{**each, "severity": Severity(each["severity"])}) for each in entry["codes"]
        ),
        rules=tuple(FoundVerdicts(**each) for each in entry["rules"]),
    )


def _finding(form: str, entry: Mapping[str, Any]) -> Finding:
    code = entry["code"]
    title = next((each.title for each in all_checks() if each.code == code), None)
    related = tuple(_place(each) for each in entry["related"])
    finding = Finding(
        code=code,
        name=entry["name"],
        severity=Severity(entry["severity"]),
        title=title or Words(entry["name"], entry["name"]),
        message=Words(entry["message"], entry["message"]),
        at=None if entry["at"] is None else _place(entry["at"]),
        related=related,
        rule=entry["rule"],
        basis=entry["basis"],
        facts=entry["facts"],
        diagnosis=entry["diagnosis"],
    )
    if finding.at is None or finding_key(form, finding) == entry["fingerprint"]:
        return finding
    # Many cells told together are one finding of their table.
    return replace(finding, by_section=((finding.at.label, (finding.at, *related)),))


def _place(entry: Mapping[str, Any]) -> Place:
    return Place(
        table=entry["table"],
        row=entry["row"],
        column=entry["column"],
        sheet=entry["sheet"],
        cell=entry["cell"],
        label=entry["label"],
        previous=entry.get("period") == "previous",
        pointer=entry.get("pointer"),
        line=entry.get("line"),
    )


def _diagnosis(entry: Mapping[str, Any]) -> Diagnosed:
    return Diagnosed(
        search=entry["search"],
        soft=False,
        rules=0,
        suggestions=tuple(
            Suggested(
                confidence=each["confidence"],
                reason=each["reason"],
                changes=tuple(_change(change) for change in each["changes"]),
            )
            for each in entry["suggestions"]
        ),
    )


def _change(entry: Mapping[str, Any]) -> CellChange:
    return CellChange(
        at=_place(entry["at"]),
        name=entry["at"]["label"],
        old=entry["old"],
        new=entry["new"],
        low=entry.get("low"),
        high=entry.get("high"),
        perhaps=entry.get("perhaps"),
        reason="",
    )
