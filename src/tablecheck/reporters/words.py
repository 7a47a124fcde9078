"""Words that the human formats share, in Chinese and English."""

from __future__ import annotations

from tablecheck.findings import Words
from tablecheck.form.model import Severity

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


def ended(sentence: str, lang: str) -> str:
    """A sentence with its full stop, where it ends with none of its own."""
    # No "!": that may be the end of #REF!
    if sentence.endswith(("。", "？", "！", "…") if lang == "zh" else (".", "?", "…")):
        return sentence
    return f"{sentence}。" if lang == "zh" else f"{sentence}."
