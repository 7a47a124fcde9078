"""``tablecheck form template``: a fill-in workbook of a form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tablecheck.cli.choices import check_form
from tablecheck.cli.console import say
from tablecheck.cli.language import LANGUAGES, chosen_language
from tablecheck.cli.output import write_file
from tablecheck.cli.paths import is_same
from tablecheck.cli.usage import refuse, word
from tablecheck.form.load import load_form
from tablecheck.reporters.escape import one_line

if TYPE_CHECKING:
    from tablecheck.form.model import Form


def write_template(form: str, *, output: str, force: bool, lang: str | None) -> int:
    """Write the workbook and say where it is.

    Args:
        form: Id of a known form, or a file.
        output: The workbook.
        force: Replace a file that is there; it may be one that somebody has filled in.
        lang: Of the messages and the template's own words; None: those of the form's language.
    """
    from tablecheck.templating.plan import MOST_CELLS, value_cells
    from tablecheck.templating.workbook import template_of

    chosen = chosen_language(lang)
    check_form(form, chosen)
    target = check_output(output, form, lang=chosen, force=force)
    if target.suffix.lower() != ".xlsx":
        raise refuse(
            f"--output 应为 .xlsx 文件，不是 {word(output)}",
            f"--output is a file .xlsx, not {word(output)}",
            chosen,
        )
    loaded = load_form(form)
    count = value_cells(loaded)
    if count > MOST_CELLS:
        raise refuse(
            f"表式有 {count} 个要填的数，模板最多 {MOST_CELLS} 个",
            f"the form asks for {count} numbers, a template holds {MOST_CELLS} at most",
            chosen,
        )
    write_file(target, template_of(loaded, _language(loaded, lang, chosen)))
    told = "模板" if chosen == "zh" else "template"
    say(f"tablecheck: {told}: {one_line(output)}")
    return 0


def check_output(output: str, *sources: str, lang: str, force: bool) -> Path:
    """The file to write: in a folder that is there, no source, no other unless asked."""
    target = Path(output)
    named = word(output)
    if not output or target.is_dir():
        raise refuse(f"--output 应为文件：{named}", f"--output names a file, not {named}", lang)
    if not target.parent.is_dir():
        folder = word(str(target.parent))
        raise refuse(
            f"没有文件夹 {folder}，写不了 {named}",
            f"there is no folder {folder} to write {named} into",
            lang,
        )
    if any(is_same(target, Path(source)) for source in sources):
        raise refuse(f"输出文件 {named} 就是输入文件", f"the output {named} is the input", lang)
    if target.is_file() and not force:
        raise refuse(
            f"{named} 已存在；要覆盖请加 --force",
            f"{named} exists; add --force to replace it",
            lang,
        )
    return target


def _language(form: Form, asked: str | None, chosen: str) -> str:
    """The language that was asked for, else that of the form's labels, else the messages'."""
    return form.language if asked is None and form.language in LANGUAGES else chosen
