"""What the machine formats tell of a finding in words, harmless and line by line.

Comes in: findings. Goes out: a headline, the lines below it, levels, and the order worst first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.form.model import Severity
from tablecheck.reporters.equation import equation_in_a_line
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.words import ACTION, REASON, waived_line

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import Diagnosed, FileReport, Report, RuleVerdict

_OF_RULES = ("TC4", "TC5")


def headline(finding: Finding, lang: str) -> str:
    """Title and sentence: ``总数大于各渠道之和: 填报的总数 1606 条 …``."""
    title = one_line(finding.title.in_language(lang), None)
    return f"{title}: {sentence(finding, lang)}"


def sentence(finding: Finding, lang: str) -> str:
    """The sentence with the numbers."""
    return one_line(finding.message.in_language(lang), None)


def below(finding: Finding, file: FileReport | None, lang: str) -> list[str]:
    """The equation in a line, why, what is likely, what to do, why it is accepted."""
    lines = []
    if finding.equation is not None:
        lines.append(equation_in_a_line(finding.equation, lang))
    if finding.reason is not None:
        lines.append(REASON.in_language(lang) + one_line(finding.reason.in_language(lang), None))
    if finding.waived is not None:
        lines.append(waived_line(finding.waived, lang))
    elif finding.diagnosis is not None and file is not None:
        lines += _diagnosis(file.diagnoses[finding.diagnosis], lang)
    elif finding.action is not None:
        lines.append(ACTION.in_language(lang) + one_line(finding.action.in_language(lang), None))
    return lines


def _diagnosis(diagnosis: Diagnosed, lang: str) -> list[str]:
    from tablecheck.reporters.suggestion import JUDGEMENT, judgement, what_to_do

    first, *rest = judgement(diagnosis, lang)
    do = what_to_do(diagnosis, lang)
    told = [JUDGEMENT.in_language(lang) + first, *rest]
    return [*told, ACTION.in_language(lang) + do] if do else told


def place_name(finding: Finding) -> str:
    """``统计表!C5``, ``C5``, ``form.json:12``, "" for the file or a missing row."""
    at = finding.at
    if at is not None and at.line is not None:
        return f"{one_line(finding.facts.get('file') or '')}:{at.line}"
    if at is None or at.cell is None:
        return ""
    return f"{one_line(at.sheet)}!{at.cell}" if at.sheet else at.cell


def is_of(finding: Finding, judged: RuleVerdict) -> bool:
    """The finding says that this rule fails, in this row or column where it names one.

    A blank that a rule forces is about the indicator, though it names the rule.
    """
    at = finding.at
    if finding.rule != judged.rule or at is None or at.table != judged.table:
        return False
    if not finding.code.startswith(_OF_RULES):
        return False
    return (judged.column is None or at.column in (None, judged.column)) and (
        judged.row is None or at.row in (None, judged.row)
    )


def is_loud(finding: Finding, fail_on: str) -> bool:
    """It makes the run fail."""
    if finding.waived is not None or fail_on == "never":
        return False
    return finding.severity is Severity.ERROR or (
        fail_on == "warning" and finding.severity is Severity.WARNING
    )


def counted(report: Report, lang: str) -> str:
    """The totals in a line: ``3 个文件：2 处错误，1 处警告，1 处已说明，1 个文件未检查``."""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    refused = sum(not file.is_checked for file in report.files)
    waived = report.waived_count
    if lang == "zh":
        told = f"{len(report.files)} 个文件：{errors} 处错误，{warnings} 处警告"
        told += f"，{waived} 处已说明" if waived else ""
        return told + (f"，{refused} 个文件未检查" if refused else "")
    told = f"{len(report.files)} file(s): {errors} error(s), {warnings} warning(s)"
    told += f", {waived} waived" if waived else ""
    return told + (f", {refused} file(s) not checked" if refused else "")
