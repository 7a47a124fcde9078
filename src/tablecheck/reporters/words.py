"""Words that the human formats share, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.findings import Words
from tablecheck.form.model import Severity
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.findings import Finding, Waiver

LEVEL = {
    Severity.ERROR: Words("错误（强制性）", "error"),
    Severity.WARNING: Words("警告（核实性）", "warning"),
    Severity.INFORMATION: Words("提示", "note"),
}
SHORT_LEVEL = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.INFORMATION: Words("提示", "note"),
}
REASON = Words("原因: ", "Why: ")
ACTION = Words("处理: ", "Do: ")
LAST = Words("上年", "last year’s")
NOT_CHECKED = Words("未检查", "not checked")
WAIVED = Words("已说明", "waived")
VERDICT = {
    "1": Words("成立", "holds"),
    "0": Words("不成立", "fails"),
    "NA": Words("无法判断", "cannot be decided"),
}


def more_findings(number: int, lang: str) -> str:
    """That there are findings which are not shown."""
    if lang == "zh":
        return f"另有 {number} 处未显示（--max-findings）"
    return f"{number} more not shown (--max-findings)"


_RANK = {severity: number for number, severity in enumerate(Severity)}


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Errors, warnings, information, then what is waived; else in the order of the report."""
    return sorted(findings, key=lambda each: (each.waived is not None, _RANK[each.severity]))


def waived_line(waiver: Waiver, lang: str) -> str:
    """Why a finding is accepted, by whom, until when, and where that stands."""
    zh = lang == "zh"
    if not waiver.reason:
        baseline = one_line(waiver.source)
        return f"已在基线中: {baseline}" if zh else f"In the baseline: {baseline}"
    until = "" if not waiver.until else f"至 {waiver.until}" if zh else f"until {waiver.until}"
    by = [one_line(part, None) for part in (waiver.who, until, waiver.source) if part]
    reason = one_line(waiver.reason, None)
    return f"情况说明: {reason}（{'，'.join(by)}）" if zh else f"Waived: {reason} ({', '.join(by)})"


def ended(sentence: str, lang: str) -> str:
    """A sentence with its full stop, where it ends with none of its own."""
    # No "!": that may be the end of #REF!
    if sentence.endswith(("。", "？", "！", "…") if lang == "zh" else (".", "?", "…")):
        return sentence
    return f"{sentence}。" if lang == "zh" else f"{sentence}."
