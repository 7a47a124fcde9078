"""The words of a template itself, in Chinese and English; labels are the form's own.

Comes in: a name and a language. Goes out: the words.
"""

from __future__ import annotations

from tablecheck.findings import Words

_WORDS = {
    "colon": Words("：", ": "),
    "unit": Words("单位：{unit}", "Unit: {unit}"),
    "agency": Words("填报单位", "Reporting unit"),
    "sheet": Words("填报表", "Form"),
    "checks": Words("勾稽关系", "Checks"),
    "page": Words("第 &P 页，共 &N 页", "Page &P of &N"),
    "total": Words("合计", "Total"),
    "integer": Words("整数", "a whole number"),
    "number": Words("数", "a number"),
    "least": Words("不小于 {n}", "at least {n}"),
    "most": Words("不大于 {n}", "at most {n}"),
    "above": Words("大于 {n}", "more than {n}"),
    "below": Words("小于 {n}", "less than {n}"),
    "multiple": Words("{n} 的倍数", "a multiple of {n}"),
    "among": Words("{n} 之一", "one of {n}"),
    "or-mark": Words("，或 {marks}", ", or {marks}"),
    "comma": Words("，", ", "),
    "enter": Words("请填{what}", "Enter {what}"),
    "in-unit": Words("；单位：{unit}", "; unit: {unit}"),
    "wrong": Words("这里应填{what}。", "This cell takes {what}."),
    "not-taken": Words("不能填这个值", "Value not taken"),
    "computed": Words("自动合计，填全各项后得出", "Computed once all its parts are filled in"),
    "checks-title": Words("勾稽关系核对", "Checks of this form"),
    "checks-lead": Words(
        "填数时自动更新；不成立的，有关单元格在表中显示为红色。",
        "Kept up to date while you fill in; cells of a broken rule turn red in the form.",
    ),
    "count-broken": Words("不成立", "Broken"),
    "count-holds": Words("成立", "Hold"),
    "count-open": Words("未填全", "Not filled in"),
    "number-head": Words("序号", "No."),
    "rule-head": Words("勾稽关系", "Rule"),
    "where-head": Words("所在", "Where"),
    "level-head": Words("级别", "Level"),
    "verdict-head": Words("结果", "Verdict"),
    "cells-head": Words("单元格", "Cells"),
    "why-head": Words("说明", "Why"),
    "holds": Words("成立", "holds"),
    "broken": Words("不成立", "broken"),
    "open": Words("未填全", "not filled in"),
    "hard": Words("强制性", "hard"),
    "soft": Words("核实性", "soft"),
    "previous": Words("须与上年（上期）的报告核对", "compares with last year's file"),
    "years": Words("只在 {years} 年适用", "only in {years}"),
    "rounded": Words("取舍过的数，由 tablecheck 核对", "rounded numbers; checked by tablecheck"),
    "long": Words("项目太多，由 tablecheck 核对", "too many terms; checked by tablecheck"),
    "text-rule": Words("核对正文与表", "compares the text with the table"),
    "record": Words("第 {n} 个单位", "unit {n}"),
    "in-row": Words("“{label}”这一行", "row “{label}”"),
    "in-column": Words("“{label}”这一列", "column “{label}”"),
    "more": Words("另有 {n} 处未列出", "{n} more places are not listed"),
}


def word(name: str, lang: str, **fill: object) -> str:
    """The word of a name in ``zh`` or ``en``, filled in."""
    text = _WORDS[name].in_language(lang)
    return text.format(**fill) if fill else text
