"""What a diagnosis says, in words that are as sure as it is.

Comes in: a ``Diagnosed``. Goes out: sentences in Chinese or English for every human format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.findings import Words
from tablecheck.report import CERTAIN, LIKELY
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from tablecheck.findings import Finding
    from tablecheck.report import CellChange, Diagnosed, FileReport, Suggested

MOST_CANDIDATES = 6
"""Explanations that are listed where the rules cannot tell."""
LEAST_CANDIDATE = 0.01
"""Confidence below which a further explanation is not worth a line."""
MOST_CELLS, LEAST_OF_MANY = 2, 0.1
"""An explanation of more cells than that must be so likely to be worth its long line."""
JUDGEMENT = Words("判断: ", "Diagnosis: ")
SLIPS = {
    "transposed-digits": Words("两位数字颠倒", "two digits are swapped"),
    "dropped-digit": Words("漏了一位数字", "a digit was left out"),
    "doubled-digit": Words("一位数字多打了一次", "a digit was typed twice"),
    "inserted-digit": Words("多打了一位数字", "a digit too many"),
    "substituted-digit": Words("一位数字打错", "one digit is wrong"),
    "look-alike": Words("形近的数字认错", "a digit was taken for one that looks like it"),
    "decimal-point": Words("小数点的位置不对", "the decimal point is in the wrong place"),
    "power-of-ten": Words("多了或少了末尾的 0", "zeros too many or too few at the end"),
    "unit-scale": Words("单位不对，如把元当作万元", "another unit, such as 元 for 万元"),
    "sign": Words("正负号反了", "the sign is wrong"),
    "copied-neighbour": Words("填成了旁边一格的数", "the number of the cell beside it"),
    "swapped-neighbours": Words("两格的数填反了", "two cells were swapped"),
    "shifted-row": Words("数填错了一格", "the number stands one cell off"),
    "shifted-block": Words("一段数整体错了一行", "a run of numbers stands one row off"),
    "row-duplicated": Words("一行的数抄成了另一行的", "a row repeats another one"),
    "column-duplicated": Words("一列的数抄成了另一列的", "a column repeats another one"),
    "several-slips": Words("几处笔误", "several slips"),
}


def judgement(diagnosis: Diagnosed, lang: str) -> list[str]:
    """The sentences of a diagnosis: a verdict, then candidates, each a line of its own."""
    zh = lang == "zh"
    if not diagnosis.suggestions:
        return [
            "找不到改动很少就能说通的解释，请逐格核对。"
            if zh
            else "no small change explains this; check the cells one by one."
        ]
    first = diagnosis.suggestions[0]
    if first.confidence >= LIKELY:
        lines = [_verdict(diagnosis, first, lang)]
    else:
        lines = [_undecided(diagnosis, lang), *_candidates(diagnosis, lang)]
    if diagnosis.search != "complete":
        lines.append(
            "（没有查遍所有可能，也许还有别的解释。）"
            if zh
            else "(not every possibility was searched; there may be another explanation.)"
        )
    return lines


def what_to_do(diagnosis: Diagnosed, lang: str) -> str:
    """The imperative that follows from a diagnosis; "" where the rules cannot tell."""
    if not diagnosis.suggestions or diagnosis.suggestions[0].confidence < LIKELY:
        return ""
    changes = diagnosis.suggestions[0].changes
    cells = ("、" if lang == "zh" else ", ").join(cell(each) for each in changes)
    if lang != "zh":
        return f"check {cells} against the source; if it is so, correct it."
    return f"核对 {cells} 的原始数据，确认后更正。"


def likely_changes(file: FileReport, finding: Finding) -> tuple[CellChange, ...]:
    """The cells that most likely caused a finding; () where the rules cannot tell."""
    if finding.diagnosis is None or finding.waived is not None:
        return ()
    suggestions = file.diagnoses[finding.diagnosis].suggestions
    return suggestions[0].changes if suggestions and suggestions[0].confidence >= LIKELY else ()


def _verdict(diagnosis: Diagnosed, first: Suggested, lang: str) -> str:
    zh = lang == "zh"
    told = change_words(first, lang, named=True)
    certain = first.confidence >= CERTAIN
    then = _then(diagnosis, lang)
    if zh:
        lead = "几乎可以确定" if certain else "最可能的是"
        lead = f"这些数也可能没有错；如果有，{lead}" if diagnosis.soft else lead
        text = f"{lead} {told}{then}。"
    else:
        lead = "almost certainly" if certain else "most likely"
        lead = f"the numbers may be right; if not, {lead}" if diagnosis.soft else lead
        text = f"{lead} {told}{then}."
    return text + _runner_up(diagnosis, lang)


def _then(diagnosis: Diagnosed, lang: str) -> str:
    number = diagnosis.rules
    if lang == "zh":
        return f"，改后不成立的 {number} 条勾稽关系都成立" if number > 1 else "，改后勾稽关系成立"
    if number == 1:
        return "; then the rule holds"
    return "; then both rules hold" if number == 2 else f"; then all {number} rules hold"


def _runner_up(diagnosis: Diagnosed, lang: str) -> str:
    if diagnosis.suggestions[0].confidence >= CERTAIN or len(diagnosis.suggestions) < 2:
        return ""
    second = diagnosis.suggestions[1]
    if second.confidence < LEAST_CANDIDATE:
        return ""
    told = change_words(second, lang, named=False)
    return f"其次可能是 {told}。" if lang == "zh" else f" Else {told}."


def _undecided(diagnosis: Diagnosed, lang: str) -> str:
    if lang == "zh":
        lead = "这些数也可能没有错。" if diagnosis.soft else ""
        return f"{lead}仅凭勾稽关系不能判定哪一格填错。各种可能和应填的数："
    lead = "the numbers may be right. " if diagnosis.soft else ""
    return f"{lead}the rules cannot tell which cell is wrong. What each would have to say:"


def _candidates(diagnosis: Diagnosed, lang: str) -> list[str]:
    worth = [each for each in diagnosis.suggestions if is_worth_a_line(each)]
    worth = worth or list(diagnosis.suggestions[:1])
    told = [f"  {change_words(each, lang, named=True)}" for each in worth[:MOST_CANDIDATES]]
    rest = len(diagnosis.suggestions) - len(told)
    if rest > 0:
        told.append(f"  另有 {rest} 种可能" if lang == "zh" else f"  and {rest} more")
    return told


def is_worth_a_line(suggestion: Suggested) -> bool:
    """An explanation likely enough, for its length, to be told."""
    if len(suggestion.changes) > MOST_CELLS or suggestion.reason.startswith("shifted"):
        return suggestion.confidence >= LEAST_OF_MANY
    return suggestion.confidence >= LEAST_CANDIDATE


def change_words(suggestion: Suggested, lang: str, *, named: bool) -> str:
    """The changes of a suggestion in a phrase, with what happened."""
    zh = lang == "zh"
    told = ("；" if zh else "; ").join(_change(each, lang, named) for each in suggestion.changes)
    slip = SLIPS.get(suggestion.reason)
    if slip is None or any(each.perhaps is not None for each in suggestion.changes):
        return told
    words = slip.in_language(lang)
    return f"{told}（{words}）" if zh else f"{told} ({words})"


def _change(change: CellChange, lang: str, named: bool) -> str:
    zh = lang == "zh"
    name = one_line(change.name) if named else ""
    where = cell(change) + (f"“{name}”" if name and zh else f" “{name}”" if name else "")
    old = change.old if change.old is not None else ("空" if zh else "blank")
    said = (
        f"{where} 填的 {old} {_should(change, lang)}"
        if zh
        else f"{where}: {old} {_should(change, lang)}"
    )
    slip = SLIPS.get(change.reason)
    if change.perhaps is not None and slip is not None:
        words = slip.in_language(lang)
        said += (
            f"，可能是 {change.perhaps}（{words}）"
            if zh
            else f", perhaps {change.perhaps} ({words})"
        )
    return said


def _should(change: CellChange, lang: str) -> str:
    zh = lang == "zh"
    if change.new is not None:
        return f"应为 {change.new}" if zh else f"should be {change.new}"
    low, high = change.low, change.high
    if low is not None and high is not None:
        return f"应在 {low} 至 {high} 之间" if zh else f"should be from {low} to {high}"
    if low is not None:
        return f"应不小于 {low}" if zh else f"should be at least {low}"
    if high is not None:
        return f"应不大于 {high}" if zh else f"should be at most {high}"
    return "应为别的数" if zh else "should be another number"


def cell(change: CellChange) -> str:
    """The cell as a sentence names it."""
    return change.at.cell or one_line(change.name)
