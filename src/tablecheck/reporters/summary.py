"""The last lines: what was found, what was not decided, the next step.

Comes in: one file's report, or a batch. Goes out: lines. Never “ready to submit”: that is not ours
to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.form.model import Severity
from tablecheck.reporters.escape import one_line
from tablecheck.reporters.words import NOT_CHECKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style


def last_lines(file: FileReport, style: Style, options: Mapping[str, Any]) -> list[str]:
    """The summary of one file."""
    zh = style.lang == "zh"
    if file.refusal is not None:
        code, words = file.refusal
        said = one_line(words.in_language(style.lang), None)
        lead = NOT_CHECKED.in_language(style.lang)
        return [f"{lead} {code}  {one_line(file.path)}", f"    {said}{'。' if zh else '.'}"]
    found = _found_zh(file) if zh else _found_en(file)
    ruled = _rules_zh(file) if zh else _rules_en(file)
    if found.endswith(". "):
        ruled = ruled[0].upper() + ruled[1:]
    elif not zh and ruled.startswith("Of"):
        ruled = ruled[0].lower() + ruled[1:]
    return [found + ruled, *_partly(options, style.lang)]


def batch_lines(report: Report, style: Style) -> list[str]:
    """A line a file, mark and counts first; then totals and why files were not checked."""
    zh = style.lang == "zh"
    lines = []
    for file in report.files:
        if not file.is_checked:
            mark, counts = ("!", NOT_CHECKED.in_language(style.lang))
        else:
            errors, warnings = file.count(Severity.ERROR), file.count(Severity.WARNING)
            mark = "×" if errors else "√"
            counts = (
                f"{errors} 处错误 {warnings} 处警告"
                if zh
                else f"{_many(errors, 'error')} {_many(warnings, 'warning')}"
            )
        lines.append(f"{mark} {counts}  {one_line(file.path)}")
    for file in report.files:
        if file.refusal is not None:
            code, words = file.refusal
            said = one_line(words.in_language(style.lang), None)
            lead = NOT_CHECKED.in_language(style.lang)
            lines.append(f"{lead} {code}  {one_line(file.path)}: {said}{'。' if zh else '.'}")
    refused = sum(not file.is_checked for file in report.files)
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    total = len(report.files)
    if zh:
        said = f"共 {total} 个文件：{errors} 处错误、{warnings} 处警告"
        said += f"；{refused} 个文件未能检查。" if refused else "。"
    else:
        said = f"{total} files: {_many(errors, 'error')}, {_many(warnings, 'warning')}"
        said += f"; {refused} could not be checked." if refused else "."
    return [*lines, "", said, *_partly(report.options, style.lang)]


def _partly(options: Mapping[str, Any], lang: str) -> list[str]:
    """That not all checks were reported, where it was asked for."""
    if not options.get("select") and not options.get("ignore"):
        return []
    if lang == "zh":
        return ["按 --select、--ignore 只报告了部分检查项。"]
    return ["Only some checks were reported (--select, --ignore)."]


def _found_zh(file: FileReport) -> str:
    errors, warnings = file.count(Severity.ERROR), file.count(Severity.WARNING)
    notes = file.count(Severity.INFORMATION)
    if errors:
        also = f"、{warnings} 处警告" if warnings else ""
        return f"有 {errors} 处错误{also}，请修改后再报送。"
    if warnings:
        return f"未发现错误，有 {warnings} 处警告，请核实；数字属实的附情况说明。"
    return "未发现错误；" if not notes else f"未发现错误，有 {notes} 处提示；"


def _found_en(file: FileReport) -> str:
    errors, warnings = file.count(Severity.ERROR), file.count(Severity.WARNING)
    if errors:
        also = f" and {_many(warnings, 'warning')}" if warnings else ""
        return f"{_many(errors, 'error')}{also}; correct them before the table is submitted. "
    if warnings:
        return f"No error, {_many(warnings, 'warning')}; check them, and explain true values. "
    notes = file.count(Severity.INFORMATION)
    return "No error; " if not notes else f"No error, {_many(notes, 'note')}; "


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _rules_zh(file: FileReport) -> str:
    holds, fails, open_ = (file.verdict_count(verdict) for verdict in ("1", "0", "NA"))
    total = holds + fails + open_
    filled = f"{file.observed} 个指标已填"
    if not total:
        return f"表式没有勾稽关系，{filled}。"
    if holds == total:
        return f"{total} 条勾稽关系全部成立，{filled}。"
    if open_ == total:
        return f"{total} 条勾稽关系因有未填的指标都无法判断，{filled}（共 {file.cells} 个）。"
    told = [
        f"{holds} 条成立",
        f"{fails} 条不成立" if fails else "",
        f"{open_} 条无法判断" if open_ else "",
    ]
    return f"{total} 条勾稽关系中 {'，'.join(each for each in told if each)}。"


def _rules_en(file: FileReport) -> str:
    holds, fails, open_ = (file.verdict_count(verdict) for verdict in ("1", "0", "NA"))
    total = holds + fails + open_
    filled = f"{file.observed} of {file.cells} cells are filled"
    if not total:
        return f"the form has no rules, {filled}."
    if holds == total:
        return f"all {total} rules hold, {filled}."
    if open_ == total:
        return f"none of the {total} rules can be decided while cells are blank; {filled}."
    told = [
        f"{holds} hold",
        f"{fails} fail" if fails else "",
        f"{open_} cannot be decided" if open_ else "",
    ]
    return f"Of {total} rules {', '.join(each for each in told if each)}."
