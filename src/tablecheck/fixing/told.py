"""What a copy says differently, in words: comments in it, lines in the terminal.

Comes in: fixes. Goes out: text in Chinese or English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.fixing.plan import DEDUCED, SUGGESTED, Accepted
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tablecheck.checks.case import Case
    from tablecheck.fixing.copy import Copy
    from tablecheck.fixing.plan import Fix


def comment_of(fix: Fix, lang: str) -> str:
    """The comment on a cell that was written."""
    zh = lang == "zh"
    before = ("空" if zh else "blank") if fix.old is None else fix.old
    lead = f"tablecheck 填写，原为{before}" if zh else f"written by tablecheck; it was {before}"
    return f"{lead}。{_why(fix, lang)}。" if zh else f"{lead}. {_why(fix, lang)}."


def _why(fix: Fix, lang: str) -> str:
    zh = lang == "zh"
    rules = ("、" if zh else ", ").join(one_line(rule) for rule in fix.because[:5])
    if fix.kind == DEDUCED:
        if zh:
            return f"按勾稽关系只能是 {fix.new}（{rules}，{fix.support} 组独立的关系）"
        sets = "set of rules" if fix.support == 1 else "independent sets of rules"
        return f"the rules allow {fix.new} only ({rules}; {fix.support} {sets})"
    if fix.kind == SUGGESTED:
        if zh:
            return f"按诊断几乎可以确定应为 {fix.new}（{rules}）"
        return f"a diagnosis is almost certain of {fix.new} ({rules})"
    return "空单元格按 0 计，勾稽关系允许" if zh else "blank taken as 0, which the rules allow"


def lines_of(
    case: Case,
    accepted: Accepted,
    fixes: Sequence[Fix],
    copy: Copy | None,
    target: Path,
    lang: str,
) -> list[str]:
    """A line for each value written, then what was left, and where the copy is."""
    zh = lang == "zh"
    left_out = set() if copy is None else {fix.key for fix in copy.left_out}
    written = [fix for fix in fixes if fix.key not in left_out]
    lines = [_line(fix, lang) for fix in written]
    for fix in fixes:
        if fix.key in left_out:
            line = _line(fix, lang)
            lines.append(f"未写入 {line}（这一行没有这一格）" if zh else f"not written: {line}")
    lines += [""] if lines else []
    lines += _waiting(case, accepted, written, lang)
    name = one_line(str(target), None)
    if copy is None:
        lines.append(
            "没有可以写入的数，没有生成副本。" if zh else "Nothing to write; no copy was made."
        )
    elif zh:
        lines.append(f"已写入 {len(written)} 格：{name}。原文件没有改动，请核对后再报送。")
    else:
        cells = "cell" if len(written) == 1 else "cells"
        lines.append(f"{len(written)} {cells} written to {name}. The input is unchanged; verify.")
    return lines


def _line(fix: Fix, lang: str) -> str:
    zh = lang == "zh"
    cell = fix.at.cell or "-"
    where = f"{one_line(fix.at.sheet)}!{cell}" if fix.at.sheet else cell
    before = ("空" if zh else "blank") if fix.old is None else fix.old
    return f"{where}  {before} → {fix.new}  {one_line(fix.name)}: {_why(fix, lang)}"


def _waiting(case: Case, accepted: Accepted, written: Sequence[Fix], lang: str) -> list[str]:
    """What further options would write."""
    from tablecheck.fixing.plan import fixes_of, is_writable

    zh = lang == "zh"
    everything = Accepted(single=True, zeros=True, suggestions=True)
    have = {fix.key for fix in written}
    more = [f for f in fixes_of(case, everything) if f.key not in have and is_writable(case, f)]
    kinds = (
        ("--accept-single", [f for f in more if f.kind == DEDUCED], not accepted.single),
        (
            "--accept-suggestions",
            [f for f in more if f.kind == SUGGESTED],
            not accepted.suggestions,
        ),
        (
            "--blank-as-zero",
            [f for f in more if f.kind not in (DEDUCED, SUGGESTED)],
            not accepted.zeros,
        ),
    )
    return [
        f"加 {option} 可再写 {len(found)} 格。"
        if zh
        else f"{option} would write {len(found)} more."
        for option, found, is_open in kinds
        if found and is_open
    ]
