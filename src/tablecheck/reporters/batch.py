"""A large batch as text: a line a file as soon as it is checked, then what many files show.

Comes in: one file's report, later the whole. Goes out: lines. Findings are told file by file only
with ``verbose``: ten thousand files have too many for a screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.reporters.escape import leading, one_line
from tablecheck.reporters.summary import file_line, refused_lines, total_lines

if TYPE_CHECKING:
    from tablecheck.report import FileReport, Report
    from tablecheck.reporters.base import Style
    from tablecheck.tally import CodeCount, RuleCount, Tally

IS_MACHINE = False
NEEDS_SOURCE = False
MOST_CODES = 8
MOST_RULES = 8
MOST_AGENCIES = 8
MOST_REFUSED = 20


def render(report: Report, style: Style) -> str:
    """The lines of all files, then the summary."""
    return "".join(render_file(file, style) for file in report.files) + render_end(report, style)


def render_file(file: FileReport, style: Style) -> str:
    """The line of one file; "" where nobody asked for it."""
    lines: list[str] = []
    if style.verbose and file.findings:
        from tablecheck.reporters.terminal import file_lines

        lines += [f"── {one_line(file.path)}", "", *file_lines(file, style)]
    if not style.quiet or not file.is_checked:
        lines.append(file_line(file, style.lang))
    return "".join(f"{line}\n" for line in lines)


def render_end(report: Report, style: Style) -> str:
    """What was not checked, what is found most, which rules fail most, the worst files, totals."""
    lang, totals = style.lang, report.totals
    blocks = [_refused(totals, lang)]
    if not style.quiet:
        blocks += [_codes(totals, lang), _rules(totals, lang), _agencies(totals, lang)]
        blocks.append(_worst(totals, lang))
    for finding in report.findings:
        from tablecheck.reporters.terminal import finding_lines

        blocks.append(finding_lines(finding, lang))
    if not style.quiet or totals.refused:
        blocks.append(total_lines(report, style))
    return "".join("".join(f"{line}\n" for line in ("", *block)) for block in blocks if block)


def _refused(totals: Tally, lang: str) -> list[str]:
    lines = [
        line
        for path, code, words in totals.refused[:MOST_REFUSED]
        for line in refused_lines(path, code, words, lang)
    ]
    return [*lines, *_more(len(totals.refused) - MOST_REFUSED, lang)]


def _codes(totals: Tally, lang: str) -> list[str]:
    codes = totals.codes()
    if not codes:
        return []
    head = "最常见的问题（处数，文件数）：" if lang == "zh" else "Found most (findings, files):"
    rows = [_code_line(each, lang) for each in codes[:MOST_CODES]]
    return [head, *rows, *_more(len(codes) - MOST_CODES, lang)]


def _code_line(count: CodeCount, lang: str) -> str:
    from tablecheck.checks.base import all_checks

    titles = {each.code: each.title for each in all_checks()}
    title = titles[count.code].in_language(lang) if count.code in titles else count.name
    return f"  {count.findings:>7} {count.files:>6}  {count.code}  {one_line(title)}"


def _rules(totals: Tally, lang: str) -> list[str]:
    failing = [each for each in totals.rules() if each.fails]
    if not failing:
        return []
    zh = lang == "zh"
    head = "不成立的勾稽关系（文件数）：" if zh else "Rules that fail (files):"
    lines = [head, *(_rule_line(each, lang) for each in failing[:MOST_RULES])]
    lines += _more(len(failing) - MOST_RULES, lang)
    suspect = sum(each.is_suspect for each in failing)
    if suspect:
        told = (
            f"  有 {suspect} 条在多数文件中不成立（标 ?）：先核对表式里的这些关系，再要求更正数据。"
            if zh
            else f"  {suspect} of them {'fails' if suspect == 1 else 'fail'} in most files "
            "(marked ?): look at the rule in the form before the tables are sent back."
        )
        lines.append(told)
    return lines


def _rule_line(count: RuleCount, lang: str) -> str:
    mark = "?" if count.is_suspect else " "
    decided = count.fails + count.holds
    told = f"共 {decided}" if lang == "zh" else f"of {decided}"
    return f"  {mark} {count.fails:>5}  {told:<9}  {one_line(count.rule)}  {one_line(count.form)}"


def _agencies(totals: Tally, lang: str) -> list[str]:
    named = [each for each in totals.agencies() if each.agency is not None]
    bad = [each for each in named if each.errors or each.warnings]
    if not bad or len(named) < 2:
        return []
    head = (
        "问题最多的单位（文件，错误，警告）："
        if lang == "zh"
        else "By agency (files, errors, warnings):"
    )
    rows = [
        f"  {each.files:>5} {each.errors:>6} {each.warnings:>6}  {leading(each.agency or '')}"
        for each in bad[:MOST_AGENCIES]
    ]
    return [head, *rows, *_more(len(bad) - MOST_AGENCIES, lang)]


def _worst(totals: Tally, lang: str) -> list[str]:
    worst = totals.worst()
    if not worst:
        return []
    head = (
        "问题最多的文件（错误，警告）：" if lang == "zh" else "The worst files (errors, warnings):"
    )
    return [
        head,
        *(f"  {each.errors:>5} {each.warnings:>6}  {one_line(each.path)}" for each in worst),
    ]


def _more(number: int, lang: str) -> list[str]:
    if number <= 0:
        return []
    return [f"  另有 {number} 个" if lang == "zh" else f"  {number} more"]
