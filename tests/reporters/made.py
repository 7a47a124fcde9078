"""Findings and reports made by hand: the one of ux.md, and one full of hostile text."""

from __future__ import annotations

from tablecheck.findings import Equation, Finding, Place, Severity, Term, Words
from tablecheck.report import DeducedCell, FileReport, Report, RuleVerdict

HOSTILE = (
    "::error::[red]\x1b[31m\x1b]52;c;aGk=\x07\x9b2J\x7f[/]\u202eevil\u2066\u200b\ufeff\r\n"
    "错误（强制性） TC999\u2028##vso[task]##[error]\U000e0041\udc80=cmd|x"
)
PARTS = (
    ("9", "2", "1.政府公报公开政府信息数"),
    ("10", "89", "2.政府网站公开政府信息数"),
    ("11", "0", "3.政务微博公开政府信息数"),
    ("12", "1506", "4.政务微信公开政府信息数"),
    ("13", "0", "5.其他方式公开政府信息数"),
)


def place(cell: str | None, label: str, *, row: str | None = "1", sheet: str | None = "统计表"):
    return Place(table="main", row=row, column="n", sheet=sheet, cell=cell, label=label)


def finding(**changes) -> Finding:
    """The finding that ux.md draws."""
    whole = place("C5", "（一）主动公开政府信息数")
    parts = tuple(place(f"C{row}", label) for row, _, label in PARTS)
    fields = {
        "code": "TC403",
        "name": "union-out-of-bounds",
        "severity": Severity.ERROR,
        "title": Words("总数大于各渠道之和", "total above all its channels"),
        "message": Words(
            "填报的总数 1606 条，比各渠道之和 1597 条多 9 条",
            "the stated total 1606 is 9 more than its channels' 1597",
        ),
        "at": whole,
        "related": parts,
        "rule": "channels",
        "basis": "wording",
        "facts": {"stated": "1606", "low": "1506", "high": "1597", "imbalance": "9"},
        "reason": Words(
            "同一条信息在几个渠道公开只计 1 条，所以总数可以小于各渠道之和，不会大于",
            "what several channels publish counts once, so the total cannot be above their sum",
        ),
        "action": Words(
            "规则不能判定哪一格有误。若 C5 无误，某一渠道至少少填 9 条",
            "the rule cannot tell which cell is wrong: check C5 and its channels",
        ),
        "equation": Equation(
            left=(Term("", "1606", whole),),
            op="<=",
            right=tuple(
                Term("+" if number else "", value, at)
                for number, ((_, value, _), at) in enumerate(zip(PARTS, parts, strict=True))
            ),
            computed="1597",
            imbalance="9",
        ),
    }
    return Finding(**{**fields, **changes})


def file_of(*findings: Finding, path: str = "report.xlsx", verdicts: str = "1 0") -> FileReport:
    return FileReport(
        path=path,
        sha256="0" * 64,
        form="cn-zfxxgk-2014",
        form_version="1",
        form_sha256="1" * 64,
        cells=58,
        observed=57,
        blank=1,
        findings=findings,
        deduced=(DeducedCell(place("C61", "（三）工作人员数"), "2", ("staff",), 1),),
        verdicts=tuple(
            RuleVerdict(rule=f"rule-{number}", table="main", column="n", row=None, verdict=each)
            for number, each in enumerate(verdicts.split())
        ),
    )


def report_of(*findings: Finding, verdicts: str = "1 0", **options) -> Report:
    return Report(files=(file_of(*findings, verdicts=verdicts),), options=options)


def refused(path: str = "locked.xlsx") -> FileReport:
    return FileReport(
        path=path,
        refusal=(
            "TC104",
            Words("设有密码，请另存一份不设密码的副本", "password-protected; save a copy without"),
        ),
    )


def hostile_report() -> Report:
    """Hostile text wherever a file's text can come."""
    at = place("C5", HOSTILE, sheet=HOSTILE)
    told = finding(
        at=at,
        related=(at,),
        message=Words(f"“{HOSTILE}”不是数字", f"“{HOSTILE}” is not a number"),
        action=Words(HOSTILE, HOSTILE),
        reason=Words(HOSTILE, HOSTILE),
        equation=Equation((Term("", "1", at),), "=", (Term("", "2", at),), "2", "-1"),
    )
    blanks = finding(at=at, related=(at,), equation=None, by_section=((HOSTILE, (at, at)),))
    file = file_of(told, blanks, path=HOSTILE)
    locked = FileReport(path=HOSTILE, refusal=("TC101", Words(HOSTILE, HOSTILE)))
    return Report(files=(file, locked), options={})
