"""``tablecheck rollup``: member tables added up into the form, and a filed total checked."""

from __future__ import annotations

from pathlib import Path
from time import gmtime, strftime
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_choice, check_encoding, check_form
from tablecheck.cli.console import OutputError, say
from tablecheck.cli.entry import COMMANDS, NOT_WRITTEN
from tablecheck.cli.form_template import check_output
from tablecheck.cli.language import chosen_language
from tablecheck.cli.output import write_file
from tablecheck.cli.paths import STDIN, expand, is_same, one_file
from tablecheck.cli.progress import Progress
from tablecheck.cli.targets import check_targets, outputs_of, repository_root, write_report
from tablecheck.cli.usage import refuse
from tablecheck.cli.validate import exit_code
from tablecheck.form.load import load_form
from tablecheck.reporters.base import Style, reporter
from tablecheck.reporters.escape import one_line
from tablecheck.rollup.run import roll_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecheck.form.model import Form
    from tablecheck.rollup.run import RollUp


def roll_up_files(
    words: Sequence[str],
    *,
    form: str | None,
    output: str | None,
    against: str | None,
    members: str | None,
    formats: Sequence[str],
    fail_on: str,
    sheet: str | None,
    encoding: str | None,
    blank: str,
    lang: str | None,
    color: str,
    quiet: bool,
    force: bool,
    max_findings: int,
) -> int:
    """Add up the members, write the workbook and the report; the exit code."""
    lang = chosen_language(lang)
    check_choice("--fail-on", fail_on, ("error", "warning", "never"), lang)
    check_choice("--blank", blank, ("form", "missing", "zero"), lang)
    check_choice("--color", color, ("auto", "always", "never"), lang)
    if encoding is not None:
        check_encoding(encoding, lang)
    loaded = None if form is None else _form(form, lang)
    outputs = outputs_of(formats or ["text"], lang)
    filed = None if against is None else one_file("--against", against, lang)
    listing = None if members is None else one_file("--members", members, lang)
    target = None if output is None else check_output(output, form or "", lang=lang, force=force)
    if target is None and filed is None:
        raise refuse("请给出 --output 或 --against", "name --output or --against", lang)
    if target is not None and target.suffix.lower() != ".xlsx":
        raise refuse("--output 应为 .xlsx 文件", "--output is a file .xlsx", lang)
    beside = [path for path in (filed, listing, target) if path is not None]
    paths = [
        path
        for path in expand(words, COMMANDS, lang)
        if path != STDIN and not any(path == each or is_same(path, each) for each in beside)
    ]
    if not paths:
        raise refuse("没有成员的表", "there is no member's table", lang)
    inputs = [*paths, *(path for path in (filed, listing) if path is not None)]
    check_targets(
        [*outputs, *([] if target is None else [("output", target)])],  # both are written to
        inputs,
        lang,
    )
    progress = Progress(len(paths), lang)
    rolled = roll_up(
        paths,
        form=loaded,
        against=filed,
        listed=() if listing is None else _listed(listing),
        list_name=members or "",
        sheet=sheet,
        encoding=encoding,
        blank=blank,
        with_source=any(reporter(name).NEEDS_SOURCE for name, _ in outputs),
        options={"form": form, "fail_on": fail_on, "blank": blank, "sheet": sheet}
        | {"encoding": encoding, "lang": lang, "select": [], "ignore": []},
        tick=progress.tick,
    )
    progress.clear()
    style = Style(
        lang=lang,
        fail_on=fail_on,
        max_findings=max_findings,
        quiet=quiet,
        now=strftime("%Y-%m-%dT%H:%M:%S", gmtime()),
        root=repository_root(Path.cwd()),
    )
    written = write_report(rolled.report, style, outputs, color, inputs)
    if target is not None:
        written = _write(rolled, target, lang) and written
    if not quiet:
        for line in summary_lines(rolled, lang):
            say(line)
    return exit_code(rolled.report, fail_on) if written else NOT_WRITTEN


def summary_lines(rolled: RollUp, lang: str) -> list[str]:
    """How many members count, how many totals are known, and how a filed total compares."""
    zh = lang == "zh"
    known = sum(total.value is not None for total in rolled.totals.values())
    counts = (len(rolled.members), len(rolled.totals), known)
    lines = [
        "tablecheck: 汇总 {} 个成员；{} 个合计中 {} 个能确定".format(*counts)
        if zh
        else "tablecheck: {} members are added up; of {} totals {} are known".format(*counts)
    ]
    if rolled.verdicts:
        told = [
            sum(each.value == verdict for each in rolled.verdicts.values()) for verdict in _ORDER
        ]
        lines.append(
            "tablecheck: 上报的汇总数：{} 个相符，{} 个不符，{} 个无法判断".format(*told)
            if zh
            else "tablecheck: of the filed total {} agree, {} differ, {} cannot be decided".format(
                *told
            )
        )
    return lines


_ORDER = ("1", "0", "NA")


def _form(name: str, lang: str) -> Form:
    check_form(name, lang)
    form = load_form(name)
    if any(table.orientation == "records" for table in form.tables):
        raise refuse(
            "这个表式一行是一个单位，表里已有合计行，不能再汇总",
            "the form has a row for each unit and a row that adds them up: nothing to roll up",
            lang,
        )
    return form


def _listed(path: Path) -> tuple[str, ...]:
    from tablecheck.rollup.workbook import list_of

    return list_of(path.read_bytes())


def _write(rolled: RollUp, target: Path, lang: str) -> bool:
    if rolled.form is None or not rolled.members:
        say(
            "tablecheck: 没有可以汇总的成员，没有写出汇总表"
            if lang == "zh"
            else "tablecheck: no member can be added up; no totals are written"
        )
        return False
    from tablecheck.rollup.workbook import workbook_of

    try:
        write_file(target, workbook_of(rolled, lang))
    except OutputError as error:
        say(error.line(lang))
        return False
    told = "汇总表" if lang == "zh" else "totals"
    say(f"tablecheck: {told}: {one_line(str(target))}")
    return True
