"""``tablecheck form init``: a form drafted from tables, and what it is unsure of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_encoding
from tablecheck.cli.console import say
from tablecheck.cli.entry import NOT_WRITTEN
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_file, write_stdout
from tablecheck.cli.paths import one_file
from tablecheck.cli.usage import refuse, word
from tablecheck.errors import FormError, ReadError
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.drafting.draft import Draft
    from tablecheck.drafting.model import Remark
    from tablecheck.sheet import Workbook

MOST_REMARKS = 40
"""Remarks that are told one by one; the others are counted."""


def init_form(
    tables: Sequence[str],
    *,
    output: str | None,
    force: bool,
    sheet: str | None,
    encoding: str | None,
    lang: str | None,
) -> int:
    """Draft a form, print or write it, and say what is unsure; 3 where there is no table."""
    from tablecheck.drafting.draft import NoTableError, draft_form
    from tablecheck.readers.xlsx_hints import read_hints

    chosen = chosen_language(lang)
    if encoding is not None:
        check_encoding(encoding, chosen)
    paths = [Path(one_file("TABLE", each, chosen)) for each in tables]
    if output is not None:
        _check_output(Path(output), paths, chosen, force=force)
    workbooks = _read(paths, encoding, chosen)
    if workbooks is None:
        return NOT_WRITTEN
    names = [path.name for path in paths]
    try:
        draft = draft_form(
            workbooks, names, sheet=sheet, hints=[read_hints(path.read_bytes()) for path in paths]
        )
    except NoTableError:
        place = one_line(str(paths[0]))
        say(
            f"tablecheck: {place}: 没有找到表格：需要有列名、指标名称和填数的列"
            if chosen == "zh"
            else f"tablecheck: {place}: no table found: heads, row labels and a column of values "
            "are needed"
        )
        return NOT_WRITTEN
    except FormError as error:
        # Only what no form can hold comes here, such as 6,000 rows.
        said = one_line(error.zh if chosen == "zh" else error.en, None)
        place = one_line(str(paths[0]))
        say(
            f"tablecheck: {place}: 这个表超出表式的限度：{said}"
            if chosen == "zh"
            else f"tablecheck: {place}: the table is beyond what a form holds: {said}"
        )
        return NOT_WRITTEN
    if output is None:
        write_stdout(draft.text, is_machine=True)
    else:
        write_file(Path(output), draft.text)
    for line in _told(draft, chosen):
        say(line)
    for path in paths:
        say(_checked(path, draft, sheet, encoding, chosen))
    return 0


def _check_output(target: Path, paths: Sequence[Path], lang: str, *, force: bool) -> None:
    """The form is no input, and replaces no file unless that is asked for."""
    if any(target.exists() and target.samefile(path) for path in paths):
        raise refuse(
            "--output 不能是输入的表格本身", "--output must not be one of the tables", lang
        )
    if target.is_file() and not force:
        name = word(str(target))
        raise refuse(
            f"{name} 已存在；要覆盖请加 --force", f"{name} exists; add --force to replace it", lang
        )


def _read(paths: Sequence[Path], encoding: str | None, lang: str) -> list[Workbook] | None:
    """The workbooks; None, with a line said, where one cannot be read."""
    from tablecheck.readers.read import read_workbook

    found = []
    for path in paths:
        try:
            found.append(read_workbook(path, encoding=encoding))
        except ReadError as error:
            said = one_line(error.zh if lang == "zh" else error.en, None)
            say(f"tablecheck: {one_line(str(path))}: {error.code} {said}")
            return None
    return found


def _told(draft: Draft, lang: str) -> list[str]:
    """What was drafted, and what it is unsure of."""
    zh = lang == "zh"
    rows, rules = draft.rows, draft.rules
    lines = [
        f"草拟了 {draft.tables} 张表，{rows} 个指标，{rules} 条勾稽关系（均为推断，请逐条核对）。"
        if zh
        else f"Drafted {_many(draft.tables, 'table')}, {_many(rows, 'row')}, "
        f"{_many(rules, 'relation')} (all inferred: look at each)."
    ]
    remarks = list(dict.fromkeys(_remark(each, lang) for each in draft.remarks))
    if remarks:
        lines.append("没有把握的地方:" if zh else "Unsure of:")
    lines += [f"  {each}" for each in remarks[:MOST_REMARKS]]
    rest = len(remarks) - MOST_REMARKS
    if rest > 0:
        lines.append(f"  另有 {rest} 处" if zh else f"  and {rest} more")
    return lines


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _remark(remark: Remark, lang: str) -> str:
    said = one_line(remark.zh if lang == "zh" else remark.en, None)
    return f"{one_line(remark.place, None)}: {said}" if remark.place else said


def _checked(path: Path, draft: Draft, sheet: str | None, encoding: str | None, lang: str) -> str:
    """What the draft finds in a table that it came from."""
    from tablecheck.drafting.trial import form_of
    from tablecheck.findings import Severity
    from tablecheck.pipeline import check_file

    report = check_file(path, form=form_of(draft.form), sheet=sheet, encoding=encoding)
    name, zh = one_line(str(path)), lang == "zh"
    if report.refusal is not None:
        code, words = report.refusal
        return f"{name}: {code} {one_line(words.in_language(lang), None)}"
    found = Counter(
        each.code for each in report.findings if each.severity is not Severity.INFORMATION
    )
    if not found:
        return f"{name}: 用这个表式检查，没有问题" if zh else f"{name}: the form finds nothing"
    told = ", ".join(f"{code} × {count}" for code, count in sorted(found.items()))
    return f"{name}: 用这个表式检查有 {told}" if zh else f"{name}: the form finds {told}"
