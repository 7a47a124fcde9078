"""The last lines: what was found, what was not decided, the next step.

Comes in: one file's report, or a batch. Goes out: lines. Never “ready to submit”: that is not ours
to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tablecheck.form.model import Severity
from tablecheck.reporters.escape import leading, one_line
from tablecheck.reporters.words import NOT_CHECKED, ended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tablecheck.findings import Words
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style


def last_lines(file: FileReport, style: Style, options: Mapping[str, Any]) -> list[str]:
    """The summary of one file."""
    if file.is_form:
        return form_lines([file], style.lang)
    if file.refusal is not None:
        return _refused(file, style.lang)
    if style.lang == "zh":
        told = _found_zh(file) + _rules_zh(file)
    else:
        told = f"{_found_en(file)} {_rules_en(file)}"
    return [told, *_waived(file.waived_count, style.lang), *_partly(options, style.lang)]


def waiver_lines(report: Report, lang: str) -> list[str]:
    """How many waivers are to be looked at, below the summary of a single file."""
    number = _of_waivers(report)
    if not number:
        return []
    if lang == "zh":
        return [f"{number} 条情况说明需要处理，见上。"]
    return [f"{_many(number, 'waiver')} to look at, see above."]


def batch_lines(report: Report, style: Style) -> list[str]:
    """A line a file, mark and counts first; why files were not checked; then the totals."""
    if all(file.is_form for file in report.files):
        return form_lines(report.files, style.lang)
    lines = [file_line(file, style.lang) for file in report.files]
    refused = [file for file in report.files if not file.is_checked]
    if refused:
        lines.append("")
    for file in refused:
        lines += _refused(file, style.lang)
    return [*lines, "", *total_lines(report, style)]


def file_line(file: FileReport, lang: str) -> str:
    """The line of one file in a batch."""
    return f"{_mark(file)} {_counts(file, lang)}  {one_line(file.path)}"


def total_lines(report: Report, style: Style) -> list[str]:
    """The totals of a batch."""
    total = _total_zh(report) if style.lang == "zh" else _total_en(report)
    waived = _waived(report.waived_count, style.lang)
    return [total, *waived, *_partly(report.options, style.lang)]


def form_lines(files: Sequence[FileReport], lang: str) -> list[str]:
    """The summary of forms that were checked themselves: a line each."""
    lines = []
    for file in files:
        counts = [file.count(severity) for severity in Severity]
        if lang == "zh":
            told = "{} 处错误，{} 处警告，{} 处提示".format(*counts)
            size = f"{file.cells} 格，{file.form_rules} 条关系。" if file.form else "表式不能使用。"
            lines.append(f"{_mark(file)} {one_line(file.path)}  {told}；{size}")
        else:
            nouns = zip(counts, ("error", "warning", "note"), strict=True)
            told = ", ".join(_many(count, noun) for count, noun in nouns)
            size = (
                f"{_many(file.cells, 'cell')}, {_many(file.form_rules, 'rule')}."
                if file.form
                else "it cannot be used."
            )
            lines.append(f"{_mark(file)} {one_line(file.path)}  {told}; {size}")
    return lines


def _refused(file: FileReport, lang: str) -> list[str]:
    assert file.refusal is not None
    return refused_lines(file.path, *file.refusal, lang)


def refused_lines(path: str, code: str, words: Words, lang: str) -> list[str]:
    """Why a file was not checked."""
    said = ended(leading(words.in_language(lang), None), lang)
    return [f"{NOT_CHECKED.in_language(lang)} {code}  {one_line(path)}", f"    {said}"]


def _mark(file: FileReport) -> str:
    if not file.is_checked:
        return "?"
    if file.count(Severity.ERROR):
        return "×"
    return "!" if file.count(Severity.WARNING) else "√"


def _counts(file: FileReport, lang: str) -> str:
    """Counts of one file; all of one width, so that the names stand below each other."""
    errors, warnings = file.count(Severity.ERROR), file.count(Severity.WARNING)
    if lang == "zh":
        told = f"错误 {errors:>3}  警告 {warnings:>3}"
        return told if file.is_checked else f"未检查{'':{len(told) + 4 - 6}}"
    told = f"errors {errors:>3}  warnings {warnings:>3}"
    return told if file.is_checked else f"{'not checked':<{len(told)}}"


def _total_zh(report: Report) -> str:
    totals = report.totals
    errors, warnings = totals.of[Severity.ERROR], totals.of[Severity.WARNING]
    told = [f"共 {totals.files} 个文件：{totals.clean} 个未发现错误和警告"]
    if errors:
        told.append(f"{totals.having[Severity.ERROR]} 个有错误（{errors} 处），请修改后再报送")
    if warnings:
        told.append(f"{totals.having[Severity.WARNING]} 个有警告（{warnings} 处），请核实")
    if refused := report.refused_count:
        told.append(f"{refused} 个未能检查，处理后请再检查一次")
    if waivers := _of_waivers(report):
        told.append(f"{waivers} 条情况说明需要处理")
    return f"{'；'.join(told)}。"


def _total_en(report: Report) -> str:
    totals = report.totals
    errors, warnings = totals.of[Severity.ERROR], totals.of[Severity.WARNING]
    told = [f"{_many(totals.files, 'file')}: {totals.clean} without errors and warnings"]
    if errors:
        bad = totals.having[Severity.ERROR]
        told.append(f"{bad} with {_many(errors, 'error')}, to be corrected before submission")
    if warnings:
        told.append(
            f"{totals.having[Severity.WARNING]} with {_many(warnings, 'warning')} to verify"
        )
    if refused := report.refused_count:
        told.append(f"{refused} not checked: mend and check again")
    if waivers := _of_waivers(report):
        told.append(f"{_many(waivers, 'waiver')} to look at")
    return f"{'; '.join(told)}."


def _of_waivers(report: Report) -> int:
    return sum(finding.code.startswith("TC7") for finding in report.findings)


def _waived(number: int, lang: str) -> list[str]:
    """How many findings are explained, and so not counted."""
    if not number:
        return []
    if lang == "zh":
        return [f"另有 {number} 处已有情况说明，不计入。"]
    return [f"{_many(number, 'finding')} waived, not counted."]


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
        them = "it" if errors + warnings == 1 else "them"
        return f"{_many(errors, 'error')}{also}; correct {them} before the table is submitted."
    if warnings:
        them = "it" if warnings == 1 else "them"
        return f"No error, {_many(warnings, 'warning')}; verify {them}, and explain true values."
    notes = file.count(Severity.INFORMATION)
    return "No error." if not notes else f"No error, {_many(notes, 'note')}."


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
        why = "未填的指标" if file.blank else "读不出的数"
        return f"{total} 条勾稽关系因有{why}都无法判断，{filled}（共 {file.cells} 个）。"
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
    why = "cells are blank" if file.blank else "cells are unreadable"
    if not total:
        return f"The form has no rules; {filled}."
    if holds == total:
        return f"{'The only rule holds' if total == 1 else f'All {total} rules hold'}; {filled}."
    if open_ == total:
        none = "The only rule cannot" if total == 1 else f"None of the {total} rules can"
        return f"{none} be decided while {why}; {filled}."
    if total == 1:
        return f"The only rule fails; {filled}."
    told = [
        f"{holds} {'holds' if holds == 1 else 'hold'}",
        f"{fails} {'fails' if fails == 1 else 'fail'}" if fails else "",
        f"{open_} cannot be decided" if open_ else "",
    ]
    return f"Of {total} rules {', '.join(each for each in told if each)}."
